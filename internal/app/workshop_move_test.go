package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/workshop"
)

// Somebody with a seat in a run that is not over is not taken out of it by being
// added to another: it says who and when, and asked, they move and are told of
// both; out of one that has begun they never are.
func TestMoveToRun(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	seat := func(person string) string {
		t.Helper()
		e, err := a.Store.EnrolmentIn(ctx, people.Own(person), person, "basics")
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
		return e.RunID
	}
	first := tomorrow(t, h, "قاعة 1")
	second, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "قاعة 2", Begin: []time.Time{masartest.Noon.Add(3 * day)}, Trainers: []string{"trainer-n"}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		n, err := a.JoinRun(ctx, trainer, second.ID, []string{"hr-n", "salma"})
		f := fault.All(err)
		if n != 0 && err == nil || len(f) != 1 || !f[0].Is(workshop.ErrElsewhere) || f[0].Args["name"].(catalog.Text).En != "Salma Al Hinai" {
			t.Fatalf("not asked: %d, %v", n, err)
		}
	}
	if seat("salma") != first.ID || seat("hr-n") != "" || told(t, h, "salma", notice.Unseated) != 0 {
		t.Errorf("not asked, yet she sits in %q and a colleague in %q", seat("salma"), seat("hr-n"))
	}
	if _, err := a.MoveToRun(ctx, h.Viewer(t, "trainer-s"), second.ID, []string{"salma"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency moves her: %v", err)
	}
	for i, want := range []int{2, 0} { // the form sent twice
		if n, err := a.MoveToRun(ctx, trainer, second.ID, []string{"hr-n", "salma"}); n != want || err != nil {
			t.Errorf("asked, time %d: %d, %v; want %d", i+1, n, err, want)
		}
	}
	if seat("salma") != second.ID || told(t, h, "salma", notice.Unseated) != 1 || told(t, h, "salma", notice.Joined) != 2 {
		t.Errorf("asked: she sits in %q, told %d times that she left", seat("salma"), told(t, h, "salma", notice.Unseated))
	}
	if n := rows(t, h, "mails WHERE person_id = 'salma' AND subject = ?", string(notice.Unseated)); n != 1 {
		t.Errorf("%d mails that she left, want 1", n)
	}
	// The first run begins: badr is in it, marked or not.
	h.App.Now = func() time.Time { return first.StartsOn }
	for _, join := range []func() (int, error){
		func() (int, error) { return a.JoinRun(ctx, h.Viewer(t, "admin"), second.ID, []string{"badr"}) },
		func() (int, error) { return a.MoveToRun(ctx, h.Viewer(t, "admin"), second.ID, []string{"badr"}) },
	} {
		if _, err := join(); !errors.Is(err, workshop.ErrElsewhereBegun) {
			t.Errorf("out of a run that has begun: %v", err)
		}
	}
	if seat("badr") != first.ID {
		t.Errorf("he sits in %q", seat("badr"))
	}
}

// What was marked in one run is not shown as attendance of another that is still
// to come; it counts, and the days it was on are those of the run it was in.
func TestAttendedElsewhere(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	first := tomorrow(t, h, "قاعة 1")
	e, err := a.Store.EnrolmentIn(ctx, people.Own("salma"), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	h.App.Now = func() time.Time { return first.StartsOn.Add(time.Hour) }
	if err := a.MarkAttendance(ctx, trainer, first.ID, "talk", []teach.Mark{{EnrolmentID: e.ID, Minutes: 50}}); err != nil {
		t.Fatal(err)
	}
	h.App.Now = func() time.Time { return first.EndsOn }
	second, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{first.StartsOn.Add(7 * day)}, Trainers: []string{"trainer-n"}})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := a.JoinRun(ctx, trainer, second.ID, []string{"salma"}); n != 1 || err != nil {
		t.Fatalf("after the end of the first: %d, %v", n, err)
	}
	there, err := a.Store.Attendances(ctx, second.ID)
	if err != nil || len(there) != 1 || there[0].RunID != first.ID || second.Marked(there) {
		t.Errorf("marked in the second: %+v, %v", there, err)
	}
	if e, err = a.Store.EnrolmentIn(ctx, people.Own("salma"), "salma", "basics"); err != nil {
		t.Fatal(err)
	}
	days := func(want time.Time) {
		t.Helper()
		from, to, err := a.Store.AttendedDays(ctx, e)
		many, err2 := a.Store.DaysAttended(ctx, []string{e.ID})
		if err != nil || err2 != nil || !from.Equal(want) || !to.Equal(want) || !many[e.ID].From.Equal(want) {
			t.Errorf("attended from %v to %v (%v), %v, %v; want %v", from, to, many, err, err2, want)
		}
	}
	days(first.StartsOn)
	// Marked again, in the second run, she was there on its day.
	h.App.Now = func() time.Time { return second.StartsOn }
	fifty := 50
	if err := a.MarkAttendance(ctx, trainer, second.ID, "talk", []teach.Mark{{EnrolmentID: e.ID, Minutes: 60, Was: &fifty}}); err != nil {
		t.Fatal(err)
	}
	days(second.StartsOn)
}

// Seats and places that nobody can have meant are refused on every way in.
func TestRunTerms(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	r := tomorrow(t, h, "قاعة 1")
	for name, change := range map[string]func(*teach.RunPlan){
		"negative seats": func(p *teach.RunPlan) { p.Seats = -5 }, "too many seats": func(p *teach.RunPlan) { p.Seats = 10_000 },
		"an override in the place": func(p *teach.RunPlan) { p.Place = "قاعة\u202E2" },
		"the year 9999":            func(p *teach.RunPlan) { p.Begin = []time.Time{time.Date(9999, 1, 1, 8, 0, 0, 0, time.UTC)} },
	} {
		plan := teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "قاعة 9", Begin: []time.Time{masartest.Noon.Add(5 * day)}}
		change(&plan)
		if _, err := a.ScheduleRun(ctx, trainer, plan); fault.KindOf(err) != fault.Invalid {
			t.Errorf("scheduled with %s: %v", name, err)
		}
		edit := as(r)
		edit.Place, edit.Seats, edit.Begin = plan.Place, plan.Seats, plan.Begin
		if _, err := a.ChangeRun(ctx, trainer, r.ID, edit); fault.KindOf(err) != fault.Invalid {
			t.Errorf("changed to %s: %v", name, err)
		}
	}
	plan := teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: " \u2068قاعة  9\u2069", Seats: 20, Begin: []time.Time{masartest.Noon.Add(5 * day)}}
	if r, err := a.ScheduleRun(ctx, trainer, plan); err != nil || r.Place != "قاعة 9" || r.Seats != 20 {
		t.Errorf("scheduled as %+v, %v", r, err)
	}
}

// A leaver who is back is back on what was open, in their seat if it is still
// there, is told so, and completes what had been done meanwhile.
func TestReturn(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	r := tomorrow(t, h, "قاعة 1")
	employed := func(by string, is bool) {
		t.Helper()
		for range 2 { // the form sent twice
			if err := a.SetEmployed(ctx, h.Viewer(t, by), "salma", is); err != nil {
				t.Fatal(err)
			}
		}
	}
	own := people.Own("salma")
	employed("hr-n", false)
	if es, err := a.Store.EnrolmentsOf(ctx, own, "salma"); err != nil || len(es) != 0 {
		t.Fatalf("gone, she learns %v, %v", es, err)
	}
	if es, err := a.Store.EnrolmentsLeft(ctx, h.Viewer(t, "hr-s").Scope(people.HR), "salma"); err != nil || len(es) != 0 {
		t.Errorf("another agency sees what she left: %v, %v", es, err)
	}
	if es, err := a.Store.EnrolmentsLeft(ctx, hr.Scope(people.HR), "salma"); err != nil || len(es) != 1 {
		t.Errorf("her own sees %v, %v", es, err)
	}
	employed("hr-n", true)
	es, err := a.Store.EnrolmentsOf(ctx, own, "salma")
	if err != nil || len(es) != 1 || es[0].RunID != r.ID || !es[0].Open() {
		t.Fatalf("back, she learns %+v, %v", es, err)
	}
	if n := told(t, h, "salma", notice.Reopened); n != 1 {
		t.Errorf("told %d times", n)
	}
	// Gone again, the run fills, and she is back without a seat.
	employed("hr-n", false)
	edit := as(r)
	edit.Seats = 1
	if _, err := a.ChangeRun(ctx, h.Viewer(t, "trainer-n"), r.ID, edit); err != nil {
		t.Fatal(err)
	}
	employed("hr-n", true)
	if es, err = a.Store.EnrolmentsOf(ctx, own, "salma"); err != nil || len(es) != 1 || es[0].RunID != "" {
		t.Errorf("back to a full run, she learns %+v, %v", es, err)
	}
	if n := told(t, h, "salma", notice.Reopened); n != 2 {
		t.Errorf("told %d times of two returns", n)
	}
}
