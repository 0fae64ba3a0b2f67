package openbadge

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

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

// An embedded loader knows the contexts that are embedded, and no others.
type embedded struct{}

func (embedded) LoadDocument(address string) (*ld.RemoteDocument, error) {
	name, ok := map[string]string{contextVC: "credentials-v2", contextBadge: "open-badges-3.0.3"}[address]
	if !ok {
		return nil, ld.NewJsonLdError(ld.LoadingRemoteContextFailed, "unknown context "+address)
	}
	body, err := contexts.ReadFile("context/" + name + ".json")
	if err != nil {
		return nil, err
	}
	d, err := ld.DocumentFromReader(strings.NewReader(string(body)))
	return &ld.RemoteDocument{DocumentURL: address, Document: d}, err
}

// canonical returns the RDF of d in its canonical form (RDFC-1.0), or
// ErrMeaning. The canonicalization alone would drop what is undefined.
func canonical(d Document) (string, error) {
	plain, err := plainJSON(d)
	if err != nil {
		return "", err
	}
	o := ld.NewJsonLdOptions("")
	o.DocumentLoader, o.SafeMode = ld.NewCachingDocumentLoader(embedded{}), true
	p := ld.NewJsonLdProcessor()
	expanded, err := p.Expand(plain, o)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMeaning, err)
	}
	if err := absolute(expanded); err != nil {
		return "", err
	}
	o.Algorithm, o.Format = ld.AlgorithmURDNA2015, "application/n-quads"
	quads, err := p.Normalize(plain, o)
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
