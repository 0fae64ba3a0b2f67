package openbadge

import (
	"errors"
	"maps"
)

const (
	presentation = "VerifiablePresentation"
	presented    = "verifiableCredential" // term of what a presentation presents
)

// ErrAsked is returned for a presentation made for another occasion.
var ErrAsked = errors.New("the presentation was made for another challenge or domain")

// VerifyPresentation checks the proofs of a presentation, made by its holder if it
// names one, for the challenge and the domain; either may be "". What it presents
// is to be verified by itself: see Presented.
func VerifyPresentation(d Document, challenge, domain string, keys Resolver) error {
	for _, p := range listOf(d["proof"]) {
		proof, _ := p.(map[string]any)
		if challenge != "" && proof["challenge"] != challenge || domain != "" && !holds(proof["domain"], domain) {
			return ErrAsked
		}
	}
	return verifyFor(d, Authentication, idOf(d["holder"]), keys)
}

// Presented returns the credentials of a presentation.
func Presented(d Document) []any { return listOf(d[presented]) }

func holds(set any, one string) bool {
	for _, v := range listOf(set) {
		if v == one {
			return true
		}
	}
	return false
}

// expandPresentation expands a presentation together with what it presents, each
// credential a graph of its own under its own contexts. The library loses those
// graphs: the context says of them that they are to be read without any context.
func expandPresentation(d Document) (any, error) {
	bare := maps.Clone(d)
	delete(bare, presented)
	expanded, err := expand(bare)
	if err != nil {
		return nil, err
	}
	roots, _ := expanded.([]any)
	if len(roots) != 1 {
		return nil, ErrMeaning
	}
	root, ok := roots[0].(map[string]any)
	if !ok {
		return nil, ErrMeaning
	}
	var graphs []any
	for _, c := range Presented(d) {
		inner, err := expand(c)
		if err != nil {
			return nil, err
		}
		graphs = append(graphs, Document{"@graph": inner})
	}
	root["https://www.w3.org/2018/credentials#verifiableCredential"] = graphs
	return roots, nil
}
