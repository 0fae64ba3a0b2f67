package courseware

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// PlainText returns the words of Markdown, a line for each block.
func PlainText(markdown string) string {
	doc, src := parseMarkdown(markdown)
	var b strings.Builder
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkContinue, nil
		}
		if c := n.FirstChild(); c != nil && c.Type() == ast.TypeInline {
			b.WriteString(plain(n, src) + "\n")
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Words returns how many words Markdown has. Addresses and blocks of code do not
// count.
func Words(markdown string) (n int) {
	for _, w := range strings.Fields(PlainText(markdown)) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && !isWeb(w) {
			n++
		}
	}
	return n
}
