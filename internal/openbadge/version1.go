package openbadge

import "slices"

const (
	contextVC1       = "https://www.w3.org/2018/credentials/v1" // base context of documents of version 1.1
	contextIntegrity = "https://w3id.org/security/data-integrity/v2"
)

// statusTerms are the terms of an entry in a status list, which the base context of
// version 1.1 lacks.
var statusTerms = Document{"BitstringStatusListEntry": Document{
	"@id": "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry",
	"@context": Document{
		"id": "@id", "type": "@type",
		"statusPurpose":        "https://www.w3.org/ns/credentials/status#statusPurpose",
		"statusListIndex":      "https://www.w3.org/ns/credentials/status#statusListIndex",
		"statusListCredential": Document{"@id": "https://www.w3.org/ns/credentials/status#statusListCredential", "@type": "@id"},
	},
}}

// Version1 reports whether a document is held to version 1.1 of the data model.
func Version1(d Document) bool {
	list := listOf(d["@context"])
	return len(list) > 0 && list[0] == contextVC1
}

// WithTerms returns the contexts of a document with those that its proof and its
// entry in a status list need.
func WithTerms(d Document) any {
	if !Version1(d) {
		return d["@context"]
	}
	list := slices.Clone(listOf(d["@context"]))
	if !slices.Contains(list, any(contextIntegrity)) {
		list = append(list, contextIntegrity)
	}
	return append(list, statusTerms)
}
