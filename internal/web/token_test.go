package web_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/app"
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
		admin.get("/admin/tokens").post("/admin/tokens", "name", "دفتر الشهادات", "days", days)
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
	if b := s.program(t, verify, token, nothing); b.status != 200 || !strings.Contains(b.body, `"verified":false`) {
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
	for _, c := range []struct{ name, days, want string }{
		{"", "90", "اكتب اسمًا"},
		{strings.Repeat("ا", app.MaxTokenName+1), "90", "اكتب اسمًا"},
		{"دفتر", "0", "اكتب عدد الأيام"},
		{"دفتر", "366", "اكتب عدد الأيام"},
		{"دفتر", "كثير", "اكتب عدد الأيام"},
	} {
		if admin.get("/admin/tokens").post("/admin/tokens", "name", c.name, "days", c.days); admin.status != 422 || !strings.Contains(admin.body, c.want) {
			t.Errorf("%q for %q days: %d", c.name, c.days, admin.status)
		}
	}
	for range app.MaxTokens {
		admin.get("/admin/tokens").post("/admin/tokens", "name", "دفتر", "days", "365")
	}
	if admin.post("/admin/tokens", "name", "دفتر", "days", "365"); admin.status != 422 || !strings.Contains(admin.body, "أقصى عدد") {
		t.Errorf("one too many: %d", admin.status)
	}
	if hr := s.as(t, "hr-n"); hr.get("/admin/tokens").status != 403 {
		t.Errorf("HR: %d", hr.status)
	}
}
