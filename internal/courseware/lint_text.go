package courseware

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"masar/internal/wording"
)

// hidden is what stands in Markdown but is not read as text: code, addresses.
var hidden = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`|\\]\\([^)\\s]*|<[a-z]+:[^>\\s]*>|https?://[^\\s)»\"]*")

// coded is a number that is written as if it were code.
var coded = regexp.MustCompile("`[+−-]?[0-9٠-٩][0-9٠-٩.,:/]*\\s?[%٪]?`")

// lintText checks how a text is written.
func (r *reading) lintText(p passage) {
	r.lintBidi(p)
	line := p.liner()
	for _, m := range coded.FindAllStringIndex(p.text, -1) {
		r.warn(line(m[0]), "number-in-code", "%s is shown as code; a number needs no backquotes, and keeps its percent sign in place by itself", p.text[m[0]:m[1]])
	}
	if p.lang != "ar" {
		return
	}
	p.text = asShown(p.text)
	text := hidden.ReplaceAllStringFunc(p.text, blank)
	r.lintPunctuation(p, text)
	r.lintWording(p, text)
	line = p.liner()
	for _, m := range ranges.FindAllStringIndex(text, -1) {
		if n := text[m[0]:m[1]]; !date.MatchString(n) && !inLatinWord(text, m[0]) {
			r.warn(line(m[0]), "dash-range", "%q may be read backwards; write «من … إلى …»", n)
		}
	}
}

// entity is a character by its name or number, as a visual editor writes < and &.
var entity = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

// filler fills a text up to the length it had, so that offsets stay.
const filler = "\x01"

// asShown returns s with the characters that entities stand for in their place,
// as the reader sees it and the author of a visual editor wrote it.
func asShown(s string) string {
	return entity.ReplaceAllStringFunc(s, func(e string) string {
		shown := html.UnescapeString(e)
		if shown == e || len(shown) > len(e) || strings.ContainsAny(shown, "\n\r") {
			return e // none that HTML knows
		}
		return shown + strings.Repeat(filler, len(e)-len(shown))
	})
}

// blank returns as many bytes as s has, lines kept, without what s says.
func blank(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

var (
	ranges = regexp.MustCompile(`[0-9٠-٩]+(?:[.,٫][0-9٠-٩]+)?[%٪]?\s?[-–—]\s?[0-9٠-٩]+(?:[-–—][0-9٠-٩]+)*`)
	date   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`)
)

func inLatinWord(text string, at int) bool {
	before := lastRune(text[:at])
	return unicode.Is(unicode.Latin, before) || before == '-' || before == '/'
}

// latinMarks are the marks that Arabic writes otherwise.
var latinMarks = map[rune]string{',': "،", ';': "؛", '?': "؟"}

// lintPunctuation reports Latin marks beside Arabic letters. Between Latin
// letters, and between the digits of a number, they are right.
func (r *reading) lintPunctuation(p passage, text string) {
	line := p.liner()
	for i, c := range text {
		arabic, ok := latinMarks[c]
		if !ok || !unicode.Is(unicode.Arabic, letterBefore(text[:i])) && !unicode.Is(unicode.Arabic, letterAfter(text[i+1:])) {
			continue
		}
		if unicode.IsDigit(lastRune(text[:i])) && unicode.IsDigit(firstRune(text[i+1:])) {
			continue
		}
		r.warn(line(i), "latin-mark", "%q in an Arabic text, near %q; write %s", string(c), around(text, i), arabic)
	}
}

// lintWording reports a second word for what has one already.
func (r *reading) lintWording(p passage, text string) {
	line := p.liner()
	for _, b := range wording.Check(wording.Course, text) {
		r.warn(line(b.At), "wording", "%q is called otherwise; write %q", b.Said, b.Say)
	}
	line = p.liner()
	for _, at := range wording.MixedDigits(text) {
		r.warn(line(at), "mixed-digits", "digits of two kinds on one line; write 3.5 or ٣٫٥")
	}
}

// nearby is how many bytes around a mark are looked at.
const nearby = 200

// letterBefore returns the letter nearest to the end of s, or 0.
func letterBefore(s string) rune {
	for s = s[max(0, len(s)-nearby):]; s != ""; {
		r, n := utf8.DecodeLastRuneInString(s)
		if unicode.IsLetter(r) {
			return r
		}
		s = s[:len(s)-n]
	}
	return 0
}

// letterAfter returns the letter nearest to the beginning of s, or 0.
func letterAfter(s string) rune {
	for _, r := range s[:min(nearby, len(s))] {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// around returns some words on both sides of what is at offset i.
func around(text string, i int) string {
	plain := func(s string) []rune { return []rune(strings.ReplaceAll(strings.ToValidUTF8(s, ""), filler, "")) }
	before, after := plain(text[max(0, i-nearby):i]), plain(text[i:min(len(text), i+nearby)])
	return short(strings.TrimSpace(string(before[max(0, len(before)-20):]) + string(after[:min(20, len(after))])))
}

// lintBidi reports invisible marks of direction that are not closed in the
// same paragraph.
func (r *reading) lintBidi(p passage) {
	offset, at := 0, p.liner()
	for _, line := range strings.SplitAfter(p.text, "\n") {
		if !balanced(line) {
			r.warn(at(offset), "bidi", "an invisible mark of direction (U+2066 to U+2069 or U+202A to U+202E) is opened but not closed, or closed but not opened")
		}
		offset += len(line)
	}
}

func balanced(line string) bool {
	var open []rune
	for _, r := range line {
		switch {
		case r >= 0x2066 && r <= 0x2068, r == 0x202a, r == 0x202b, r == 0x202d, r == 0x202e:
			open = append(open, r)
		case r == 0x2069 || r == 0x202c:
			n := len(open) - 1
			if n < 0 || (r == 0x2069) != (open[n] >= 0x2066) {
				return false
			}
			open = open[:n]
		}
	}
	return len(open) == 0
}
