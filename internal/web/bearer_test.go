package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// Whatever a program shows that is not a token of ours, it is refused with 401 and
// with the challenge of RFC 6750; what is one is taken in every form it may have.
func TestBearer(t *testing.T) {
	s := newSite(t)
	admin := s.as(t, "admin")
	admin.get("/admin/tokens").post("/admin/tokens", "seen", admin.hidden("seen"), "name", "دفتر", "days", "9", "scope", "verify").follow()
	token := freshToken.FindStringSubmatch(admin.body)[1]
	const (
		bare    = `Bearer realm="Masar"`
		invalid = bare + `, error="invalid_token"`
		twice   = bare + `, error="invalid_request"`
	)
	for name, c := range map[string]struct {
		shown []string
		want  string // "" is let in
	}{
		"nothing":                  {nil, bare},
		"an empty header":          {[]string{""}, bare},
		"the scheme alone":         {[]string{"Bearer"}, bare},
		"the scheme and a space":   {[]string{"Bearer "}, bare},
		"the scheme and spaces":    {[]string{"Bearer    "}, bare},
		"a tab":                    {[]string{"Bearer\t"}, bare},
		"another scheme":           {[]string{"Basic YWRtaW46YWRtaW4="}, bare},
		"a scheme that begins so":  {[]string{"Bearers " + token}, bare},
		"no scheme":                {[]string{token}, bare},
		"a wrong token":            {[]string{"Bearer " + token[1:] + "A"}, invalid},
		"a part of it":             {[]string{"Bearer " + token[:42]}, invalid},
		"a token that goes on":     {[]string{"Bearer " + token + "A"}, invalid},
		"two words":                {[]string{"Bearer " + token + " " + token}, invalid},
		"a comma":                  {[]string{"Bearer " + token + ","}, invalid},
		"quotation marks":          {[]string{`Bearer "` + token + `"`}, invalid},
		"Arabic":                   {[]string{"Bearer رمز"}, invalid},
		"no UTF-8":                 {[]string{"Bearer \xff\xfe"}, invalid},
		"only equals signs":        {[]string{"Bearer ==="}, invalid},
		"very long":                {[]string{"Bearer " + strings.Repeat("a", 15_000)}, invalid},
		"two headers":              {[]string{"Bearer " + token, "Bearer " + token}, twice},
		"another scheme as well":   {[]string{"Basic YWRtaW46YWRtaW4=", "Bearer " + token}, twice},
		"a second, which is empty": {[]string{"Bearer " + token, ""}, twice},
		"a token":                  {[]string{"Bearer " + token}, ""},
		"the scheme in lower case": {[]string{"bearer " + token}, ""},
		"the scheme in capitals":   {[]string{"BEARER " + token}, ""},
		"more spaces":              {[]string{"Bearer   " + token + "  "}, ""},
	} {
		for _, path := range []string{"/api/v1/credentials/verify", "/api/v1/presentations/verify", "/api/v1/credentials/issue", "/api/v1/nothing"} {
			r := httptest.NewRequest("POST", path, strings.NewReader(`{}`))
			r.Header.Set("Content-Type", "application/json")
			r.Header["Authorization"] = c.shown
			b := s.browser(t).send(r)
			got := b.header.Get("WWW-Authenticate")
			switch {
			case path == "/api/v1/nothing" && len(c.shown) == 0: // there is nothing to show it to
			case c.want != "" && (b.status != 401 || got != c.want || !strings.Contains(b.body, `"title":"Unauthorized"`) || strings.Contains(b.body, token)):
				t.Errorf("%s to %s: %d, %q, want %q; %s", name, path, b.status, got, c.want, b.body)
			case c.want == "" && (b.status == 401 || strings.HasSuffix(path, "/issue") != strings.Contains(got, "insufficient_scope")):
				t.Errorf("%s to %s: %d, %q", name, path, b.status, got)
			}
		}
	}
	// Elsewhere the header means nothing, and the answer does not ask for it.
	r := httptest.NewRequest("GET", "/admin/tokens", nil)
	r.Header.Set("Authorization", "Bearer ")
	if b := s.browser(t).send(r); b.header.Get("WWW-Authenticate") != "" || b.status == 200 {
		t.Errorf("a page: %d, %q", b.status, b.header.Get("WWW-Authenticate"))
	}
}
