package openbadge

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
)

// vocabulary lets documents of these tests say anything.
var vocabulary = []any{contextVC, Document{"@vocab": "https://x.example/"}}

// entangled is a document of n nameless nodes each of which knows every other.
func entangled(n int) Document {
	var graph []any
	for i := range n {
		var others []any
		for j := range n {
			if j != i {
				others = append(others, Document{"id": fmt.Sprintf("_:n%d", j)})
			}
		}
		graph = append(graph, Document{"id": fmt.Sprintf("_:n%d", i), "knows": others})
	}
	return Document{"@context": vocabulary, "@graph": graph}
}

// nested is a document of n nameless nodes, each inside the one before it.
func nested(n int) Document {
	inner := Document{"knows": "nobody"}
	for range n {
		inner = Document{"knows": inner}
	}
	return Document{"@context": vocabulary, "id": "https://x.example/1", "knows": inner}
}

// ring is a document of n nameless nodes, each of which knows the next.
func ring(n int) Document {
	var graph []any
	for i := range n {
		graph = append(graph, Document{"id": fmt.Sprintf("_:n%d", i), "knows": Document{"id": fmt.Sprintf("_:n%d", (i+1)%n)}})
	}
	return Document{"@context": vocabulary, "@graph": graph}
}

// leaves is a document of a nameless node that knows n others about which
// nothing is said.
func leaves(n int) Document {
	var others []any
	for i := range n {
		others = append(others, Document{"id": fmt.Sprintf("_:n%d", i)})
	}
	return Document{"@context": vocabulary, "@graph": []any{Document{"id": "_:a", "knows": others}, Document{"id": "_:b", "knows": others}}}
}

// What would take too much work is refused; what is as it may well be is read.
func TestWorkIsBounded(t *testing.T) {
	crowd := func(n int) Document {
		var all []any
		for i := range n {
			all = append(all, Document{"name": fmt.Sprint("n", i)})
		}
		return Document{"@context": vocabulary, "id": "https://x.example/1", "knows": all}
	}
	alike := func(n int) Document {
		var all []any
		for range n {
			all = append(all, Document{"name": "the same"})
		}
		return Document{"@context": vocabulary, "id": "https://x.example/1", "knows": all}
	}
	contexts := func(n int) Document {
		d := Document{"@context": vocabulary, "id": "https://x.example/1"}
		for i := range n {
			d[fmt.Sprint("p", i)] = Document{"@context": Document{"@vocab": "https://x.example/"}, "q": "r"}
		}
		return d
	}
	for _, c := range []struct {
		name string
		d    Document
		want error
	}{
		{"3 entangled", entangled(3), nil}, {"5 entangled", entangled(5), nil},
		{"8 entangled", entangled(8), ErrWork}, {"9 entangled", entangled(9), ErrWork}, {"20 entangled", entangled(20), ErrWork},
		{"30 nested", nested(30), nil}, {"31 nested", nested(31), ErrWork}, {"300 nested", nested(300), ErrWork}, {"10,000 nested", nested(10000), ErrWork},
		{"a ring of 20", ring(20), nil}, {"a ring of 300", ring(300), ErrWork},
		{"4 leaves", leaves(4), nil}, {"12 leaves", leaves(12), ErrWork},
		{"400 in a crowd", crowd(400), nil}, {"2,000 in a crowd", crowd(2000), ErrWork}, {"200 alike", alike(200), nil},
		{"11 contexts", contexts(mostContexts - 1), nil}, {"13 contexts", contexts(mostContexts), ErrWork},
		{"much text", Document{"@context": vocabulary, "name": strings.Repeat("x", mostText)}, ErrWork},
	} {
		if text, err := canonical(c.d); !errors.Is(err, c.want) || (c.want == nil) != (text != "") {
			t.Errorf("%s: %d bytes, %v; want %v", c.name, len(text), err, c.want)
		}
	}
}

// Graphs of nameless nodes, whatever they look like, are named as another
// implementation names them.
func TestNamesAreThoseOfTheBook(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		d := tangle(chance)
		got, err := canonical(d)
		if err != nil {
			t.Fatalf("%d: %v", n, err)
		}
		if want, err := plainly(d); err != nil || got != want {
			t.Fatalf("%d: %v\n%s\nwant\n%s", n, err, got, want)
		}
	}
}

// tangle is a document of up to six nameless nodes that know one another as
// chance has it. None knows itself: the other implementation counts that twice,
// where the standard has a set.
func tangle(chance *rand.Rand) Document {
	nodes := 2 + chance.IntN(5)
	var graph []any
	for i := range nodes {
		other := func() Document { return Document{"id": fmt.Sprintf("_:n%d", (i+1+chance.IntN(nodes-1))%nodes)} }
		n := Document{"id": fmt.Sprintf("_:n%d", i), "knows": other()}
		if chance.IntN(2) == 0 {
			n["likes"] = []any{other(), other()}
		}
		if chance.IntN(3) == 0 {
			n["name"] = fmt.Sprint("n", chance.IntN(2))
		}
		graph = append(graph, n)
	}
	return Document{"@context": vocabulary, "@graph": graph}
}

// What stands in a string stays in its line.
func TestEscaped(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "سلمى": "سلمى", "a\"b\\c": `a\"b\\c`, "\n\r\t\b\f": `\n\r\t\b\f`, "\x00\x1f\x7f": `\u0000\u001F\u007F`, "\u0080": "\u0080",
	} {
		if got := escaped(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
	if got := term(ld.NewLiteral("x", ld.RDFLangString, "ar")); got != `"x"@ar` {
		t.Error(got)
	}
}

// The costliest documents within bounds.
func BenchmarkWorstCanonical(b *testing.B) {
	typed := Document{"@context": []any{contextVC, contextBadge}, "id": "https://x.example/1", "type": "VerifiableCredential"}
	var subjects []any
	for i := range mostValues / 7 {
		subjects = append(subjects, Document{"id": fmt.Sprintf("https://x.example/%d", i), "type": []any{"AchievementSubject", "Profile", "VerifiablePresentation"}})
	}
	typed["credentialSubject"] = subjects
	for name, d := range map[string]Document{"typed": typed, "entangled": entangled(9), "ring": ring(300), "leaves": leaves(12), "nested": nested(30)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := canonical(d); err != nil && !errors.Is(err, ErrWork) {
					b.Fatal(err)
				}
			}
		})
	}
}
