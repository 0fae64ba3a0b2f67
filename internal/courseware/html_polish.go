package courseware

import (
	"bytes"
	"html"
	"strings"

	xhtml "golang.org/x/net/html"
)

// polish goes through the words of HTML: numbers keep their order among Arabic
// letters, and terms are explained where they are used first.
func polish(page string, opt Options) string {
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(page))
	raw, quiet := 0, 0 // how deep in code, and in what explains itself
	explained := map[int]bool{}
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return b.String()
		case xhtml.TextToken:
			// The text is copied: the tokenizer will overwrite it.
			text := html.UnescapeString(string(bytes.Clone(z.Raw())))
			b.WriteString(words(text, opt, raw > 0, quiet > 0, explained))
		default:
			tag := string(bytes.Clone(z.Raw()))
			b.WriteString(tag)
			raw += nesting(tag, "code", "pre")
			quiet += nesting(tag, "a", "h2", "h3", "h4", "h5", "h6", "th", "figcaption")
		}
	}
}

// nesting returns 1 for a tag that opens one of the elements, -1 for one that
// closes it, and 0 for any other.
func nesting(tag string, elements ...string) int {
	name := strings.TrimRight(strings.TrimLeft(strings.Fields(tag)[0], "</"), ">")
	for _, e := range elements {
		switch {
		case name != e:
		case strings.HasPrefix(tag, "</"):
			return -1
		default:
			return 1
		}
	}
	return 0
}

// words returns a stretch of text as HTML.
func words(text string, opt Options, raw, quiet bool, explained map[int]bool) string {
	show := func(s string) string {
		return html.EscapeString(Line(s, opt))
	}
	switch {
	case raw:
		return html.EscapeString(text)
	case quiet || opt.Lexicon == nil:
		return show(text)
	}
	var b strings.Builder
	rest := text
	for _, m := range opt.Lexicon.find(text, opt.Lang, explained) {
		before, after := rest[:m.from-(len(text)-len(rest))], text[m.to:]
		b.WriteString(show(before))
		b.WriteString(opt.Lexicon.link(m, opt, show(text[m.from:m.to])))
		rest = after
	}
	b.WriteString(show(rest))
	return b.String()
}
