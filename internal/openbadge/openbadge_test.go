package openbadge

import (
	"bytes"
	"encoding/json"
	"errors"
	"image/png"
	"strings"
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/signet"
)

var (
	noon = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	key  = signet.New([32]byte{1}, noon)
	site = "https://masar.example"
	name = catalog.Text{Ar: "مسار للتعلّم الحكومي", En: "Masar Learning for Government"}
)

func byWeb() Issuer { return ByWeb(site, name, key, key.Signer()) }
func byKey() Issuer { return ByKey(site, name, key, key.Signer()) }

func attested() certificate.Certificate {
	return certificate.Certificate{
		ID: "c1", Number: 42, Serial: "MSR-2026-000042-7", Code: "0123456789ABCDEF", IssuedAt: noon, ExpiresAt: noon.AddDate(10, 0, 0),
		Record: certificate.Record{
			Serial: "MSR-2026-000042-7", Code: "0123456789ABCDEF", NameAr: "سلمى بنت خلفان الهنائية", NameEn: "Salma Al Hinai",
			CourseID: "basics", Version: "v1", Title: catalog.Text{Ar: "أساسيات المشاركة", En: "Participation basics"}, Hours: 3,
		},
	}
}

func credential(i Issuer) Document {
	return i.Credential(attested(), catalog.Text{Ar: "إتمام الدورة", En: "Completing the course"})
}

func signed(t *testing.T, i Issuer) Document {
	t.Helper()
	d, err := i.Sign(credential(i), noon)
	if err != nil {
		t.Fatal(err)
	}
	return again(t, d)
}

// again returns d as whoever downloads it reads it.
func again(t *testing.T, d Document) (out Document) {
	t.Helper()
	b, err := json.Marshal(d)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func keys() Resolver { return Resolve(site, []signet.IssuerKey{key}) }

func TestSignAndVerify(t *testing.T) {
	for _, i := range []Issuer{byWeb(), byKey()} {
		d := signed(t, i)
		if err := Verify(d, keys()); err != nil {
			t.Errorf("%s: %v", i.DID, err)
		}
		one, two := signed(t, i), signed(t, i)
		if one["proof"].(Document)["proofValue"] != two["proof"].(Document)["proofValue"] {
			t.Error("signed twice, two proofs")
		}
		achievement := d["credentialSubject"].(Document)["achievement"].(Document)
		for _, names := range []any{d["nameByLanguage"], achievement["nameByLanguage"]} {
			if m := names.(Document); m["ar"] != "أساسيات المشاركة" || m["en"] != "Participation basics" {
				t.Errorf("names by language: %v", m)
			}
		}
		text, err := canonical(d)
		if err != nil || !strings.Contains(text, `"Participation basics"@en`) || !strings.Contains(text, `@ar`) {
			t.Errorf("as linked data the names have no language: %v", err)
		}
	}
}

// Whatever is changed in a credential is noticed.
func TestVerifyAltered(t *testing.T) {
	other := signet.New([32]byte{2}, noon)
	for _, c := range []struct {
		name   string
		change func(Document)
		want   error
	}{
		{"the name", func(d Document) { d["name"] = "دورة أخرى" }, ErrForged},
		{"a language", func(d Document) { d["nameByLanguage"].(Document)["en"] = "Another course" }, ErrForged},
		{"the expiry", func(d Document) { d["validUntil"] = "2099-01-01T00:00:00Z" }, ErrForged},
		{"the status", func(d Document) { delete(d, "credentialStatus") }, ErrForged},
		{"the time of the proof", func(d Document) { d["proof"].(Document)["created"] = "2020-01-01T00:00:00Z" }, ErrForged},
		{"the signature", func(d Document) { d["proof"].(Document)["proofValue"] = "z" + base58(make([]byte, 64)) }, ErrForged},
		{"no proof", func(d Document) { delete(d, "proof") }, ErrProof},
		{"another suite", func(d Document) { d["proof"].(Document)["cryptosuite"] = "eddsa-jcs-2022" }, ErrProof},
		{"another issuer", func(d Document) { d["issuer"] = "did:web:other.example" }, ErrIssuer},
		{"an unknown key", func(d Document) { d["proof"].(Document)["verificationMethod"] = WebDID(site) + "#" + other.ID }, ErrIssuer},
		{"an undefined term", func(d Document) { d["extra"] = "kept out of the signature" }, ErrMeaning},
		{"a relative type", func(d Document) { d["type"] = []any{"VerifiableCredential", "OpenBadgeCredential", "Honours"} }, ErrMeaning},
		{"a context from elsewhere", func(d Document) { d["@context"] = append(d["@context"].([]any), "https://other.example/context") }, ErrMeaning},
	} {
		d := signed(t, byWeb())
		c.change(d)
		if err := Verify(d, keys()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// What its contexts do not define is not signed either.
func TestSignOnlyWhatIsDefined(t *testing.T) {
	for name, change := range map[string]func(Document){
		"an undefined term":          func(d Document) { d["extra"] = "x" },
		"an undefined term inside":   func(d Document) { d["credentialSubject"].(Document)["grade"] = "A" },
		"a relative type":            func(d Document) { d["type"] = []any{"VerifiableCredential", "Honours"} },
		"a relative type inside":     func(d Document) { d["credentialSubject"].(Document)["type"] = []any{"Graduate"} },
		"a context that is not here": func(d Document) { d["@context"] = []any{contextVC, "https://other.example/context"} },
	} {
		d := credential(byWeb())
		change(d)
		if _, err := byWeb().Sign(d, noon); !errors.Is(err, ErrMeaning) {
			t.Errorf("%s is signed: %v", name, err)
		}
		if _, err := byWeb().JWT(d); !errors.Is(err, ErrMeaning) {
			t.Errorf("%s is signed as a token: %v", name, err)
		}
	}
}

func TestJWT(t *testing.T) {
	token, err := byWeb().JWT(credential(byWeb()))
	if err != nil {
		t.Fatal(err)
	}
	d, err := VerifyJWT(token, keys())
	if err != nil || d["id"] != site+"/verify/0123456789ABCDEF" {
		t.Errorf("%v, %v", d["id"], err)
	}
	for i := range token {
		b := []byte(token)
		if b[i] ^= 1; b[i] == '.' || token[i] == '.' {
			continue
		}
		if _, err := VerifyJWT(string(b), keys()); err == nil {
			t.Fatalf("byte %d may be another", i)
		}
	}
}

func TestBake(t *testing.T) {
	body, err := json.Marshal(signed(t, byWeb()))
	if err != nil {
		t.Fatal(err)
	}
	file, err := Bake(body)
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(file)); err != nil || img.Bounds().Dx() != side {
		t.Errorf("the picture: %v", err)
	}
	if got, err := Unbake(file); err != nil || !bytes.Equal(got, body) {
		t.Errorf("unbaked %d bytes of %d: %v", len(got), len(body), err)
	}
	plain, err := picture()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range [][]byte{nil, plain, file[:100], []byte("not a picture at all")} {
		if got, err := Unbake(file); err == nil {
			t.Errorf("unbaked %q", got)
		}
	}
}

func TestDID(t *testing.T) {
	for site, did := range map[string]string{"https://learn.example.om": "did:web:learn.example.om", "http://127.0.0.1:8080": "did:web:127.0.0.1%3A8080"} {
		if got := WebDID(site); got != did {
			t.Errorf("WebDID(%s) = %s, want %s", site, got, did)
		}
	}
	for _, s := range []string{"1", "11", "2g", "a3gV", "z"} {
		if b, ok := unbase58(s); !ok || base58(b) != s {
			t.Errorf("%s becomes %s", s, base58(b))
		}
	}
	if _, ok := unbase58("0OIl"); ok {
		t.Error("letters outside the alphabet pass")
	}
}
