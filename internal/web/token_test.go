package web_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/app/identity"
	"masar/internal/masartest"
)

var freshToken = regexp.MustCompile(`<code>([\w-]{43})</code>`)

// program sends JSON as a program does: without cookies, with a token.
func (s *site) program(t *testing.T, path, token, body string) *browser {
	t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return s.browser(t).send(r)
}

// A program that shows an administrator's token has credentials verified,
// until the token is withdrawn or ends. It opens nothing but /api.
func TestTokens(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	admin.get("/admin/tokens").sees(200, "لا رموز بعد")
	make := func(days string) string {
		t.Helper()
		admin.get("/admin/tokens").post("/admin/tokens", "seen", admin.hidden("seen"), "name", "دفتر الشهادات", "days", days, "scope", "verify").follow()
		m := freshToken.FindStringSubmatch(admin.body)
		if admin.status != 200 || m == nil {
			t.Fatalf("no token is shown: %d", admin.status)
		}
		return m[1]
	}
	token, brief := make("90"), make("1")
	if admin.get("/admin/tokens"); strings.Contains(admin.body, token) || strings.Count(admin.body, "دفتر الشهادات") != 2 {
		t.Error("the token is shown again, or not listed")
	}
	const verify, nothing = "/api/v1/credentials/verify", `{"verifiableCredential":{}}`
	if b := s.program(t, verify, token, nothing); b.status != 400 || !strings.Contains(b.body, `"verified":false`) {
		t.Errorf("with a token: %d %s", b.status, b.body)
	}
	for what, wrong := range map[string]string{"no": "", "a wrong": token[1:] + "A"} {
		b := s.program(t, verify, wrong, nothing)
		if b.status != 401 || !strings.Contains(b.body, `"title":"Unauthorized"`) {
			t.Errorf("with %s token: %d %s", what, b.status, b.body)
		}
	}
	r := httptest.NewRequest("GET", "/admin/tokens", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	if b := s.browser(t).send(r); b.status == 200 {
		t.Error("the token opens a page")
	}
	s.App.Now = func() time.Time { return masartest.Noon.Add(25 * time.Hour) }
	if b := s.program(t, verify, brief, nothing); b.status != 401 {
		t.Errorf("with a token that ended: %d", b.status)
	}
	admin = s.as(t, "admin")
	admin.get("/admin/tokens").sees(200, "انتهى في")
	for _, id := range regexp.MustCompile(`/admin/tokens/([\w-]+)/withdrawal`).FindAllStringSubmatch(admin.body, -1) {
		if admin.post("/admin/tokens/" + id[1] + "/withdrawal"); admin.status != 303 {
			t.Errorf("withdrawn: %d", admin.status)
		}
		if admin.post("/admin/tokens/" + id[1] + "/withdrawal"); admin.status != 404 {
			t.Errorf("withdrawn twice: %d", admin.status)
		}
	}
	if b := s.program(t, verify, token, nothing); b.status != 401 {
		t.Errorf("with a withdrawn token: %d", b.status)
	}
}

// What cannot be a token is told by the field, and others make none.
func TestTokenForm(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	for _, c := range []struct{ name, days, scope, subjects, want string }{
		{"", "90", "verify", "", "اكتب اسمًا"},
		{strings.Repeat("ا", identity.MaxTokenName+1), "90", "verify", "", "اكتب اسمًا"},
		{"دفتر", "0", "verify", "", "اكتب عدد الأيام"},
		{"دفتر", "366", "verify", "", "اكتب عدد الأيام"},
		{"دفتر", "كثير", "verify", "", "اكتب عدد الأيام"},
		{"دفتر", "90", "", "", "اختر ما يسمح به الرمز"},
		{"دفتر", "90", "everything", "", "اختر ما يسمح به الرمز"},
		{"دفتر", "90", "issue", "", "اكتب بداية معرّف"},
		{"دفتر", "90", "issue", "staff", "اكتب بداية معرّف"},
		{"دفتر", "90", "issue", "urn:uuid: :x", "اكتب بداية معرّف"},
		{"دفتر", "90", "issue", strings.Repeat("urn:a:\n", identity.MaxTokenSubjects+1), "اكتب بداية معرّف"},
	} {
		if admin.get("/admin/tokens").post("/admin/tokens", "seen", admin.hidden("seen"), "name", c.name, "days", c.days, "scope", c.scope, "subjects", c.subjects); admin.status != 422 || !strings.Contains(admin.body, c.want) {
			t.Errorf("%+v: %d", c, admin.status)
		}
	}
	for range identity.MaxTokens {
		admin.get("/admin/tokens").post("/admin/tokens", "seen", admin.hidden("seen"), "name", "دفتر", "days", "365", "scope", "verify").follow()
	}
	if admin.post("/admin/tokens", "seen", admin.hidden("seen"), "name", "دفتر", "days", "365", "scope", "verify"); admin.status != 422 || !strings.Contains(admin.body, "أقصى عدد") {
		t.Errorf("one too many: %d", admin.status)
	}
	if hr := s.as(t, "hr-n"); hr.get("/admin/tokens").status != 403 {
		t.Errorf("HR: %d", hr.status)
	}
}

// A form that is sent again, as by reloading the page that shows the token, makes
// no other; what was typed stands there, to be sent once more if it is wanted.
func TestTokenIsMadeOnce(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	holds := func(want int) {
		t.Helper()
		if ts, err := s.App.Store.Tokens(t.Context(), "admin"); err != nil || len(ts) != want {
			t.Errorf("%d tokens, %v; want %d", len(ts), err, want)
		}
	}
	send := func(seen string) *browser {
		return admin.post("/admin/tokens", "name", "دفتر الشهادات", "days", "9", "scope", "verify", "seen", seen)
	}
	for n := range 3 {
		seen := admin.get("/admin/tokens").hidden("seen")
		send(seen).follow().sees(200, "هذا رمزك الجديد")
		for range 2 {
			send(seen).sees(409, "أُنشئ رمز أو أُلغي بعد أن فتحت هذه الصفحة", `value="دفتر الشهادات"`).misses("هذا رمزك الجديد")
		}
		holds(n + 1)
	}
	send(admin.hidden("seen")).follow().sees(200, "هذا رمزك الجديد") // from the page that refused
	stale := admin.get("/admin/tokens").hidden("seen")
	id := regexp.MustCompile(`/admin/tokens/([\w-]+)/withdrawal`).FindStringSubmatch(admin.body)[1]
	admin.post("/admin/tokens/" + id + "/withdrawal").sees(303)
	send(stale).sees(409)
	holds(3)
	admin.get("/admin/events?kind=token.added").sees(200, "4 أحداث")
}

// makeToken makes a token for a scope and returns it.
func makeToken(t *testing.T, admin *browser, scope, subjects string) string {
	t.Helper()
	admin.get("/admin/tokens").post("/admin/tokens", "seen", admin.hidden("seen"), "name", "دفتر", "days", "9", "scope", scope, "subjects", subjects).follow()
	m := freshToken.FindStringSubmatch(admin.body)
	if m == nil {
		t.Fatalf("no token is shown: %d", admin.status)
	}
	return m[1]
}

// A token does what was chosen for it, and no more; the page says what.
func TestTokenScopes(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	const issue, verify = "/api/v1/credentials/issue", "/api/v1/credentials/verify"
	about := func(subjects string) string {
		return `{"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"credentialSubject":` + subjects + `}}`
	}
	verifies := makeToken(t, admin, "verify", "")
	staff := makeToken(t, admin, "issue", "did:web:x.example:staff: urn:uuid:")
	anybody := makeToken(t, admin, "issue", "*")
	admin.get("/admin/tokens?lang=en").sees(200, "Verifying credentials only", "Issuing credentials and verifying them", "did:web:x.example:staff:", "About anybody")
	for _, c := range []struct {
		what, token, subjects string
		want                  int
	}{
		{"a token that verifies", verifies, `{"id":"urn:uuid:1"}`, 403}, {"its own subject", staff, `{"id":"urn:uuid:1"}`, 201},
		{"both its own", staff, `[{"id":"urn:uuid:1"},{"id":"did:web:x.example:staff:7"}]`, 201}, {"another's", staff, `{"id":"did:web:x.example:boss:7"}`, 403},
		{"one of them another's", staff, `[{"id":"urn:uuid:1"},{"id":"urn:other:1"}]`, 403}, {"nobody by id", staff, `{"name":"x"}`, 403},
		{"one of them nobody by id", staff, `[{"id":"urn:uuid:1"},{"name":"x"}]`, 403},
		{"anybody", anybody, `{"id":"urn:other:1"}`, 201}, {"anybody without an id", anybody, `{"name":"x"}`, 201},
	} {
		if b := s.program(t, issue, c.token, about(c.subjects)); b.status != c.want {
			t.Errorf("%s: %d %s", c.what, b.status, b.body)
		}
	}
	for _, token := range []string{verifies, staff, anybody} {
		if b := s.program(t, verify, token, `{"verifiableCredential":{}}`); b.status != 400 || !strings.Contains(b.body, `"verified":false`) {
			t.Errorf("every token verifies: %d %s", b.status, b.body)
		}
	}
}
