package quiz

import (
	"cmp"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"masar/internal/catalog"
	"masar/internal/fault"
)

// Marks returns what v earns for the item: so many parts of as many as there
// are, which make one point. What v holds depends on the item's type:
//
//	single, multiple   ids of the chosen options
//	ordering           ids of the items, in the order given
//	matching           "LEFT=RIGHT", ids of pairs; right where both are the same
//	numeric            the number, in Latin or Arabic-Indic digits; see Number
//
// A multiple answer earns its point for exactly the right set; ordering and
// matching earn a share for each place or pair that is right.
func Marks(it catalog.Item, v []string) (n, of int) {
	switch it.Type {
	case catalog.Single, catalog.Multiple:
		return whole(rightChoice(it, v)), 1
	case catalog.Ordering:
		for i, o := range it.Items {
			if i < len(v) && v[i] == o.ID {
				n++
			}
		}
		return n, len(it.Items)
	case catalog.Matching:
		for _, p := range it.Pairs {
			if slices.Contains(v, p.ID+"="+p.ID) {
				n++
			}
		}
		return n, len(it.Pairs)
	case catalog.Numeric:
		return whole(len(v) == 1 && rightNumber(it, v[0])), 1
	}
	return 0, 1
}

func whole(right bool) int {
	if right {
		return 1
	}
	return 0
}

func rightChoice(it catalog.Item, v []string) bool {
	for _, o := range it.Options {
		if o.Right != slices.Contains(v, o.ID) {
			return false
		}
	}
	return len(v) > 0
}

// rightNumber reports whether s is near enough. What can be read in two ways is
// asked about before it is kept; should it have been kept, either will do.
func rightNumber(it catalog.Item, s string) bool {
	const crumb = 1e-9 // 0.3−0.1 is not 0.2 in binary
	return slices.ContainsFunc(readings(s), func(x float64) bool { return math.Abs(x-it.Answer) <= it.Tolerance+crumb })
}

// Grade returns the points, 0 to 1, that v earns for the item; see Marks.
func Grade(it catalog.Item, v []string) float64 {
	n, of := Marks(it, v)
	return float64(n) / float64(max(of, 1))
}

// Number reads a number that somebody answers, with its unit or without, if it
// can be read in one way only.
func Number(s string) (float64, bool) { return catalog.ParseNumber(bare(s)) }

// readings returns what a number that somebody answers may mean; see
// catalog.Numbers.
func readings(s string) []float64 { return catalog.Numbers(bare(s)) }

// bare returns an answer without the word before or behind its number, as
// people write the unit too.
func bare(s string) string {
	if catalog.Numbers(s) != nil {
		return s
	}
	return unitBehind.ReplaceAllString(unitBefore.ReplaceAllString(s, ""), "")
}

// A unit is of letters or a sign of currency, with points within as in ر.ع.
var (
	unitBefore = regexp.MustCompile(`^[\pL\pM\p{Sc}\pZ\p{Cf}.]*[\pL\pM\p{Sc}](?:\.\pZ)?[\pZ\p{Cf}]*`)
	unitBehind = regexp.MustCompile(`[\pZ\p{Cf}]*[\pL\pM\p{Sc}][\pL\pM\p{Sc}\pZ\p{Cf}.]*$`)
)

// fits returns ErrBad, ErrNumber or catalog.ErrTwoWays unless v can be an answer to the question:
// its ids are among those shown, each once. Nothing, or part of a matching,
// fits too.
func fits(it catalog.Item, q Question, v []string) error {
	seen := map[string]bool{}
	for _, s := range v {
		left, right := s, s
		if it.Type == catalog.Matching {
			left, right, _ = strings.Cut(s, "=")
		}
		if it.Type == catalog.Numeric {
			if err := fitsNumber(s); err != nil || len(v) > 1 {
				return cmp.Or(err, ErrNumber)
			}
			continue
		}
		if seen[left] || !slices.Contains(q.Order, left) || !slices.Contains(q.Order, right) {
			return ErrBad
		}
		seen[left] = true
	}
	if it.Type == catalog.Single && len(v) > 1 || it.Type == catalog.Ordering && len(v) != 0 && len(v) != len(q.Order) {
		return ErrBad
	}
	return nil
}

func fitsNumber(s string) *fault.Fault {
	err := catalog.CheckNumber(bare(s))
	if s == "" || err == nil {
		return nil
	}
	if errors.Is(err, catalog.ErrNumber) {
		return ErrNumber
	}
	return err
}

// Right returns the answer that earns the whole point, in the form that Grade
// takes.
func Right(it catalog.Item) (v []string) {
	for _, o := range it.Options {
		if o.Right {
			v = append(v, o.ID)
		}
	}
	for _, o := range it.Items {
		v = append(v, o.ID)
	}
	for _, p := range it.Pairs {
		v = append(v, p.ID+"="+p.ID)
	}
	if it.Type == catalog.Numeric {
		v = []string{strconv.FormatFloat(it.Answer, 'f', -1, 64)}
	}
	return v
}
