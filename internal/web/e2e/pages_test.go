package e2e

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"masar/internal/masartest"
	"masar/internal/store"

	"github.com/chromedp/chromedp"
)

// apart are the routes that are not pages to look at, beside those of files,
// whose names have an ending.
var apart = []string{"/a/:hash/*", "/healthz", "/readyz", "/metrics", "/media/:hash/:name", "/files/:id", "/certificates/:id/pdf", "/credentials/status/:list",
	"/teaching/files/:id", "/hr/surveys/:course/:survey/files/:id", "/teaching/runs/:id/sessions/:session/sheet", "/teaching/courses/:id/lessons/media/:name",
	"/verify/file", "/credentials/status/issued/:list", // one leads on, the other is for programs
}

// aPage reports whether what is at the route is a page.
func aPage(route string) bool { return path.Ext(route) == "" && !slices.Contains(apart, route) }

// enough is how many pages of one route are looked at in one walk; 2 where
// nothing is said.
var enough = map[string]int{"/learning/:course/:step": 8, "/learning/:course": 3}

// starts are where walks begin; who may not go there is told so.
var starts = map[string][]string{
	"visitor": {"/", "/verify", "/verify/offline", "/help"}, "learner": {"/"}, "trainer": {"/teaching"}, "hr": {"/hr"}, "admin": {"/admin"},
}

// TestPages walks through the site as each of those who use it, in both
// languages, by every link there is, and looks at every page in both widths. It
// fails for a page that no walk has come to.
func TestPages(t *testing.T) {
	once(t)
	s := newSite(t)
	s.runTale(t, "municipal", "salim.hinai", "maryam.balushi")
	s.handIn(t, "salim.hinai")
	s.handIn(t, "maryam.balushi")
	s.followUp(t, "municipal", "fatma.ghafri", "munther.wahaibi", "huda.shukaili", "qais.toubi", "khalid.maamari", "salim.hinai", "maryam.balushi")
	s.design(t, "municipal")
	s.issue(t)
	looked := looks{n: map[string]int{}}
	t.Run("as", func(t *testing.T) {
		for _, lang := range []string{"ar", "en"} {
			learner := map[string]string{"ar": "salim.hinai", "en": "maryam.balushi"}[lang]
			for _, who := range []string{"", learner, "trainer.municipal", "hr.municipal", "admin"} {
				t.Run(role(who)+" in "+lang, func(t *testing.T) {
					t.Parallel()
					w := walk{tab: s.newTab(t, lang), looks: &looked, per: map[string]int{}, seen: map[string]bool{}}
					if who == "" {
						w.open("/sign-in")
						w.from("/verify/"+s.aCode(t), "/sign-in")
					} else {
						w.signIn(who)
					}
					if role(who) == "learner" {
						s.keep(t, who)
						w.from("/me/kept")
					}
					w.from(starts[role(who)]...)
					switch role(who) {
					case "learner":
						w.sitsQuiz()
					case "hr":
						w.bringsList()
						w.packs()
					}
				})
			}
		}
	})
	for _, r := range s.routes {
		if s.visited[r] == 0 && aPage(r) {
			t.Errorf("no walk came to %s", r)
		}
	}
}

// role returns what somebody of the cast is.
func role(who string) string {
	if who == "" {
		return "visitor"
	}
	before, _, _ := strings.Cut(who, ".")
	if _, ok := starts[before]; ok {
		return before
	}
	return "learner"
}

// aCode returns the code of a certificate that has been issued.
func (s *site) aCode(t *testing.T) string {
	t.Helper()
	var code string
	err := masartest.DBOf(s.app).R.NewRaw("SELECT code FROM certificates WHERE revoked_at IS NULL LIMIT 1").Scan(t.Context(), &code)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// issue has a program sign a credential, which the administrator's pages show.
func (s *site) issue(t *testing.T) {
	t.Helper()
	i := store.Issued{CredentialID: "urn:uuid:7d5c1f6a-2f5e-4a53-9c37-1a8f2d0f7c11", Types: "VerifiableCredential", Subjects: "did:example:salim"}
	if _, _, err := s.app.IssueCredential(t.Context(), s.viewer(t, "admin"), nil, i); err != nil {
		t.Fatal(err)
	}
}

// keep has forms wait for their writer: a long text, choices, and one whose page
// is gone.
func (s *site) keep(t *testing.T, who string) {
	t.Helper()
	long := url.Values{"text": {strings.Repeat("رصدنا ما وصل من مشاركات. ", 40)}, "go": {"hand-in"}}
	for _, f := range []store.KeptForm{
		{Route: "/learning/:course/:step/work", Path: "/learning/tale/sheet/work", Page: "/learning/tale/sheet", Fields: long.Encode(), Parts: true, Files: true},
		{Route: "/me", Path: "/me", Page: "/me", Fields: "lang=ar&digits=arab"},
		{Route: "/learning/:course/:step/work", Path: "/learning/gone/sheet/work", Fields: long.Encode(), Parts: true},
	} {
		f.PersonID = s.viewer(t, who).PersonID
		if err := s.app.KeepForm(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
}

// A looks counts how often a page of a route has been looked at closely, in a
// language, in all walks together.
type looks struct {
	mu sync.Mutex
	n  map[string]int
}

// another reports whether one more of the route is worth a close look.
func (l *looks) another(route, lang string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n[route+lang]++
	return l.n[route+lang] <= most(route)
}

// A walk goes through the site by its links.
type walk struct {
	*tab
	*looks
	per  map[string]int // pages opened, by route
	seen map[string]bool
}

func most(route string) int { return max(enough[route], 2) }

func (w walk) from(paths ...string) {
	leads := map[string]string{} // from which page a link leads to a path
	for len(paths) > 0 {
		at := paths[0]
		paths = paths[1:]
		route := w.site.route(strings.Split(at, "?")[0])
		if w.seen[at] || w.per[route] >= most(route) {
			continue
		}
		w.seen[at] = true
		w.per[route]++
		if !aPage(route) {
			w.fetches(at)
			continue
		}
		read := w.skims
		if w.another(route, w.words.Lang) {
			read = w.studies
		}
		status, links := read(at)
		if status != 200 {
			w.Errorf("%s, to which %s leads, answers %d", at, leads[at], status)
			continue
		}
		for _, link := range links {
			if leads[link] == "" {
				leads[link] = at
			}
			paths = append(paths, link)
		}
	}
}

// studies opens the page, looks at it in both widths, and returns its status and
// the paths of ours that it leads to.
func (w walk) studies(at string) (status int, links []string) {
	w.Helper()
	w.open(at)
	if w.status != 200 {
		w.quiet()
		return int(w.status), nil
	}
	w.look(wide, narrow)
	return 200, w.ours(read[[]string](w.tab, "[...document.querySelectorAll('a[href]')].map(a => a.href)"))
}

// skims fetches the page and does not draw it: enough have been looked at.
func (w walk) skims(at string) (status int, links []string) {
	w.Helper()
	type page struct {
		Status int
		Links  []string
	}
	p := read[page](w.tab, "fetch("+quoted(at)+`).then(async r => ({Status: r.status, Links: [
		...new DOMParser().parseFromString(await r.text(), 'text/html').querySelectorAll('a[href]')
	].map(a => new URL(a.getAttribute('href'), r.url).href)}))`)
	return p.Status, w.ours(p.Links)
}

// sitsQuiz begins a quiz, opens its questions and hands it in unanswered.
func (w walk) sitsQuiz() {
	w.Helper()
	w.open("/learning/participation-guideline/day1-quiz")
	w.press(w.words.QuizBegin())
	attempt := w.route
	for n := 1; n <= 11; n++ { // one more than there are: the page that asks whether to hand in
		w.open(fmt.Sprint(attempt, "?q=", n))
		w.look(wide, narrow)
	}
	w.press(w.words.QuizFinish())
	w.look(wide, narrow)
}

// bringsList brings a list of people, one of whom has no name, as far as the
// page that says what is wrong with it.
func (w walk) bringsList() {
	w.Helper()
	file := filepath.Join(w.TempDir(), "people.csv")
	list := "name_ar,name_en,staff_no,department,email\nهند بنت راشد الحبسية,Hind Al Habsi,M-901,التخطيط,hind@municipal.example\n,,M-902,,not an address\n"
	if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
		w.Fatal(err)
	}
	w.open("/hr/import")
	w.do(chromedp.SetUploadFiles(chromedp.CSS("[name=file]"), []string{file}))
	w.leads(chromedp.Click(chromedp.CSS("main form:has([name=file]) button")))
	w.look(wide, narrow)
}

// packs has an archive of certificates prepared, and waits on its page until it
// is ready.
func (w walk) packs() {
	w.Helper()
	w.open("/hr/certificates")
	w.press(w.words.BatchArchive())
	w.look(wide, narrow)
	w.wait(`document.querySelector('a[href$=".zip"]')`)
	w.look(wide, narrow)
	w.fetches(w.path() + "/certificates.zip")
}

// fetches checks that what is at the path can be had.
func (w walk) fetches(at string) {
	if status := read[int](w.tab, "fetch("+quoted(at)+").then(r => r.status)"); status != 200 {
		w.Errorf("%s answers %d", at, status)
	}
}

// ours returns the paths of those addresses that are the site's.
func (w walk) ours(addresses []string) (paths []string) {
	for _, a := range addresses {
		u, err := url.Parse(a)
		if err != nil || u.Scheme+"://"+u.Host != w.site.url {
			continue
		}
		u.Fragment = ""
		paths = append(paths, u.RequestURI())
	}
	return paths
}
