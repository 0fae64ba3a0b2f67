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

// Somebody is taken out of a run by who teaches it or by HR of their own
// agency, told so once, and keeps what they have done.
func TestLeaveRun(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	r := tomorrow(t, h, "قاعة 1")
	enrolment := func(person string) string {
		t.Helper()
		e, err := a.Store.EnrolmentIn(ctx, h.Viewer(t, person).Own(), person, "basics")
		if err != nil {
			t.Fatal(err)
		}
		return e.ID
	}
	salma, badr := enrolment("salma"), enrolment("badr") // of the north, of the south
	if err := a.ReadLesson(ctx, h.Viewer(t, "salma"), "basics", "read"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		who       string
		enrolment string
		want      int
		err       error
	}{
		{"salma", salma, 0, store.ErrNotFound}, {"hr-s", salma, 0, store.ErrNotFound}, {"hr-n", badr, 0, store.ErrNotFound},
		{"hr-n", salma, 1, nil}, {"hr-n", salma, 0, nil}, {"trainer-n", salma, 0, nil},
		{"trainer-s", badr, 1, nil}, {"trainer-s", "nobody", 0, store.ErrNotFound},
	} {
		n, err := a.LeaveRun(ctx, h.Viewer(t, c.who), r.ID, []string{c.enrolment})
		if n != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s takes %s out: %d, %v; want %d, %v", c.who, c.enrolment, n, err, c.want, c.err)
		}
	}
	if n, err := a.Store.SeatsTaken(ctx, r.ID); n != 0 || err != nil {
		t.Errorf("%d seats are taken, %v", n, err)
	}
	e, err := a.Store.EnrolmentIn(ctx, h.Viewer(t, "salma").Own(), "salma", "basics")
	if err != nil || e.RunID != "" || e.Percent == 0 || !e.Open() {
		t.Errorf("her enrolment: %+v, %v", e, err)
	}
	for person, want := range map[string]int{"salma": 1, "badr": 1, "hr-n": 0, "trainer-n": 0} {
		if n := told(t, h, person, notice.Unseated); n != want {
			t.Errorf("%s was told %d times, want %d", person, n, want)
		}
	}
	if n := rows(t, h, "mails WHERE subject = ?", string(notice.Unseated)); n != 2 {
		t.Errorf("%d mails", n)
	}
	if n := rows(t, h, "events WHERE verb = ?", event.Unseated.Verb()); n != 2 {
		t.Errorf("%d events", n)
	}

	// Back again and marked, she stays, and so does who is asked for with her.
	admin := h.Viewer(t, "admin")
	if n, err := a.JoinRun(ctx, admin, r.ID, []string{"salma", "badr"}); n != 2 || err != nil {
		t.Fatalf("%d are back, %v", n, err)
	}
	a.Now = func() time.Time { return r.StartsOn }
	if err := a.MarkAttendance(ctx, admin, r.ID, "talk", []teach.Mark{{EnrolmentID: salma, Minutes: 0}}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.LeaveRun(ctx, admin, r.ID, []string{badr, salma}); !errors.Is(err, workshop.ErrStays) {
		t.Errorf("marked, and taken out: %v", err)
	}
	if n, err := a.Store.SeatsTaken(ctx, r.ID); n != 2 || err != nil {
		t.Errorf("%d seats are taken, %v", n, err)
	}
}
