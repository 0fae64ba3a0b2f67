package courseware

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// number is a number with what belongs to it: a sign, a percent sign, or more
// numbers joined to it as in a date.
var number = regexp.MustCompile(`[+−±≥≤<>-]?[0-9]+(?:[.,:/–-][0-9]+)*(?:\x{00a0}?[%‰])?`)

// Line returns a plain text of one line, such as an option, as it is shown:
// numbers stay whole among Arabic letters and have the digits wished for.
func Line(s string, opt Options) string {
	if opt.Lang != "ar" {
		return s
	}
	return isolate(s, opt.ArabicDigits)
}

// isolate keeps numbers whole among Arabic letters. After such a letter digits
// lose their hold on the signs beside them, and 80% would be shown as %80;
// invisible marks around the number prevent it.
func isolate(s string, arabicDigits bool) string {
	var b strings.Builder
	last := 0
	for _, m := range number.FindAllStringIndex(s, -1) {
		from, to := m[0], m[1]
		b.WriteString(s[last:from])
		last = to
		n := s[from:to]
		switch before, _ := utf8.DecodeLastRuneInString(s[:from]); {
		case belongsToWord(before):
			b.WriteString(n)
			continue
		case before == lri || before == rli:
			b.WriteString(digits(n, arabicDigits))
			continue
		}
		if strings.Trim(n, "0123456789.,") == "" {
			b.WriteString(digits(n, arabicDigits))
			continue
		}
		open := lri
		if arabicDigits {
			open = rli
		}
		b.WriteString(string(open) + digits(n, arabicDigits) + string(pdi))
	}
	b.WriteString(s[last:])
	return b.String()
}

// The marks that set a stretch of text apart from the direction around it.
const (
	lri = '\u2066'
	rli = '\u2067'
	pdi = '\u2069'
)

// belongsToWord reports whether a number after r is a part of a word or an
// address, such as B2 or /2024/02.
func belongsToWord(r rune) bool {
	return unicode.Is(unicode.Latin, r) || strings.ContainsRune("/.-_=&?#@", r)
}

// digits returns s with Arabic-Indic digits if that is wanted.
func digits(s string, arabic bool) string {
	if !arabic {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r - '0' + '٠'
		case r == '%':
			return '٪'
		case r == '.':
			return '٫'
		}
		return r
	}, s)
}
