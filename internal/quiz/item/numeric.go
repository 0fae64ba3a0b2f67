package item

import (
	"errors"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"masar/internal/catalog"
)

// Numeric is the type of questions that ask for a number. The one value of a
// response is the number as it was typed, in Latin or Arabic-Indic digits, with
// its unit or without.
const Numeric = "numeric"

type numeric struct{ catalog.Item }

func newNumeric(it catalog.Item) Item { return numeric{it} }

func (q numeric) Fields() []Field {
	return []Field{{Name: "answer", Needed: true}, {Name: "tolerance"}, {Name: "unit"}}
}

func (q numeric) Flaws() []Flaw {
	if finite(q.Answer) && finite(q.Tolerance) && q.Tolerance >= 0 {
		return nil
	}
	return []Flaw{{Rule: "no-key", Format: "question %q needs a number as its answer, and a tolerance of 0 or more"}}
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func (q numeric) Parts() []string { return nil }

func (q numeric) Show(_ Order, r Response) Sheet { return Sheet{Typed: r.String()} }

func (q numeric) Read(_ Order, form url.Values) (r Response, left bool) {
	return Chosen(slices.DeleteFunc(slices.Clone(form["answer"]), func(s string) bool { return s == "" })...), false
}

// Fits returns ErrNumber, or catalog.ErrTwoWays with both readings, unless r is
// one number.
func (q numeric) Fits(_ Order, r Response) error {
	if len(r) == 0 {
		return nil
	}
	if len(r) > 1 || r[0].Of != "" {
		return ErrNumber
	}
	err := catalog.CheckNumber(bare(r[0].Is))
	switch {
	case r[0].Is == "" || err == nil:
		return nil
	case errors.Is(err, catalog.ErrNumber):
		return ErrNumber
	}
	return err
}

// Marks gives the point for a number that is near enough. What can be read in
// two ways is asked about before it is kept; should it have been kept, either
// will do.
func (q numeric) Marks(r Response) (n, of int) {
	const crumb = 1e-9 // 0.3−0.1 is not 0.2 in binary
	near := func(x float64) bool { return math.Abs(x-q.Answer) <= q.Tolerance+crumb }
	return one(len(r) == 1 && slices.ContainsFunc(catalog.Numbers(bare(r[0].Is)), near))
}

func (q numeric) Right() Response { return Chosen(plain(q.Answer)) }

// Lines writes a number as it was read, with its unit, or as it was typed if it
// can be read in no way or in two.
func (q numeric) Lines(r Response) (lines []Line) {
	for _, v := range r {
		l := Line{Typed: v.Is}
		if x, ok := catalog.ParseNumber(bare(v.Is)); ok {
			l = Line{Text: catalog.Text{Ar: amount(x, q.Unit.Ar), En: amount(x, q.Unit.En)}}
		}
		lines = append(lines, l)
	}
	return lines
}

// amount is a number as exact as it was given, with its unit.
func amount(x float64, unit string) string {
	if unit == "%" {
		return plain(x) + unit
	}
	return strings.TrimSpace(plain(x) + " " + unit)
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

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
