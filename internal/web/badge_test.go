package web_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"masar/internal/masartest"
	"masar/internal/openbadge"
)

// api sends JSON as the signed-in person of b and returns the answer.
func (b *browser) api(path string, body any) *browser {
	b.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(string(text)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-CSRF-Token", b.token)
	return b.send(r)
}

func (b *browser) document(t *testing.T) (d openbadge.Document) {
	t.Helper()
	if err := json.Unmarshal([]byte(b.body), &d); err != nil {
		t.Fatalf("%v: %d %s", err, b.status, b.body)
	}
	return d
}

// The holder, and nobody else, takes the badge away in every form; whoever may
// verifies it until it is withdrawn.
func TestBadge(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	at := "/certificates/" + s.Complete(t, "salma") + "/badge"
	salma := s.as(t, "salma")
	salma.get("/certificates").sees(200, "badge.png", "badge.jwt")
	for _, form := range []string{".json", ".jwt", ".png", ".json?did=key"} {
		for _, other := range []string{"badr", "hr-s", "hr-n"} {
			if got := s.as(t, other).get(at + form).status; got != 404 {
				t.Errorf("%s takes Salma's badge%s: %d", other, form, got)
			}
		}
		if got := s.browser(t).get(at + form).status; got == 200 {
			t.Errorf("a stranger takes Salma's badge%s", form)
		}
	}
	admin := s.as(t, "admin")
	admin.get("/")
	verify := func(credential any, want bool, problem string) {
		t.Helper()
		admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": credential})
		d := admin.document(t)
		if d["verified"] != want || !strings.Contains(admin.body, problem) {
			t.Errorf("verified %v, want %v with %q: %s", d["verified"], want, problem, admin.body)
		}
	}
	web := salma.get(at + ".json").document(t)
	if names := web["nameByLanguage"].(map[string]any); names["ar"] != "أساسيات المشاركة" || names["en"] != "Participation basics" {
		t.Errorf("names by language: %v", names)
	}
	key := salma.get(at + ".json?did=key").document(t)
	token := salma.get(at + ".jwt").body
	baked, err := openbadge.Unbake([]byte(salma.get(at + ".png").body))
	if err != nil || !strings.Contains(string(baked), "DataIntegrityProof") {
		t.Errorf("baked %q, %v", baked, err)
	}
	for _, credential := range []any{web, key, token} {
		verify(credential, true, `"status":false`)
	}
	altered := salma.get(at + ".json").document(t)
	altered["name"] = "دورة أخرى"
	verify(altered, false, "CRYPTOGRAPHIC_SECURITY_ERROR")
	hr := s.as(t, "hr-n")
	hr.get("/")
	hr.post(strings.TrimSuffix(at, "/badge")+"/revocation", "why", "خطأ").sees(303)
	for _, credential := range []any{web, key, token} {
		verify(credential, false, "STATUS_ERROR")
	}
	list := s.browser(t).get("/credentials/status/1").document(t)
	if list["credentialSubject"].(map[string]any)["statusPurpose"] != "revocation" {
		t.Errorf("status list: %v", list)
	}
	if again := s.browser(t).get("/credentials/status/1"); again.document(t)["proof"].(map[string]any)["proofValue"] != list["proof"].(map[string]any)["proofValue"] {
		t.Error("the same list is signed twice within a minute")
	}
	if got := s.browser(t).get("/credentials/status/2").status; got != 404 {
		t.Errorf("a list that no certificate is in: %d", got)
	}
	if did := s.browser(t).get("/.well-known/did.json").document(t); did["id"] != "did:web:example.com" || len(did["verificationMethod"].([]any)) != 1 {
		t.Errorf("did.json: %v", did)
	}
}

// Credentials are signed for administrators alone, only if they mean all that
// they say, and answered bare.
func TestIssueCredential(t *testing.T) {
	s := newSite(t)
	const path = "/api/v1/credentials/issue"
	credential := func(change func(map[string]any)) map[string]any {
		d := map[string]any{
			"@context": []any{"https://www.w3.org/ns/credentials/v2"}, "type": []any{"VerifiableCredential"},
			"id": "urn:uuid:6b0a4f0e-0d8a-4c1e-9d6c-000000000001", "credentialSubject": map[string]any{"id": "urn:example:someone"},
		}
		if change != nil {
			change(d)
		}
		return map[string]any{"credential": d, "options": map[string]any{}}
	}
	hr := s.as(t, "hr-n")
	hr.get("/")
	for _, api := range []string{"issue", "verify"} {
		if got := hr.api("/api/v1/credentials/"+api, credential(nil)).status; got != 403 {
			t.Errorf("HR may %s: %d", api, got)
		}
	}
	admin := s.as(t, "admin")
	admin.get("/")
	d := admin.api(path, credential(nil)).document(t)
	if admin.status != 201 || d["proof"] == nil || d["issuer"] != "did:web:example.com" {
		t.Errorf("%d %s", admin.status, admin.body)
	}
	admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": d})
	if got := admin.document(t); got["verified"] != true {
		t.Errorf("what was just signed: %s", admin.body)
	}
	for name, body := range map[string]any{
		"nothing":           map[string]any{},
		"an undefined term": credential(func(d map[string]any) { d["grade"] = "A" }),
		"a relative type":   credential(func(d map[string]any) { d["type"] = []any{"VerifiableCredential", "Honours"} }),
		"another issuer":    credential(func(d map[string]any) { d["issuer"] = "did:web:other.example" }),
		"a foreign context": credential(func(d map[string]any) {
			d["@context"] = []any{"https://www.w3.org/ns/credentials/v2", "https://other.example/c"}
		}),
		"a proof": credential(func(d map[string]any) { d["proof"] = map[string]any{} }),
	} {
		if admin.api(path, body); admin.status != 400 || !strings.Contains(admin.body, "MALFORMED_VALUE_ERROR") {
			t.Errorf("%s: %d %s", name, admin.status, admin.body)
		}
	}
	if admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": 7}); admin.status != 400 {
		t.Errorf("a number to verify: %d", admin.status)
	}
}
