package web_test

import (
	"strconv"
	"strings"
	"testing"

	"masar/internal/event"
	"masar/internal/i18n"
)

func TestEvents(t *testing.T) {
	s := newSite(t)
	s.as(t, "salma")
	s.as(t, "badr")
	house := event.Event{ID: "h1", Verb: event.Revived, Object: "job", ObjectID: "mail:x", At: s.App.Now()}
	if err := s.App.Store.Record(t.Context(), house); err != nil {
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

func TestEventPages(t *testing.T) {
	s := newSite(t)
	for range 51 {
		e := event.Event{ID: s.App.NewID(), Verb: event.Read, Object: "lesson", ObjectID: "l", At: s.App.Now(), AgencyID: "top"}
		if err := s.App.Store.Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	b := s.as(t, "admin")
	b.get("/admin/events?verb=read").sees(200, "50 حدثًا", "page=2&amp;verb=read").misses("الأحدث")
	b.get("/admin/events?verb=read&page=2").sees(200, "حدث واحد", "الأحدث").misses("الأقدم")
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
		if err := s.App.Store.Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	b := s.as(t, "admin")
	words := func() string { return strings.Join(strings.Fields(b.body), " ") }
	for path, want := range map[string][]string{
		"/admin/events?verb=changed&lang=ar": {"الدور: موارد بشرية", "ما يسمح به: التحقق من الشهادات الرقمية فقط", "الجهاز: <code", "عنوان الشبكة: <code", "192.0.2.7", "الإصدار: <code",
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
