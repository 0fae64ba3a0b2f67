package web_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/people"
)

func TestEvents(t *testing.T) {
	s := newSite(t)
	s.as(t, "salma")
	s.as(t, "badr")
	house := event.Event{ID: "h1", Kind: event.JobRevived, ObjectID: "mail:x", At: s.App.Now()}
	if err := masartest.Direct(s.App).Record(t.Context(), house); err != nil {
		t.Fatal(err)
	}
	b := s.as(t, "admin")
	b.get("/admin/events").sees(200, "سلمى بنت خلفان الهنائية", "بدر بن سيف الغافري", "إعادة محاولة", "المنصة كلها", "22 نوفمبر 2026، 12:00")
	b.get("/admin/events?kind=job.revived").sees(200, "إعادة محاولة", "حدث واحد").misses("سلمى")
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
				es = append(es, event.Event{ID: s.App.NewID(), Kind: event.LessonRead, ObjectID: about + strconv.Itoa(i), At: s.App.Now(), AgencyID: "top"})
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
		b.get("/admin/events?kind=lesson.read&lang=en").sees(200)
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
	s.as(t, "admin").get("/admin/events?kind=lesson.read&before=2&lang=en").sees(200, "No events match", "Newer")
}

// What an event names further is said in words where it has them, in both
// languages; the rest stands as it was recorded.
func TestEventDetails(t *testing.T) {
	s := newSite(t)
	for i, detail := range []map[string]string{
		{"role": "hr"}, {"scope": "verify", "device": "Firefox"}, {"address": "192.0.2.7", "version": "2026-1"}, {"name": "approved", "email": "changed"}, {"kind": "archiving"},
		{"role": "emperor", "colour": "red"},
	} {
		e := event.Event{ID: s.App.NewID(), Kind: event.PersonChanged, ObjectID: strconv.Itoa(i), At: s.App.Now(), AgencyID: "top", Detail: detail}
		if err := masartest.Direct(s.App).Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	b := s.as(t, "admin")
	words := func() string { return strings.Join(strings.Fields(b.body), " ") }
	for path, want := range map[string][]string{
		"/admin/events?kind=person.changed&lang=ar": {"الدور: موارد بشرية", "ما يسمح به: التحقق من الشهادات الرقمية فقط", "الجهاز: ", "عنوان الشبكة: <code", "192.0.2.7", "الإصدار: <code",
			"الاسم: اعتُمدت كتابته", "البريد الإلكتروني: تغيّر", "النوع: إعداد أرشيف", ">emperor</code>", "colour: <code"},
		"/admin/events?kind=person.changed&lang=en": {"Role: HR officer", "What it is for: Verifying credentials only", "Network address: <code", ">emperor</code>", "colour: <code"},
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
		event.Of(event.PersonChanged, event.Object{ID: "salma", AgencyID: "north", Ar: "سلمى", En: "Salmaa"}, event.NameEn.From("Salma", "Salmaa"), event.Department.From("", "المشاريع"), event.CivilTail.From("1", "2")),
		event.Of(event.AgencyChanged, event.Object{ID: "south", AgencyID: "south"}, event.Parent.From("top", "north"), event.ShownName.From("short", "full")),
		event.Of(event.RunChanged, event.Object{ID: "r", AgencyID: "north"}, event.Trainers.From("trainer-n", "trainer-n trainer-s"), event.Seats.From(0, 25), event.Times.From("2026-11-23T05:00:00Z", "2026-11-24T05:00:00Z")),
		event.Of(event.TemplateSaved, event.Object{ID: "t", AgencyID: "north"}, event.DesignSeal.From("yes", ""), event.DesignBorder.From("woven", "none"), event.DesignColours.From("a", "b")),
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
	read(admin, "/admin/events?lang=ar",
		"الاسم بالإنجليزية: Salma ← Salmaa", "الدائرة: (فارغ) ← المشاريع", "آخر أرقام الرقم المدني: تغيير", "الاسم في صفحة التحقق: الاسم الأول والحرف الأول من اسم العائلة ← الاسم كاملًا",
		"المقاعد: بلا حد ← 25", "مواعيد الجلسات: 23 نوفمبر 2026، 09:00 ← 24 نوفمبر 2026، 09:00", "الختم: نعم ← لا", "الإطار: منسوج بنقوش عُمانية ← بلا إطار", "الألوان: تغيير")
	text := read(admin, "/admin/events?lang=en",
		"Name in English: Salma → Salmaa", "Department: (empty) → المشاريع", "Seats: no limit → 25", "Seal: yes → no", "Border: Woven, with Omani patterns → None", "Colours: changed")
	for _, raw := range []string{"was:", "now:", ">trainer-s<", "→ north", "2026-11-23T05"} {
		if strings.Contains(text, raw) {
			t.Errorf("the trail shows %q", raw)
		}
	}
	admin.get("/admin/events?kind=agency.changed&lang=ar").sees(200, "الجهة الأعلى")
}

// What earlier programs recorded otherwise is said as what it was, and found by it;
// what no program of ours has words for is shown as it is stored.
func TestEarlierEvents(t *testing.T) {
	s := newSite(t)
	for _, p := range [][]any{{"o1", "withdrawn", "draft", "basics"}, {"o2", "withdrawn", "person", "salma"}, {"o3", "withdrawn", "token", "tk"}, {"o4", "cloned", "robot", "r2"}} {
		if _, err := masartest.DBOf(s.App).W.NewRaw("INSERT INTO events (id, at, actor_id, agency_id, verb, object, object_id, detail) VALUES (?, '2026-11-22 08:00:00', 'trainer-n', 'north', ?, ?, ?, '{}')", p...).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	b := s.as(t, "admin")
	row := func(word string) bool {
		return regexp.MustCompile(`<th scope="row"[^>]*>\s*` + word).MatchString(b.body)
	}
	b.get("/admin/events?lang=en").sees(200, "Draft discarded", "Role withdrawn", "Program token revoked", "Event of another version of the program", "As recorded", "cloned robot")
	b.get("/admin/events?lang=ar").sees(200, "إزالة مسودة", "سحب دور", "إلغاء رمز برنامج", "حدث من إصدار آخر من البرنامج", "كما سُجِّل")
	for kind, want := range map[string]string{"course.discarded": "Draft discarded", "person.withdrawn": "Role withdrawn", "token.withdrawn": "Program token revoked"} {
		b.get("/admin/events?lang=en&kind="+kind).sees(200, "1 event on this page")
		if !row(want) || row("Event of another") {
			t.Errorf("%s does not find what it is", kind)
		}
	}
}

// The trail is narrowed to kinds of event that there are, and to no others.
func TestEventKindsOffered(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin").get("/admin/events?lang=en")
	offered := regexp.MustCompile(`<option value="([a-z-]+)\.([a-z-]+)"`).FindAllStringSubmatch(b.body, -1)
	if len(offered) != int(event.Kinds)-1 {
		t.Errorf("%d kinds are offered, want %d", len(offered), event.Kinds-1)
	}
	for _, m := range offered {
		if event.Stored(m[2], m[1]) == event.Other {
			t.Errorf("%s %s is offered, and never happens", m[2], m[1])
		}
	}
	b.get("/admin/events?lang=en&kind=person").sees(200, "Signed in")
	b.get("/admin/events?lang=en&kind=course").sees(200, "No events match")
	b.get("/admin/events?lang=en&kind=person.signed-in").sees(200, "Signed in").sees(200, "Clear")
	b.get("/admin/events?lang=en&kind=person.cloned&security=1").sees(200, "Signed in")
}

// An event keeps what its thing was called, whatever that is called later.
func TestEventKeepsTheName(t *testing.T) {
	s := newSite(t)
	hr, admin := s.Viewer(t, "hr-n"), s.as(t, "admin")
	for _, name := range []string{"Salma First", "Salma Second"} {
		p, err := s.App.Store.Person(t.Context(), people.Everywhere("a test"), "salma")
		if err != nil {
			t.Fatal(err)
		}
		p.NameEn = name
		if _, err := s.App.ChangePerson(t.Context(), hr, p); err != nil {
			t.Fatal(err)
		}
	}
	admin.get("/admin/events?lang=en&kind=person.changed").sees(200, "· Salma First", "· Salma Second")
}
