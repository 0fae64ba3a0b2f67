// Package openbadge says what a certificate attests as an Open Badge of version
// 3.0: a verifiable credential (W3C VC 2.0) that other people's software keeps
// and verifies. It is signed with a Data Integrity proof (eddsa-rdfc-2022) or as
// a JWT, by an issuer known as did:web or did:key, and its withdrawal is told by
// a BitstringStatusList.
//
// JSON-LD drops what its contexts do not define, and what is dropped is not
// signed. Nothing with an undefined term or a relative type is therefore signed
// or verified here. Contexts are embedded; none is ever fetched.
package openbadge

import (
	"crypto"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/signet"
)

// A Document is a JSON object.
type Document = map[string]any

// An Issuer is who signs: its key, and how it is known.
type Issuer struct {
	DID    string // see WebDID and KeyDID
	Method string // DID URL of the key
	Site   string // address
	Name   catalog.Text
	Signer crypto.Signer
}

// ByWeb returns the issuer as known by the site's address.
func ByWeb(site string, name catalog.Text, k signet.IssuerKey, s crypto.Signer) Issuer {
	did := WebDID(site)
	return Issuer{DID: did, Method: did + "#" + k.ID, Site: site, Name: name, Signer: s}
}

// ByKey returns the issuer as known by its key alone, for who verifies without
// any network.
func ByKey(site string, name catalog.Text, k signet.IssuerKey, s crypto.Signer) Issuer {
	did := KeyDID(k.Public)
	return Issuer{DID: did, Method: did + "#" + did[len("did:key:"):], Site: site, Name: name, Signer: s}
}

// languages lets a name and a description be told in each language beside the
// one text that the standard has.
var languages = Document{
	"nameByLanguage":        Document{"@id": "https://schema.org/name", "@container": "@language"},
	"descriptionByLanguage": Document{"@id": "https://schema.org/description", "@container": "@language"},
}

// Credential returns what c attests, not signed yet; criteria says what it took.
func (i Issuer) Credential(c certificate.Certificate, criteria catalog.Text) Document {
	r := c.Record
	d := Document{
		"@context": []any{contextVC, contextBadge, languages},
		"id":       i.Site + "/verify/" + c.Code,
		"type":     []any{"VerifiableCredential", "OpenBadgeCredential"},
		"issuer":   Document{"id": i.DID, "type": []any{"Profile"}, "name": i.Name.In("ar"), "nameByLanguage": byLanguage(i.Name), "url": i.Site},
		"name":     r.Title.In("ar"), "nameByLanguage": byLanguage(r.Title),
		"validFrom": instant(c.IssuedAt), "awardedDate": instant(c.IssuedAt),
		"credentialSubject": Document{
			"type":       []any{"AchievementSubject"},
			"identifier": identities(r),
			"achievement": Document{
				"id": i.Site + "/learning/" + r.CourseID, "type": []any{"Achievement"}, "achievementType": "CertificateOfCompletion",
				"inLanguage": "ar", "version": r.Version, "humanCode": r.Serial,
				"name": r.Title.In("ar"), "nameByLanguage": byLanguage(r.Title),
				"description": criteria.In("ar"), "descriptionByLanguage": byLanguage(criteria),
				"criteria": Document{"narrative": criteria.In("ar")},
			},
		},
		"credentialStatus": i.Entry(Status{ListCertificates, c.Number}),
	}
	if !c.ExpiresAt.IsZero() {
		d["validUntil"] = instant(c.ExpiresAt)
	}
	return d
}

// identities names the holder as the certificate does.
func identities(r certificate.Record) (all []any) {
	for _, name := range []string{r.NameAr, r.NameEn} {
		if name != "" {
			all = append(all, Document{"type": "IdentityObject", "hashed": false, "identityType": "name", "identityHash": name})
		}
	}
	return all
}

func byLanguage(t catalog.Text) Document {
	d := Document{}
	if t.Ar != "" {
		d["ar"] = t.Ar
	}
	if t.En != "" {
		d["en"] = t.En
	}
	return d
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
