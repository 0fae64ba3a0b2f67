package app_test

import (
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
)

// askedIn returns how many were asked of the closing survey, and how many
// answered, as the officers of an agency read it.
func askedIn(t *testing.T, h masartest.World, hr string) (asked, answered int) {
	t.Helper()
	as, err := h.App.Store.SurveyAnswers(t.Context(), h.Viewer(t, hr).Scope(people.HR), "basics", "now", false)
	if err != nil {
		t.Fatal(err)
	}
	as, err = h.App.Asked(t.Context(), "basics", "now", as)
	if err != nil {
		t.Fatal(err)
	}
	return as.Asked, len(as.Given)
}

// Those are asked of a survey within a course to whom it has opened: in a run, as
// its session begins, whether or not they have begun; the people of other runs
// and of other agencies are counted in theirs.
func TestAskedAsItOpens(t *testing.T) {
	h := masartest.NewWorld(t)
	begins := masartest.Noon.Add(2 * time.Hour)
	run := seatedAt(t, h, gatedCourse(nil), begins)
	tell := func(when string, want, other int) {
		t.Helper()
		if n, _ := askedIn(t, h, "hr-n"); n != want {
			t.Errorf("%s: %d asked in the north, want %d", when, n, want)
		}
		if n, _ := askedIn(t, h, "hr-s"); n != other {
			t.Errorf("%s: %d asked in the south, want %d", when, n, other)
		}
	}
	tell("before the workshop", 0, 0)
	h.App.Now = func() time.Time { return begins.Add(-time.Microsecond) }
	tell("the instant before", 0, 0)
	h.App.Now = func() time.Time { return begins }
	tell("as its session begins", 1, 1)
	later, err := h.App.ScheduleRun(t.Context(), h.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{begins.AddDate(0, 0, 7)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.App.JoinRun(t.Context(), h.Viewer(t, "hr-n"), later.ID, []string{"hr-n"}); err != nil {
		t.Fatal(err)
	}
	tell("with a run to come", 1, 1)
	if err := h.App.AnswerSurvey(t.Context(), h.Viewer(t, "salma"), "basics", "now", learn.SurveyForm{Answers: map[string]string{"clear": "5"}}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // answered twice, counted once
		_ = h.App.AnswerSurvey(t.Context(), h.Viewer(t, "salma"), "basics", "now", learn.SurveyForm{Answers: map[string]string{"clear": "1"}})
	}
	if asked, answered := askedIn(t, h, "hr-n"); asked != 1 || answered != 1 {
		t.Errorf("%d of %d answered, want 1 of 1", answered, asked)
	}
	h.App.Now = func() time.Time { return begins.AddDate(0, 0, 8) }
	tell("after both", 2, 1)
	if err := h.App.SetGate(t.Context(), h.Viewer(t, "trainer-n"), run.ID, "now", learn.CloseGate); err != nil {
		t.Fatal(err)
	}
	tell("closed since", 2, 1)
}

// Without a run, those are asked who have begun; those for whom a survey waits
// until something is done, once they have done it.
func TestAskedWithoutRun(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, gatedCourse(func(c *catalog.Course) { stepOf(c, "now").Opens = "after read" }))
	for _, id := range []string{"salma", "hr-n"} {
		if _, err := h.App.Enrol(t.Context(), h.Viewer(t, id), "basics"); err != nil {
			t.Fatal(err)
		}
	}
	if asked, _ := askedIn(t, h, "hr-n"); asked != 0 {
		t.Errorf("%d asked before anybody has begun", asked)
	}
	e, err := h.App.Store.EnrolmentIn(t.Context(), people.Own("hr-n"), "hr-n", "basics")
	if err != nil {
		t.Fatal(err)
	}
	e.State, e.BeganAt = progress.UnderWay, masartest.Noon
	if err := masartest.Direct(h.App).SaveEnrolment(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if asked, _ := askedIn(t, h, "hr-n"); asked != 0 {
		t.Errorf("%d asked before the lesson is read", asked)
	}
	if err := masartest.Direct(h.App).AddStepDone(t.Context(), progress.StepDone{EnrolmentID: e.ID, StepID: "read", At: masartest.Noon}); err != nil {
		t.Fatal(err)
	}
	if asked, _ := askedIn(t, h, "hr-n"); asked != 1 {
		t.Errorf("%d asked once one has read the lesson, want 1", asked)
	}
}
