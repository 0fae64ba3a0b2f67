package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"masar/assets"
	"masar/internal/access"
	"masar/internal/masartest"
	"masar/internal/web"
	"masar/internal/web/kit"
	"masar/internal/web/uitest"

	"github.com/gofiber/fiber/v2"
)

// A site is the whole site on a house of sample people, and its log.
type site struct {
	masartest.World
	server  *kit.Site
	app     *fiber.App
	log     *bytes.Buffer
	address string // once it is served
}

func newSite(t testing.TB) *site {
	t.Helper()
	return siteOf(t, masartest.NewWorld(t))
}

func siteOf(t testing.TB, h masartest.World) *site {
	t.Helper()
	policy, err := access.Load(assets.Policy)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{World: h, log: new(bytes.Buffer)}
	s.App.Site = "http://example.com" // cookies without Secure
	s.server = &kit.Site{App: s.App, Policy: policy, Log: slog.New(slog.NewTextHandler(s.log, nil))}
	s.app = web.Handler(s.server)
	return s
}

// A browser is one person in front of the site. It keeps cookies and the token
// of forms, and follows no redirect.
type browser struct {
	t      testing.TB
	site   *site
	jar    *cookiejar.Jar
	token  string
	status int
	header http.Header
	body   string
}

func (s *site) browser(t testing.TB) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t: t, site: s, jar: jar}
}

// as returns a browser in which the person with the given id has signed in.
func (s *site) as(t testing.TB, id string) *browser {
	t.Helper()
	b := s.browser(t)
	b.get("/sign-in")
	b.post("/sign-in", "name", id, "password", masartest.Password, "back", "/")
	if b.status != http.StatusSeeOther {
		t.Fatalf("%s does not get in: %d", id, b.status)
	}
	return b
}

var (
	home   = &url.URL{Scheme: "http", Host: "example.com", Path: "/"}
	tokens = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
)

// get opens a page. Every whole page is checked for what pages must keep to.
func (b *browser) get(path string) *browser {
	b.t.Helper()
	return b.send(httptest.NewRequest("GET", path, nil))
}

// post sends a form: names and values in turn, and the token of the last page.
func (b *browser) post(path string, pairs ...string) *browser {
	b.t.Helper()
	form := url.Values{"csrf": {b.token}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *browser) send(r *http.Request) *browser {
	b.t.Helper()
	for _, k := range b.jar.Cookies(home) {
		r.AddCookie(k)
	}
	if r.Method == http.MethodPost && r.Header["Origin"] == nil && r.Header.Get("Sec-Fetch-Site") == "" {
		r.Header.Set("Origin", home.Scheme+"://"+home.Host) // as browsers do
	}
	res, err := b.site.app.Test(r, -1)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.jar.SetCookies(home, res.Cookies())
	b.status, b.header, b.body = res.StatusCode, res.Header, unmarked(string(body))
	if m := tokens.FindStringSubmatch(b.body); m != nil {
		b.token = m[1]
	}
	if bytes.HasPrefix(body, []byte("<!doctype html>")) {
		uitest.Check(b.t, body)
		if r.Method == http.MethodPost && b.status == http.StatusOK && kit.AnswersItself[r.URL.Path] == "" {
			b.t.Errorf("POST %s answers with a page: Back would send the form again", r.URL.Path)
		}
	}
	return b
}

var languageMarks = regexp.MustCompile(`<bdi lang="(?:ar|en)" dir="(?:rtl|ltr)">([^<]*)</bdi>|</?m-mixed>|</?m-lang[^>]*>|(<(?:option|input|textarea|title)) lang="(?:ar|en)"`)

// unmarked returns a page without the marks of words in the other language, so
// that a phrase is found whole.
func unmarked(page string) string { return languageMarks.ReplaceAllString(page, "$1$2") }

// sees fails unless the answer has the status and every phrase.
func (b *browser) sees(status int, phrases ...string) *browser {
	b.t.Helper()
	if b.status != status {
		b.t.Errorf("status %d, want %d; %s", b.status, status, b.main())
	}
	for _, p := range phrases {
		if !strings.Contains(b.body, p) {
			b.t.Errorf("the page does not say %q: %s", p, b.main())
		}
	}
	return b
}

// misses fails if the answer has one of the phrases.
func (b *browser) misses(phrases ...string) *browser {
	b.t.Helper()
	for _, p := range phrases {
		if strings.Contains(b.body, p) {
			b.t.Errorf("the page says %q", p)
		}
	}
	return b
}

// follow opens the page that the answer leads to.
func (b *browser) follow() *browser {
	b.t.Helper()
	if b.status != http.StatusSeeOther {
		b.t.Fatalf("status %d leads nowhere: %s", b.status, b.main())
	}
	return b.get(b.header.Get("Location"))
}

var tags = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>|\s+`)

// main returns the words of the page's own part.
func (b *browser) main() string {
	_, after, ok := strings.Cut(b.body, "<main")
	if !ok {
		after = b.body
	}
	return strings.TrimSpace(tags.ReplaceAllString("<"+after, " "))
}
