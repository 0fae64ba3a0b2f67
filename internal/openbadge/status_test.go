package openbadge

import (
	"errors"
	"strconv"
	"testing"
)

// A status is looked up only where it is one of the site's own; whatever else an
// entry says cannot be checked.
func TestStatuses(t *testing.T) {
	good := byWeb().Entry(Status{ListCertificates, 42})
	with := func(change func(Document)) Document {
		d := again(t, good)
		change(d)
		return d
	}
	put := func(term string, value any) Document { return with(func(d Document) { d[term] = value }) }
	for _, c := range []struct {
		name   string
		status any
		want   []Status
	}{
		{"none", nil, nil},
		{"one", good, []Status{{ListCertificates, 42}}},
		{"by key", byKey().Entry(Status{ListCertificates, 42}), []Status{{ListCertificates, 42}}},
		{"an issued one", byWeb().Entry(Status{ListIssued, ListBits + 1}), []Status{{ListIssued, ListBits + 1}}},
		{"two", []any{good, byWeb().Entry(Status{ListIssued, 7})}, []Status{{ListCertificates, 42}, {ListIssued, 7}}},
		{"its type in a list", put("type", []any{"BitstringStatusListEntry"}), []Status{{ListCertificates, 42}}},
		{"one bit", put("statusSize", 1.0), []Status{{ListCertificates, 42}}},
	} {
		got, err := Statuses(Document{"credentialStatus": c.status}, site)
		if err != nil || len(got) != len(c.want) {
			t.Fatalf("%s: %v, %v", c.name, got, err)
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
	for name, status := range map[string]any{
		"text": "revoked", "a number": 7.0, "true": true, "an empty list": []any{}, "a list of text": []any{good, "x"}, "null in a list": []any{nil, good},
		"a good one and a bad one": []any{good, put("statusListIndex", "x")}, "many": []any{good, good, good, good, good, good, good, good, good},
		"an integer index": put("statusListIndex", 42.0), "a fraction": put("statusListIndex", "4.2"), "an index below 0": put("statusListIndex", "-1"),
		"an index with a sign": put("statusListIndex", "+42"), "with zeros before it": put("statusListIndex", "042"), "in Arabic digits": put("statusListIndex", "٤٢"),
		"with a space": put("statusListIndex", " 42"), "an index past the end": put("statusListIndex", strconv.Itoa(ListBits)), "no index": put("statusListIndex", nil),
		"another type": put("type", "StatusList2021Entry"), "two types": put("type", []any{"BitstringStatusListEntry", "Other"}), "no type": put("type", nil),
		"another purpose": put("statusPurpose", "suspension"), "no purpose": put("statusPurpose", nil), "two purposes": put("statusPurpose", []any{"revocation", "x"}),
		"more bits": put("statusSize", 2.0), "another site's list": put("statusListCredential", "https://other.example/credentials/status/1"),
		"a site that begins alike": put("statusListCredential", site+".evil.example/credentials/status/1"), "list 0": put("statusListCredential", listURL(site, ListCertificates, 0)),
		"another kind": put("statusListCredential", site+"/credentials/status/other/1"), "no list": put("statusListCredential", nil),
		"with a query": put("statusListCredential", listURL(site, ListCertificates, 1)+"?x=1"), "an object for a list": put("statusListCredential", Document{"id": listURL(site, ListCertificates, 1)}),
	} {
		if got, err := Statuses(Document{"credentialStatus": status}, site); !errors.Is(err, ErrStatus) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// What tells of withdrawals is for the issuer alone to make.
func TestTellsStatus(t *testing.T) {
	entry := byWeb().Entry(Status{ListIssued, 7})
	for name, c := range map[string]struct {
		d    Document
		want bool
	}{
		"plain":                {Document{"type": "VerifiableCredential"}, false},
		"another's entry":      {Document{"credentialStatus": Document{"type": "X", "statusListCredential": "https://other.example/1"}}, false},
		"an entry of this one": {Document{"credentialStatus": entry}, true}, "in a list": {Document{"credentialStatus": []any{Document{}, entry}}, true},
		"a list by its type":    {Document{"type": []any{"VerifiableCredential", "BitstringStatusListCredential"}}, true},
		"a list by its address": {Document{"type": "https://www.w3.org/ns/credentials/status#BitstringStatusListCredential"}, true},
		"a list by its subject": {Document{"credentialSubject": []any{Document{"type": []any{"BitstringStatusList"}}}}, true},
	} {
		if got := TellsStatus(c.d, site); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
