package web_test

import (
	"net/url"
	"strings"
	"testing"

	"masar/internal/i18n"
	"masar/internal/masartest"
	"masar/internal/store"
	"masar/internal/web"
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
	if err := s.App.Store.RemoveSignIns(t.Context(), "salma", ""); err != nil {
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
	if err := s.App.Store.RemoveSignIns(t.Context(), "salma", ""); err != nil {
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
	if err := s.App.Store.RemoveKeptFormsBefore(t.Context(), masartest.Noon.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	if fs, err = s.App.Store.KeptForms(t.Context(), "salma"); err != nil || len(fs) > 0 {
		t.Errorf("%d forms are there for ever, %v", len(fs), err)
	}
}

// Whatever longer form is kept, its writer reads what sending it does.
func TestEveryKeptFormSaysWhatItDoes(t *testing.T) {
	if len(web.Keepable()) < 10 || !i18n.Has("kept.do-other") {
		t.Fatal("there are longer forms, and words for all others")
	}
	for _, route := range web.Keepable() {
		key := "kept.do" + strings.NewReplacer("/:", "-", "/", "-", ".", "-").Replace(route)
		if !i18n.Has(key) {
			t.Errorf("nothing says what a form sent to %s does: %s", route, key)
		}
	}
}
