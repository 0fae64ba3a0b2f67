package web_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"masar/internal/masartest"
)

// script posts as our scripts do.
func (b *browser) script(path string, form url.Values) *browser {
	b.t.Helper()
	form.Set("csrf", b.token)
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Requested-With", "fetch")
	return b.send(r)
}

func (s *site) onSheet(t *testing.T) *browser {
	t.Helper()
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics").sees(200)
	b.post("/learning/basics/enrolment").sees(303)
	return b.get("/learning/basics/sheet").sees(200)
}

const sheetWork = "/learning/basics/sheet/work"

// A script is told that the work is saved only when it is, and on which
// revision it goes on.
func TestWorkByScript(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	b.script(sheetWork, url.Values{"text": {"أول الكلام"}, "revision": {b.hidden("revision")}, "auto": {"1"}}).sees(200, "حُفظ ما كتبته")
	if got := b.header.Get("Masar-Revision"); got != "1" {
		t.Errorf("the script goes on from revision %q, want 1", got)
	}
	for name, c := range map[string]struct {
		form   url.Values
		status int
		words  string
	}{
		"too long":          {url.Values{"text": {strings.Repeat("ط", 20_001)}, "revision": {"1"}}, 422, "أطول من"},
		"older":             {url.Values{"text": {"كلام آخر"}, "revision": {"0"}}, 409, "من نافذة أخرى"},
		"older, handed in":  {url.Values{"text": {"كلام آخر"}, "revision": {"0"}, "go": {"hand-in"}}, 409, "من نافذة أخرى"},
		"not fit to go out": {url.Values{"revision": {"1"}, "go": {"hand-in"}}, 422, "مطلوب للتسليم"},
	} {
		t.Run(name, func(t *testing.T) {
			b := s.as(t, "salma")
			b.get("/learning/basics/sheet")
			if c.form.Get("revision") == "1" {
				c.form.Set("revision", b.hidden("revision"))
			}
			b.script(sheetWork, c.form).sees(c.status, c.words).misses("حُفظ ما كتبته")
		})
	}
}

// Without a script what was typed comes back in the form, whatever is wrong with
// it, and with what stands beside it.
func TestWorkComesBack(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	long := strings.Repeat("طويل ", 4001)
	b.post(sheetWork, "text", long, "revision", "0", "go", "save").sees(422, strings.TrimSpace(long), "أطول من")
	b.get("/learning/basics/sheet")
	other := s.as(t, "salma")
	other.get("/learning/basics/sheet").sees(200)
	b.post(sheetWork, "text", "من هنا", "revision", b.hidden("revision"), "go", "save").sees(303)
	other.post(sheetWork, "text", "من هناك", "revision", other.hidden("revision"), "go", "hand-in").sees(409, "من هناك", "تغيّر هذا النصّ منذ فتحته", "المحفوظ الآن", "من هنا", "آخر حفظ كان منك، من نافذة أخرى").misses("صحّح الخطأ", "شخص آخر")
	b.get("/learning/basics/sheet").sees(200, "من هنا").misses("من هناك")
	// Asked, they send it once more.
	other.post(sheetWork, "text", "من هناك", "revision", other.hidden("revision"), "go", "save").sees(303)
	b.get("/learning/basics/sheet").sees(200, "من هناك")
}

// The device is told which of its texts have been taken: those that led on, and
// no other.
func TestReceived(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	told := func() string {
		for _, k := range b.jar.Cookies(home) {
			if k.Name == "received" {
				return k.Value
			}
		}
		return ""
	}
	b.post(sheetWork, "text", "", "go", "hand-in", "copy", "1-2-3-0").sees(422, `name="copy" value="1-2-3-0"`)
	if got := told(); got != "" {
		t.Fatalf("of a form that was refused, %q is said to be taken", got)
	}
	b.post(sheetWork, "text", "كلام", "go", "save", "copy", "1-2-3-0.4-5-6-0").sees(303)
	if got := told(); got != "1-2-3-0.4-5-6-0" {
		t.Errorf("%q is said to be taken", got)
	}
	b.post("/me/name/correction", "spelling", "Salma Al Habsi", "copy", "7-8-9-1").sees(303)
	if got := told(); got != "1-2-3-0.4-5-6-0.7-8-9-1" {
		t.Errorf("after another form, %q is said to be taken", got)
	}
	for _, name := range []string{"", "1;Path=/x", "a", "1..2", strings.Repeat("1-", 21), strings.Repeat("1.", 9) + "1"} {
		before := told()
		b.get("/me/name").post("/me/name/correction", "spelling", "Salma Al Habsi", "copy", name)
		if got := told(); got != before {
			t.Errorf("the name %q is taken as one: %q", name, got)
		}
	}
	// Who has to sign in, or to set a password first, has sent nothing yet.
	out := s.browser(t)
	out.get("/sign-in")
	out.post(sheetWork, "text", "كلام", "copy", "1-1-1-0").sees(401)
	for _, k := range out.jar.Cookies(home) {
		if k.Name == "received" {
			t.Error("a form of nobody is said to be taken")
		}
	}
}

var keeps = regexp.MustCompile(`<template id="keep" data-owner="([^"]+)" data-key="([^"]+)"`)

// Each person's pages bring the key of what they wrote on the device, and nobody
// else's; a page of nobody brings none.
func TestKeepOnPages(t *testing.T) {
	s := newSite(t)
	found := map[string]string{}
	for _, who := range []string{"salma", "badr", "salma"} {
		m := keeps.FindStringSubmatch(s.as(t, who).get("/").body)
		if m == nil {
			t.Fatalf("%s has no key", who)
		}
		if was := found[who]; was != "" && was != m[1]+m[2] {
			t.Errorf("%s has another key the second time", who)
		}
		found[who] = m[1] + m[2]
	}
	if found["salma"] == found["badr"] {
		t.Error("two people have one key")
	}
	for _, path := range []string{"/sign-in", "/verify", "/help"} {
		if keeps.MatchString(s.browser(t).get(path).body) {
			t.Errorf("%s brings a key to nobody", path)
		}
	}
}

// What a form of ours brought and nobody could take is shown, to be copied; what
// another site sent is not.
func TestTypedIsShown(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	send := func(from, token string) *browser {
		b.get("/me/name")
		form := url.Values{"csrf": {token}, "spelling": {"سلمى بنت خالد بن سيف الحبسية"}, "copy": {"1-2-3-4"}, "password": {"one two three four five six"}}
		r := httptest.NewRequest("POST", "/me/name/correction", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", from)
		return b.send(r)
	}
	send("same-origin", "old").sees(403, "سلمى بنت خالد بن سيف", "ما كتبته").misses("three four", "1-2-3-4")
	send("cross-site", "old").sees(403).misses("سلمى بنت خالد بن سيف")
	send("", "old").sees(403).misses("سلمى بنت خالد بن سيف")
}
