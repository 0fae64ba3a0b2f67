// Package numeral writes the numbers of Arabic prose: each stays whole among
// Arabic letters, and has the digits that its reader prefers. What is a name and
// no number keeps its own: HTML5, WCAG 2.0, an address, a serial number.
package numeral

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The marks that set a stretch of text apart from the direction around it.
const (
	lri = '\u2066'
	rli = '\u2067'
	pdi = '\u2069'
)

var (
	// number is a number with what belongs to it: a sign, a percent sign, or more
	// numbers joined to it as in a date.
	number = regexp.MustCompile(`[+−±≥≤<>-]?[0-9]+(?:[.,:/–-][0-9]+)*(?:\x{00a0}?[%‰])?`)

	// named ends in a Latin word, of which a number behind it is a part: ISO 9001.
	named = regexp.MustCompile(`\p{Latin}[ \x{00a0}]$`)

	// code is an edition, an address of the network, or so many digits in a row
	// that they name something: 2.5.2, 10.0.0.1, 0071602, 20240006.
	code = regexp.MustCompile(`^(?:[0-9]+(?:\.[0-9]+){2,}|0[0-9]{3,}|[0-9]{7,})$`)

	thousands = regexp.MustCompile(`^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?%?$`)
)

// Prose returns Arabic text as it is shown. After an Arabic letter digits lose
// their hold on the signs beside them, and 80% would be shown as %80; invisible
// marks around the number prevent it. With eastern, digits are ٠١٢.
func Prose(s string, eastern bool) string {
	var b strings.Builder
	last := 0
	for _, m := range number.FindAllStringIndex(s, -1) {
		from, to := m[0], m[1]
		b.WriteString(s[last:from])
		b.WriteString(show(s[:from], s[from:to], s[to:], eastern))
		last = to
	}
	b.WriteString(s[last:])
	return b.String()
}

// show returns the number n as it is shown between what stands before and after.
func show(before, n, after string, eastern bool) string {
	prior, _ := utf8.DecodeLastRuneInString(before)
	if isName(before, n, after) {
		return n
	}
	written := digits(n, eastern)
	if prior == lri || prior == rli || strings.Trim(n, "0123456789.,") == "" {
		return written
	}
	if eastern {
		return string(rli) + written + string(pdi)
	}
	return string(lri) + written + string(pdi)
}

// isName reports whether n is a part of a word, an address or a name.
func isName(before, n, after string) bool {
	prior, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("/.-_=&?#@", prior) || code.MatchString(n) || named.MatchString(before) ||
		strings.ContainsFunc(lastWord(before)+firstWord(after), func(r rune) bool { return unicode.Is(unicode.Latin, r) || r == '@' })
}

// lastWord returns the end of s that stands together with what follows it.
func lastWord(s string) string {
	return s[strings.LastIndexFunc(s, apart)+1:]
}

// firstWord returns the beginning of s that stands together with what is before.
func firstWord(s string) string {
	if i := strings.IndexFunc(s, apart); i >= 0 {
		return s[:i]
	}
	return s
}

// apart reports whether r is no part of a name or an address in ASCII.
func apart(r rune) bool {
	return r > unicode.MaxASCII && !unicode.Is(unicode.Latin, r) || strings.ContainsRune(" \t\r\n()[]{}<>\"',;|*!", r)
}

// digits returns n with Arabic-Indic digits and their marks, if that is wanted.
func digits(n string, eastern bool) string {
	if !eastern {
		return n
	}
	grouped := thousands.MatchString(n)
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r - '0' + '٠'
		case r == '%':
			return '٪'
		case r == '.':
			return '٫'
		case r == ',' && grouped:
			return '٬'
		}
		return r
	}, n)
}
