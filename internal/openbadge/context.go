package openbadge

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/piprate/json-gold/ld"
)

const (
	contextVC    = "https://www.w3.org/ns/credentials/v2"
	contextBadge = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
)

// The contexts are those of the W3C and of 1EdTech, as published.
//
//go:embed context
var contexts embed.FS

// ErrMeaning is what a document is refused for that does not mean, as linked
// data, all that it says.
var ErrMeaning = errors.New("the document has terms or types that its contexts do not define")

// published are the embedded contexts, read once, by their addresses. Whoever
// has one must not change it.
var published = sync.OnceValues(func() (map[string]any, error) {
	docs := map[string]any{}
	for address, name := range map[string]string{contextVC: "credentials-v2", contextBadge: "open-badges-3.0.3"} {
		body, err := contexts.ReadFile("context/" + name + ".json")
		if err != nil {
			return nil, err
		}
		if docs[address], err = ld.DocumentFromReader(bytes.NewReader(body)); err != nil {
			return nil, err
		}
	}
	return docs, nil
})

// An embedded loader knows the contexts that are embedded, and no others.
type embedded struct{}

func (embedded) LoadDocument(address string) (*ld.RemoteDocument, error) {
	docs, err := published()
	if err != nil {
		return nil, err
	}
	d, ok := docs[address]
	if !ok {
		return nil, ld.NewJsonLdError(ld.LoadingRemoteContextFailed, "unknown context "+address)
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: d}, nil
}

// options returns how documents are read: by the embedded contexts alone, and
// refused if there is a term in them that those do not define.
func options() *ld.JsonLdOptions {
	o := ld.NewJsonLdOptions("")
	o.DocumentLoader, o.SafeMode = embedded{}, true
	return o
}

// A usual list of contexts is one that the documents made here have. It is
// processed once: that is most of the work of reading a small document.
type usual struct {
	list   any // as a reader of its JSON has it
	active func() (*ld.Context, error)
}

var usuals = sync.OnceValues(func() (us []usual, err error) {
	for _, list := range [][]any{{contextVC}, {contextVC, contextBadge, languages}} {
		plain, err := plainJSON(Document{"list": list})
		if err != nil {
			return nil, err
		}
		u := usual{list: plain.(map[string]any)["list"]}
		u.active = sync.OnceValues(func() (*ld.Context, error) { return ld.NewContext(nil, options()).Parse(u.list) })
		us = append(us, u)
	}
	return us, nil
})

// expand expands a document as the algorithm of JSON-LD 1.1 does, beginning
// from a context already processed where its own list is a usual one.
func expand(plain any) (any, error) {
	us, err := usuals()
	if err != nil {
		return nil, err
	}
	d, _ := plain.(map[string]any)
	i := slices.IndexFunc(us, func(u usual) bool { return reflect.DeepEqual(u.list, d["@context"]) })
	if _, graph := d["@graph"]; graph || i < 0 {
		return ld.NewJsonLdProcessor().Expand(plain, options())
	}
	active, err := us[i].active()
	if err != nil {
		return nil, err
	}
	rest := maps.Clone(d)
	delete(rest, "@context")
	expanded, err := ld.NewJsonLdApi().Expand(active, "", rest, options(), false, nil)
	if err != nil || expanded == nil {
		return []any{}, err
	}
	return []any{expanded}, nil
}

// canonical returns the RDF of d in its canonical form (RDFC-1.0), or
// ErrMeaning. The canonicalization alone would drop what is undefined, so d is
// expanded first, by which that is refused; what is canonicalized is what was
// looked at.
func canonical(d Document) (string, error) {
	plain, err := plainJSON(d)
	if err != nil {
		return "", err
	}
	expanded, err := expand(plain)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMeaning, err)
	}
	if err := absolute(expanded); err != nil {
		return "", err
	}
	o := options()
	o.Algorithm, o.Format = ld.AlgorithmURDNA2015, "application/n-quads"
	quads, err := ld.NewJsonLdProcessor().Normalize(expanded, o)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMeaning, err)
	}
	text, ok := quads.(string)
	if !ok || text == "" {
		return "", ErrMeaning
	}
	return text, nil
}

// absolute returns ErrMeaning unless every type in the expanded document is an
// absolute IRI.
func absolute(node any) error {
	switch n := node.(type) {
	case []any:
		for _, e := range n {
			if err := absolute(e); err != nil {
				return err
			}
		}
	case map[string]any:
		for key, value := range n {
			if key != "@type" {
				if err := absolute(value); err != nil {
					return err
				}
				continue
			}
			list, ok := value.([]any)
			if !ok {
				list = []any{value}
			}
			for _, t := range list {
				if name, ok := t.(string); !ok || !ld.IsAbsoluteIri(name) || !strings.Contains(name, ":") {
					return fmt.Errorf("%w: type %v", ErrMeaning, t)
				}
			}
		}
	}
	return nil
}

// plainJSON returns d as a reader of its JSON would have it.
func plainJSON(d Document) (any, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return ld.DocumentFromReader(strings.NewReader(string(body)))
}
