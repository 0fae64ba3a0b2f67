package web_test

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"masar/internal/blank"
	"masar/internal/i18n"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"

	"github.com/gofiber/fiber/v2"
)

// A form that outlived the sign-in in which it was written is kept for the
// person who wrote it: for no other who signs in there, and wherever they do.
func TestKeptForItsWriterAlone(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	b.get("/me/name")
	b.post("/sign-out").sees(303) // in another tab: the cookie is gone
	own := b.get("/sign-in").token
	b = s.as(t, "salma")
	b.get("/me/name")
	written := b.token
	if err := masartest.Direct(s.App).RemoveSignIns(t.Context(), "salma", ""); err != nil {
		t.Fatal(err)
	}
	b.post("/me/name/correction", "spelling", "سلمى بنت أحمد الهنائية").sees(401, "ما كتبته محفوظ").misses("سلمى بنت أحمد")
	b.post("/sign-in", "name", "badr", "password", masartest.Password).sees(303)
	if to := b.header.Get("Location"); to != "/" {
		t.Errorf("somebody else is led to %s", to)
	}
	b.get("/me/kept").sees(200, "لا شيء ينتظر إرسالك").misses("سلمى بنت أحمد")
	other := s.browser(t)
	other.get("/sign-in")
	other.post("/sign-in", "name", "salma", "password", masartest.Password).follow().sees(200, "طلب تصحيح اسمك", "سلمى بنت أحمد الهنائية")
	other.post("/me/name/correction", other.resend()...).sees(303)
	other.get("/me/kept").sees(200, "لا شيء ينتظر إرسالك")

	gone := s.browser(t) // the browser has forgotten its cookie; the form says who wrote it
	gone.get("/sign-in")
	gone.token = written
	gone.post("/me/name/correction", "spelling", "سلمى الهنائية").sees(401, "ما كتبته محفوظ")
	gone.token = own // a guest's form
	gone.post("/me/name/correction", "spelling", "غريب").sees(401, "أعد إرساله")
	gone.token = "badr" + strings.TrimPrefix(written, "salma")
	gone.post("/me/name/correction", "spelling", "غريب").sees(401, "أعد إرساله")
	other.get("/me/kept").sees(200, "سلمى الهنائية").misses("غريب")
	id := other.resend()[1]
	b.get("/me/kept")
	b.post("/me/kept/" + id + "/discarding").sees(303) // another's
	other.get("/me/kept").sees(200, "سلمى الهنائية")
	other.post("/me/kept/"+id+"/discarding").follow().sees(200, "لم يُرسل", "لا شيء ينتظر إرسالك")
	other.get("/me/kept")
	other.post("/me/kept/" + id + "/discarding").sees(303) // sent twice
}

// What another site sends is never kept, whatever it knows.
func TestForeignFormsAreNotKept(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	b.get("/me/name")
	form := url.Values{"csrf": {b.token}, "spelling": {"دخيل"}}.Encode()
	if err := masartest.Direct(s.App).RemoveSignIns(t.Context(), "salma", ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		origin, site string
		kept         bool
	}{
		{"https://evil.example", "", false}, {"null", "", false}, {"null", "same-origin", false}, {"http://example.com.evil.example", "", false},
		{"", "cross-site", false}, {"", "same-site", false}, {"", "none", false}, {"http://example.com", "cross-site", false}, {"http://other.example.com", "same-site", false},
		{"http://example.com", "", true}, {"http://example.com", "same-origin", true}, {"", "same-origin", true},
	} {
		headers := []string{"Origin", c.origin}
		if c.origin == "" {
			headers = nil
		}
		if c.site != "" {
			headers = append(headers, "Sec-Fetch-Site", c.site)
		}
		b.sent("/me/name/correction", formType, form, headers...)
		if kept := strings.Contains(b.body, "ما كتبته محفوظ"); b.status != 401 || kept != c.kept {
			t.Errorf("from %q, %q: %d, kept %t", c.origin, c.site, b.status, kept)
		}
		fs, err := s.App.Store.KeptForms(t.Context(), "salma")
		if err != nil || (len(fs) == 1) != c.kept {
			t.Errorf("from %q, %q: %d forms, %v", c.origin, c.site, len(fs), err)
		}
		for _, f := range fs {
			if err := s.App.DropForm(t.Context(), s.Viewer(t, "salma"), f.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A form of an earlier sign-in, sent in a later one of the same person, waits for
// them to look at; that of another person does not.
func TestStaleForms(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	b.get("/me/name")
	earlier := b.token
	b.post("/sign-out").sees(303)
	b.get("/sign-in")
	b.post("/sign-in", "name", "salma", "password", masartest.Password).sees(303)
	b.token = earlier
	b.post("/me/name/correction", "spelling", "سلمى الهنائية").follow().sees(200, "طلب تصحيح اسمك", "سلمى الهنائية")
	badr := s.as(t, "badr")
	badr.get("/me/name")
	badr.token = earlier
	badr.post("/me/name/correction", "spelling", "دخيل").sees(403, "سجّل شخص آخر الدخول")
	badr.get("/me/kept").sees(200, "لا شيء ينتظر إرسالك")
}

// Of one person the latest few forms are kept, one for each place, and none for
// longer than it takes to come back.
func TestKeptFormsAreFew(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/1", "/2", "/3", "/2", "/4", "/5", "/6", "/7"} {
		if err := s.App.KeepForm(t.Context(), store.KeptForm{PersonID: "salma", Route: "/x", Path: path, Fields: "a=" + path}); err != nil {
			t.Fatal(err)
		}
	}
	fs, err := s.App.Store.KeptForms(t.Context(), "salma")
	if err != nil {
		t.Fatal(err)
	}
	var paths string
	for _, f := range fs {
		paths += f.Path
	}
	if paths != "/7/6/5/4/2" {
		t.Errorf("kept %s", paths)
	}
	if _, err := masartest.Direct(s.App).RemoveKeptFormsBefore(t.Context(), masartest.Noon.AddDate(1, 0, 0), 10); err != nil {
		t.Fatal(err)
	}
	if fs, err = s.App.Store.KeptForms(t.Context(), "salma"); err != nil || len(fs) > 0 {
		t.Errorf("%d forms are there for ever, %v", len(fs), err)
	}
}

// Whatever longer form is kept, its writer reads what sending it does.
func TestEveryKeptFormSaysWhatItDoes(t *testing.T) {
	if len(keepable()) < 10 || !i18n.Has("kept.do-other") {
		t.Fatal("there are longer forms, and words for all others")
	}
	for _, route := range keepable() {
		key := "kept.do" + strings.NewReplacer("/:", "-", "/", "-", ".", "-").Replace(route)
		if !i18n.Has(key) {
			t.Errorf("nothing says what a form sent to %s does: %s", route, key)
		}
	}
}

// What waits is shown in the words of the page on which it was written: that and
// the course, the fields and choices, the button that was pressed, all of a long
// text. The way back leads to that page with everything in it.
func TestKeptFormInItsWords(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/sheet").sees(200)
	long := strings.TrimSpace(strings.Repeat("A sentence of my work. ", 60)) + " THE END"
	form := url.Values{"csrf": {b.token}, "text": {long}, "revision": {b.hidden("revision")}, "go": {"hand-in"}}
	b.post("/sign-out").sees(303)
	b.sent("/learning/basics/sheet/work", formType, form.Encode(), "Referer", home.String()+"/learning/basics/sheet?lang=ar").sees(401)
	b.get("/sign-in?lang=en")
	b.post("/sign-in", "name", "salma", "password", masartest.Password).follow()
	blanks := regexp.MustCompile(`<label for="f-text">\s*([^<]+?)\s*<`).FindStringSubmatch(s.english(t, "salma").get("/learning/basics/sheet").body)
	b.sees(200, blanks[1], "THE END", "<details", "The button you pressed: “Hand in”", `href="/learning/basics/sheet?kept=`, "Participation basics").misses("hand-in<", ">text<", ">revision<")
	b.get("/me/kept?lang=ar").sees(200, "الزر الذي ضغطته", "أساسيات المشاركة", "THE END").misses("Hand in")
	at := regexp.MustCompile(`href="(/learning/basics/sheet\?kept=[^"]+)"`).FindStringSubmatch(b.body)[1]
	b.get(at).sees(200, long+"</textarea>", `name="kept-form"`, `lang="ar"`)
	if n := strings.Count(b.body, `name="csrf"`); n < 2 || strings.Contains(b.body, form.Get("csrf")) {
		t.Error("the form carries what its page did when it was written")
	}
	other := s.as(t, "badr")
	other.get("/learning/basics")
	other.post("/learning/basics/enrolment")
	other.get(at).sees(200).misses("THE END", "kept-form")
	b.get("/learning/basics/sheet").sees(200).misses("THE END", "kept-form")
	b.get(at)
	b.form("/learning/basics/sheet/work", map[string]string{"text": long, "revision": b.hidden("revision"), "kept-form": b.hidden("kept-form"), "go": "save"}, "", "").sees(303)
	b.get("/me/kept").sees(200, "لا شيء ينتظر إرسالك")
}

// A choice is shown by its words; a form whose page is gone by what was written
// alone, and nowhere by the names that programs know.
func TestKeptChoices(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "hr-n")
	for _, f := range []store.KeptForm{
		{Route: "/hr/people/:id", Path: "/hr/people/salma", Fields: "name_ar=%D8%B3%D9%84%D9%85%D9%89&department=Records+office&revision=1"},
		{Route: "/me", Path: "/me", Fields: "lang=en&digits=arab"},
		{Route: "/hr/people/:id", Path: "/hr/people/badr", Fields: "department=Records+of+the+south&sign_in=badr"}, // of another agency
	} {
		f.PersonID = "hr-n"
		if err := s.App.KeepForm(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	b.get("/me/kept").sees(200, "Name in Arabic", "سلمى", "Department", "Records office", "Language of the site", "English", "١٢٣", `href="/hr/people/salma?kept=`, `href="/me?kept=`, "What you wrote", "Records of the south").
		misses("name_ar<", "department<", "revision<", "sign_in<", "Badr", `href="/hr/people/badr`)
}

var posting = regexp.MustCompile(`(?s)<form[^>]*method="post"[^>]*action="([^"]+)"|formaction="([^"]+)"`)

// Every form of the site has words for its page, its fields, choices and buttons,
// which its writer reads if it is kept; and every longer form is on a page.
func TestEveryFormHasWords(t *testing.T) {
	met := map[string]bool{"/teaching/courses/:id/media": true} // sent by a script alone, which keeps what it sends
	s, passwords := demoSite(t)
	for _, who := range []string{"salim.hinai", "trainer.municipal", "hr.municipal", "admin"} {
		b := s.browser(t)
		b.get("/sign-in?lang=en")
		b.post("/sign-in", "name", who, "password", passwords[who], "back", "/")
		for _, at := range b.walk("/", "/me", "/me/name", "/teaching", "/teaching/courses", "/templates", "/hr", "/hr/import", "/hr/assign", "/admin", "/admin/tokens") {
			b.get(at).readsForms(met)
		}
	}
	taught, run := taught(t)
	work, _ := taught.handedIn(t, "badr")
	taught.get(t, "trainer-n", "/teaching/reviews/"+work, "/teaching/runs/"+run, "/teaching/runs/new?course=basics").readsForms(met)
	taught.get(t, "salma", "/learning/basics/sheet").readsForms(met)
	if err := masartest.Direct(taught.App).AddPerson(t.Context(), people.Person{ID: "hind", AgencyID: "north", NameAr: "هند", SignIn: "hind", CreatedAt: masartest.Noon}.Tidy()); err != nil {
		t.Fatal(err)
	}
	taught.get(t, "hr-n", "/hr/passwords?agency=north").readsForms(met)
	followed := followedSite(t)
	followed.get(t, "salma", "/learning/basics/now", surveyLink.FindString(followed.as(t, "salma").get("/notices").body)).readsForms(met)
	for _, route := range keepable() {
		if !met[route] {
			t.Errorf("no page has a form that is sent to %s", route)
		}
	}
	if len(met) < 30 {
		t.Errorf("only %d kinds of form were read", len(met))
	}
}

// opened are pages that somebody has opened.
type opened []*browser

func (s *site) get(t *testing.T, who string, paths ...string) (ps opened) {
	t.Helper()
	for _, at := range paths {
		b := s.english(t, who)
		ps = append(ps, b.get(at).sees(200))
	}
	return ps
}

func (ps opened) readsForms(met map[string]bool) {
	for _, b := range ps {
		b.readsForms(met)
	}
}

// readsForms reads the forms of the page by their words, and notes where they are
// sent.
func (b *browser) readsForms(met map[string]bool) {
	b.t.Helper()
	for _, m := range posting.FindAllStringSubmatch(b.body, -1) {
		to := html.UnescapeString(m[1] + m[2])
		route := b.site.postRoute(to)
		if slices.Contains([]string{"/preferences", "/sign-in", "/sign-out"}, route) || met[route] {
			continue
		}
		form, ok := blank.Read([]byte(b.body), to)
		if names := form.Nameless(); !ok || form.Title == "" || len(names) > 0 {
			b.t.Errorf("a form to %s: read %t, page %q, without words %q", to, ok, form.Title, names)
		}
		met[route] = true
	}
}

// postRoute returns the route that a form is sent to.
func (s *site) postRoute(at string) string {
	at, _, _ = strings.Cut(at, "?")
	for _, r := range s.app.GetRoutes(true) {
		if r.Method == fiber.MethodPost && fiber.RoutePatternMatch(at, r.Path) {
			return r.Path
		}
	}
	return at
}

// A page that is read for its words leaves no line in the log, where it would
// look like somebody who tries addresses.
func TestPagesReadWithinAreNotLogged(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "salma")
	if err := s.App.KeepForm(t.Context(), store.KeptForm{PersonID: "salma", Route: "/learning/:course/:step/work", Path: "/learning/gone/sheet/work", Fields: "text=Some+words"}); err != nil {
		t.Fatal(err)
	}
	again := store.KeptForm{PersonID: "salma", Route: "/me", Path: "/me", Page: "/me/kept", Fields: "lang=en&digits=arab"} // sent from there and kept again
	if err := s.App.KeepForm(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	s.log.Reset()
	b.get("/me/kept").sees(200, "Some words", "Digits in Arabic", `href="/me?kept=`)
	if lines := strings.Count(s.log.String(), "\n"); lines != 1 || !strings.Contains(s.log.String(), "route=/me/kept") {
		t.Errorf("%d lines: %s", lines, s.log.String())
	}
}
