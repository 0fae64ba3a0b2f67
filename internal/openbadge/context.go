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

// files names the file of each context that documents may refer to.
var files = map[string]string{
	contextVC:    "credentials-v2",
	contextBadge: "open-badges-3.0.3",
	"https://www.w3.org/ns/credentials/examples/v2": "credentials-examples-v2",
	contextVC1:       "credentials-v1",
	contextIntegrity: "data-integrity-v2",
}

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
	for address, name := range files {
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
	if typed(d, presentation) && d[presented] != nil {
		return expandPresentation(d)
	}
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

// canonical returns the RDF of d in its canonical form (RDFC-1.0), ErrMeaning,
// or ErrWork. The canonicalization alone would drop what is undefined, so d is
// expanded first, by which that is refused; what is canonicalized is what was
// looked at.
func canonical(d Document) (string, error) {
	if err := Bounded(d); err != nil {
		return "", err
	}
	plain, err := plainJSON(d)
	if err != nil {
		return "", err
	}
	expanded, err := expand(plain)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMeaning, err)
	}
	if err := errors.Join(absolute(expanded), inSight(d, expanded)); err != nil {
		return "", err
	}
	text, err := quadsOf(expanded)
	if errors.Is(err, ErrWork) {
		return "", err
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMeaning, err)
	}
	if text == "" {
		return "", ErrMeaning
	}
	return text, nil
}

// Meaning returns nil if d means, as linked data, all that it says; or ErrMeaning,
// or ErrWork.
func Meaning(d Document) error {
	_, err := canonical(d)
	return err
}

// quadsOf returns an expanded document in canonical N-Quads.
func quadsOf(expanded any) (string, error) {
	dataset, err := ld.NewJsonLdApi().ToRDF(expanded, options())
	if err != nil {
		return "", err
	}
	return canonicalQuads(dataset)
}

// plainJSON returns d as a reader of its JSON would have it.
func plainJSON(d Document) (any, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return ld.DocumentFromReader(strings.NewReader(string(body)))
}
