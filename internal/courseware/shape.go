package courseware

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// An element is a part of a Markdown text that both languages have to have.
type element struct {
	kind   string // heading, list, table, box, picture, link
	detail string // in what they may not differ
	dest   string // of a picture or link
	named  bool   // a picture is described
	offset int    // in the text
}

// shape returns the elements of Markdown, in order.
func shape(markdown string) (es []element) {
	doc, src := parseMarkdown(markdown)
	offset := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Kind() != ast.KindDocument {
			offset = max(offset, place(n))
		}
		if e, ok := elementOf(n, src); ok {
			e.offset = offset
			es = append(es, e)
		}
		return ast.WalkContinue, nil
	})
	return es
}

// place returns where n begins, or -1 if it does not say.
func place(n ast.Node) int {
	if n.Pos() > 0 || n.Type() == ast.TypeInline || n.Lines().Len() == 0 {
		return n.Pos()
	}
	return n.Lines().At(0).Start
}

func elementOf(n ast.Node, src []byte) (element, bool) {
	switch n := n.(type) {
	case *ast.Heading:
		return element{kind: "heading", detail: "of level " + strconv.Itoa(n.Level)}, true
	case *ast.List:
		kind := "with points"
		if n.IsOrdered() {
			kind = "with numbers"
		}
		return element{kind: "list", detail: fmt.Sprintf("%s, of %d", kind, n.ChildCount())}, true
	case *extast.Table:
		return element{kind: "table", detail: fmt.Sprintf("of %d columns and %d rows", n.FirstChild().ChildCount(), n.ChildCount()-1)}, true
	case *ast.Blockquote:
		if kind, ok := n.AttributeString("box"); ok {
			return element{kind: "box", detail: "[!" + kind.(string) + "]"}, true
		}
		return element{kind: "box", detail: "without a kind"}, true
	case *ast.Image:
		dest := string(n.Destination)
		return element{kind: "picture", detail: neutral(dest), dest: dest, named: strings.TrimSpace(plain(n, src)) != ""}, true
	case *ast.Link:
		return element{kind: "link", dest: string(n.Destination)}, true
	case *ast.AutoLink:
		return element{kind: "link", dest: string(n.URL(src))}, true
	}
	return element{}, false
}

// neutral returns the name of a medium without its language.
func neutral(dest string) string {
	return strings.NewReplacer(".ar.", ".", ".en.", ".").Replace(dest)
}

// liner returns a function that says where in the file an offset into the text
// is. The offsets it is asked about must not go back.
func (p passage) liner() func(offset int) spot {
	from, s := 0, p.at
	return func(offset int) spot {
		if to := min(offset, len(p.text)); p.literal && to > from {
			s.line += strings.Count(p.text[from:to], "\n")
			from = to
		}
		return s
	}
}

// line returns where in the file an offset into the text is.
func (p passage) line(offset int) spot { return p.liner()(offset) }
