package courseware

import "strings"

// No text for people comes near these; Markdown beyond them takes minutes to
// parse.
const (
	maxBrackets = 5000 // opening ones in a text
	maxNesting  = 32   // quotations and lists begun on one line
	maxList     = 200  // spaces before a line
)

// tangled reports whether Markdown is not made for people to read.
func tangled(s string) bool {
	if strings.Count(s, "[") > maxBrackets {
		return true
	}
	for line := range strings.Lines(s) {
		begun := line[:len(line)-len(strings.TrimLeft(line, ">-*+0123456789.) \t"))]
		marks := strings.Count(begun, ">") + len(strings.FieldsFunc(begun, func(r rune) bool { return r == ' ' || r == '\t' || r == '>' }))
		if marks > maxNesting || strings.Count(begun, " ")-marks > maxList {
			return true
		}
	}
	return false
}
