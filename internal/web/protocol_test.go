package web_test

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"masar/internal/web"

	"masar/internal/masartest"

	"github.com/gofiber/fiber/v2"
)

// ask opens a page with headers, names and values in turn.
func (b *browser) ask(method, path string, headers ...string) *browser {
	b.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return b.send(r)
}

// HEAD answers as GET does, without the body; a method that a page does not have
// is refused with those it has, and only what is nowhere is not found.
func TestMethods(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	for _, path := range []string{"/", "/help", "/learning", "/learning/basics", "/me", "/verify", "/healthz", "/readyz", "/sign-in", "/admin", "/nowhere", "/learning/nowhere", "/verify/0123456789ABCDEF"} {
		want := b.get(path).status
		if b.ask("HEAD", path); b.status != want || b.body != "" {
			t.Errorf("HEAD %s: %d and %d bytes, want %d and none", path, b.status, len(b.body), want)
		}
	}
	for _, c := range []struct{ method, path, allow string }{
		{"PUT", "/me", "GET, HEAD, POST"}, {"DELETE", "/learning/basics", "GET, HEAD"}, {"OPTIONS", "/sign-in", "GET, HEAD, POST"},
		{"GET", "/sign-out", "POST"}, {"HEAD", "/preferences", "POST"}, {"POST", "/help", "GET, HEAD"}, {"PATCH", "/api/v1/credentials/verify", "POST"},
		{"TRACE", "/", "GET, HEAD"}, {"POST", "/a/x/app.css", "GET, HEAD"},
	} {
		b.ask(c.method, c.path)
		allow := strings.Split(b.header.Get("Allow"), ", ")
		slices.Sort(allow)
		if b.status != 405 || strings.Join(allow, ", ") != c.allow {
			t.Errorf("%s %s: %d, allowed are %q, want %q", c.method, c.path, b.status, allow, c.allow)
		}
		if c.method != "HEAD" && !strings.Contains(b.body, "هذا العنوان موجود") {
			t.Errorf("%s %s: %s", c.method, c.path, b.body)
		}
	}
	for _, method := range []string{"GET", "POST", "PUT", "DELETE"} {
		b.ask(method, "/nowhere/at/all").sees(404, "لم نجد")
	}
}

// What goes wrong is said in the form that is asked for, and to programs in the
// language that they ask for.
func TestErrorsAsAsked(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ path, accept, lang, kind, says string }{
		{"/nowhere", "", "", "text/html", "لم نجد"},
		{"/nowhere", "*/*", "en", "text/html", "لم نجد"},
		{"/nowhere", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", "text/html", "لم نجد"},
		{"/nowhere", "application/json", "", "application/problem+json", "لم نجد"},
		{"/nowhere", "application/json", "en-GB,en;q=0.8", "application/problem+json", "could not find"},
		{"/nowhere", "application/problem+json", "fr,ar;q=0.5,en;q=0.9", "application/problem+json", "لم نجد"},
		{"/nowhere", "text/plain", "", "text/plain", "لم نجد"},
		{"/nowhere", "image/png", "", "text/html", "لم نجد"},
		{"/me", "application/json", "en", "application/problem+json", "Sign in"},
		{"/api/v1/nowhere", "", "", "application/problem+json", "لم نجد"},
		{"/api/v1/nowhere", "text/html", "en", "application/problem+json", "could not find"},
		{"/api/v1/nowhere", "", "en;q=0.4, ar;q=0.6", "application/problem+json", "لم نجد"},
		{"/api/v1/nowhere", "", "de, EN-us", "application/problem+json", "could not find"},
		{"/verify/0123456789ABCDEF", "application/json", "", "application/json", "unknown"},
	} {
		b := s.browser(t)
		headers := []string{"Accept-Language", c.lang}
		if c.accept != "" {
			headers = append(headers, "Accept", c.accept)
		}
		b.ask("GET", c.path, headers...)
		if kind := b.header.Get("Content-Type"); !strings.HasPrefix(kind, c.kind) || !strings.Contains(b.body, c.says) || b.status < 400 {
			t.Errorf("%s as %q in %q: %d %s, %.200s", c.path, c.accept, c.lang, b.status, kind, b.body)
		}
		var problem struct{ Title, Detail string }
		if c.kind == "application/problem+json" && (json.Unmarshal([]byte(b.body), &problem) != nil || problem.Title == "" || problem.Detail == "") {
			t.Errorf("%s: %s is no problem", c.path, b.body)
		}
	}
}

// A page and its compressed form have one tag, which is weak.
func TestTagsAreWeak(t *testing.T) {
	s := newSite(t)
	b := s.browser(t)
	plain := b.ask("GET", "/sign-in").get("/help").header.Get("ETag")
	packed := b.ask("GET", "/help", "Accept-Encoding", "gzip").header.Get("ETag")
	if packed != plain || !strings.HasPrefix(plain, `W/"`) || b.header.Get("Content-Encoding") != "gzip" {
		t.Errorf("tags %s and, %s, %s", plain, b.header.Get("Content-Encoding"), packed)
	}
	if b.ask("GET", "/help", "If-None-Match", plain); b.status != 304 {
		t.Errorf("what is known is sent again: %d", b.status)
	}
}

// Probes say what they are asked, leave no cookie, and a queue that is out does
// not take the site away from people.
func TestProbes(t *testing.T) {
	s := newSite(t)
	b := s.browser(t)
	queue, database := error(nil), error(nil)
	s.server.Delayed = func() error { return queue }
	s.server.Ready = func() error { return database }
	for _, path := range []string{"/healthz", "/readyz"} {
		if b.get(path); b.status != 200 || b.header.Get("Set-Cookie") != "" || b.header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: %d, %v", path, b.status, b.header)
		}
	}
	queue = errors.New("redis at 10.1.1.1 is paused")
	b.get("/readyz").sees(200, "ready", "degraded", "queue").misses("10.1.1.1")
	if !strings.Contains(s.log.String(), "10.1.1.1 is paused") {
		t.Error("the log does not say why")
	}
	database = errors.New("out")
	b.get("/readyz").sees(503, "database")
	b.get("/healthz").sees(200, "ok")
}

// Figures are for programs on this machine. A proxy on it, known by any of the
// headers that proxies add, asks for somebody elsewhere.
func TestFiguresStayHere(t *testing.T) {
	s := newSite(t)
	s.server.Metrics = func(c *fiber.Ctx) error { return c.SendString("masar_figures 1") }
	s.app = web.Handler(s.server)
	s.serve(t)
	ask := func(headers string) int {
		res, _ := s.raw(t, "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n"+headers+"\r\n")
		return res.StatusCode
	}
	if got := ask(""); got != 200 {
		t.Errorf("asked from this machine: %d", got)
	}
	for _, h := range []string{"Via: 1.1 proxy", "Forwarded: for=10.0.0.1", "X-Real-IP: 10.0.0.1", "X-Forwarded-For: 10.0.0.1", "x-forwarded-host: example.com", "X-Forwarded-Proto: https", "True-Client-IP: 10.0.0.1"} {
		if got := ask(h + "\r\n"); got != 404 {
			t.Errorf("through a proxy that sends %s: %d", h, got)
		}
	}
	if s.browser(t).get("/metrics").status != 404 {
		t.Error("an address that is not the loopback gets them")
	}
}

// Behind TLS every cookie belongs to this host alone, and browsers are told to
// come by TLS here and on its subdomains. What names a holder is not for search
// engines.
func TestCookiesAndHeaders(t *testing.T) {
	s := newSite(t)
	s.App.Site = "https://example.com"
	s.app = web.Handler(s.server)
	b := s.browser(t)
	names := map[string]bool{}
	see := func() {
		for _, k := range b.header.Values("Set-Cookie") {
			name, rest, _ := strings.Cut(k, "=")
			names[name] = true
			for _, part := range []string{"path=/", "secure", "HttpOnly", "SameSite=Lax"} {
				if !strings.Contains(strings.ToLower(rest), strings.ToLower(part)) {
					t.Errorf("%s without %s: %s", name, part, rest)
				}
			}
		}
		if got := b.header.Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
			t.Errorf("HSTS %q", got)
		}
	}
	home.Scheme = "https"
	defer func() { home.Scheme = "http" }()
	b.get("/sign-in?lang=en")
	see()
	b.post("/preferences", "theme", "dark")
	see()
	b.post("/sign-in", "name", "salma", "password", masartest.Password).sees(303)
	see()
	b.get("/me").sees(200, `data-theme="dark"`, `lang="en"`)
	b.post("/me", "lang", "en", "digits", "latn").sees(303)
	see()
	b.follow().sees(200, "saved")
	for _, want := range []string{"__Host-masar", "__Host-device", "__Host-guest", "__Host-lang", "__Host-theme", "__Host-flash"} {
		if !names[want] {
			t.Errorf("no cookie %s among %v", want, names)
		}
	}
	if len(names) != 6 {
		t.Errorf("cookies %v", names)
	}
	for path, want := range map[string]string{"/verify/0123456789ABCDEF": "noindex", "/verify/nothing": "noindex", "/verify": "", "/help": "", "/verify/offline": ""} {
		if got := b.get(path).header.Get("X-Robots-Tag"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// Pages that show somebody's data are kept by no browser, whatever they are.
func TestNothingOfOnesOwnIsKept(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "admin")
	for _, path := range []string{"/", "/me", "/notices", "/help", "/glossary", "/verify", "/hr", "/hr/people", "/hr/people/salma", "/hr/report.csv", "/hr/import/template.csv", "/admin/events", "/nowhere", "/certificates/record.pdf", "/teaching/courses/basics/export.zip"} {
		if b.get(path); !strings.Contains(b.header.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: %d, %q", path, b.status, b.header.Get("Cache-Control"))
		}
	}
	if b = s.browser(t).get("/help"); strings.Contains(b.header.Get("Cache-Control"), "no-store") {
		t.Error("a page that says the same to everybody is not kept")
	}
}

// The log says of every request who asked and from where, by id and not by
// name, and marks what those who watch over the site look for.
func TestLogOfSecurity(t *testing.T) {
	s := newSite(t)
	s.server.Proxies = []string{"0.0.0.0"}
	s.app = web.Handler(s.server)
	s.Publish(t, masartest.Course())
	salma, guest := s.as(t, "salma"), s.browser(t)
	salma.get("/learning/basics")
	salma.post("/learning/basics/enrolment").sees(303)
	guest.get("/sign-in")
	for _, c := range []struct {
		name string
		do   func()
		want []string
	}{
		{"what is hers", func() { salma.get("/me").sees(200) }, []string{"level=INFO", "who=salma", "route=/me"}},
		{"what is not", func() { salma.get("/admin").sees(403) }, []string{"level=WARN", "who=salma", "security=forbidden"}},
		{"what is nowhere", func() { salma.get("/learning/nothing").sees(404) }, []string{"who=salma", "security=not-found", "route=/learning/:course"}},
		{"a form that is not ours", func() { salma.sent("/me", formType, "csrf=x").sees(403) }, []string{"who=salma", "security=form-refused"}},
		{"a file that is not what it says", func() {
			salma.form("/learning/basics/sheet/work", map[string]string{"text": "x"}, "scan.png", "no picture").sees(422)
		}, []string{"who=salma", "security=upload-refused", "fault=upload."}},
		{"a body too large", func() { salma.sent("/me", formType, strings.Repeat("a", 1<<17)).sees(413) }, []string{"who=salma", "security=body-refused"}},
		{"nobody", func() { guest.get("/me").sees(401) }, []string{"security=not-signed-in"}},
		{"a wrong password", func() { guest.post("/sign-in", "name", "salma", "password", "wrong").sees(422) }, []string{"security=sign-in-failed"}},
	} {
		s.log.Reset()
		c.do()
		line := s.log.String()
		for _, want := range append(c.want, "from=0.0.0.0") {
			if !strings.Contains(line, want) {
				t.Errorf("%s: no %s in %s", c.name, want, line)
			}
		}
		if strings.Contains(line, "سلمى") || strings.Count(line, "\n") != 1 {
			t.Errorf("%s: %s", c.name, line)
		}
	}
	for range 10 {
		guest.post("/sign-in", "name", "salma", "password", "wrong")
	}
	if guest.sees(429); !strings.Contains(s.log.String(), "security=throttled") {
		t.Errorf("nothing of throttling in %s", s.log)
	}
	s.log.Reset()
	salma.ask("GET", "/me", "X-Forwarded-For", "9.9.9.9, 203.0.113.7")
	if !strings.Contains(s.log.String(), "from=203.0.113.7") {
		t.Errorf("the address is not the proxy's: %s", s.log)
	}
}
