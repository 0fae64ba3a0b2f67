package courseware

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	xhtml "golang.org/x/net/html"
)

// A Heading is a line of the outline of a lesson.
type Heading struct {
	ID    string
	Level int // 2 and up
	Text  string
}

// Outline returns the headings of what HTML returned, in order.
func Outline(page string) (hs []Heading) {
	z := xhtml.NewTokenizer(strings.NewReader(page))
	inside := false
	for {
		kind := z.Next()
		t := z.Token()
		level := 0
		if len(t.Data) == 2 && t.Data[0] == 'h' && t.Data[1] >= '2' && t.Data[1] <= '6' {
			level = int(t.Data[1] - '0')
		}
		switch {
		case kind == xhtml.ErrorToken:
			return hs
		case kind == xhtml.StartTagToken && level > 0:
			inside = true
			hs = append(hs, Heading{Level: level})
			for _, a := range t.Attr {
				if a.Key == "id" {
					hs[len(hs)-1].ID = a.Val
				}
			}
		case kind == xhtml.EndTagToken && level > 0:
			inside = false
		case kind == xhtml.TextToken && inside:
			hs[len(hs)-1].Text += t.Data
		}
	}
}

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
