package courseware

import (
	"slices"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"masar/internal/catalog"
)

// Whatever is typed, what is shown holds only elements and attributes that are
// known to be harmless, and every element is closed.
func FuzzHTML(f *testing.F) {
	for _, md := range []string{
		"## a\n\n> [!case] b\n> c\n\n| d |\n|---|\n| 5% |", "![a](media/a.svg \"t\") [b](https://c.example) <https://d.example>",
		"<script>x</script> <a href=javascript:x onclick=y>z</a> &lt;img src=x&gt;", "[a](javascript:x)\n[b]: data:x\n[c][b]",
		"> [!note] \" onclick=\"x\n> - `a`\n\n```js\nx<y\n```", "المشاركة الرقمية 80% <b hx-get=/x>", "[a](https://\"onclick=x)", "![\"><script>](media/x.svg)",
		"1. a\n\n   > [!activity] <aside class=\"note\">\n", "a  \nb\\\nc *d **e***",
	} {
		f.Add(md, true)
		f.Add(md, false)
	}
	lexicon := NewLexicon([]catalog.Term{{ID: "a", Term: catalog.Text{Ar: "المشاركة", En: "a"}, Means: catalog.Text{Ar: `"><script>`, En: "'\"><b>"}}})
	f.Fuzz(func(t *testing.T, md string, arabic bool) {
		opt := Options{Lang: "en", MediaURL: at, Lexicon: lexicon}
		if arabic {
			opt.Lang, opt.ArabicDigits = "ar", true
		}
		harmless(t, HTML(md, opt))
	})
}

func harmless(t *testing.T, page string) {
	t.Helper()
	var open []string
	z := xhtml.NewTokenizer(strings.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case xhtml.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%q are open in %s", open, page)
			}
			return
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			tok := z.Token()
			checkTag(t, tok, page)
			if !slices.Contains([]string{"br", "hr", "img"}, tok.Data) {
				open = append(open, tok.Data)
			}
		case xhtml.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("</%s> closes nothing in %s", name, page)
			}
			open = open[:len(open)-1]
		case xhtml.CommentToken, xhtml.DoctypeToken:
			t.Fatalf("comment in %s", page)
		}
	}
}

func checkTag(t *testing.T, tok xhtml.Token, page string) {
	t.Helper()
	const tags = " h2 h3 h4 h5 h6 p br hr ul ol li em strong code pre blockquote table thead tbody tr th td figure figcaption aside div img a "
	const attrs = " id class aria-labelledby role tabindex aria-label scope start src alt loading href title rel "
	if !strings.Contains(tags, " "+tok.Data+" ") {
		t.Fatalf("<%s> in %s", tok.Data, page)
	}
	for _, a := range tok.Attr {
		if !strings.Contains(attrs, " "+a.Key+" ") {
			t.Fatalf("%s of <%s> in %s", a.Key, tok.Data, page)
		}
		ok := false
		for _, start := range []string{"https://", "http://", "mailto:", "tel:", "/media/", "/glossary#", "#"} {
			ok = ok || strings.HasPrefix(strings.ToLower(a.Val), start)
		}
		if (a.Key == "href" || a.Key == "src") && !ok {
			t.Fatalf("%s=%q in %s", a.Key, a.Val, page)
		}
	}
}
