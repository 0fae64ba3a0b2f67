// Package tongue says of each stretch of a page's words which language it is in,
// so that a screen reader pronounces it and a reader's software knows it (WCAG
// 2.2, 3.1.2 Language of Parts). A page of this site is Arabic or English; what
// people and courses bring into it may be in the other language: names, places,
// terms, titles. Their script tells, so nobody who writes a page has to.
//
//	page = tongue.Mark(page, "en") // <m-mixed>Review by <bdi lang="ar" dir="rtl">سلمى</bdi></m-mixed>
//
// Words of two languages are held together by an element of their own without
// any meaning or style, as they would fall apart in a flexible box.
//
// What people typed stands in an element with dir="auto", or in a first strong isolate,
// which take the direction of their first letter. Browsers pass over elements that have a
// direction when they look for that letter, so that there a stretch says its language alone.
//
//	<p dir="auto"><m-mixed><m-lang lang="ar">شكرًا</m-lang>.</m-mixed></p>
package tongue

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// Mark returns a page, or a piece of one, of the language lang ("ar" or "en"),
// with the language and direction of each stretch of words that is in the other
// language. Elements that say their language keep it. Code, scripts and drawings
// are left alone; fields, choices and the title carry the language themselves.
// The page has to be well formed, as templ and the sanitizer write it.
func Mark(page []byte, lang string) []byte {
	m := marker{rest: page, langs: []scope{{lang: lang}}}
	m.out.Grow(len(page) + len(page)/16)
	for len(m.rest) > 0 {
		i := bytes.IndexByte(m.rest, '<')
		if i < 0 {
			i = len(m.rest)
		}
		m.text(m.rest[:i])
		m.rest = m.rest[i:]
		if len(m.rest) > 0 {
			m.tag()
		}
	}
	return m.out.Bytes()
}

// A scope is an element that says its language or direction, and how many of its
// name stand open within it.
type scope struct {
	name, lang string
	auto       bool // its direction is that of its first letter
	open       int
}

type marker struct {
	rest  []byte // of the page
	out   bytes.Buffer
	langs []scope // the innermost last
	code  scope   // the outermost element whose words are code; its name is "" outside
}

func (m *marker) lang() string { return m.langs[len(m.langs)-1].lang }

// text writes words, each stretch of the other language with its own.
func (m *marker) text(words []byte) {
	own := m.lang()
	if m.code.name != "" || !may(words, own) {
		m.out.Write(words)
		return
	}
	from, to := foreign(words, own)
	if from == to {
		m.out.Write(words)
		return
	}
	start := len(words) - len(bytes.TrimLeft(words, blanks))
	end := len(bytes.TrimRight(words, blanks))
	mixed := start < from || to < end
	m.out.Write(words[:start])
	if mixed {
		m.out.WriteString("<m-mixed>")
	}
	at := start
	for from < to {
		m.out.Write(words[at:from])
		m.stretch(words[from:to], other(own), inFirst(words[:from]))
		at = to
		from, to = foreign(words[at:], own)
		from, to = at+from, at+to
	}
	m.out.Write(words[at:end])
	if mixed {
		m.out.WriteString("</m-mixed>")
	}
	m.out.Write(words[end:])
}

// stretch writes words with their language, and with its direction unless something
// around them looks for that in them: an isolate of the text, or an element.
func (m *marker) stretch(words []byte, lang string, isolated bool) {
	name, dir := "bdi", directions[lang]
	if isolated || m.langs[len(m.langs)-1].auto {
		name, dir = "m-lang", ""
	}
	m.out.WriteString("<" + name + ` lang="` + lang + `"` + dir + ">")
	m.out.Write(words)
	m.out.WriteString("</" + name + ">")
}

// inFirst reports whether a first strong isolate (U+2068) stands open at the end of
// text, within no other.
func inFirst(text []byte) bool {
	var open []rune
	for _, r := range string(text) {
		switch {
		case r >= 0x2066 && r <= 0x2068:
			open = append(open, r)
		case r == 0x2069 && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return len(open) > 0 && open[len(open)-1] == 0x2068
}

const blanks = " \n\t\r"

var directions = map[string]string{"ar": ` dir="rtl"`, "en": ` dir="ltr"`}

func other(lang string) string {
	if lang == "ar" {
		return "en"
	}
	return "ar"
}

// tag writes the tag with which the rest begins and, of elements that have no
// words of the page, their inside.
func (m *marker) tag() {
	tag := m.upTo(">", 1)
	span, closes := nameOf(tag)
	switch name := string(span); {
	case name == "":
		m.out.Write(tag) // a comment or the doctype
	case closes:
		m.out.Write(tag)
		m.leave(name)
	case m.code.name != "":
		m.out.Write(tag)
		m.enter(name, "", "")
	case name == "script" || name == "style" || name == "svg":
		m.out.Write(tag)
		m.out.Write(m.upTo("</"+name, 0))
	case name == "option" || name == "textarea" || name == "title":
		inside := m.upTo("</"+name, 0)
		m.out.Write(m.saying(tag, name, inside))
		m.out.Write(inside)
	case name == "input" && typed(tag):
		m.out.Write(m.saying(tag, name, []byte(attribute(tag, "value"))))
	default:
		m.out.Write(tag)
		m.enter(name, attribute(tag, "lang"), attribute(tag, "dir"))
	}
}

// upTo cuts off the rest what stands before mark and so many bytes of mark; all
// of it where there is no mark.
func (m *marker) upTo(mark string, more int) []byte {
	n := bytes.Index(m.rest, []byte(mark)) + more
	if n < more {
		n = len(m.rest)
	}
	cut := m.rest[:n]
	m.rest = m.rest[n:]
	return cut
}

// enter notes that an element begins, which may say its language and its direction.
func (m *marker) enter(name, lang, dir string) {
	if void[name] {
		return
	}
	if m.code.name == name {
		m.code.open++
	} else if m.code.name == "" && code[name] {
		m.code = scope{name: name}
	}
	last := &m.langs[len(m.langs)-1]
	if lang != "" || dir != "" {
		m.langs = append(m.langs, scope{name: name, lang: cmp.Or(lang, last.lang), auto: dir == "auto" || dir == "" && last.auto})
	} else if last.name == name {
		last.open++
	}
}

// leave notes that an element ends.
func (m *marker) leave(name string) {
	if m.code.name == name {
		if m.code.open--; m.code.open < 0 {
			m.code = scope{}
		}
	}
	last := &m.langs[len(m.langs)-1]
	if last.name == name {
		if last.open--; last.open < 0 {
			m.langs = m.langs[:len(m.langs)-1]
		}
	}
}

var (
	void = words("area base br col embed hr img input link meta source track wbr")
	code = words("code kbd samp")
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// typed reports whether an input holds words that somebody typed.
func typed(tag []byte) bool {
	kind := attribute(tag, "type")
	return kind == "text" || kind == "search" || kind == ""
}

// saying returns the tag of an element that can hold no other, with the language
// of what is in it where that is mostly the other one.
func (m *marker) saying(tag []byte, name string, inside []byte) []byte {
	if attribute(tag, "lang") != "" || !mostly(inside, m.lang()) {
		return tag
	}
	at := len("<" + name)
	return slices.Concat(tag[:at], []byte(` lang="`+other(m.lang())+`"`), tag[at:])
}

// nameOf returns the name of a tag, and whether it closes an element.
func nameOf(tag []byte) (name []byte, closes bool) {
	s := tag[1:]
	if len(s) > 0 && s[0] == '/' {
		closes, s = true, s[1:]
	}
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || n > 0 && (s[n] >= '0' && s[n] <= '9' || s[n] == '-')) {
		n++
	}
	return s[:n], closes
}

// attribute returns the value of an attribute of a tag, or "".
func attribute(tag []byte, name string) string {
	for rest := tag; ; {
		i := bytes.Index(rest, []byte(name))
		if i < 1 {
			return ""
		}
		before := rest[i-1]
		rest = rest[i+len(name):]
		value, ok := bytes.CutPrefix(rest, []byte(`="`))
		if end := bytes.IndexByte(value, '"'); ok && end >= 0 && (before == ' ' || before == '\n' || before == '\t') {
			return string(value[:end])
		}
	}
}
