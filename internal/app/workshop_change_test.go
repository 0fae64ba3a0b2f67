package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/teach"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/store"
	"masar/internal/workshop"
)

// as returns how r is, asked for by both its trainers.
func as(r workshop.Run) teach.RunChange {
	return teach.RunChange{
		Change:   workshop.Change{Place: r.Place, PlaceEn: r.PlaceEn, Seats: r.Seats, Begin: []time.Time{r.StartsOn}},
		Trainers: []string{"trainer-n", "trainer-s"}, Revision: r.Revision,
	}
}

// A run is corrected by who teaches it; those in it are told once of each new
// time or place, and of nothing else.
func TestChangeRun(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	tell := func(want int) {
		t.Helper()
		for person, want := range map[string]int{"salma": want, "badr": want, "trainer-s": want, "trainer-n": 0, "hr-n": 0} {
			if n := told(t, h, person, notice.Moved); n != want {
				t.Errorf("%s was told %d times, want %d", person, n, want)
			}
		}
		if n := rows(t, h, "mails WHERE subject = ?", string(notice.Moved)); n != 3*want {
			t.Errorf("%d mails, want %d", n, 3*want)
		}
	}
	r := tomorrow(t, h, "قاعة 1")
	other := tomorrow(t, h, "قاعة 3") // and they moved there; back they go
	if _, err := a.MoveToRun(ctx, h.Viewer(t, "admin"), r.ID, []string{"salma", "badr"}); err != nil {
		t.Fatal(err)
	}
	try := func(who string, want teach.RunChange, moved bool, fault error) {
		t.Helper()
		got, err := a.ChangeRun(ctx, h.Viewer(t, who), r.ID, want)
		if !errors.Is(err, fault) || err == nil && got != moved {
			t.Errorf("%s asks for %+v: moved %v, %v; want %v, %v", who, want, got, err, moved, fault)
		}
		if r, err = a.Store.TaughtRun(ctx, trainer, r.ID); err != nil {
			t.Fatal(err)
		}
	}
	want := as(r)
	want.Place = "قاعة 2"
	for _, who := range []string{"hr-n", "hr-s", "salma"} {
		try(who, want, false, store.ErrNotFound)
	}
	try("trainer-n", as(r), false, core.ErrNothingChanged)
	want.Place = other.Place
	try("trainer-n", want, false, workshop.ErrTwin)
	want.Place, want.Seats = "قاعة 2", 1
	try("trainer-n", want, false, workshop.ErrSeats)
	want.Seats = 2
	want.Trainers = []string{"trainer-n", "trainer-s", "salma"}
	try("trainer-n", want, false, workshop.ErrTrainer)
	tell(0)
	if r.Revision != 0 || r.Place != "قاعة 1" || r.Seats != 0 {
		t.Fatalf("refused, yet changed: %+v", r)
	}

	want.Trainers = []string{"trainer-n", "trainer-s"}
	try("trainer-n", want, true, nil)
	try("trainer-n", want, false, nil) // the same form once more
	tell(1)
	stale := want
	stale.Place = "قاعة 4"
	try("trainer-s", stale, false, store.ErrChanged)
	seats := as(r)
	seats.Seats = 30
	try("trainer-s", seats, false, nil)
	tell(1)
	english := as(r)
	english.PlaceEn = "Room 2"
	try("trainer-n", english, false, nil) // the same place, by its name in English
	tell(1)
	if slots, err := a.Store.Slots(ctx, r.ID); err != nil || slots[0].PlaceEn != "Room 2" || r.PlaceEn != "Room 2" {
		t.Errorf("the place in English: %q, %+v, %v", r.PlaceEn, slots, err)
	}
	later := as(r)
	later.Begin = []time.Time{r.StartsOn.Add(day)}
	try("trainer-n", later, true, nil)
	tell(2)
	slots, err := a.Store.Slots(ctx, r.ID)
	if err != nil || len(slots) != 2 || !slots[0].StartsAt.Equal(masartest.Noon.Add(2*day)) || slots[0].Place != "قاعة 2" || !r.EndsOn.Equal(slots[1].EndsAt()) {
		t.Errorf("the timetable: %+v, %v", slots, err)
	}

	// Begun, it is at another place, and somebody else teaches it.
	a.Now = func() time.Time { return r.StartsOn }
	begun := as(r)
	begun.Place, begun.Seats, begun.Begin, begun.Trainers = "قاعة 5", 2, nil, []string{"trainer-n"}
	try("trainer-n", begun, true, nil)
	if r.Place != "قاعة 5" || r.Seats != 30 || !r.StartsOn.Equal(masartest.Noon.Add(2*day)) {
		t.Errorf("changed when begun: %+v", r)
	}
	if n := told(t, h, "trainer-s", notice.Moved); n != 2 {
		t.Errorf("who no longer teaches it was told %d times, want 2", n)
	}
	try("trainer-s", as(r), false, store.ErrNotFound)
	if n := rows(t, h, "events WHERE verb = ? AND object_id = ?", event.RunChanged.Verb(), r.ID); n != 5 {
		t.Errorf("%d events, want 5", n)
	}
	a.Now = func() time.Time { return r.EndsOn }
	try("trainer-n", as(r), false, workshop.ErrEnded)
	if _, err := a.CancelRun(ctx, trainer, r.ID); err != nil {
		t.Errorf("nobody came, and it is not cancelled: %v", err)
	}
	try("trainer-n", as(r), false, workshop.ErrGone)
}
