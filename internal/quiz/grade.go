package quiz

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"masar/internal/catalog"
)

// Grade returns the points, 0 to 1, that v earns for the item. What v holds
// depends on the item's type:
//
//	single, multiple   ids of the chosen options
//	ordering           ids of the items, in the order given
//	matching           "LEFT=RIGHT", ids of pairs; right where both are the same
//	numeric            the number, in Latin or Arabic-Indic digits; see Number
//
// A multiple answer earns its point for exactly the right set; ordering and
// matching earn a share for each place or pair that is right.
func Grade(it catalog.Item, v []string) float64 {
	switch it.Type {
	case catalog.Single, catalog.Multiple:
		return gradeChoice(it, v)
	case catalog.Ordering:
		n := 0
		for i, o := range it.Items {
			if i < len(v) && v[i] == o.ID {
				n++
			}
		}
		return share(n, len(it.Items))
	case catalog.Matching:
		n := 0
		for _, p := range it.Pairs {
			if slices.Contains(v, p.ID+"="+p.ID) {
				n++
			}
		}
		return share(n, len(it.Pairs))
	case catalog.Numeric:
		if len(v) == 1 {
			if x, ok := Number(v[0]); ok && math.Abs(x-it.Answer) <= it.Tolerance+1e-9 {
				return 1
			}
		}
	}
	return 0
}

func gradeChoice(it catalog.Item, v []string) float64 {
	if len(v) == 0 {
		return 0
	}
	for _, o := range it.Options {
		if o.Right != slices.Contains(v, o.ID) {
			return 0
		}
	}
	return 1
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Number reads a number that somebody answers: as catalog.ParseNumber does, and
// with a word before or behind it, as whoever writes the unit too.
func Number(s string) (float64, bool) {
	if x, ok := catalog.ParseNumber(s); ok {
		return x, true
	}
	return catalog.ParseNumber(strings.TrimFunc(s, func(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.Sc, unicode.Z, unicode.Cf) }))
}

// fits returns ErrBad or ErrNumber unless v can be an answer to the question:
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
			if _, ok := Number(s); !ok && s != "" || len(v) > 1 {
				return ErrNumber
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
