package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"masar/assets"
	"masar/courses"
	"masar/internal/access"
	"masar/internal/auth"
	"masar/internal/courseware"
	"masar/internal/demo"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/web"
	"masar/internal/web/kit"
	"masar/internal/web/uitest"

	"github.com/gofiber/fiber/v2"
)

// demoSite is the site of the demonstration, with the courses that Masar brings,
// and the passwords of its people.
func demoSite(t *testing.T) (*site, map[string]string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	printer, err := letter.NewPrinter(masartest.Zone)
	must(err)
	a, _ := masartest.App(t)
	a.Site, a.Passwords, a.Printer, a.Letters = "http://example.com", &auth.Passwords{Memory: 64}, printer, letter.Writer{Zone: masartest.Zone}
	shipped, media, err := courseware.LoadAll(courses.FS)
	must(err)
	for _, c := range shipped {
		must(a.PublishShipped(t.Context(), c, media))
	}
	dir := t.TempDir()
	must(demo.Fill(t.Context(), a, dir, io.Discard))
	for _, err := range masartest.Work(t, a) {
		t.Error(err)
	}
	terms, err := courseware.Glossary(courses.FS)
	must(err)
	paths, err := courseware.Paths(courses.FS)
	must(err)
	policy, err := access.Load(assets.Policy)
	must(err)
	s := &site{World: masartest.World{App: a}, log: new(bytes.Buffer)}
	s.server = &kit.Site{App: a, Policy: policy, Log: slog.New(slog.NewTextHandler(s.log, nil)), Terms: terms, Paths: paths, Lexicon: courseware.NewLexicon(terms)}
	s.app = web.Handler(s.server)
	list, err := os.ReadFile(filepath.Join(dir, demo.File))
	must(err)
	passwords := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); len(cells) > 3 {
			passwords[cells[2]] = cells[3]
		}
	}
	return s, passwords
}

var links = regexp.MustCompile(`(?s)<a [^>]*href="(/[^"#]*)`)

// TestLanguages walks through the demonstration as each of those who use it, in
// both languages, and reads in which language the words of each page are said to
// be: every page that [browser.get] opens is checked for it.
func TestLanguages(t *testing.T) {
	s, passwords := demoSite(t)
	pages := map[string]bool{}
	for _, who := range []string{"", "salim.hinai", "trainer.municipal", "hr.municipal", "admin"} {
		for _, lang := range []string{"ar", "en"} {
			t.Run(who+" in "+lang, func(t *testing.T) {
				b := s.browser(t)
				b.get("/sign-in?lang=" + lang)
				if who != "" {
					b.post("/sign-in", "name", who, "password", passwords[who], "back", "/")
				}
				for _, at := range b.walk("/", "/help", "/verify", "/glossary", "/paths", "/teaching", "/hr", "/admin") {
					pages[lang+" "+s.routeOf(at)] = true
				}
			})
		}
	}
	if len(pages) < 100 {
		t.Errorf("only %d kinds of page were read", len(pages))
	}
}

// walk follows every link from the paths, but for a few of a kind, and returns
// the pages there are.
func (b *browser) walk(paths ...string) (pages []string) {
	b.t.Helper()
	seen, kinds := map[string]bool{}, map[string]int{}
	for len(paths) > 0 {
		at := paths[0]
		paths = paths[1:]
		kind := b.site.routeOf(at)
		if seen[at] || kinds[kind] >= 4 || path.Ext(kind) != "" || strings.HasPrefix(kind, "/a/") || strings.HasPrefix(kind, "/media/") {
			continue
		}
		seen[at] = true
		kinds[kind]++
		if b.get(at).status != 200 || !strings.HasPrefix(b.body, "<!doctype html>") {
			continue
		}
		if b.t.Failed() {
			b.t.Logf("at %s", at)
		}
		pages = append(pages, at)
		for _, m := range links.FindAllStringSubmatch(b.body, -1) {
			paths = append(paths, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	return pages
}

// routeOf returns the route that a path belongs to, or "".
func (s *site) routeOf(at string) string {
	at, _, _ = strings.Cut(at, "?")
	for _, r := range s.app.GetRoutes(true) {
		if r.Method == fiber.MethodGet && fiber.RoutePatternMatch(at, r.Path) {
			return r.Path
		}
	}
	return ""
}

// The check finds what it is for: the same pages with the marks taken off are
// not in one language.
func TestLanguagesUnmarked(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	b.get("/hr/people?lang=en").sees(200, "التخطيط")
	if wrong := uitest.Problems([]byte(b.body)); len(wrong) == 0 {
		t.Error("an English page with Arabic names, unmarked, passes")
	}
}

// A department and a place are shown by what they are called in the language of
// the page, and by the other name where they have but one.
func TestNamesByLanguage(t *testing.T) {
	s := newCourseSite(t)
	hr := s.as(t, "hr-n")
	hr.get("/hr/people/salma")
	edit := []string{"revision", hr.hidden("revision"), "name_ar", "سلمى بنت خلفان الهنائية", "name_en", "Salma Al Hinai", "department", "التخطيط", "department_en", "Planning", "staff_no", "S-salma", "sign_in", "salma"}
	hr.post("/hr/people/salma", edit...).follow().sees(200, "التخطيط", "تغيّر الاسم الإنجليزي للدائرة عند")
	hr.post("/hr/people/salma", edit...).sees(303) // the same form twice
	edit[3] = "سلمى الهنائية"
	hr.post("/hr/people/salma", edit...).sees(409, "تغيّرت هذه البيانات منذ فتحتها", "المحفوظ الآن")
	hr.get("/hr/people?lang=en").sees(200, "Planning").misses("<td>التخطيط")
	hr.get("/hr/people/trainer-n").sees(200, "Planning", `name="department_en"`)
	hr.get("/hr/people?lang=ar").sees(200, "التخطيط")

	tr := s.as(t, "trainer-n")
	tr.get("/teaching/runs/new?course=basics")
	tr.post("/teaching/runs/new", "course", "basics", "host", "north", "place", "قاعة 9", "place_en", "Room 9", "begin-0", "2026-12-01T08:30", "trainers", "trainer-n").follow().sees(200, "قاعة 9").misses("Room 9")
	tr.get("/teaching?lang=en").sees(200, "Room 9").misses("قاعة 9")
	tr.get("/teaching/runs/new?course=basics")
	tr.post("/teaching/runs/new", "course", "basics", "host", "north", "place", "", "place_en", "Hall 3", "begin-0", "2026-12-02T08:30", "trainers", "trainer-n").follow().sees(200, "Hall 3")
	tr.get("/teaching?lang=ar").sees(200, "Hall 3", "قاعة 9")
}

// The menu of the parts of the site is never an icon alone, even on a page of a
// part that its reader has no role in.
func TestAreaMenuHasAName(t *testing.T) {
	s := newCourseSite(t)
	for path, name := range map[string]string{"/hr": "الموارد البشرية", "/teaching/runs/new": "أقسام المنصة"} {
		s.as(t, "hr-n").get(path).sees(200, `<span class="tool__name">`+name+`</span>`)
	}
}
