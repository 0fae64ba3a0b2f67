package app_test

import (
	"slices"
	"testing"
	"time"

	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/workshop"
)

// Those whose course asks for sessions and who have no seat are told what is so, step
// by step: that none is planned, when the next with a free seat begins, and nothing
// once they have a seat or were there.
func TestLackingSeats(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	now := masartest.Noon
	a.Now = func() time.Time { return now }
	trainer := h.Viewer(t, "trainer-n")
	enrolments := map[string]string{}
	for _, id := range []string{"salma", "hr-n"} {
		e, err := a.Enrol(ctx, h.Viewer(t, id), "basics")
		if err != nil {
			t.Fatal(err)
		}
		enrolments[id] = e.ID
	}
	run := func(days, seats int) workshop.Run {
		t.Helper()
		r, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "قاعة 1", Seats: seats, Begin: []time.Time{masartest.Noon.AddDate(0, 0, days)}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	join := func(r workshop.Run, id string) {
		t.Helper()
		if _, err := a.JoinRun(ctx, trainer, r.ID, []string{id}); err != nil {
			t.Fatal(err)
		}
	}
	check := func(step, id string, lacking bool, next time.Time) {
		t.Helper()
		got, err := a.LackingSeats(ctx, enrolments["salma"], enrolments["hr-n"])
		if err != nil {
			t.Fatal(err)
		}
		s := got[enrolments[id]]
		if (s != nil) != lacking || s != nil && !s.Next.Equal(next) {
			t.Errorf("%s: %s lacks %+v, want %v, next %v", step, id, s, lacking, next)
		}
	}
	none := time.Time{}
	check("no run", "salma", true, none)
	first := run(2, 1)
	check("one to come", "salma", true, first.StartsOn)
	join(first, "salma")
	check("a seat", "salma", false, none)
	check("the others, as it is full", "hr-n", true, none)
	second := run(4, 0)
	check("another to come", "hr-n", true, second.StartsOn)
	now = second.StartsOn
	check("which has begun", "hr-n", true, none)
	now = masartest.Noon
	if _, err := a.CancelRun(ctx, trainer, first.ID); err != nil {
		t.Fatal(err)
	}
	check("called off", "salma", true, second.StartsOn)
	join(second, "salma")
	join(second, "hr-n")
	now = second.EndsOn.Add(-1)
	check("under way", "salma", false, none)
	for session, minutes := range map[string]int{"talk": 60, "practice": 40} {
		if err := a.MarkAttendance(ctx, trainer, second.ID, session, []teach.Mark{{EnrolmentID: enrolments["salma"], Minutes: minutes}, {EnrolmentID: enrolments["hr-n"], Minutes: 10}}); err != nil {
			t.Fatal(err)
		}
	}
	now = second.EndsOn
	check("over, and she was there", "salma", false, none)
	check("over, and he was hardly there", "hr-n", true, none)
	third := run(20, 0)
	check("and there is another", "hr-n", true, third.StartsOn)

	online := masartest.Course()
	online.ID, online.Version, online.Completion.Attendance = "online", "v1", 0
	h.Publish(t, online)
	e, err := a.Enrol(ctx, h.Viewer(t, "salma"), "online")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.LackingSeats(ctx, e.ID); err != nil || len(got) != 0 {
		t.Errorf("a course that asks for no sessions: %v, %v", got, err)
	}
	if got, err := a.LackingSeats(ctx); err != nil || len(got) != 0 {
		t.Errorf("of nobody: %v, %v", got, err)
	}
}

// The reminder of the clock carries what is lacking.
func TestOverdueWithoutASeat(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	now := masartest.Noon
	a.Now = func() time.Time { return now }
	hr, due := h.Viewer(t, "hr-n"), masartest.Noon.AddDate(0, 0, 5)
	if _, err := a.Assign(ctx, hr, personnel.Assignment{CourseID: "basics", PersonIDs: []string{"salma"}, DueOn: due}); err != nil {
		t.Fatal(err)
	}
	run, err := a.ScheduleRun(ctx, h.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "قاعة 1", Begin: []time.Time{masartest.Noon.AddDate(0, 0, 9)}})
	if err != nil {
		t.Fatal(err)
	}
	for now = masartest.Noon; now.Before(due.AddDate(0, 0, 2)); now = now.Add(6 * time.Hour) {
		if err := a.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		for _, err := range masartest.Work(t, a) {
			t.Fatal(err)
		}
	}
	ns, err := a.Store.NoticesOf(ctx, "salma", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []notice.Kind{notice.DueSoon, notice.Overdue} {
		i := slices.IndexFunc(ns, func(n notice.Notice) bool { return n.Kind == kind })
		if i < 0 || ns[i].Args["seat"] != notice.SeatNext || ns[i].Args["next"] != run.StartsOn.UTC().Format(time.RFC3339) {
			t.Errorf("%s: %+v", kind, ns)
		}
	}
}
