package openbadge

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/piprate/json-gold/ld"
)

func itoa(n int) string { return strconv.Itoa(n) }

// newQuad returns a quad of the library's, which is in the named graph.
func newQuad(q *ld.Quad, graph string) (out quad) {
	for i, n := range []ld.Node{q.Subject, q.Predicate, q.Object} {
		out.term[i], out.blank[i] = term(n), ld.IsBlankNode(n)
	}
	switch {
	case graph == "@default":
	case strings.HasPrefix(graph, "_:"):
		out.term[3], out.blank[3] = graph, true
	default:
		out.term[3] = "<" + escaped(graph) + ">"
	}
	return out
}

// term writes a node as canonical N-Quads does.
func term(n ld.Node) string {
	switch n := n.(type) {
	case ld.Literal:
		text := `"` + escaped(n.GetValue()) + `"`
		switch n.Datatype {
		case ld.RDFLangString:
			return text + "@" + n.Language
		case ld.XSDString:
			return text
		}
		return text + "^^<" + escaped(n.Datatype) + ">"
	case ld.IRI:
		return "<" + escaped(n.GetValue()) + ">"
	}
	return n.GetValue()
}

// line writes a quad with its blank nodes named anew.
func (q quad) line(name func(id string) string) string {
	var b strings.Builder
	for i, t := range q.term {
		if t == "" {
			continue
		}
		if q.blank[i] {
			t = name(t)
		}
		b.WriteString(t)
		b.WriteByte(' ')
	}
	b.WriteString(".\n")
	return b.String()
}

// escaped escapes what canonical N-Quads escapes, and nothing else.
func escaped(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7F }) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch short, ok := shortEscapes[r]; {
		case ok:
			b.WriteString(short)
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var shortEscapes = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}
