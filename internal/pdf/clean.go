package pdf

import (
	"slices"
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

// clean makes text from outside fit for one printed line. Its controls of direction are
// kept, and closed at its end, so that they turn nothing beyond it; line ends and other
// controls become spaces, runs of spaces one space; joiners stay only between or beside
// Arabic letters, where they mean something. For what has no glyph stands the nearest that
// has one (see instead). A text of which nothing else is left is empty.
func clean(text string, has func(rune) bool) string {
	c := cleaner{has: has}
	runes := []rune(norm.NFC.String(strings.ToValidUTF8(text, "")))
	for i, r := range runes {
		if c.count >= longest {
			break
		}
		switch {
		case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
			if r != c.last && besideArabic(runes, i) {
				c.add(r)
			}
		case bidi.Control(r):
			c.steer(r)
		case unicode.IsSpace(r) || unicode.Is(unicode.Cc, r):
			if c.last != 0 && c.last != ' ' {
				c.add(' ')
			}
		case has(r):
			c.add(r)
		default:
			c.replace(instead(r, has))
		}
	}
	return c.finished()
}

// A cleaner collects what is to be printed.
type cleaner struct {
	has   func(rune) bool
	text  []rune
	last  rune // that is seen
	count int
	known bool // one of them is more than a stand-in
	open  []rune
}

func (c *cleaner) add(r rune) {
	c.text = append(c.text, r)
	c.last = r
	c.count++
	c.known = c.known || r != ' '
}

// replace adds what stands for a character, but says only once in a row that letters are
// unknown.
func (c *cleaner) replace(stand string) {
	if stand != unknown {
		for _, r := range stand {
			c.add(r)
		}
		return
	}
	if c.last != unknownLast {
		known := c.known
		c.add([]rune(unknown)[0])
		c.last, c.known = unknownLast, known
	}
}

// unknownLast notes a stand-in for letters, which is no question mark of the text's own.
const unknownLast = -1

// Controls of direction that open something, by what closes it.
var closes = map[rune]rune{
	'\u202A': popDirection, '\u202B': popDirection, '\u202D': popDirection, '\u202E': popDirection,
	'\u2066': popIsolate, '\u2067': popIsolate, '\u2068': popIsolate,
}

const (
	popDirection = '\u202C'
	popIsolate   = '\u2069'
)

// steer adds a control of direction, unless it closes what has not been opened.
func (c *cleaner) steer(r rune) {
	switch closing, opens := closes[r]; {
	case opens:
		c.open = append(c.open, closing)
	case r == popDirection || r == popIsolate:
		if len(c.open) == 0 || c.open[len(c.open)-1] != r {
			return
		}
		c.open = c.open[:len(c.open)-1]
	}
	c.text = append(c.text, r)
	c.count++
}

// finished is the text without spaces at its end and with all closed.
func (c *cleaner) finished() string {
	if !c.known {
		return ""
	}
	end := len(c.text)
	for end > 0 && (c.text[end-1] == ' ' || bidi.Control(c.text[end-1])) {
		end--
	}
	var b strings.Builder
	for i, r := range c.text {
		if i < end || r != ' ' {
			b.WriteRune(r)
		}
	}
	for _, r := range slices.Backward(c.open) {
		b.WriteRune(r)
	}
	return b.String()
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
func (e *Engine) has(r rune) bool { return e.regular.Covers(r) && e.bold.Covers(r) }

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
		&c.HoursAr, &c.HoursEn, &c.DatesAr, &c.DatesEn, &c.GuidelineAr, &c.GuidelineEn, &c.Serial, &c.Code, &c.CodeAr, &c.CodeEn, &c.NoteAr, &c.NoteEn, &c.SignedAr, &c.SignedEn, &c.Specimen,
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
