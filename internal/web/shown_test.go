package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/masartest"
	chromium "masar/internal/masartest/browser"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// No form of the site is answered by a page that says it was taken: the page gets an
// address of its own. Exceptions are written down with their reason.
func TestEveryFormLeadsOn(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin").get("/")
	f, paths := handlerWith(s.server, func(c *fiber.Ctx) error {
		c.Set("Content-Type", "text/html; charset=utf-8")
		return c.SendString("<!doctype html><html lang=\"en\" dir=\"ltr\"><head><title>Taken</title></head><body><a href=\"#main\">on</a><main id=\"main\" tabindex=\"-1\"><h1>taken</h1></main></body></html>")
	})
	s.app = f
	reasons := 0
	for _, path := range paths {
		at := strings.NewReplacer(":id", "one", ":course", "basics", ":lang", "ar", ":", "").Replace(path)
		r := httptest.NewRequest("POST", at, strings.NewReader(url.Values{"csrf": {b.token}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		b.send(r)
		if kit.AnswersItself[path] != "" {
			reasons++
			b.sees(200, "taken")
			continue
		}
		if b.status != http.StatusSeeOther {
			t.Errorf("POST %s answers %d with a page of success", path, b.status)
			continue
		}
		to := b.header.Get("Location")
		b.get(to).sees(200, "taken")
		b.get(to).sees(200, "taken") // Back, and reloading
		if got := b.header.Get("Cache-Control"); got != "private, no-store" {
			t.Errorf("%s: Cache-Control %q", to, got)
		}
	}
	if len(paths) < 50 || reasons != len(kit.AnswersItself) {
		t.Errorf("%d forms, %d of %d exceptions", len(paths), reasons, len(kit.AnswersItself))
	}
}

// The page that shows a first password is there for its browser alone, for ten
// minutes; the database has nothing of it in clear, and no address has the password.
func TestPageOfAFirstPassword(t *testing.T) {
	s := newSite(t)
	hr := s.english(t, "hr-n")
	hr.get("/hr/people/salma")
	hr.post("/hr/people/salma/password", "set_at", hr.hidden("set_at"))
	to := hr.header.Get("Location")
	if !strings.HasPrefix(to, "/hr/people/salma?shown=") {
		t.Fatalf("leads to %q", to)
	}
	password := secretIn(t, hr.follow().sees(200, "only time the password is shown"))
	hr.get(to).sees(200, password)
	var sealed [][]byte
	if err := masartest.DBOf(s.App).R.NewRaw("SELECT sealed FROM shown_pages").Scan(t.Context(), &sealed); err != nil || len(sealed) != 1 {
		t.Fatalf("%d pages, %v", len(sealed), err)
	}
	for _, plain := range []string{password, "salma", "<main"} {
		if strings.Contains(string(sealed[0]), plain) || strings.Contains(to, password) || strings.Contains(s.log.String(), password) {
			t.Errorf("%q is in the database, the address or the log", plain)
		}
	}
	for name, other := range map[string]*browser{"another sign-in of hers": s.english(t, "hr-n"), "an administrator": s.english(t, "admin")} {
		if other.get(to); other.status != http.StatusFound || strings.Contains(other.body, password) {
			t.Errorf("%s: status %d", name, other.status)
		}
	}
	id := strings.TrimPrefix(to, "/hr/people/salma")
	hr.get("/hr/people/new" + id)
	if hr.status != http.StatusFound {
		t.Errorf("at another address: %d", hr.status)
	}
	hr.get("/hr/people/new").sees(200, "10 minutes only").misses(password)
	now := s.App.Now()
	s.App.Now = func() time.Time { return now.Add(10*time.Minute - time.Second) }
	hr.get(to).sees(200, password)
	s.App.Now = func() time.Time { return now.Add(10 * time.Minute) }
	hr.get(to)
	if hr.status != http.StatusFound || hr.header.Get("Location") != "/hr/people/salma" {
		t.Errorf("after ten minutes: %d to %q", hr.status, hr.header.Get("Location"))
	}
	hr.get("/hr/people/salma").sees(200, "Nothing has been done again")
}

var inCode = regexp.MustCompile(`<code>([^<]+)</code>`)

func secretIn(t *testing.T, b *browser) string {
	t.Helper()
	m := inCode.FindStringSubmatch(b.body)
	if m == nil {
		t.Fatalf("no password on the page: %s", b.main())
	}
	return m[1]
}

// In a browser, Back after assigning and after a first password shows the page
// before, and asks nobody whether to send the form again.
func TestBackAfterForms(t *testing.T) {
	tab := chromium.New(t)
	s := newSite(t)
	s.Publish(t, masartest.Course())
	s.serve(t)
	site := "http://" + s.address
	pressed := func(script, arrived string) {
		t.Helper()
		chromium.Eval[bool](tab, `(() => { window.left = true; addEventListener("pageshow", () => { window.left = false }); `+script+`; return true })()`)
		tab.Arrive(`!window.left && document.readyState === "complete" && ` + arrived)
	}
	tab.Visit(site + "/sign-in")
	pressed(`document.querySelector("[name=name]").value = "hr-n"; document.querySelector("[name=password]").value = "`+masartest.Password+`"; document.querySelector("main form").requestSubmit()`, `location.pathname === "/"`)
	tab.Visit(site + "/hr/assign")
	pressed(`document.querySelector("[name=course]").value = "basics"; document.querySelector("main form .acts button").click()`, `document.querySelector("main [name=confirmed]")`)
	pressed(`document.querySelector("main [name=confirmed]").click()`, `location.pathname === "/hr"`)
	pressed(`history.back()`, `document.querySelector("main [name=confirmed]")`)
	pressed(`history.back()`, `document.querySelector("main form [name=numbers]")`)
	tab.Visit(site + "/hr/people/salma")
	pressed(`document.querySelector("form[action$='/password'] button").click()`, `document.querySelector(".secret")`)
	secret := chromium.Eval[string](tab, `document.querySelector(".secret").textContent`)
	pressed(`location.href = "/help"`, `location.pathname === "/help"`)
	pressed(`history.back()`, `document.querySelector(".secret")`)
	if again := chromium.Eval[string](tab, `document.querySelector(".secret").textContent`); again != secret || secret == "" {
		t.Errorf("Back shows %q, not %q: another was made", again, secret)
	}
}
