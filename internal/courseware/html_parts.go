package courseware

import (
	"fmt"
	"html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// boxClasses are the classes of boxes, by what stands in their first line.
var boxClasses = map[string]string{
	"case":     "note note--case",
	"activity": "note note--act",
	"note":     "note",
	"official": "note note--official",
}

var boxLine = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*(.*?)\s*$`)

// boxes is a step of the parser that turns the first line of a quotation into
// the title of a box.
type boxes struct{}

func (boxes) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.PreviousSibling() != nil {
		return
	}
	first := p.Lines().At(0)
	m := boxLine.FindSubmatchIndex(first.Value(reader.Source()))
	if m == nil {
		return
	}
	kind := string(first.Value(reader.Source())[m[2]:m[3]])
	if boxClasses[kind] == "" {
		return
	}
	quote.SetAttributeString("box", kind)
	if m[4] < m[5] {
		title := &boxTitle{}
		title.Lines().Append(text.NewSegment(first.Start+m[4], first.Start+m[5]))
		quote.InsertBefore(quote, p, title)
	}
	rest := text.NewSegments()
	for i := 1; i < p.Lines().Len(); i++ {
		rest.Append(p.Lines().At(i))
	}
	p.SetLines(rest)
	if rest.Len() == 0 {
		quote.RemoveChild(quote, p)
	}
}

// A boxTitle is the title of a box.
type boxTitle struct {
	ast.BaseBlock
	id string
}

// A figure is a picture by itself, with a caption.
type figure struct {
	ast.BaseBlock
	caption string
}

// A scroll holds a table that may be wider than the page.
type scroll struct {
	ast.BaseBlock
	label string
}

var (
	kindBoxTitle = ast.NewNodeKind("BoxTitle")
	kindFigure   = ast.NewNodeKind("Figure")
	kindScroll   = ast.NewNodeKind("Scroll")
)

func (*boxTitle) Kind() ast.NodeKind { return kindBoxTitle }
func (*figure) Kind() ast.NodeKind   { return kindFigure }
func (*scroll) Kind() ast.NodeKind   { return kindScroll }

func (n *boxTitle) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *figure) Dump(src []byte, level int)   { ast.DumpHelper(n, src, level, nil, nil) }
func (n *scroll) Dump(src []byte, level int)   { ast.DumpHelper(n, src, level, nil, nil) }

// parts writes the parts that are ours.
type parts struct{}

func (parts) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindBlockquote, writeQuote)
	reg.Register(ast.KindImage, writeImage)
	reg.Register(kindBoxTitle, writeBoxTitle)
	reg.Register(kindFigure, writeFigure)
	reg.Register(kindScroll, writeScroll)
}

func writeQuote(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	kind, isBox := n.AttributeString("box")
	switch {
	case !isBox && entering:
		w.WriteString("<blockquote>\n")
	case !isBox:
		w.WriteString("</blockquote>\n")
	case !entering:
		w.WriteString("</div></aside>\n")
	default:
		label := ""
		if t, ok := n.FirstChild().(*boxTitle); ok {
			label = fmt.Sprintf(` aria-labelledby="%s"`, t.id)
		}
		fmt.Fprintf(w, "<aside class=%q%s><div>\n", boxClasses[kind.(string)], label)
	}
	return ast.WalkContinue, nil
}

func writeBoxTitle(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprintf(w, `<p class="note__title" id="%s">`, n.(*boxTitle).id)
	} else {
		w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

func writeImage(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprintf(w, `<img src="%s" alt="%s" loading="lazy">`,
			html.EscapeString(string(n.(*ast.Image).Destination)), html.EscapeString(plain(n, src)))
	}
	return ast.WalkSkipChildren, nil
}

func writeFigure(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	caption := n.(*figure).caption
	switch {
	case entering:
		w.WriteString("<figure>")
	case caption != "":
		fmt.Fprintf(w, "<figcaption>%s</figcaption></figure>\n", html.EscapeString(caption))
	default:
		w.WriteString("</figure>\n")
	}
	return ast.WalkContinue, nil
}

func writeScroll(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprintf(w, `<div class="scroll" tabindex="0" role="region" aria-label="%s">`+"\n", html.EscapeString(n.(*scroll).label))
	} else {
		w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}
