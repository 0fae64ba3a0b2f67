package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/teach"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/store"
	"masar/internal/workshop"
)

// tomorrow schedules a run of "basics" on the day after noon, taught by both
// trainers, with salma and badr in it.
func tomorrow(t *testing.T, h masartest.World, place string) workshop.Run {
	t.Helper()
	r, err := h.App.ScheduleRun(t.Context(), h.Viewer(t, "admin"), teach.RunPlan{
		CourseID: "basics", AgencyID: "north", Place: place, Begin: []time.Time{masartest.Noon.Add(day)}, Trainers: []string{"trainer-n", "trainer-s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := h.App.MoveToRun(t.Context(), h.Viewer(t, "admin"), r.ID, []string{"salma", "badr"}); n != 2 || err != nil {
		t.Fatalf("%d joined, %v", n, err)
	}
	return r
}

// Whoever is given a seat is told so, once for each seat; who gives it to
// themselves, or in a run that is over, is not.
func TestJoinTells(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	first, second := tomorrow(t, h, "قاعة 1"), tomorrow(t, h, "قاعة 2") // and they moved from the one to the other
	for _, r := range []workshop.Run{second, first} {
		if _, err := a.MoveToRun(ctx, trainer, r.ID, []string{"salma", "trainer-n"}); err != nil {
			t.Fatal(err)
		}
	}
	attend(t, h, "hr-n", 0) // over
	later(t, h, 0)
	for person, want := range map[string]int{"salma": 3, "badr": 2, "trainer-n": 0, "hr-n": 0} {
		if n := told(t, h, person, notice.Joined); n != want {
			t.Errorf("%s was told %d times, want %d", person, n, want)
		}
	}
	mails := 0
	for _, m := range h.Outside.Mails {
		if m.Subject == string(notice.Joined) {
			mails++
		}
	}
	if mails != 5 {
		t.Errorf("%d mails, want 5", mails)
	}
}

// A cancelled run is told of to everybody in it but who cancels it, attended by
// nobody, reminded of to nobody, and left for another.
func TestCancelRun(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	r := tomorrow(t, h, "قاعة 1")
	e, err := a.Store.EnrolmentIn(ctx, h.Viewer(t, "salma").Own(), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	marks := []teach.Mark{{EnrolmentID: e.ID, Minutes: 60}}
	for who, want := range map[string]error{"hr-n": store.ErrNotFound, "salma": store.ErrNotFound, "hr-s": store.ErrNotFound} {
		if _, err := a.CancelRun(ctx, h.Viewer(t, who), r.ID); !errors.Is(err, want) {
			t.Errorf("%s cancels it: %v, want %v", who, err, want)
		}
	}
	if _, err := a.CancelRun(ctx, trainer, r.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := a.CancelRun(ctx, trainer, r.ID); !errors.Is(err, workshop.ErrGone) {
		t.Errorf("cancelled again: %v", err)
	}
	if n := rows(t, h, "events WHERE verb = ? AND object_id = ?", event.RunCancelled.Verb(), r.ID); n != 1 {
		t.Errorf("%d events", n)
	}
	if err := a.MarkAttendance(ctx, trainer, r.ID, "talk", marks); !errors.Is(err, workshop.ErrGone) {
		t.Errorf("attended: %v", err)
	}
	if _, err := a.JoinRun(ctx, trainer, r.ID, []string{"hr-n"}); !errors.Is(err, workshop.ErrGone) {
		t.Errorf("joined: %v", err)
	}
	later(t, h, time.Hour) // the day before it
	for person, want := range map[string]int{"salma": 1, "badr": 1, "trainer-s": 1, "trainer-n": 0, "hr-n": 0} {
		if n := told(t, h, person, notice.Cancelled); n != want {
			t.Errorf("%s was told %d times, want %d", person, n, want)
		}
		if n := told(t, h, person, notice.Tomorrow); n != 0 {
			t.Errorf("%s was reminded of it", person)
		}
	}
	if n := rows(t, h, "mails WHERE subject = ? AND person_id IN ('salma', 'badr', 'trainer-s')", string(notice.Cancelled)); n != 3 {
		t.Errorf("%d mails", n)
	}
	slots, err := a.Store.SlotsOf(ctx, "salma", masartest.Noon, 10)
	if err != nil || len(slots) != 2 || !slots[0].Cancelled {
		t.Errorf("her sessions: %+v, %v", slots, err)
	}

	// The same again at the same time and place is another run, and there they go.
	again := tomorrow(t, h, "قاعة 1")
	if again.ID == r.ID {
		t.Fatal("the cancelled run was scheduled again")
	}
	if err := a.MarkAttendance(ctx, trainer, again.ID, "talk", marks); !errors.Is(err, workshop.ErrEarly) {
		t.Errorf("attended the day before: %v", err)
	}
	if err := a.MarkAttendance(ctx, trainer, again.ID, "rest", marks); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("attended a break: %v", err)
	}
	a.Now = func() time.Time { return again.StartsOn }
	if err := a.MarkAttendance(ctx, trainer, again.ID, "talk", marks); err != nil {
		t.Errorf("attended the other: %v", err)
	}
	if slots, err = a.Store.SlotsOf(ctx, "salma", masartest.Noon, 10); err != nil || len(slots) != 2 || slots[0].Cancelled {
		t.Errorf("her sessions now: %+v, %v", slots, err)
	}
	a.Now = func() time.Time { return again.EndsOn } // where she was marked
	if _, err := a.CancelRun(ctx, trainer, again.ID); !errors.Is(err, workshop.ErrOver) {
		t.Errorf("cancelled when over: %v", err)
	}
}
