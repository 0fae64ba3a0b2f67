package app_test

import (
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
)

// nearlyDone has salma meet every rule of "basics" but the quiz, of which an
// attempt runs, all of it answered right, and the review of her work, which is
// handed in. It returns the attempt and the work.
func nearlyDone(t *testing.T, h masartest.World) (attempt, work, run string) {
	t.Helper()
	a, ctx, v, trainer := h.App, t.Context(), h.Viewer(t, "salma"), h.Viewer(t, "trainer-n")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon.Add(-day)}})
	must(err)
	_, err = a.JoinRun(ctx, trainer, r.ID, []string{"salma"})
	must(err)
	must(a.ReadLesson(ctx, v, "basics", "read"))
	e, err := a.Store.EnrolmentIn(ctx, v.Own(), "salma", "basics")
	must(err)
	must(a.MarkAttendance(ctx, trainer, r.ID, "talk", []teach.Mark{{EnrolmentID: e.ID, Minutes: 60}}))
	must(a.MarkAttendance(ctx, trainer, r.ID, "practice", []teach.Mark{{EnrolmentID: e.ID, Minutes: 40}}))
	w, err := a.SaveWork(ctx, v, "basics", "sheet", learn.HandIn{Fields: map[string]string{"text": "نص"}, Final: true})
	must(err)
	at, err := a.StartAttempt(ctx, v, "basics", "check")
	must(err)
	for _, q := range at.Questions {
		_, err := a.SaveAnswer(ctx, v, at.ID, q.Item, item.Chosen("right"), false)
		must(err)
	}
	return at.ID, w.ID, r.ID
}

func review(t *testing.T, h masartest.World, work string) {
	t.Helper()
	w, err := h.App.Store.WorkByID(t.Context(), work)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.App.ReviewWork(t.Context(), h.Viewer(t, "trainer-n"), work, learn.Verdict{Scores: map[string]int{"proof": 4, "fit": 4}, Turn: w.Turn}); err != nil {
		t.Fatal(err)
	}
}

// Whoever is taken off a course while an attempt runs, and put back once it has
// ended and the work was reviewed, has completed it: the evidence is read when
// they are back, on each way back, and told once.
func TestBackWithEverythingDone(t *testing.T) {
	for name, back := range map[string]func(t *testing.T, h masartest.World, run string){
		"assigned again": func(t *testing.T, h masartest.World, _ string) {
			n, err := h.App.Assign(t.Context(), h.Viewer(t, "hr-n"), personnel.Assignment{CourseID: "basics", PersonIDs: []string{"salma"}})
			if err != nil || n.Enrolled != 1 {
				t.Fatal(n, err)
			}
		},
		"enrols": func(t *testing.T, h masartest.World, _ string) {
			if _, err := h.App.Enrol(t.Context(), h.Viewer(t, "salma"), "basics"); err != nil {
				t.Fatal(err)
			}
		},
		"gets the seat back": func(t *testing.T, h masartest.World, run string) {
			n, err := h.App.JoinRun(t.Context(), h.Viewer(t, "trainer-n"), run, []string{"salma"})
			if err != nil || n != 1 {
				t.Fatal(n, err)
			}
		},
		"gets another seat": func(t *testing.T, h masartest.World, _ string) {
			r, err := h.App.ScheduleRun(t.Context(), h.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon.Add(day)}})
			if err != nil {
				t.Fatal(err)
			}
			n, err := h.App.JoinRun(t.Context(), h.Viewer(t, "trainer-n"), r.ID, []string{"salma"})
			if err != nil || n != 1 {
				t.Fatal(n, err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := masartest.NewWorld(t)
			h.Publish(t, masartest.Course())
			a, hr := h.App, h.Viewer(t, "hr-n")
			attempt, work, run := nearlyDone(t, h)
			if err := a.SetEmployed(t.Context(), hr, "salma", false); err != nil {
				t.Fatal(err)
			}
			at, err := a.Store.Attempt(t.Context(), attempt)
			if err != nil {
				t.Fatal(err)
			}
			a.Now = func() time.Time { return at.EndsAt.Add(quiz.Grace + time.Minute) }
			for _, err := range masartest.Work(t, a) {
				t.Fatal(err)
			}
			review(t, h, work)
			if err := a.SetEmployed(t.Context(), hr, "salma", true); err != nil {
				t.Fatal(err)
			}
			e, err := a.Store.EnrolmentIn(t.Context(), people.Own("salma"), "salma", "basics")
			if err != nil || e.Percent != 100 {
				t.Fatalf("%+v, %v; want everything done", e, err)
			}
			if e.State == progress.Left {
				back(t, h, run)
			}
			e, err = a.Store.EnrolmentIn(t.Context(), people.Own("salma"), "salma", "basics")
			if err != nil || e.State != progress.Done || e.CompletedAt.IsZero() {
				t.Errorf("%s, %v; want completed", e.State, err)
			}
			if n := rows(t, h, "events WHERE verb = ? AND object_id = ?", event.Completed.Verb(), e.ID); n != 1 {
				t.Errorf("%d completions", n)
			}
			for _, err := range masartest.Work(t, a) {
				t.Error(err)
			}
			if n := len(held(t, h, "salma")); n != 1 {
				t.Errorf("%d certificates", n)
			}
		})
	}
}

// Whoever was overlooked before is found by the clock, once, and nobody else is.
func TestSettle(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a := h.App
	attempt, work, _ := nearlyDone(t, h)
	if _, err := a.FinishAttempt(t.Context(), h.Viewer(t, "salma"), attempt); err != nil {
		t.Fatal(err)
	}
	state := func() progress.Enrolment {
		e, err := a.Store.EnrolmentIn(t.Context(), people.Own("salma"), "salma", "basics")
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	settle := func(at time.Time) {
		a.Now = func() time.Time { return at }
		if err := a.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, err := range masartest.Work(t, a) {
			t.Error(err)
		}
	}
	settle(masartest.Noon.Add(day))
	if e := state(); e.State != progress.UnderWay || e.Percent != 100 {
		t.Fatalf("%s at %d %%; want it under way, for the review", e.State, e.Percent)
	}
	set := func(s progress.State) {
		e := state()
		e.State = s
		if err := masartest.Direct(a).SaveEnrolment(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	set(progress.Left)
	review(t, h, work)
	set(progress.UnderWay) // as it was once put back
	settle(masartest.Noon.Add(2 * day))
	settle(masartest.Noon.Add(3 * day))
	e := state()
	if e.State != progress.Done || !e.CompletedAt.Equal(masartest.Noon.Add(2*day)) {
		t.Errorf("%s at %v; want completed on the second day", e.State, e.CompletedAt)
	}
	if n := len(held(t, h, "salma")); n != 1 {
		t.Errorf("%d certificates", n)
	}
}

// A seat moves whoever has begun nothing to the version of the run, and not
// whoever has begun an attempt, which is of their own.
func TestSeatKeepsVersionOfAnAttempt(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	for _, id := range []string{"salma", "hr-n"} {
		if _, err := a.Enrol(ctx, h.Viewer(t, id), "basics"); err != nil {
			t.Fatal(err)
		}
	}
	at, err := a.StartAttempt(ctx, h.Viewer(t, "salma"), "basics", "check")
	if err != nil {
		t.Fatal(err)
	}
	next := masartest.Course()
	next.Version = "v2"
	for i := range next.Bank {
		next.Bank[i].ID += "-new"
	}
	h.Publish(t, next)
	r, err := a.ScheduleRun(ctx, h.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon.Add(day)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.JoinRun(ctx, h.Viewer(t, "trainer-n"), r.ID, []string{"salma", "hr-n"}); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"salma": "v1", "hr-n": "v2"} {
		e, err := a.Store.EnrolmentIn(ctx, people.Own(id), id, "basics")
		if err != nil || e.Version != want || e.RunID != r.ID {
			t.Errorf("%s: version %s in run %q, %v; want %s", id, e.Version, e.RunID, err, want)
		}
	}
	if _, err := a.SaveAnswer(ctx, h.Viewer(t, "salma"), at.ID, at.Questions[0].Item, item.Chosen("right"), false); err != nil {
		t.Errorf("answer to the attempt that runs: %v", err)
	}
}
