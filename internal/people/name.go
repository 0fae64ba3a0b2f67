package people

import (
	"slices"
	"strings"
	"unicode"

	"masar/internal/fault"
	"masar/internal/typed"
)

// FoldSpaces returns a text of one line as it is kept; see typed.Tidy.
func FoldSpaces(s string) string { return typed.Tidy(s) }

// A Script is what a name is written in.
type Script int

const (
	Arabic Script = iota
	Latin
)

// ScriptOf returns the script of a name: Arabic if it has a letter of that, and
// Latin otherwise.
func ScriptOf(name string) Script {
	if strings.ContainsFunc(name, Arabic.letter) {
		return Arabic
	}
	return Latin
}

// letter reports whether r is a letter of the script. Tatweel and the dotless
// forms of other languages in the script count.
func (s Script) letter(r rune) bool {
	if s == Arabic {
		return r == 'ـ' || unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
	}
	return unicode.Is(unicode.Latin, r) && unicode.IsLetter(r)
}

// mark reports whether r is written over or under a letter of the script.
func (s Script) mark(r rune) bool {
	if !unicode.Is(unicode.Mn, r) {
		return false
	}
	if s == Arabic {
		return r >= 0x0600 && r <= 0x08FF
	}
	return r >= 0x0300 && r <= 0x036F && r != 0x034F // U+034F joins and shows nothing
}

// apostrophes are the marks of elision, and of hamza and ayn in Latin letters.
const apostrophes = "'’‘ʼʻʾʿ"

const hyphens = "-‐‑"

// maxMarks is how many marks one letter of a name carries.
const maxMarks = 3

// fits reports whether r may stand after the others of a name.
func (s Script) fits(r rune, before []rune) bool {
	switch {
	case s.letter(r), r == ' ', strings.ContainsRune(apostrophes+hyphens, r):
		return true
	case r == '.':
		return s.ends(before)
	case r == '\u200C', r == '\u200D': // joiners, between Arabic letters
		return s == Arabic && s.ends(before)
	}
	return s.mark(r) && s.ends(before) && !s.full(before)
}

// ends reports whether a name so far ends in a letter, with its marks.
func (s Script) ends(before []rune) bool {
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return s.letter(last) || s.mark(last)
}

// full reports whether the last letter of a name so far carries all the marks
// that it may.
func (s Script) full(before []rune) bool {
	return len(before) >= maxMarks && !slices.ContainsFunc(before[len(before)-maxMarks:], func(r rune) bool { return !s.mark(r) })
}

// TidyName returns a person's name as it is kept: as FoldSpaces does, and
// without marks of direction, which show nothing in a name of one script.
func TidyName(name string) string {
	return FoldSpaces(strings.Map(func(r rune) rune {
		if r == '\u200E' || r == '\u200F' || r == '\u061C' {
			return -1
		}
		return r
	}, name))
}

// SameName reports whether two names are the same but for spaces, tatweel,
// tashkeel, joiners and capitals. The forms of hamza, alef and ya are different
// ways to spell a name, and accents too.
func SameName(a, b string) bool { return bare(a) == bare(b) }

// bare returns a name as SameName compares it.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 'ـ' || Arabic.mark(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToLower(TidyName(name)))
}

// CheckSpelling returns what is wrong with a name in the script that has been
// tidied, said on a field, or nil: it has letters of that script, spaces,
// hyphens, apostrophes, a full stop after an abbreviation and marks on its
// letters, and nothing else. A name that is empty is not looked at.
func CheckSpelling(field, name string, in Script) *fault.Fault {
	if name == "" {
		return nil
	}
	runes := []rune(name)
	strange := in.strange(runes)
	signs := slices.DeleteFunc(slices.Clone(strange), unicode.IsLetter)
	switch {
	case len(runes) > MaxName:
		return ErrLong.With("max", MaxName).On(field)
	case typed.Hidden(name), len(signs) > 0 && spaced(signs) == "":
		return ErrText.On(field)
	case !slices.ContainsFunc(runes, unicode.IsLetter):
		return ErrLetters.On(field)
	case len(strange) == 0:
		return nil
	case len(signs) > 0:
		return ErrSigns.With("signs", spaced(signs)).On(field)
	case in == Arabic:
		return ErrNotArabic.On(field)
	}
	return ErrNotLatin.On(field)
}

// strange returns what a name in the script does not have, each once.
func (s Script) strange(name []rune) (out []rune) {
	for i, r := range name {
		if !s.fits(r, name[:i]) && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// maxSigns is how many characters a message repeats.
const maxSigns = 10

// spaced returns characters one after another, for a message. Marks stand on a
// circle, and what cannot be seen is left out.
func spaced(rs []rune) string {
	var out []string
	for _, r := range rs {
		switch {
		case len(out) == maxSigns:
			return strings.Join(append(out, "…"), " ")
		case unicode.Is(unicode.Variation_Selector, r), !unicode.IsGraphic(r):
		case unicode.IsMark(r):
			out = append(out, "◌"+string(r))
		default:
			out = append(out, string(r))
		}
	}
	return strings.Join(out, " ")
}

// checkNameAfter returns everything that is wrong with a name in both languages
// that has been tidied and takes the place of was's: it is there in Arabic, and
// spelt as CheckSpelling wants.
func checkNameAfter(was Person, ar, en string) []*fault.Fault {
	faults := CheckNewName(was.NameAr, was.NameEn, ar, en)
	if ar == "" && en != "" && !swapped(ar, en) {
		faults = append([]*fault.Fault{ErrName}, faults...)
	}
	return faults
}

func swapped(ar, en string) bool { return typed.Pair{Ar: ar, En: en}.Swapped() }

// CheckNewName returns everything that is wrong with a name in either language
// that takes the place of another, whose tidied parts are not looked at where
// they stay: what was taken before there was a rule is still somebody's name.
func CheckNewName(wasAr, wasEn, ar, en string) (faults []*fault.Fault) {
	if ar == "" && en == "" {
		return []*fault.Fault{ErrName}
	}
	if swapped(ar, en) && (ar != TidyName(wasAr) || en != TidyName(wasEn)) {
		return []*fault.Fault{typed.ErrSwapped.On("name_ar"), typed.ErrSwapped.On("name_en")}
	}
	if f := CheckSpelling("name_ar", ar, Arabic); f != nil && ar != TidyName(wasAr) {
		faults = append(faults, f)
	}
	if f := CheckSpelling("name_en", en, Latin); f != nil && en != TidyName(wasEn) {
		faults = append(faults, f)
	}
	return faults
}
