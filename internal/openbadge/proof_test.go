package openbadge

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"testing"

	"masar/internal/signet"
)

var other = signet.New([32]byte{2}, noon)

// prove adds a proof by a key under its own name to d, changed before it signs.
func prove(t *testing.T, d Document, k signet.IssuerKey, purpose string, change func(Document)) Document {
	t.Helper()
	did := KeyDID(k.Public)
	proof := Document{
		"type": "DataIntegrityProof", "cryptosuite": suite, "created": instant(noon), "verificationMethod": did + "#" + Multikey(k.Public), "proofPurpose": purpose,
	}
	if change != nil {
		change(proof)
	}
	d = again(t, d)
	all := listOf(d["proof"])
	before, err := previous(proof, all)
	if err != nil {
		before = nil
	}
	digest, err := digests(d, proof, before)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := k.Signer().Sign(nil, digest, crypto.Hash(0))
	if err != nil {
		t.Fatal(err)
	}
	proof["proofValue"] = "z" + base58(signature)
	d["proof"] = append(append([]any{}, all...), proof)
	return again(t, d)
}

// One proof may stand by itself or in a list; of more, all have to be good, and
// one the issuer's. A proof that names others signs them, too.
func TestProofSets(t *testing.T) {
	mine := plainCredential(func(d Document) { d["issuer"] = KeyDID(key.Public) })
	one := prove(t, mine, key, Assertion, nil)
	alone := again(t, one)
	alone["proof"] = listOf(one["proof"])[0]
	first := prove(t, mine, other, Assertion, func(p Document) { p["id"] = "urn:proof:1" })
	chain := prove(t, first, key, Assertion, func(p Document) { p["previousProof"] = "urn:proof:1" })
	broken := again(t, chain)
	listOf(broken["proof"])[0].(Document)["created"] = "2026-11-22T09:00:00Z"
	swapped := again(t, chain)
	swapped["proof"] = []any{listOf(chain["proof"])[1]}
	none := again(t, one)
	none["proof"] = []any{}
	for _, c := range []struct {
		name string
		d    Document
		want error
	}{
		{"one in a list", one, nil}, {"one alone", alone, nil}, {"two", prove(t, one, other, Assertion, nil), nil}, {"a chain", chain, nil},
		{"a list of proofs before it", prove(t, first, key, Assertion, func(p Document) { p["previousProof"] = []any{"urn:proof:1"} }), nil},
		{"a chain whose beginning is altered", broken, ErrForged}, {"a chain without its beginning", swapped, ErrChain},
		{"a list of none", none, ErrProof}, {"another's alone", prove(t, mine, other, Assertion, nil), ErrIssuer},
		{"for another purpose", prove(t, mine, key, Authentication, nil), ErrProof},
		{"made at no time", prove(t, mine, key, Assertion, func(p Document) { p["created"] = "2026-11-22" }), ErrProof},
		{"too many", func() Document {
			d := again(t, one)
			p := listOf(d["proof"])[0]
			d["proof"] = []any{p, p, p, p, p}
			return d
		}(), ErrProof},
	} {
		if err := Verify(c.d, ResolveAny(NoKey)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if err := Verify(one, Resolve(site, []signet.IssuerKey{other})); !errors.Is(err, ErrIssuer) {
		t.Errorf("by a key that is not known: %v", err)
	}
}

// A proof that has an end is out of time after it.
func TestProofExpires(t *testing.T) {
	d := prove(t, plainCredential(func(d Document) { d["issuer"] = KeyDID(key.Public) }), key, Assertion, func(p Document) { p["expires"] = instant(noon.AddDate(0, 0, 1)) })
	if err := Verify(d, ResolveAny(NoKey)); err != nil {
		t.Fatal(err)
	}
	if text := OutOfTime(d, noon.AddDate(0, 0, 1).Add(-1)); text != "" {
		t.Error(text)
	}
	if text := OutOfTime(d, noon.AddDate(0, 0, 1)); text == "" {
		t.Error("at its end it still holds")
	}
}

func TestResolveAny(t *testing.T) {
	did, multi := KeyDID(key.Public), Multikey(key.Public)
	for method, want := range map[string]ed25519.PublicKey{
		did + "#" + multi: key.Public, did: nil, did + "#x": nil, "did:key:z#z": nil, "did:web:x.example#" + multi: nil, "": nil, "did:key:" + multi + "x#" + multi + "x": nil,
	} {
		if got := ResolveAny(NoKey)(method); !got.Equal(want) {
			t.Errorf("%s: %x", method, got)
		}
	}
}

// A presentation is its holder's, made for what it was asked for, together with
// all that it presents.
func TestPresentation(t *testing.T) {
	credential := prove(t, plainCredential(func(d Document) { d["issuer"] = KeyDID(key.Public) }), key, Assertion, nil)
	bare := Document{"@context": []any{contextVC}, "type": []any{presentation}, "holder": KeyDID(other.Public), presented: []any{credential}}
	asked := func(p Document) { p["challenge"], p["domain"] = "c1", "x.example" }
	d := prove(t, bare, other, Authentication, asked)
	if wrong := CheckPresentation(d); wrong != nil {
		t.Fatal(wrong)
	}
	altered := again(t, d)
	Presented(altered)[0].(Document)["validFrom"] = "2026-11-23T08:00:00Z"
	for _, c := range []struct {
		name, challenge, domain string
		d                       Document
		want                    error
	}{
		{"as asked", "c1", "x.example", d, nil}, {"without being asked", "", "", d, nil},
		{"another challenge", "c2", "x.example", d, ErrAsked}, {"another domain", "c1", "y.example", d, ErrAsked},
		{"of another holder", "", "", prove(t, bare, key, Authentication, asked), ErrIssuer}, {"as a credential is signed", "", "", prove(t, bare, other, Assertion, asked), ErrProof},
		{"with an altered credential", "c1", "x.example", altered, ErrForged}, {"not signed", "", "", bare, ErrProof},
	} {
		if err := VerifyPresentation(c.d, c.challenge, c.domain, ResolveAny(NoKey)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	for name, change := range map[string]func(Document){
		"no context": func(d Document) { delete(d, "@context") }, "no type": func(d Document) { delete(d, "type") }, "another type": func(d Document) { d["type"] = "VerifiableCredential" },
		"a null holder": func(d Document) { d["holder"] = nil }, "a credential of text": func(d Document) { d[presented] = []any{"urn:a:1"} }, "two ids": func(d Document) { d["id"] = []any{} },
	} {
		wrong := again(t, d)
		change(wrong)
		if CheckPresentation(wrong) == nil {
			t.Errorf("%s is a presentation", name)
		}
	}
}

// A document of version 1.1 is signed with the terms of its proof and status.
func TestVersion1(t *testing.T) {
	d := plainCredential(func(d Document) {
		d["@context"], d["issuanceDate"], d["issuer"] = []any{contextVC1}, "2026-11-22T08:00:00Z", byKey().DID
		d["id"] = "urn:a:1"
		delete(d, "validFrom")
	})
	d["@context"] = WithTerms(d)
	d["credentialStatus"] = WithStatus(nil, byKey().Entry(Status{ListIssued, 1}))
	out, err := byKey().Sign(d, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(again(t, out), ResolveAny(NoKey)); err != nil {
		t.Error(err)
	}
	if again := WithTerms(plainCredential(nil)).([]any); len(again) != 1 {
		t.Errorf("version 2 needs no more contexts: %v", again)
	}
}
