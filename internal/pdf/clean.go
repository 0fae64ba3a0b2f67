package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"masar/internal/bidi"
)

// longest is how many characters of a line are printed.
const longest = 600

const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
)

// clean makes text from outside fit for one printed line. Controls of direction go,
// since the printed page has its own; line ends and other controls become spaces, runs of
// spaces one space; joiners stay only between or beside Arabic letters, where they mean
// something; what has no glyph (emoji, other scripts) is left out.
func clean(text string, has func(rune) bool) string {
	var b strings.Builder
	var last rune
	count := 0
	runes := []rune(norm.NFC.String(strings.ToValidUTF8(text, "")))
	for i, r := range runes {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cc, r) {
			r = ' '
		}
		switch {
		case count == longest:
			return strings.TrimRight(b.String(), " ")
		case r == ' ' && (last == 0 || last == ' '), bidi.Control(r):
			continue
		case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
			if r == last || !besideArabic(runes, i) {
				continue
			}
		case !has(r):
			continue
		}
		b.WriteRune(r)
		last = r
		count++
	}
	return strings.TrimRight(b.String(), " ")
}

func besideArabic(text []rune, i int) bool {
	return i > 0 && unicode.Is(unicode.Arabic, text[i-1]) || i+1 < len(text) && unicode.Is(unicode.Arabic, text[i+1])
}

// Unprintable returns the characters of a text that a document would leave out because
// the typeface lacks them, each once, so that people can be told before it is issued.
func (e *Engine) Unprintable(text string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range norm.NFC.String(text) {
		switch {
		case seen[r], unicode.IsSpace(r), unicode.IsControl(r), bidi.Control(r), r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		case !e.has(r):
			missing = append(missing, r)
			seen[r] = true
		}
	}
	return missing
}

// has reports whether both faces can show r.
func (e *Engine) has(r rune) bool { return e.regular.Has(r) && e.bold.Has(r) }

// cleanTemplate returns t with its words fit to print.
func (e *Engine) cleanTemplate(t Template) Template {
	for _, w := range []*Words{&t.Ar, &t.En} {
		for _, s := range []*string{&w.Title, &w.Awarded, &w.Achieved, &w.Verify, &w.QR} {
			*s = clean(*s, e.has)
		}
	}
	return t
}

// clean returns c with every text fit to print.
func (e *Engine) clean(c Certificate) Certificate {
	for _, s := range []*string{
		&c.IssuerAr, &c.IssuerEn, &c.NameAr, &c.NameEn, &c.HolderAr, &c.HolderEn, &c.CivilAr, &c.CivilEn, &c.CivilNumber, &c.TitleAr, &c.TitleEn,
		&c.HoursAr, &c.HoursEn, &c.DatesAr, &c.DatesEn, &c.GuidelineAr, &c.GuidelineEn, &c.Serial, &c.NoteAr, &c.NoteEn, &c.Specimen,
	} {
		*s = clean(*s, e.has)
	}
	signatories := c.Signatories[:min(len(c.Signatories), mostSignatories)]
	c.Signatories = nil
	for _, s := range signatories {
		s.NameAr, s.NameEn = clean(s.NameAr, e.has), clean(s.NameEn, e.has)
		s.RoleAr, s.RoleEn = clean(s.RoleAr, e.has), clean(s.RoleEn, e.has)
		c.Signatories = append(c.Signatories, s)
	}
	return c
}
