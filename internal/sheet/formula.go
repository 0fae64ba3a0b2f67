package sheet

import (
	"regexp"
	"strings"
	"unicode"
)

// harmless returns a text so that no spreadsheet takes it, or what it splits it
// into, for a formula: an apostrophe stands before any character that begins
// one (OWASP, CSV Injection), full-width forms included, at the beginning and
// after whatever a program may take for the end of a cell. Spreadsheets of
// another country split at semicolons where ours has commas, quoted or not, so
// that quoting alone does not help. A negative number is no formula and stays.
func harmless(s string) string {
	var b strings.Builder
	for {
		end := strings.IndexAny(s, splitters)
		if end < 0 {
			b.WriteString(quoted(s))
			return b.String()
		}
		b.WriteString(quoted(s[:end]))
		b.WriteByte(s[end])
		s = s[end+1:]
	}
}

const (
	starters  = "=+-@＝＋－＠"
	splitters = ",;|\t\r\n"
)

// number is what a spreadsheet takes for a negative number and for nothing else.
var number = regexp.MustCompile(`^-[0-9]+([.,][0-9]+)?$`)

// quoted returns one cell with an apostrophe before the sign of a formula.
func quoted(cell string) string {
	rest := strings.TrimLeftFunc(cell, unseen)
	sign := strings.IndexAny(rest, starters)
	if sign != 0 || number.MatchString(cell) {
		return cell
	}
	return cell[:len(cell)-len(rest)] + "'" + rest
}

// unseen reports whether r may stand before the sign that begins a formula:
// space, quotation marks that a program takes off, characters without a shape.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || r == '"' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}

// plain undoes harmless at the beginning of a cell.
func plain(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && quoted(rest) != rest {
		return rest
	}
	return s
}
