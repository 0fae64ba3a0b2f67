package people

import (
	"strings"
	"unicode"
)

// Fold returns s as search compares it: lower case, without tashkeel, tatweel
// and accents it can drop, with the forms of hamza on its seats, alef, ya and
// ta marbuta made one, and Arabic-Indic digits made Latin. What people type
// from memory differs in exactly these.
func Fold(s string) string {
	var b strings.Builder
	space := true
	for _, r := range strings.ToLower(s) {
		r = foldRune(r)
		switch {
		case r == 0:
			continue
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		b.WriteRune(r)
		space = false
	}
	// عبد الله and عبدالله are one name.
	return strings.ReplaceAll(strings.TrimRight(b.String(), " "), "عبد ال", "عبدال")
}

// foldRune returns the character that r is compared as, or 0 if it is not
// compared at all.
func foldRune(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ئ', 'ی':
		return 'ي'
	case 'ؤ':
		return 'و'
	case 'ة':
		return 'ه'
	case 'ک':
		return 'ك'
	case 'ء', 'ـ':
		return 0
	}
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		return 0
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	case r == '-' || r == '\'' || r == '’':
		return ' '
	}
	return r
}
