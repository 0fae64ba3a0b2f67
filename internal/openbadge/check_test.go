package openbadge

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"
)

func plainCredential(change func(Document)) Document {
	d := Document{
		"@context": []any{contextVC}, "type": []any{"VerifiableCredential"}, "issuer": "did:web:x.example",
		"validFrom": "2026-11-22T08:00:00Z", "credentialSubject": Document{"id": "urn:example:someone"},
	}
	if change != nil {
		change(d)
	}
	return d
}

// What is a credential has nothing wrong with it.
func TestCheckAccepts(t *testing.T) {
	body, err := contexts.ReadFile("context/credentials-v2.json")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha512.Sum384(body)
	list, err := byWeb().ListOf(ListCertificates, 1, nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]Document{
		"plain": plainCredential(nil), "a badge": again(t, credential(byWeb())), "by key": again(t, credential(byKey())), "a status list": again(t, list),
		"one type":         plainCredential(func(d Document) { d["type"] = "VerifiableCredential" }),
		"an issuer object": plainCredential(func(d Document) { d["issuer"] = Document{"id": "https://x.example", "name": "X"} }),
		"two subjects":     plainCredential(func(d Document) { d["credentialSubject"] = []any{Document{"id": "urn:a:1"}, Document{"name": "x"}} }),
		"times with zones": plainCredential(func(d Document) {
			d["validFrom"], d["validUntil"] = "2026-11-22T12:00:00.5+04:00", "2026-11-22T08:00:00.5Z"
		}),
		"no times": plainCredential(func(d Document) { delete(d, "validFrom") }),
		"a name in Arabic": plainCredential(func(d Document) {
			d["name"] = []any{Document{"@value": "شهادة", "@language": "ar", "@direction": "rtl"}, "x"}
		}),
		"terms with types": plainCredential(func(d Document) {
			d["termsOfUse"], d["evidence"] = []any{Document{"type": "A"}}, Document{"type": []any{"B"}, "id": "urn:b:1"}
		}),
		"a schema": plainCredential(func(d Document) { d["credentialSchema"] = Document{"id": "https://x.example/s", "type": "JsonSchema"} }),
		"a resource we have": plainCredential(func(d Document) {
			d["relatedResource"] = Document{"id": contextVC, "digestSRI": "sha384-" + base64.StdEncoding.EncodeToString(sum[:])}
		}),
		"version 1.1": plainCredential(func(d Document) {
			d["@context"], d["issuanceDate"] = []any{contextVC1}, "2026-11-22T08:00:00Z"
			delete(d, "validFrom")
		}),
	} {
		if wrong := Check(d); wrong != nil {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}

// What is none is told by the property at fault.
func TestCheckRefuses(t *testing.T) {
	put := func(term string, value any) Document { return plainCredential(func(d Document) { d[term] = value }) }
	without := func(term string) Document { return plainCredential(func(d Document) { delete(d, term) }) }
	for _, c := range []struct {
		name string
		d    Document
		want string // word of the complaint
	}{
		{"no context", without("@context"), "@context"}, {"a context that is no list", put("@context", contextVC), "@context"},
		{"contexts in the wrong order", put("@context", []any{contextBadge, contextVC}), "@context"},
		{"a context of no address", put("@context", []any{contextVC, "https ://x.example"}), "@context"}, {"a number for a context", put("@context", []any{contextVC, 7.0}), "@context"},
		{"no type", without("type"), "type"}, {"another type", put("type", []any{"Thing"}), "type"}, {"a type of no word", put("type", []any{"VerifiableCredential", 7.0}), "type"},
		{"no issuer", without("issuer"), "issuer"}, {"a null issuer", put("issuer", nil), "issuer"}, {"an issuer of no address", put("issuer", "me"), "issuer"},
		{"an issuer without an id", put("issuer", Document{"name": "X"}), "issuer"}, {"an issuer with a null id", put("issuer", Document{"id": nil}), "issuer"}, {"two issuers", put("issuer", []any{"did:a:1", "did:a:2"}), "issuer"},
		{"no subject", without("credentialSubject"), "credentialSubject"}, {"an empty subject", put("credentialSubject", Document{}), "credentialSubject"},
		{"no subject in a list", put("credentialSubject", []any{}), "credentialSubject"}, {"one empty of two", put("credentialSubject", []any{Document{"id": "urn:a:1"}, Document{}}), "credentialSubject"},
		{"a subject of text", put("credentialSubject", "urn:a:1"), "credentialSubject"}, {"a subject with two ids", put("credentialSubject", Document{"id": []any{"urn:a:1", "urn:a:2"}}), "credentialSubject"},
		{"a null id", put("id", nil), "id "}, {"two ids", put("id", []any{"urn:a:1", "urn:a:2"}), "id "}, {"an id of no address", put("id", "not-an-address"), "id "}, {"an id with a space", put("id", "urn:a:1 2"), "id "},
		{"from yesterday", put("validFrom", "yesterday"), "validFrom"}, {"from a day", put("validFrom", "2026-11-22"), "validFrom"}, {"from no zone", put("validFrom", "2026-11-22T08:00:00"), "validFrom"},
		{"from a number", put("validFrom", 7.0), "validFrom"}, {"from null", put("validFrom", nil), "validFrom"}, {"from the 31st of November", put("validFrom", "2026-11-31T08:00:00Z"), "validFrom"},
		{"until tomorrow", put("validUntil", "tomorrow"), "validUntil"}, {"until before from", put("validUntil", "2026-11-22T07:59:59Z"), "before"},
		{"until before from in another zone", put("validUntil", "2026-11-22T11:59:59+04:00"), "before"},
		{"a status without a type", put("credentialStatus", Document{"id": "urn:a:1"}), "credentialStatus"}, {"a null status", put("credentialStatus", nil), "credentialStatus"},
		{"a status with two ids", put("credentialStatus", Document{"type": "X", "id": []any{"urn:a:1", "urn:a:2"}}), "credentialStatus"}, {"a good status and a bad one", put("credentialStatus", []any{Document{"type": "X"}, Document{}}), "credentialStatus"},
		{"a schema without an id", put("credentialSchema", Document{"type": "X"}), "credentialSchema"}, {"a schema without a type", put("credentialSchema", Document{"id": "urn:a:1"}), "credentialSchema"},
		{"evidence without a type", put("evidence", []any{Document{"id": "urn:a:1"}}), "evidence"}, {"terms without a type", put("termsOfUse", Document{}), "termsOfUse"}, {"a refresh without a type", put("refreshService", Document{"id": "urn:a:1"}), "refreshService"},
		{"a name with more to it", put("name", Document{"@value": "x", "url": "y"}), "name"}, {"a name of a number", put("name", 7.0), "name"},
		{"an issuer's name with more to it", put("issuer", Document{"id": "did:a:1", "name": Document{"@value": "x", "more": 1.0}}), "name"},
		{"a resource by its address", put("relatedResource", []any{contextVC}), "relatedResource"}, {"one without a digest", put("relatedResource", Document{"id": contextVC}), "digest"},
		{"one with another digest", put("relatedResource", Document{"id": contextVC, "digestSRI": "sha384-AAAA"}), "digest"}, {"one that is not here", put("relatedResource", Document{"id": "urn:a:1", "digestSRI": "sha384-AAAA"}), "digest"},
		{"one twice", put("relatedResource", []any{Document{"id": "urn:a:1", "digestSRI": "x"}, Document{"id": "urn:a:1", "digestSRI": "x"}}), "twice"},
		{"version 1.1 without its day", put("@context", []any{contextVC1}), "issuanceDate"},
	} {
		if wrong := strings.Join(Check(c.d), "; "); !strings.Contains(wrong, c.want) {
			t.Errorf("%s: %q, without %q", c.name, wrong, c.want)
		}
	}
}

// What could be taken for another thing in RDF, or be dropped from it, is not
// signed.
func TestMeaning(t *testing.T) {
	own := func(more ...any) []any { return append([]any{contextVC}, more...) }
	for name, d := range map[string]Document{
		"a relative id":          plainCredential(func(d Document) { d["credentialSubject"] = Document{"id": "salma"} }),
		"an id with a space":     plainCredential(func(d Document) { d["credentialSubject"] = Document{"id": "urn:a:b c"} }),
		"an id that ends a term": plainCredential(func(d Document) { d["credentialSubject"] = Document{"id": "urn:a:b> <urn:c"} }),
		"a type of no address": plainCredential(func(d Document) {
			d["@context"], d["type"] = own(Document{"T": "https ://x.example/T"}), []any{"VerifiableCredential", "T"}
		}),
		"a term of no address":  plainCredential(func(d Document) { d["@context"], d["grade"] = own(Document{"grade": "https ://x.example/g"}), "A" }),
		"a language of its own": plainCredential(func(d Document) { d["name"] = Document{"@value": "x", "@language": "ar> <urn:evil"} }),
		"a status by another name": plainCredential(func(d Document) {
			d["@context"] = own(Document{"standing": "https://www.w3.org/2018/credentials#credentialStatus"})
			d["standing"] = Document{"id": "urn:a:1"}
		}),
		"an end by another name": plainCredential(func(d Document) {
			d["@context"] = own(Document{"c": "https://www.w3.org/2018/credentials#"})
			d["c:validUntil"] = "2026-11-22T08:00:00Z"
		}),
		"a redefined type": plainCredential(func(d Document) { d["@context"] = own(Document{"VerifiableCredential": "https://x.example/Bad"}) }),
	} {
		if err := Meaning(d); err == nil {
			t.Errorf("%s means something", name)
		}
	}
	if err := Meaning(plainCredential(nil)); err != nil {
		t.Errorf("a plain one: %v", err)
	}
}
