package uitest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// someWords is how many words break into lines sooner or later.
const someWords = 9

// direction reports what people wrote in the other script than the page's that does not
// run in its own direction (Unicode Standard Annex 9, HTML 3.2.6.4): where it breaks into
// lines, it has to start at its own side; where it ends with a stop, that stop has to
// stand behind it. Paragraphs that are shown as they were typed always take their
// direction from their words.
func (c *checker) direction(n *html.Node) {
	if n.Type != html.ElementNode || !blocks[n.Data] || unspoken(n) || within(n, "vh") {
		return
	}
	if slices.Contains(strings.Fields(attr(n, "class")), "pre") && !hasAround(n, "dir") {
		c.add("<%s class=pre> has no direction: %q", n.Data, clip(name(n)))
	}
	said := lineOf(n)
	want := scriptOf(said)
	if want == "" || want == directionOf(n) {
		return
	}
	if len(strings.Fields(said)) >= someWords {
		c.add("<%s> breaks lines in another direction than its words': %q", n.Data, clip(said))
	}
	if last := lastText(n); last != nil && stops(said) && directionOf(last.Parent) != want {
		c.add("a stop stands before the words that it ends: %q", clip(said))
	}
}

// blocks are elements that make lines of their own.
var blocks = map[string]bool{
	"p": true, "li": true, "dt": true, "dd": true, "td": true, "th": true, "h1": true, "h2": true, "h3": true, "h4": true, "div": true, "pre": true,
	"caption": true, "summary": true, "figcaption": true, "legend": true, "blockquote": true,
}

// apart are elements whose words are not those of the line that they stand in.
var apart = map[string]bool{
	"ul": true, "ol": true, "dl": true, "table": true, "form": true, "select": true, "textarea": true, "svg": true, "details": true, "section": true, "button": true,
	"code": true, "kbd": true, "samp": true, "script": true, "noscript": true,
}

// lineOf returns the words of n that stand in no block within it.
func lineOf(n *html.Node) string {
	var b strings.Builder
	for kid := range n.ChildNodes() {
		switch {
		case kid.Type == html.TextNode:
			b.WriteString(kid.Data)
		case kid.Type == html.ElementNode && !blocks[kid.Data] && !apart[kid.Data] && !slices.Contains(strings.Fields(attr(kid, "class")), "vh"):
			b.WriteString(lineOf(kid))
		}
	}
	return strings.TrimSpace(b.String())
}

// lastText returns the last text of n that is not blank, or nil.
func lastText(n *html.Node) (last *html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			last = d
		}
	}
	return last
}

// stops reports whether the words end with a stop.
func stops(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.Is(unicode.Cf, r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!:…،؛", r)
}

// scriptOf returns the direction of words of one script, or "".
func scriptOf(s string) string {
	rtl, ltr := false, false
	for _, r := range s {
		rtl = rtl || unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
		ltr = ltr || unicode.Is(unicode.Latin, r)
	}
	switch {
	case rtl && !ltr:
		return "rtl"
	case ltr && !rtl:
		return "ltr"
	}
	return ""
}

// directionOf returns the direction of an element, as a browser finds it.
func directionOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		switch dir := attr(n, "dir"); {
		case dir == "auto" || dir == "" && n.Data == "bdi":
			return firstStrong(n)
		case dir != "":
			return dir
		}
	}
	return "ltr"
}

// firstStrong returns the direction of the first letter of n that is in no element with
// a direction of its own.
func firstStrong(n *html.Node) string {
	if dir := strongIn(n); dir != "" {
		return dir
	}
	return "ltr"
}

func strongIn(n *html.Node) string {
	for kid := range n.ChildNodes() {
		if kid.Type == html.TextNode {
			for _, r := range kid.Data {
				if unicode.IsLetter(r) {
					return map[bool]string{true: "rtl", false: "ltr"}[unicode.Is(unicode.Arabic, r)]
				}
			}
		}
		if kid.Type == html.ElementNode && kid.Data != "bdi" && !has(kid, "dir") {
			if dir := strongIn(kid); dir != "" {
				return dir
			}
		}
	}
	return ""
}

// hasAround reports whether n, or what it stands in below the page, has the attribute.
func hasAround(n *html.Node, key string) bool {
	for ; n != nil && n.Data != "html"; n = n.Parent {
		if has(n, key) {
			return true
		}
	}
	return false
}
