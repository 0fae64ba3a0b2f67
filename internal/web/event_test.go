package web_test

import (
	"testing"

	"masar/internal/event"
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
