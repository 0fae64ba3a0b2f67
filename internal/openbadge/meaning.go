package openbadge

import (
	"fmt"
	"regexp"
	"strings"
)

// absolute returns ErrMeaning unless every property, type and id in the
// expanded document is an absolute IRI, and every language a tag. What is not
// would be dropped or garbled in RDF, and so not be signed.
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
			if err := absoluteEntry(key, value); err != nil {
				return err
			}
		}
	}
	return nil
}

var language = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

func absoluteEntry(key string, value any) error {
	switch {
	case key == "@type" || key == "@id":
		for _, v := range listOf(value) {
			if !isIRI(v) && !(key == "@id" && isBlank(v)) {
				return fmt.Errorf("%w: %s %v", ErrMeaning, strings.TrimPrefix(key, "@"), v)
			}
		}
		return nil
	case key == "@language":
		if tag, _ := value.(string); !language.MatchString(tag) {
			return fmt.Errorf("%w: language %v", ErrMeaning, value)
		}
		return nil
	case key == "@value":
		return nil
	case !strings.HasPrefix(key, "@") && !isIRI(key):
		return fmt.Errorf("%w: property %s", ErrMeaning, key)
	}
	return absolute(value)
}

// isIRI reports whether v is an absolute IRI, in form.
func isIRI(v any) bool {
	text, ok := v.(string)
	scheme, rest, found := strings.Cut(text, ":")
	return ok && found && rest != "" && schemeForm.MatchString(scheme) &&
		!strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7F || strings.ContainsRune("<>\"{}|\\^`", r) })
}

var schemeForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*$`)

func isBlank(v any) bool {
	text, _ := v.(string)
	return strings.HasPrefix(text, "_:")
}

// listOf returns a value as the set that it stands for: none, one, or many.
func listOf(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

// looked are the properties that a verifier reads from the JSON of a credential,
// by their IRIs.
var looked = map[string]string{
	"issuer":           "https://www.w3.org/2018/credentials#issuer",
	"credentialStatus": "https://www.w3.org/2018/credentials#credentialStatus",
	"validFrom":        "https://www.w3.org/2018/credentials#validFrom",
	"validUntil":       "https://www.w3.org/2018/credentials#validUntil",
	"expirationDate":   "https://www.w3.org/2018/credentials#expirationDate",
}

// inSight returns ErrMeaning if the expanded document says, by another name, more
// of what a verifier looks at than its JSON does under the usual one.
func inSight(d Document, expanded any) error {
	roots := listOf(expanded)
	if len(roots) != 1 {
		return nil
	}
	root, _ := roots[0].(map[string]any)
	for name, iri := range looked {
		if len(listOf(root[iri])) > len(listOf(d[name])) {
			return fmt.Errorf("%w: %s stands under another name", ErrMeaning, name)
		}
	}
	return nil
}
