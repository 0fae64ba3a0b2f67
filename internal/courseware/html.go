package courseware

import (
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Options say how Markdown is shown. The zero value shows it in English,
// without pictures and explanations.
type Options struct {
	Lang         string                   // "ar" or "en"
	MediaURL     func(name string) string // the address of a medium; nil, or "" for one: it is not shown
	Lexicon      *Lexicon                 // terms to explain on first use; nil: none
	TermURL      func(id string) string   // where a term is explained; nil: /glossary#ID
	ArabicDigits bool                     // in Arabic, show ٣ instead of 3
	Icon         func(box string) string  // SVG for a box: case, activity, note, official; nil or "": none
	IDs          string                   // put before every id, where a page shows several texts
}

// HTML returns Markdown as safe HTML for the inside of a page. Nothing in it
// can act or refer to what is not a medium of the course or a web address, and
// raw HTML is shown as it was typed.
//
// Headings begin at h2 and have the ids s1, s2 …, the same in both languages.
// A quotation whose first line is [!case], [!activity], [!note] or [!official]
// and a title becomes an aside of the class note; a picture alone in its
// paragraph becomes a figure, its title the caption; a table can be scrolled.
func HTML(markdown string, opt Options) string {
	if tangled(markdown) {
		return "<pre>" + html.EscapeString(markdown) + "</pre>"
	}
	doc, src := parseMarkdown(markdown)
	arrange(doc, src, opt)
	var b strings.Builder
	if err := engine.Renderer().Render(&b, src, doc); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return withIcons(policy.Sanitize(polish(b.String(), opt)), opt.Icon)
}

// withIcons puts the icons, which are the program's own, into the boxes of what
// has been made safe.
func withIcons(page string, icon func(box string) string) string {
	if icon == nil {
		return page
	}
	return aside.ReplaceAllStringFunc(page, func(tag string) string {
		class := aside.FindStringSubmatch(tag)[1]
		for box, c := range boxClasses {
			if c == class {
				return tag + icon(box)
			}
		}
		return tag
	})
}

var aside = regexp.MustCompile(`<aside class="([^"]*)"[^>]*>`)

// Inline returns Markdown of one paragraph, such as an objective or an option,
// as HTML for the inside of an element. Longer Markdown comes as from HTML.
func Inline(markdown string, opt Options) string {
	page := strings.TrimSpace(HTML(markdown, opt))
	inside, ok := strings.CutPrefix(page, "<p>")
	inside, closed := strings.CutSuffix(inside, "</p>")
	if !ok || !closed || strings.Contains(inside, "<p>") {
		return page
	}
	return inside
}

// parseMarkdown returns the tree of a text and its bytes. Of one that is
// tangled the tree is empty.
func parseMarkdown(markdown string) (ast.Node, []byte) {
	if tangled(markdown) {
		return ast.NewDocument(), nil
	}
	src := []byte(markdown)
	return engine.Parser().Parse(text.NewReader(src)), src
}

// engine knows Markdown with tables, but without raw HTML.
var engine = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(without[parser.BlockParser](parser.DefaultBlockParsers(), parser.NewHTMLBlockParser())...),
		parser.WithInlineParsers(without[parser.InlineParser](parser.DefaultInlineParsers(), parser.NewRawHTMLParser())...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(boxes{}, 50))...),
	)),
	goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(parts{}, 100))),
)

// without returns the parsers without the one that is like unwanted.
func without[P comparable](from []util.PrioritizedValue, unwanted P) (kept []util.PrioritizedValue) {
	for _, v := range from {
		if p, ok := v.Value.(P); !ok || p != unwanted {
			kept = append(kept, v)
		}
	}
	return kept
}

// plain returns the text of n without its marks.
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return unescape(b.String())
}

// unescape resolves backslashes and entities, as Markdown shows them.
func unescape(s string) string {
	return string(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(s)))))
}
