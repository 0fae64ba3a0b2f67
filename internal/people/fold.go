package people

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"masar/internal/typed"

	"golang.org/x/text/unicode/norm"
)

// FoldVersion counts the ways in which Fold and the keys of people and agencies have been
// made so far. A database whose rows were folded in an earlier way folds them
// again when it is brought up to date.
const FoldVersion = 3

// Fold returns s as search compares it: lower case, without tashkeel, tatweel
// and accents, with the forms of hamza on its seats, alef, ya, heh and ta
// marbuta made one, presentation forms made letters, and the digits of every
// script made Latin. What people type from memory differs in exactly these.
func Fold(s string) string {
	var b strings.Builder
	space := true
	// Taken apart, a composed letter is its base and marks, which are dropped.
	for _, r := range norm.NFKD.String(strings.ToLower(typed.Digits(alone(s)))) {
		switch {
		case unicode.IsSpace(r), r == '-', r == '\'', r == '’':
			if !space {
				b.WriteByte(' ')
			}
			space = true
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ء', r == 'ـ':
		default:
			b.WriteString(foldRune(r))
			space = false
		}
	}
	// عبد الله and عبدالله are one name.
	return strings.ReplaceAll(strings.TrimRight(b.String(), " "), "عبد ال", "عبدال")
}

// SortKey returns what a list puts a name in order by: its folded characters, one
// by one, which every database compares alike. A name in the other script stands
// with its own letters, the Latin before the Arabic.
func SortKey(name string) string { return Fold(name) }

// InOrder puts the rows of a list in the order of the names that it shows, and
// those of one name in that of their ids.
func InOrder[T any](rows []T, name, id func(T) string) {
	keys := make(map[string]string, len(rows))
	for _, r := range rows {
		keys[id(r)] = SortKey(name(r))
	}
	slices.SortStableFunc(rows, func(a, b T) int {
		return cmp.Or(cmp.Compare(keys[id(a)], keys[id(b)]), cmp.Compare(id(a), id(b)))
	})
}

// alone drops what NFKD would put on a space of its own: marks in presentation
// forms.
func alone(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xFE70 && r <= 0xFE7F {
			return -1
		}
		return r
	}, s)
}

// foldRune returns what a character is compared as that is made of no others.
func foldRune(r rune) string {
	switch r {
	case 'ٱ':
		return "ا"
	case 'ى', 'ی', 'ے', 'ۍ', 'ې':
		return "ي"
	case 'ة', 'ہ', 'ھ', 'ە', 'ۃ', 'ۀ':
		return "ه"
	case 'ک', 'ڪ':
		return "ك"
	case 'ı':
		return "i"
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'ħ':
		return "h"
	case 'ŧ':
		return "t"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	}
	return string(r)
}
