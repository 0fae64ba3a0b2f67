package web_test

import (
	"strings"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/identity"
	"masar/internal/masartest"
)

// More forms than anybody sends by hand are not done; what was written stands on
// the page, to be sent again, and others are not kept waiting.
func TestTooOften(t *testing.T) {
	s := newSite(t)
	now := masartest.Noon
	s.App.Now = func() time.Time { return now }
	salma, badr := s.as(t, "salma"), s.as(t, "badr")
	salma.get("/me")
	for i := range 300 {
		if salma.post("/me", "lang", "ar", "digits", "latn"); salma.status != 303 {
			t.Fatalf("form %d: %d", i+1, salma.status)
		}
	}
	salma.get("/me/name")
	salma.post("/me/name/correction", "spelling", "سلمى بنت خلفان الهنائي").sees(429, "تمهّل قليلًا", "بعد ثانية واحدة", `action="/me/name/correction"`, `name="spelling" value="سلمى بنت خلفان الهنائي"`)
	if salma.header.Get("Retry-After") != "1" {
		t.Errorf("to try again after %q", salma.header.Get("Retry-After"))
	}
	salma.get("/me").sees(200)
	badr.get("/me")
	badr.post("/me", "lang", "ar", "digits", "latn").sees(303)
	now = now.Add(500 * time.Millisecond)
	salma.get("/me/name")
	salma.post("/me/name/correction", "spelling", "سلمى بنت خلفان الهنائي").sees(303)
	// A password that was written is not kept in a page.
	salma.post("/me/password", "current", masartest.Password, "password", "جملة لا يعرفها أحد").sees(429).misses("جملة لا يعرفها أحد", masartest.Password)
	hr := s.as(t, "hr-n").get("/help")
	for i := range 121 {
		if hr.post("/hr/people", "q", "سلمى"); hr.status == 429 {
			if i != 120 {
				t.Errorf("search %d had to wait", i+1)
			}
			break
		}
	}
	hr.sees(429, `name="q" value="سلمى"`)
}

// The last request stands, and a day's sixth is refused in words with what was
// written.
func TestNameCorrectionStands(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	b.get("/me/name")
	for _, family := range []string{"الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة"} {
		for range 2 { // pressed twice
			b.post("/me/name/correction", "spelling", "سلمى "+family).sees(303)
		}
	}
	b.post("/me/name/correction", "spelling", "سلمى الأخيرة").sees(429, "آخر طلب وصل هو", `value="سلمى الأخيرة"`)
	s.as(t, "hr-n").get("/notices").sees(200, "سلمى الخامسة").misses("سلمى الأولى", "سلمى الرابعة", "سلمى الأخيرة")
	b.get("/me/name").sees(200, "سلمى الخامسة").misses("سلمى الرابعة", "سلمى الأخيرة")
}

// Wrong passwords are kept and shown: to the person, and to the administrator,
// with the name if it is somebody's and without it if it is nobody's, for people
// type passwords there.
func TestFailedSignInsAreShown(t *testing.T) {
	s := newSite(t)
	const slip = "my secret sentence"
	g := s.browser(t)
	g.get("/sign-in")
	for _, name := range []string{"salma", slip, "badr"} {
		g.post("/sign-in", "name", name, "password", "wrong").sees(422)
	}
	admin := s.as(t, "admin")
	admin.get("/admin/events?security=1").sees(200, "دخول خاطئ", "سلمى بنت خلفان الهنائية", "بدر بن سيف الغافري", "قبل الدخول", "عنوان الشبكة:", "0.0.0.0").misses(slip)
	admin.get("/admin/events?security=1&kind=lesson.read").sees(200, "لا أحداث توافق")
	admin.get("/admin/events?security=1&lang=en").sees(200, "Sign-in failed", "not signed in")
	subAdmin(t, s).get("/admin/events?security=1").sees(200, "سلمى").misses("بدر")
	s.as(t, "salma").get("/me").sees(200, "آخر ما جرى لحسابك", "دخول خاطئ", "0.0.0.0").misses("بدر")
	s.as(t, "hr-n").get("/me").misses("دخول خاطئ")
	var kept int
	if err := masartest.DBOf(s.App).R.NewRaw("SELECT count(*) FROM events WHERE CAST(detail AS text) LIKE '%secret%' OR object_id LIKE '%secret%'").Scan(t.Context(), &kept); err != nil || kept != 0 {
		t.Errorf("what was typed as a name is kept %d times, %v", kept, err)
	}
	if strings.Contains(s.log.String(), slip) {
		t.Error("what was typed as a name is in the log")
	}
}

// A second sign-in in one browser ends the first; one in another does not.
func TestSecondSignInEndsTheFirst(t *testing.T) {
	s := newSite(t)
	count := func(person string) int {
		ins, err := s.App.Store.SignIns(t.Context(), person, s.App.Now())
		if err != nil {
			t.Fatal(err)
		}
		return len(ins)
	}
	b := s.as(t, "salma")
	old := b.jar.Cookies(home)
	again := func(name string) {
		b.get("/me") // forms of a page that was open before
		b.post("/sign-in", "name", name, "password", masartest.Password).sees(303)
	}
	again("salma")
	if n := count("salma"); n != 1 {
		t.Errorf("%d sign-ins after signing in twice in one browser", n)
	}
	s.as(t, "salma")
	if n := count("salma"); n != 2 {
		t.Errorf("%d sign-ins in two browsers", n)
	}
	again("badr")
	if n, m := count("salma"), count("badr"); n != 1 || m != 1 {
		t.Errorf("after a colleague at the same computer: %d and %d", n, m)
	}
	b.get("/me").sees(200, "بدر")
	stale := s.browser(t)
	stale.jar.SetCookies(home, old)
	stale.get("/me").sees(401)
}

// Other devices are signed out by somebody who has given the password of late,
// and by others once they have.
func TestEndingDevicesAsksForThePassword(t *testing.T) {
	s := newSite(t)
	now := masartest.Noon
	s.App.Now = func() time.Time { return now }
	b := s.as(t, "salma")
	s.as(t, "salma")
	s.as(t, "salma")
	others := func() (ids []string) {
		ins, err := s.App.Store.SignIns(t.Context(), "salma", now)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range ins {
			if strings.Contains(b.get("/me").body, "/me/devices/"+in.ID+"/sign-out") {
				ids = append(ids, in.ID)
			}
		}
		return ids
	}
	ids := others()
	now = now.Add(identity.ProvedFor - time.Microsecond)
	b.get("/me")
	b.post("/me/devices/"+ids[0]+"/sign-out").follow().sees(200, "خرج ذلك الجهاز")
	now = now.Add(time.Microsecond)
	b.post("/me/devices/"+ids[1]+"/sign-out").sees(422, "تأكيد هويتك", `action="/me/devices/`+ids[1]+`/sign-out"`)
	b.post("/me/devices/"+ids[1]+"/sign-out", "current", "wrong").sees(422, "كلمة المرور الحالية غير صحيحة")
	b.post("/sign-out", "everywhere", "1").sees(422, `name="everywhere" value="1"`)
	if got := others(); len(got) != 1 {
		t.Fatalf("%d others, want one", len(got))
	}
	b.post("/me/devices/"+ids[1]+"/sign-out", "current", masartest.Password).follow().sees(200, "خرج ذلك الجهاز")
	b.post("/sign-out", "everywhere", "1").sees(303) // proved a moment ago
	b.get("/me").sees(401)
	now = now.Add(time.Hour)
	s.as(t, "salma").get("/me").post("/sign-out").sees(303) // one's own, without a word
}

// A first password is good for fourteen days; HR sees how long.
func TestFirstPasswordExpires(t *testing.T) {
	s := newSite(t)
	now := masartest.Noon
	s.App.Now = func() time.Time { return now }
	password, err := s.App.HandPassword(t.Context(), s.Viewer(t, "hr-n"), "salma", masartest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	in := func(password string) *browser {
		b := s.browser(t)
		b.get("/sign-in")
		return b.post("/sign-in", "name", "salma", "password", password)
	}
	page := func() *browser { return s.as(t, "hr-n").get("/hr/people/salma") }
	page().sees(200, "كلمة مؤقتة منذ 22 نوفمبر 2026", "تنتهي في 6 ديسمبر 2026")
	now = now.Add(core.HandedFor - time.Microsecond)
	in(password).sees(303)
	now = now.Add(time.Microsecond)
	in(password).sees(422, "انتهت صلاحية هذه الكلمة المؤقتة بعد 14 يومًا")
	in("wrong").sees(422, "اسم الدخول أو كلمة المرور غير صحيح").misses("انتهت صلاحية")
	page().sees(200, "انتهت في 6 ديسمبر 2026")
	if _, err := s.App.HandPassword(t.Context(), s.Viewer(t, "hr-n"), "salma", masartest.Noon); err != nil {
		t.Fatal(err)
	}
	page().sees(200, "كلمة مؤقتة منذ 6 ديسمبر 2026")
	s.as(t, "hr-n").get("/hr/people/trainer-n").sees(200, "كلمة مرور من اختيار صاحب الحساب")
}
