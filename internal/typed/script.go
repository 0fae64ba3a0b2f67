package typed

import (
	"strings"
	"unicode"

	"masar/internal/fault"
)

var (
	ErrArabic  = fault.New(fault.Invalid, "typed.arabic")
	ErrLatin   = fault.New(fault.Invalid, "typed.latin")
	ErrSwapped = fault.New(fault.Invalid, "typed.swapped")
)

// A Pair is one thing that a form asks for in both languages, each in a field of
// its own. Either may be empty.
type Pair struct {
	ArField, Ar string
	EnField, En string
}

// Check returns what is wrong with the languages of p: Arabic without an Arabic
// letter, English without a Latin one, or each in the other's field. Words of
// the other language among its own are no fault, nor is what has no letters.
func (p Pair) Check() (faults []*fault.Fault) {
	if p.Swapped() {
		return []*fault.Fault{ErrSwapped.On(p.ArField), ErrSwapped.On(p.EnField)}
	}
	if lettered(p.Ar) && !in(unicode.Arabic, p.Ar) {
		faults = append(faults, ErrArabic.On(p.ArField))
	}
	if lettered(p.En) && !in(unicode.Latin, p.En) {
		faults = append(faults, ErrLatin.On(p.EnField))
	}
	return faults
}

// Swapped reports whether the Arabic stands in the field for English, and no
// Arabic in its own.
func (p Pair) Swapped() bool {
	return in(unicode.Arabic, p.En) && !in(unicode.Latin, p.En) && !in(unicode.Arabic, p.Ar)
}

// Righted returns both texts, each in its own field if they were swapped.
func (p Pair) Righted() (ar, en string) {
	if p.Swapped() {
		return p.En, p.Ar
	}
	return p.Ar, p.En
}

// Latin reports whether every letter of s is Latin.
func Latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

func lettered(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// in reports whether s has a letter of the script. A tatweel alone is none.
func in(script *unicode.RangeTable, s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r != 'ـ' && unicode.IsLetter(r) && unicode.Is(script, r) })
}
