// Package uitest checks what every page of the site must keep to: the
// content policy, names that lead somewhere, fields that have labels.
package uitest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Check reports everything that is wrong with a whole page.
func Check(t testing.TB, page []byte) {
	t.Helper()
	for _, problem := range Problems(page) {
		t.Error(problem)
	}
}

// Problems returns everything that is wrong with a whole page.
func Problems(page []byte) []string {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	c := checker{ids: map[string]bool{}, labelled: map[string]bool{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			c.collect(n)
		}
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			c.element(n)
		}
		c.language(n)
		c.direction(n)
	}
	if !c.main {
		c.add("no <main id=main> for the skip link")
	}
	return c.problems
}

type checker struct {
	ids      map[string]bool
	labelled map[string]bool // ids that a label is for
	main     bool
	problems []string
}

func (c *checker) add(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// collect notes what others refer to.
func (c *checker) collect(n *html.Node) {
	if id := attr(n, "id"); id != "" {
		if c.ids[id] {
			c.add("two elements have the id %q", id)
		}
		c.ids[id] = true
		c.main = c.main || n.Data == "main" && id == "main"
	}
	if n.Data == "label" {
		c.labelled[attr(n, "for")] = true
	}
}

func (c *checker) element(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style":
			c.add("<%s> has a style", n.Data)
		case strings.HasPrefix(a.Key, "on"):
			c.add("<%s> has %s", n.Data, a.Key)
		case a.Key == "else":
			c.add("<%s> has the attribute else: a conditional attribute has no else if", n.Data)
		case strings.Contains(a.Val, "TemplFailedSanitizationURL"), strings.HasPrefix(a.Val, "javascript:"):
			c.add("<%s> has the address %s", n.Data, a.Val)
		case slices.Contains([]string{"aria-labelledby", "aria-describedby", "aria-controls", "for"}, a.Key):
			c.refers(n, a)
		case a.Key == "href" && len(a.Val) > 1 && a.Val[0] == '#' && !c.ids[a.Val[1:]]:
			c.add("a link leads to %s, which is not there", a.Val)
		}
	}
	switch n.Data {
	case "style":
		c.add("a <style>")
	case "script":
		if attr(n, "src") == "" {
			c.add("a <script> without src")
		}
	case "html":
		if attr(n, "lang") == "" || attr(n, "dir") == "" {
			c.add("<html> has no language or direction")
		}
	case "img":
		if !has(n, "alt") {
			c.add("an image without alt")
		}
	case "input", "select", "textarea":
		c.field(n)
		c.choice(n)
	case "table":
		if first(n, "caption") == nil && !within(n, "prose") {
			c.add("a table without a caption")
		}
	case "button", "a":
		if name(n) == "" {
			c.add("<%s %s> has no name", n.Data, attr(n, "href")+attr(n, "value"))
		}
	}
}

// refers reports ids that are not there.
func (c *checker) refers(n *html.Node, a html.Attribute) {
	for id := range strings.FieldsSeq(a.Val) {
		if !c.ids[id] {
			c.add("%s of <%s> names %q, which is not there", a.Key, n.Data, id)
		}
	}
}

// field reports a field that nobody can tell what it is for.
func (c *checker) field(n *html.Node) {
	if attr(n, "type") == "hidden" || has(n, "aria-label") || has(n, "aria-labelledby") || c.labelled[attr(n, "id")] && attr(n, "id") != "" {
		return
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "label" {
			return
		}
	}
	c.add("the field %q has no label", attr(n, "name"))
}

// choice reports a field that a browser refuses though nothing is wrong, or that
// says what counts for other fields only.
func (c *checker) choice(n *html.Node) {
	kind, must := attr(n, "type"), has(n, "required")
	switch {
	case n.Data == "select" && must && !asks(n):
		c.add("the list %q has to be chosen, and none of its options asks for that", attr(n, "name"))
	case must && (kind == "color" || kind == "range" || kind == "hidden"):
		c.add("the field %q of type %s is required", attr(n, "name"), kind)
	case kind == "number":
		c.add("the field %q takes no Arabic digits: its type is number", attr(n, "name"))
	case has(n, "maxlength") && (kind == "file" || kind == "date" || kind == "color" || n.Data == "select"):
		c.add("the field %q has a maxlength that means nothing", attr(n, "name"))
	}
}

// asks reports whether a list begins with an option that is none: its value is
// "", and it has words.
func asks(list *html.Node) bool {
	o := first(list, "option")
	return o != nil && has(o, "value") && attr(o, "value") == "" && strings.HasSuffix(name(o), "…")
}

// within reports whether n stands in an element of that class; what authors
// write is theirs to name.
func within(n *html.Node, class string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(strings.Fields(attr(p, "class")), class) {
			return true
		}
	}
	return false
}

// first returns the first element of that name in n, or nil.
func first(n *html.Node, element string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == element {
			return d
		}
	}
	return nil
}

// name returns what a link or button is called.
func name(n *html.Node) string {
	if label := attr(n, "aria-label"); label != "" {
		return label
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if d.Data == "img" {
			b.WriteString(attr(d, "alt"))
		}
	}
	return strings.TrimSpace(b.String())
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
