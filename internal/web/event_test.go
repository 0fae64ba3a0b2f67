package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/masartest"
)

func TestEvents(t *testing.T) {
	s := newSite(t)
	s.as(t, "salma")
	s.as(t, "badr")
	house := event.Event{ID: "h1", Verb: event.Revived, Object: "job", ObjectID: "mail:x", At: s.App.Now()}
	if err := masartest.Direct(s.App).Record(t.Context(), house); err != nil {
		t.Fatal(err)
	}
	b := s.as(t, "admin")
	b.get("/admin/events").sees(200, "سلمى بنت خلفان الهنائية", "بدر بن سيف الغافري", "إعادة محاولة", "المنصة كلها", "22 نوفمبر 2026، 12:00")
	b.get("/admin/events?verb=revived").sees(200, "إعادة محاولة", "حدث واحد").misses("سلمى")
	b.get("/admin/events?object=person&id=salma").sees(200, "سلمى").misses("بدر")
	b.get("/admin/events?from=2026-11-22&to=2026-11-22").sees(200, "سلمى")
	b.get("/admin/events?to=2026-11-21").sees(200, "لا أحداث توافق").misses("سلمى")
	b.get("/admin/events?from=2026-11-23&lang=en").sees(200, "No events match")
	b.get("/admin/events?page=zzz&from=zzz").sees(200, "Salma Al Hinai")
	// Of a part, only what is that part's affair.
	subAdmin(t, s).get("/admin/events").sees(200, "سلمى").misses("بدر", "المنصة كلها")
}

// The trail goes on from event to event, whatever is recorded meanwhile.
func TestEventPages(t *testing.T) {
	for _, n := range []int{0, 1, 25, 26, 51} {
		s := newSite(t)
		add := func(n int, about string) {
			var es []event.Event
			for i := range n {
				es = append(es, event.Event{ID: s.App.NewID(), Verb: event.Read, Object: "lesson", ObjectID: about + strconv.Itoa(i), At: s.App.Now(), AgencyID: "top"})
			}
			if err := masartest.Direct(s.App).Record(t.Context(), es...); err != nil {
				t.Fatal(err)
			}
		}
		add(n, "l")
		b := s.as(t, "admin")
		seen := func() (ids []string) {
			for _, m := range regexp.MustCompile(`id=([ln][0-9]+)&amp;object=lesson"`).FindAllStringSubmatch(b.body, -1) {
				ids = append(ids, m[1])
			}
			return ids
		}
		link := func(side string) string {
			m := regexp.MustCompile(`href="(/admin/events\?` + side + `=[^"]*)"`).FindStringSubmatch(b.body)
			if m == nil {
				return ""
			}
			return strings.ReplaceAll(m[1], "&amp;", "&")
		}
		b.get("/admin/events?verb=read&lang=en").sees(200)
		first, all := seen(), seen()
		if link("after") != "" {
			t.Errorf("of %d, the first page leads to newer ones", n)
		}
		add(1, "n")
		var pages int
		for pages = 1; link("before") != ""; pages++ {
			b.get(link("before")).sees(200, "Newer")
			all = append(all, seen()...)
		}
		if len(all) != n || pages != max(1, (n+24)/25) {
			t.Fatalf("of %d, %d are on %d pages", n, len(all), pages)
		}
		for i, id := range all {
			if id != "l"+strconv.Itoa(n-1-i) {
				t.Errorf("of %d, the one %d from the latest is %s", n, i, id)
			}
		}
		for link("after") != "" {
			b.get(link("after")).sees(200)
		}
		if pages > 1 && !slices.Equal(seen(), append([]string{"n0"}, first[:24]...)) {
			t.Errorf("of %d, back at the first page are %q", n, seen())
		}
	}
	s := newSite(t)
	s.as(t, "admin").get("/admin/events?verb=read&before=2&lang=en").sees(200, "No events match", "Newer")
}

// Every key of what events name further has words.
func TestEventDetailKeys(t *testing.T) {
	for _, key := range event.Details {
		if !i18n.Has("event.detail-" + key) {
			t.Errorf("%s has no words", key)
		}
	}
}

// What an event names further is said in words where it has them, in both
// languages; the rest stands as it was recorded.
func TestEventDetails(t *testing.T) {
	s := newSite(t)
	for i, detail := range []map[string]string{
		{"role": "hr"}, {"scope": "verify", "device": "Firefox"}, {"address": "192.0.2.7", "version": "2026-1"}, {"name": "approved", "email": "changed"}, {"kind": "archiving"},
		{"role": "emperor", "colour": "red"},
	} {
		e := event.Event{ID: s.App.NewID(), Verb: event.Changed, Object: "person", ObjectID: strconv.Itoa(i), At: s.App.Now(), AgencyID: "top", Detail: detail}
		if err := masartest.Direct(s.App).Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	b := s.as(t, "admin")
	words := func() string { return strings.Join(strings.Fields(b.body), " ") }
	for path, want := range map[string][]string{
		"/admin/events?verb=changed&lang=ar": {"الدور: موارد بشرية", "ما يسمح به: التحقق من الشهادات الرقمية فقط", "الجهاز: ", "عنوان الشبكة: <code", "192.0.2.7", "الإصدار: <code",
			"الاسم: اعتُمدت كتابته", "البريد الإلكتروني: تغيّر", "النوع: إعداد أرشيف", ">emperor</code>", "colour: <code"},
		"/admin/events?verb=changed&lang=en": {"Role: HR officer", "What it is for: Verifying credentials only", "Network address: <code", ">emperor</code>", "colour: <code"},
	} {
		b.get(path).sees(200).misses(">hr</code>", ">verify</code>", ">approved</code>", ">archiving</code>")
		for _, w := range want {
			if !strings.Contains(words(), w) {
				t.Errorf("%s does not say %q", path, w)
			}
		}
	}
}

// A change says what was and what is, field by field, in both languages: people and
// agencies by name, times as times. What is outside the reader's agencies has no name.
func TestEventChanges(t *testing.T) {
	s := newSite(t)
	for i, e := range []event.Event{
		event.Of(event.Changed, "person", "salma", "north").Changing("name-en", "Salma", "Salmaa").Changing("department", "", "المشاريع").With("civil-tail", "changed"),
		event.Of(event.Changed, "agency", "south", "south").Changing("parent", "top", "north").Changing("shown-name", "short", "full"),
		event.Of(event.Changed, "run", "r", "north").Changing("trainers", "trainer-n", "trainer-n trainer-s").Changing("seats", "0", "25").Changing("times", "2026-11-23T05:00:00Z", "2026-11-24T05:00:00Z"),
		event.Of(event.Changed, "template", "t", "north").Changing("design-seal", "yes", "").Changing("design-border", "woven", "none").With("design-colours", "changed"),
	} {
		e.ID, e.At = "c"+strconv.Itoa(i), s.App.Now()
		if err := masartest.Direct(s.App).Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	plain := strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "", "&lt;", "<")
	read := func(b *browser, path string, wants ...string) string {
		t.Helper()
		b.get(path).sees(200)
		text := strings.Join(strings.Fields(plain.Replace(b.body)), " ")
		for _, w := range wants {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q", path, w)
			}
		}
		return text
	}
	admin := s.as(t, "admin")
	read(admin, "/admin/events?verb=changed&lang=ar",
		"الاسم بالإنجليزية: Salma ← Salmaa", "الدائرة: (فارغ) ← المشاريع", "آخر أرقام الرقم المدني: تغيير", "الاسم في صفحة التحقق: الاسم الأول والحرف الأول من اسم العائلة ← الاسم كاملًا",
		"المقاعد: بلا حد ← 25", "مواعيد الجلسات: 23 نوفمبر 2026، 09:00 ← 24 نوفمبر 2026، 09:00", "الختم: نعم ← لا", "الإطار: منسوج بنقوش عُمانية ← بلا إطار", "الألوان: تغيير")
	text := read(admin, "/admin/events?verb=changed&lang=en",
		"Name in English: Salma → Salmaa", "Department: (empty) → المشاريع", "Seats: no limit → 25", "Seal: yes → no", "Border: Woven, with Omani patterns → None", "Colours: changed")
	for _, raw := range []string{"was:", "now:", ">trainer-s<", "→ north", "2026-11-23T05"} {
		if strings.Contains(text, raw) {
			t.Errorf("the trail shows %q", raw)
		}
	}
	admin.get("/admin/events?object=agency&verb=changed&lang=ar").sees(200, "الجهة الأعلى")
}

// Whatever the program records of an event has words for it in both languages.
func TestEventDetailsHaveWords(t *testing.T) {
	recorded := regexp.MustCompile(`\.(?:With|Changing)\("([a-z-]+)",`)
	files, err := filepath.Glob("../app/*.go")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, part := range []string{"languages", "border", "seal", "employer", "civil-tail", "title-ar", "title-en", "words", "colours", "logos", "signatories"} {
		if !i18n.Has("event.detail-design-" + part) {
			t.Errorf("%s of a design has no words", part)
		}
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(body)) {
			if !strings.Contains(line, "event.Of(") && !strings.Contains(line, "Changing(") && !strings.Contains(line, "e = e.With(") && !strings.Contains(line, "e := ") {
				continue
			}
			for _, m := range recorded.FindAllStringSubmatch(line, -1) {
				found++
				if !i18n.Has("event.detail-" + m[1]) {
					t.Errorf("%s: %s has no words", file, m[1])
				}
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d were found", found)
	}
}
