package web_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"masar/internal/catalog"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/openbadge"
	"masar/internal/people"
	"masar/internal/signet"
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
		if status := map[bool]int{true: 200, false: 400}[want]; admin.status != status || d["verified"] != want || !strings.Contains(admin.body, problem) {
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
		"a proof":        credential(func(d map[string]any) { d["proof"] = map[string]any{} }),
		"no proof":       credential(func(d map[string]any) { d["proof"] = nil }),
		"no subject":     credential(func(d map[string]any) { delete(d, "credentialSubject") }),
		"a null issuer":  credential(func(d map[string]any) { d["issuer"] = nil }),
		"from yesterday": credential(func(d map[string]any) { d["validFrom"] = "yesterday" }),
		"until before from": credential(func(d map[string]any) {
			d["validFrom"], d["validUntil"] = "2026-11-22T08:00:00Z", "2026-11-21T08:00:00Z"
		}),
		"a status of no type": credential(func(d map[string]any) { d["credentialStatus"] = map[string]any{"id": "urn:a:1"} }),
		"contexts out of turn": credential(func(d map[string]any) {
			d["@context"] = []any{"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "https://www.w3.org/ns/credentials/v2"}
		}),
		"an id of this site": credential(func(d map[string]any) { d["id"] = "http://example.com/verify/0123456789ABCDEF" }),
		"a status list": credential(func(d map[string]any) {
			d["type"] = []any{"VerifiableCredential", "BitstringStatusListCredential"}
		}),
		"a status of a certificate": credential(func(d map[string]any) {
			d["credentialStatus"] = map[string]any{"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": "http://example.com/credentials/status/1"}
		}),
	} {
		if admin.api(path, body); admin.status != 400 || !strings.Contains(admin.body, "MALFORMED_VALUE_ERROR") {
			t.Errorf("%s: %d %s", name, admin.status, admin.body)
		}
	}
	if admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": 7}); admin.status != 400 {
		t.Errorf("a number to verify: %d", admin.status)
	}
}

// What a program had signed has a record and a status of its own: the administrator
// finds it and withdraws it, for a reason, once.
func TestIssuedCredentials(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	admin.get("/admin/tokens/issued").sees(200, "لم يُصدر أي برنامج شهادة بعد")
	token := makeToken(t, admin, "issue", "urn:")
	const body = `{"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:one","type":["VerifiableCredential"],"credentialSubject":{"id":"urn:person:1"}}}`
	var issued []openbadge.Document
	for range 2 {
		b := s.program(t, "/api/v1/credentials/issue", token, body)
		if b.status != 201 {
			t.Fatalf("%d %s", b.status, b.body)
		}
		issued = append(issued, b.document(t))
	}
	verify := func(d openbadge.Document, want bool) {
		t.Helper()
		admin.get("/")
		admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": d})
		if got := admin.document(t); got["verified"] != want || got["issuedHere"] != true {
			t.Errorf("verified %v, want %v: %s", got["verified"], want, admin.body)
		}
	}
	status := func(n int) openbadge.Document { return issued[n]["credentialStatus"].(openbadge.Document) }
	if status(0)["statusListIndex"] != "1" || status(1)["statusListIndex"] != "2" || status(0)["statusListCredential"] != "http://example.com/credentials/status/issued/1" {
		t.Errorf("statuses %v and %v", status(0), status(1))
	}
	verify(issued[0], true)
	verify(issued[1], true)
	admin.get("/admin/tokens/issued?lang=en").sees(200, "urn:person:1", "urn:uuid:one", "No. 1", "No. 2", "دفتر")
	admin.post("/admin/tokens/issued", "q", "urn:person:1").sees(200, "urn:uuid:one")
	admin.post("/admin/tokens/issued", "q", "urn:person:2").misses("urn:uuid:one").sees(200, "No credential has this id")
	admin.get("/admin/tokens/issued/1?lang=en").sees(200, "urn:person:1", "Why it is withdrawn")
	admin.get("/admin/tokens/issued/3").sees(404)
	admin.get("/admin/tokens/issued/1")
	admin.post("/admin/tokens/issued/1/revocation", "why", " ").sees(422, "Give the reason")
	admin.post("/admin/tokens/issued/1/revocation", "why", "صدرت خطأ").sees(303)
	admin.get("/admin/tokens/issued?lang=en").sees(200, "Withdrawn", "صدرت خطأ")
	admin.post("/admin/tokens/issued/1/revocation", "why", "مرة أخرى").sees(409)
	admin.post("/admin/tokens/issued/3/revocation", "why", "x").sees(404)
	admin.post("/admin/tokens/issued/x/revocation", "why", "x").sees(404)
	verify(issued[0], false)
	verify(issued[1], true)
	hr := s.as(t, "hr-n")
	hr.get("/admin/tokens/issued").sees(403)
	hr.get("/admin/tokens/issued/1").sees(403)
	hr.post("/admin/tokens/issued/2/revocation", "why", "x").sees(403)
	list := s.browser(t).get("/credentials/status/issued/1").document(t)
	if list["id"] != "http://example.com/credentials/status/issued/1" {
		t.Errorf("the status list: %v", list)
	}
	if got := s.browser(t).get("/credentials/status/issued/2").status; got != 404 {
		t.Errorf("a list that nothing is in: %d", got)
	}
}

// A status that cannot be checked is not a good one, whoever signed it.
func TestVerifyFailsClosed(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	id := s.Complete(t, "salma")
	ce, err := s.App.Store.Certificate(t.Context(), people.Everywhere("the test"), id)
	if err != nil {
		t.Fatal(err)
	}
	seal, err := s.App.Issuer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := letter.Issuer(s.App.Site, seal, false)
	admin := s.as(t, "admin")
	admin.get("/")
	good := i.Entry(openbadge.Status{Number: ce.Number})
	change := func(term string, value any) openbadge.Document {
		d := maps.Clone(good)
		d[term] = value
		return d
	}
	for _, c := range []struct {
		name   string
		status any
		want   bool
	}{
		{"its own", good, true}, {"its own in a list", []any{good}, true}, {"an integer index", change("statusListIndex", 1), false},
		{"one that there is not", change("statusListIndex", "99"), false}, {"another's list", change("statusListCredential", "https://other.example/credentials/status/1"), false},
		{"an unknown type", openbadge.Document{"type": "https://x.example/Status", "id": "urn:a:1"}, false},
		{"a good one and an unknown one", []any{good, openbadge.Document{"type": "https://x.example/Status"}}, false},
		{"an issued one that there is not", i.Entry(openbadge.Status{List: openbadge.ListIssued, Number: 1}), false},
	} {
		d := letter.Credential(i, ce)
		d["credentialStatus"] = c.status
		signed, err := i.Sign(d, ce.IssuedAt)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for _, options := range []any{nil, map[string]any{"checks": []any{"proof"}}} {
			admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": signed, "options": options})
			if got := admin.document(t); got["verified"] != c.want {
				t.Errorf("%s, asked with %v: %s", c.name, options, admin.body)
			}
		}
	}
	d := letter.Credential(i, ce)
	d["credentialStatus"] = []any{good, good}
	signed, err := i.Sign(d, ce.IssuedAt)
	if err != nil {
		t.Fatal(err)
	}
	hr := s.as(t, "hr-n")
	hr.get("/")
	hr.post("/certificates/"+id+"/revocation", "why", "خطأ").sees(303)
	admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": signed})
	if got := admin.document(t); got["verified"] != false || !strings.Contains(admin.body, "STATUS_ERROR") {
		t.Errorf("withdrawn, in a list: %s", admin.body)
	}
}

// What another issuer signed is verified only for whoever asks for the proof alone;
// the answer says that it is not this site's.
func TestVerifyAnothersCredential(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	admin.get("/")
	k := signet.New([32]byte{9}, masartest.Noon)
	i := openbadge.ByKey("https://other.example", catalog.Text{}, k, k.Signer())
	signed, err := i.Sign(openbadge.Document{
		"@context": []any{"https://www.w3.org/ns/credentials/v2"}, "type": []any{"VerifiableCredential"}, "issuer": i.DID, "credentialSubject": openbadge.Document{"id": "urn:a:1"},
	}, masartest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		options any
		want    bool
	}{{nil, false}, {map[string]any{}, false}, {map[string]any{"checks": []any{"proof"}}, true}, {map[string]any{"checks": []any{"proof", "credentialStatus"}}, false}} {
		admin.api("/api/v1/credentials/verify", map[string]any{"verifiableCredential": signed, "options": c.options})
		if got := admin.document(t); got["verified"] != c.want || got["issuedHere"] != false {
			t.Errorf("asked with %v: %s", c.options, admin.body)
		}
	}
	presentation := map[string]any{"verifiablePresentation": map[string]any{"@context": []any{"https://www.w3.org/ns/credentials/v2"}, "type": "VerifiablePresentation", "verifiableCredential": []any{signed}}}
	admin.api("/api/v1/presentations/verify", presentation)
	if got := admin.document(t); admin.status != 400 || got["verified"] != false {
		t.Errorf("a presentation without a proof: %d %s", admin.status, admin.body)
	}
}

// Documents that would take hours are refused in a sentence, and others meanwhile
// have their turn.
func TestPoisonedCredentials(t *testing.T) {
	s := newSite(t)
	token := makeToken(t, s.as(t, "admin"), "issue", "*")
	var graph []any
	for n := range 9 {
		var others []any
		for m := range 9 {
			if m != n {
				others = append(others, map[string]any{"id": fmt.Sprint("_:n", m)})
			}
		}
		graph = append(graph, map[string]any{"id": fmt.Sprint("_:n", n), "knows": others})
	}
	entangled := map[string]any{
		"@context": []any{"https://www.w3.org/ns/credentials/v2", map[string]any{"@vocab": "https://x.example/"}}, "type": []any{"VerifiableCredential"},
		"credentialSubject": map[string]any{"id": "urn:a:1", "knows": graph},
	}
	nested := map[string]any{"name": "x"}
	for range 300 {
		nested = map[string]any{"knows": nested}
	}
	deep := maps.Clone(entangled)
	deep["credentialSubject"] = nested
	var all sync.WaitGroup
	for range 4 {
		for _, d := range []map[string]any{entangled, deep} {
			body, err := json.Marshal(map[string]any{"credential": d})
			if err != nil {
				t.Fatal(err)
			}
			all.Go(func() {
				b := s.program(t, "/api/v1/credentials/issue", token, string(body))
				if b.status != 400 || !strings.Contains(b.body, "takes too much work") {
					t.Errorf("%d %.200s", b.status, b.body)
				}
			})
		}
	}
	all.Wait()
}
