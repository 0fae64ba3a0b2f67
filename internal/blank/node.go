package blank

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

func sorted(values url.Values) []string { return slices.Sorted(maps.Keys(values)) }

func find(n *html.Node, key string) (value string, given bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	value, _ := find(n, key)
	return value
}

// put gives n an attribute.
func put(n *html.Node, key, value string) {
	for i, a := range n.Attr {
		if a.Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// set gives n an attribute without a value, or takes it away.
func set(n *html.Node, key string, on bool) {
	if on {
		put(n, key, "")
		return
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// write puts a text in place of what a text area holds.
func write(n *html.Node, words string) {
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: words})
}

// within returns the element that n stands in for which is holds, or nil.
func within(n *html.Node, is func(*html.Node) bool) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && is(p) {
			return p
		}
	}
	return nil
}

// text returns the words in n, without hints and drawings.
func text(n *html.Node) string {
	var b strings.Builder
	var read func(*html.Node)
	read = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.Data == "svg" || n.Data == "input" || n.Data == "textarea" || n.Data == "select" || attr(n, "class") == "hint" || attr(n, "aria-hidden") == "true"):
			return
		}
		b.WriteByte(' ')
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			read(c)
		}
	}
	read(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// words returns the text of a text area as it is.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
