package openbadge

import (
	"errors"
	"sync"
	"testing"

	"github.com/piprate/json-gold/ld"
)

// plainly canonicalizes a document by the book: expanded by its own contexts,
// and canonicalized from the beginning.
func plainly(d Document) (string, error) {
	plain, err := plainJSON(d)
	if err != nil {
		return "", err
	}
	p, o := ld.NewJsonLdProcessor(), options()
	expanded, err := p.Expand(plain, o)
	if err != nil {
		return "", err
	}
	if err := absolute(expanded); err != nil {
		return "", err
	}
	o.Algorithm, o.Format = ld.AlgorithmURDNA2015, "application/n-quads"
	quads, err := p.Normalize(plain, o)
	text, _ := quads.(string)
	return text, err
}

// However a document is read, its canonical form is that of the book, and what
// the book refuses is refused: for many documents at once, too.
func TestCanonicalByTheBook(t *testing.T) {
	list, err := byWeb().ListOf(ListCertificates, 1, []int64{3, 7}, noon)
	if err != nil {
		t.Fatal(err)
	}
	change := func(f func(Document)) Document {
		d := again(t, signed(t, byWeb()))
		f(d)
		return d
	}
	docs := map[string]Document{
		"a credential": credential(byWeb()), "one by key": credential(byKey()), "a signed one": signed(t, byWeb()), "a status list": list,
		"contexts the other way round": change(func(d Document) { d["@context"] = []any{contextBadge, contextVC} }),
		"a context of its own": change(func(d Document) {
			d["@context"] = append(d["@context"].([]any), map[string]any{"extra": "https://x.example/extra"})
			d["extra"] = "x"
		}),
		"a name for a context": change(func(d Document) {
			d["@context"] = contextVC
			delete(d, "credentialSubject")
			d["type"] = "VerifiableCredential"
			delete(d, "nameByLanguage")
		}),
		"an undefined term":      change(func(d Document) { d["extra"] = "x" }),
		"an undefined term deep": change(func(d Document) { d["credentialSubject"].(Document)["extra"] = "x" }),
		"a relative type":        change(func(d Document) { d["type"] = []any{"VerifiableCredential", "Honours"} }),
		"no context":             change(func(d Document) { delete(d, "@context") }),
		"an empty context":       change(func(d Document) { d["@context"] = []any{} }),
		"a graph":                {"@context": []any{contextVC}, "@graph": []any{map[string]any{"id": "https://x.example/1", "type": "VerifiableCredential"}}},
		"nothing":                {"@context": []any{contextVC, contextBadge}},
		"only an id":             {"@context": []any{contextVC, contextBadge}, "id": "https://x.example/1"},
	}
	var wg sync.WaitGroup
	for name, d := range docs {
		want, refused := plainly(d)
		for range 4 {
			wg.Go(func() {
				got, err := canonical(d)
				if want == "" || refused != nil {
					if !errors.Is(err, ErrMeaning) {
						t.Errorf("%s: %q, %v; the book refuses it: %v", name, got, err, refused)
					}
				} else if got != want || err != nil {
					t.Errorf("%s: %q, %v; want %q", name, got, err, want)
				}
			})
		}
	}
	wg.Wait()
}
