// Package blank reads the blank form on a page of the site: what its fields,
// choices and buttons are called there. It says in the words of that page what a
// form that was sent holds, and puts it back into the form. So there is one place
// for the words of a form, its page, and none is left out.
package blank

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A Blank is a form on a page.
type Blank struct {
	Title string   // of the page
	Trail []string // of the pages it stands under, the uppermost first

	root, form *html.Node
	controls   []control
}

// A Line is a field that was filled in, or a choice that was made.
type Line struct{ Label, Text string }

// A control is a field, a choice or a button of a form.
type control struct {
	node        *html.Node
	kind        string // type of an input, or select, textarea, button
	name, value string
	label       string // of a field, or of the group of a choice
	option      string // a choice, or a button
}

// Read finds the form on a page that is sent to the path.
func Read(page []byte, path string) (b Blank, ok bool) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return b, false
	}
	b.root = root
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && strings.EqualFold(attr(n, "method"), "post") && sends(n, path) {
			b.form = n
			break
		}
	}
	if b.form == nil {
		return b, false
	}
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "h1" && b.Title == "":
			b.Title = text(n)
		case n.Data == "a" && within(n, func(p *html.Node) bool { return attr(p, "class") == "crumbs" }) != nil:
			b.Trail = append(b.Trail, text(n))
		case b.has(n):
			b.controls = append(b.controls, b.control(n))
		}
	}
	return b, true
}

// sends reports whether the form, or a button of it, leads to the path.
func sends(form *html.Node, path string) bool {
	if attr(form, "action") == path {
		return true
	}
	for n := range form.Descendants() {
		if n.Type == html.ElementNode && attr(n, "formaction") == path {
			return true
		}
	}
	return false
}

// has reports whether n is a control of the form that is sent under a name.
func (b Blank) has(n *html.Node) bool {
	if !slices.Contains([]string{"input", "textarea", "select", "button"}, n.Data) || attr(n, "name") == "" {
		return false
	}
	if id := attr(n, "form"); id != "" {
		return id == attr(b.form, "id")
	}
	return within(n, func(p *html.Node) bool { return p == b.form }) != nil
}

func (b Blank) control(n *html.Node) control {
	c := control{node: n, kind: n.Data, name: attr(n, "name"), value: attr(n, "value")}
	if n.Data == "input" {
		c.kind = strings.ToLower(attr(n, "type"))
	}
	switch c.kind {
	case "radio", "checkbox":
		c.option, c.label = b.called(n), group(n)
		if c.label == "" {
			c.label = c.option
		}
		if _, given := find(n, "value"); !given {
			c.value = "on"
		}
	case "button", "submit":
		c.option = text(n)
	default:
		c.label = b.called(n)
	}
	return c
}

// called returns the words of the label of a control.
func (b Blank) called(n *html.Node) string {
	if l := within(n, func(p *html.Node) bool { return p.Data == "label" }); l != nil {
		return text(l)
	}
	if name := attr(n, "aria-label"); name != "" {
		return name
	}
	id, by := attr(n, "id"), strings.Fields(attr(n, "aria-labelledby"))
	var words []string
	for l := range b.root.Descendants() {
		if l.Type != html.ElementNode {
			continue
		}
		if l.Data == "label" && id != "" && attr(l, "for") == id || slices.Contains(by, attr(l, "id")) && attr(l, "id") != "" {
			words = append(words, text(l))
		}
	}
	return strings.Join(words, " ")
}

// group returns the legend over a choice, or "".
func group(n *html.Node) string {
	set := within(n, func(p *html.Node) bool { return p.Data == "fieldset" })
	if set == nil {
		return ""
	}
	for l := range set.Descendants() {
		if l.Type == html.ElementNode && l.Data == "legend" {
			return text(l)
		}
	}
	return attr(set, "aria-label")
}

// Lines returns what was filled in and chosen, in the order of the page; Pressed
// is the button by which it was sent, or "". Rest are the values that no field of
// the page takes any longer.
func (b Blank) Lines(values url.Values) (lines []Line, pressed string, rest []string) {
	known := map[string]bool{}
	for _, c := range b.controls {
		known[c.name] = true
		sent := values[c.name]
		switch c.kind {
		case "hidden", "file", "password":
		case "button", "submit":
			if slices.Contains(sent, c.value) {
				pressed = c.option
			}
		case "radio", "checkbox":
			if slices.Contains(sent, c.value) {
				lines = append(lines, Line{c.label, c.option})
			}
		case "select":
			for _, v := range sent {
				lines = append(lines, Line{c.label, choice(c.node, v)})
			}
		default:
			for _, v := range sent {
				if strings.TrimSpace(v) != "" {
					lines = append(lines, Line{c.label, v})
				}
			}
		}
	}
	for _, name := range sorted(values) {
		if !known[name] {
			rest = append(rest, values[name]...)
		}
	}
	return lines, pressed, rest
}

// choice returns the words of an option of a list.
func choice(list *html.Node, value string) string {
	for o := range list.Descendants() {
		if o.Type == html.ElementNode && o.Data == "option" && attr(o, "value") == value {
			return text(o)
		}
	}
	return value
}

// Nameless returns the names of the fields, choices and buttons that the page has
// no words for.
func (b Blank) Nameless() (names []string) {
	for _, c := range b.controls {
		if c.kind != "hidden" && strings.TrimSpace(c.label+c.option) == "" {
			names = append(names, c.name)
		}
	}
	return names
}

// Fill returns the page with the values in its form, and with further hidden
// fields: the form then is as it was when it was sent. Fields that the page does
// not carry over, by name, stay as they are.
func (b Blank) Fill(values, further url.Values, stays ...string) ([]byte, error) {
	used := map[string]int{}
	for _, c := range b.controls {
		if slices.Contains(stays, c.name) || c.kind == "file" || c.kind == "password" || c.kind == "button" || c.kind == "submit" {
			continue
		}
		sent := values[c.name]
		switch c.kind {
		case "radio", "checkbox":
			set(c.node, "checked", slices.Contains(sent, c.value))
			continue
		case "select":
			if len(sent) > 0 {
				choose(c.node, sent)
			}
			continue
		}
		i := used[c.name]
		if used[c.name]++; i >= len(sent) {
			continue
		}
		if c.kind == "textarea" {
			write(c.node, sent[i])
		} else {
			put(c.node, "value", sent[i])
		}
	}
	for _, name := range sorted(further) {
		for _, v := range further[name] {
			b.form.AppendChild(&html.Node{Type: html.ElementNode, Data: "input", Attr: []html.Attribute{{Key: "type", Val: "hidden"}, {Key: "name", Val: name}, {Key: "value", Val: v}}})
		}
	}
	var out bytes.Buffer
	err := html.Render(&out, b.root)
	return out.Bytes(), err
}

func choose(list *html.Node, values []string) {
	for o := range list.Descendants() {
		if o.Type == html.ElementNode && o.Data == "option" {
			set(o, "selected", slices.Contains(values, attr(o, "value")))
		}
	}
}

// Values returns what the form on the page holds.
func (b Blank) Values() url.Values {
	values := url.Values{}
	for _, c := range b.controls {
		switch c.kind {
		case "button", "submit", "file", "password":
		case "radio", "checkbox":
			if _, on := find(c.node, "checked"); on {
				values.Add(c.name, c.value)
			}
		case "select":
			values.Add(c.name, chosen(c.node))
		case "textarea":
			values.Add(c.name, words(c.node))
		default:
			values.Add(c.name, c.value)
		}
	}
	return values
}

// chosen returns the value of the option that a list stands at.
func chosen(list *html.Node) (value string) {
	first := true
	for o := range list.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		if _, on := find(o, "selected"); on {
			return attr(o, "value")
		}
		if first {
			value, first = attr(o, "value"), false
		}
	}
	return value
}

// Pressed returns the name and value of the button by which a form was sent, or
// of its first one that has a name; "" where none has.
func (b Blank) Pressed(values url.Values) (name, value string) {
	for _, c := range b.controls {
		if c.kind != "button" && c.kind != "submit" {
			continue
		}
		if slices.Contains(values[c.name], c.value) {
			return c.name, c.value
		}
		if name == "" {
			name, value = c.name, c.value
		}
	}
	return name, value
}

// Renew returns the page with the form called by an id, so that a button outside
// of it sends it, and with the hidden fields of the names as they are on another
// page.
func (b Blank) Renew(id string, from Blank, names ...string) ([]byte, error) {
	put(b.form, "id", id)
	fresh := from.Values()
	for _, c := range b.controls {
		if c.kind == "hidden" && slices.Contains(names, c.name) && fresh.Has(c.name) {
			put(c.node, "value", fresh.Get(c.name))
		}
	}
	var out bytes.Buffer
	err := html.Render(&out, b.root)
	return out.Bytes(), err
}

// HasText reports whether there is a text to write in the form, of several lines.
func (b Blank) HasText() bool {
	return slices.ContainsFunc(b.controls, func(c control) bool { return c.kind == "textarea" })
}

// Writes reports whether somebody fills in the form with more than what there is to
// choose from.
func (b Blank) Writes() bool {
	return slices.ContainsFunc(b.controls, func(c control) bool {
		return !slices.Contains([]string{"hidden", "button", "submit", "radio", "checkbox", "select", "file"}, c.kind)
	})
}

// Hidden returns the names of the hidden fields of the form.
func (b Blank) Hidden() (names []string) {
	for _, c := range b.controls {
		if c.kind == "hidden" {
			names = append(names, c.name)
		}
	}
	return names
}

// Open unfolds what the form is folded into.
func (b Blank) Open() {
	for n := b.form.Parent; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == "details" {
			set(n, "open", true)
		}
	}
}
