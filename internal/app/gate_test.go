package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/exercise"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/store"
	"masar/internal/workshop"
)

// gatedCourse is "basics" with what it says of when its steps open: the quiz,
// which counts, and the survey say nothing, so they open with their sessions.
func gatedCourse(change func(c *catalog.Course)) catalog.Course {
	c := masartest.Surveys(masartest.Course())
	for i := range c.Modules[0].Sessions {
		for k := range c.Modules[0].Sessions[i].Steps {
			c.Modules[0].Sessions[i].Steps[k].Opens = ""
		}
	}
	if change != nil {
		change(&c)
	}
	return c
}

// step returns the step of the course with the id, to be changed.
func stepOf(c *catalog.Course, id string) *catalog.Step {
	for i := range c.Modules[0].Sessions {
		for k := range c.Modules[0].Sessions[i].Steps {
			if s := &c.Modules[0].Sessions[i].Steps[k]; s.ID() == id {
				return s
			}
		}
	}
	return nil
}

// seatedAt publishes the course and gives salma and badr a seat in a run of the
// north that begins at the time. Its quiz is in a session 80 minutes later.
func seatedAt(t *testing.T, h masartest.World, c catalog.Course, at time.Time) workshop.Run {
	t.Helper()
	h.Publish(t, c)
	r, err := h.App.ScheduleRun(t.Context(), h.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{at}})
	if err != nil {
		t.Fatal(err)
	}
	for who, id := range map[string]string{"hr-n": "salma", "hr-s": "badr"} {
		if _, err := h.App.JoinRun(t.Context(), h.Viewer(t, who), r.ID, []string{id}); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

var clear5 = learn.SurveyForm{Answers: map[string]string{"clear": "5"}}

// What opens with its session does so at the instant at which that begins, be it
// a quiz or a survey, and not for who has no seat.
func TestOpensWithItsSession(t *testing.T) {
	h := masartest.NewWorld(t)
	begins := masartest.Noon.Add(day)
	seatedAt(t, h, gatedCourse(nil), begins)
	a, ctx, salma := h.App, t.Context(), h.Viewer(t, "salma")
	quizAt := begins.Add(80 * time.Minute)
	for _, c := range []struct {
		name string
		at   time.Time
		want error
	}{
		{"now", masartest.Noon, progress.ErrEarly},
		{"as the day begins", begins, progress.ErrEarly},
		{"an instant before", quizAt.Add(-time.Microsecond), progress.ErrEarly},
		{"at the instant", quizAt, nil},
	} {
		a.Now = func() time.Time { return c.at }
		if _, err := a.StartAttempt(ctx, salma, "basics", "check"); !errors.Is(err, c.want) {
			t.Errorf("the quiz %s: %v, want %v", c.name, err, c.want)
		}
	}
	a.Now = func() time.Time { return begins.Add(-time.Microsecond) }
	if err := a.AnswerSurvey(ctx, salma, "basics", "now", clear5); !errors.Is(err, progress.ErrEarly) {
		t.Errorf("the survey an instant before: %v", err)
	}
	a.Now = func() time.Time { return begins }
	if err := a.AnswerSurvey(ctx, salma, "basics", "now", clear5); err != nil {
		t.Errorf("the survey at the instant: %v", err)
	}
	a.Now = func() time.Time { return quizAt.Add(day) }
	alone := h.Viewer(t, "hr-n")
	if _, err := a.Enrol(ctx, alone, "basics"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.StartAttempt(ctx, alone, "basics", "check"); !errors.Is(err, progress.ErrEarly) {
		t.Errorf("without a seat: %v", err)
	}
	if _, err := a.StartAttempt(ctx, h.Viewer(t, "badr"), "basics", "check"); err != nil {
		t.Errorf("another agency's person in the run: %v", err)
	}
}

// A day that a course names begins where its people are.
func TestOpensOnADay(t *testing.T) {
	for zone, opens := range map[string]string{"Asia/Muscat": "2026-11-24T20:00:00Z", "Pacific/Kiritimati": "2026-11-24T10:00:00Z", "America/Los_Angeles": "2026-11-25T08:00:00Z"} {
		h := masartest.NewWorld(t)
		seatedAt(t, h, gatedCourse(func(c *catalog.Course) {
			stepOf(c, "check").Opens = "on 2026-11-25"
			stepOf(c, "now").Opens, stepOf(c, "now").Closes = "at-once", "on 2026-11-24"
		}), masartest.Noon.Add(-day))
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, opens)
		if err != nil {
			t.Fatal(err)
		}
		a, ctx, salma := h.App, t.Context(), h.Viewer(t, "salma")
		a.Zone = loc
		a.Now = func() time.Time { return at.Add(-time.Microsecond) }
		if _, err := a.StartAttempt(ctx, salma, "basics", "check"); !errors.Is(err, progress.ErrEarly) {
			t.Errorf("%s, an instant before: %v", zone, err)
		}
		if err := a.AnswerSurvey(ctx, h.Viewer(t, "badr"), "basics", "now", clear5); err != nil {
			t.Errorf("%s, the survey's last instant: %v", zone, err)
		}
		a.Now = func() time.Time { return at }
		if _, err := a.StartAttempt(ctx, salma, "basics", "check"); err != nil {
			t.Errorf("%s, at the instant: %v", zone, err)
		}
		if err := a.AnswerSurvey(ctx, salma, "basics", "now", clear5); !errors.Is(err, progress.ErrOver) {
			t.Errorf("%s, the survey after its last day: %v", zone, err)
		}
		if err := a.AnswerSurvey(ctx, h.Viewer(t, "badr"), "basics", "now", clear5); err != nil {
			t.Errorf("%s, answered before, once more: %v", zone, err)
		}
	}
}

// The trainer of a run opens and closes its steps for everybody in it: who is
// told, what is recorded, and what a second press does.
func TestSetGate(t *testing.T) {
	h := masartest.NewWorld(t)
	r := seatedAt(t, h, gatedCourse(nil), masartest.Noon.Add(day))
	a, ctx, trainer, salma := h.App, t.Context(), h.Viewer(t, "trainer-n"), h.Viewer(t, "salma")
	set := func(want learn.GateAction) {
		t.Helper()
		for range 2 { // pressed twice
			if err := a.SetGate(ctx, trainer, r.ID, "check", want); err != nil {
				t.Fatal(err)
			}
		}
	}
	start := func(who string) error {
		_, err := a.StartAttempt(ctx, h.Viewer(t, who), "basics", "check")
		return err
	}
	expect := func(when string, opened, events int) {
		t.Helper()
		for _, who := range []string{"salma", "badr"} {
			if n := told(t, h, who, notice.StepOpened); n != opened {
				t.Errorf("%s: %s is told %d times, want %d", when, who, n, opened)
			}
		}
		if n := rows(t, h, "events WHERE object = 'run' AND verb IN (?, ?)", event.StepOpened.Verb(), event.StepClosed.Verb()); n != events {
			t.Errorf("%s: %d events, want %d", when, n, events)
		}
	}
	set(learn.LeaveGate)
	expect("left as it was", 0, 0)
	for _, who := range []string{"salma", "badr", "trainer-s", "hr-n", "hr-s"} {
		if err := a.SetGate(ctx, h.Viewer(t, who), r.ID, "check", learn.OpenGate); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s opens it: %v, want not found", who, err)
		}
	}
	for _, step := range []string{"read", "nothing", ""} {
		if err := a.SetGate(ctx, trainer, r.ID, step, learn.CloseGate); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q: %v, want not found", step, err)
		}
	}
	if err := start("salma"); !errors.Is(err, progress.ErrEarly) {
		t.Errorf("before: %v", err)
	}
	set(learn.OpenGate)
	expect("opened", 1, 1)
	if err := start("salma"); err != nil {
		t.Errorf("opened: %v", err)
	}
	set(learn.CloseGate)
	expect("closed", 1, 2)
	if err := start("salma"); err != nil {
		t.Errorf("the attempt that runs: %v", err)
	}
	if err := start("badr"); !errors.Is(err, progress.ErrShut) {
		t.Errorf("closed: %v", err)
	}
	at, err := a.StartAttempt(ctx, salma, "basics", "check")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.SaveAnswer(ctx, salma, at.ID, at.Questions[0].Item, item.Chosen("right"), false); err != nil {
		t.Errorf("an answer to it: %v", err)
	}
	if at, err = a.FinishAttempt(ctx, salma, at.ID); err != nil || at.Percent != 50 {
		t.Errorf("its end: %d, %v", at.Percent, err)
	}
	a.Now = func() time.Time { return masartest.Noon.Add(time.Hour) }
	set(learn.OpenGate)
	expect("opened again", 2, 3)
	set(learn.LeaveGate)
	expect("left to the course", 2, 3)
	if err := start("badr"); !errors.Is(err, progress.ErrEarly) {
		t.Errorf("left to the course: %v", err)
	}
	if _, err := a.CancelRun(ctx, trainer, r.ID); err != nil {
		t.Fatal(err)
	}
	if err := a.SetGate(ctx, trainer, r.ID, "check", learn.OpenGate); !errors.Is(err, workshop.ErrGone) {
		t.Errorf("of a run called off: %v", err)
	}
}

// A switch is of one run: another run of the same course is left alone.
func TestGateOfAnotherRun(t *testing.T) {
	h := masartest.NewWorld(t)
	r := seatedAt(t, h, gatedCourse(nil), masartest.Noon.Add(day))
	a, ctx := h.App, t.Context()
	other, err := a.ScheduleRun(ctx, h.Viewer(t, "trainer-s"), teach.RunPlan{CourseID: "basics", AgencyID: "south", Begin: []time.Time{masartest.Noon.Add(day)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.JoinRun(ctx, h.Viewer(t, "hr-s"), other.ID, []string{"hr-s"}); err != nil {
		t.Fatal(err)
	}
	if err := a.SetGate(ctx, h.Viewer(t, "trainer-n"), r.ID, "check", learn.OpenGate); err != nil {
		t.Fatal(err)
	}
	if _, err := a.StartAttempt(ctx, h.Viewer(t, "hr-s"), "basics", "check"); !errors.Is(err, progress.ErrEarly) {
		t.Errorf("in the other run: %v", err)
	}
	if n := told(t, h, "hr-s", notice.StepOpened); n != 0 {
		t.Errorf("told %d times of it", n)
	}
	e, err := a.Store.EnrolmentIn(ctx, people.Own("salma"), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	_, reading, err := a.Reading(ctx, e)
	if g := reading.Gates["check"]; err != nil || g.State != progress.Open || !g.Hand {
		t.Errorf("in this one: %+v, %v", g, err)
	}
}

// An exercise that is closed takes no hand-in, and what was written is kept.
func TestClosedExerciseKeepsTheWork(t *testing.T) {
	h := masartest.NewWorld(t)
	r := seatedAt(t, h, gatedCourse(nil), masartest.Noon.Add(-day))
	a, ctx, salma := h.App, t.Context(), h.Viewer(t, "salma")
	if err := a.SetGate(ctx, h.Viewer(t, "trainer-n"), r.ID, "sheet", learn.CloseGate); err != nil {
		t.Fatal(err)
	}
	in := learn.HandIn{Fields: map[string]string{"text": "خطة"}, Final: true}
	if _, err := a.SaveWork(ctx, salma, "basics", "sheet", in); !errors.Is(err, progress.ErrShut) {
		t.Errorf("handed in: %v", err)
	}
	e, err := a.Store.EnrolmentIn(ctx, salma.Own(), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	w, err := a.Store.Work(ctx, e.ID, "sheet")
	if err != nil || w.State != exercise.Draft || w.Fields["text"] != "خطة" {
		t.Errorf("%+v, %v; want the draft", w, err)
	}
	if err := a.SetGate(ctx, h.Viewer(t, "trainer-n"), r.ID, "sheet", learn.LeaveGate); err != nil {
		t.Fatal(err)
	}
	if w, err = a.SaveWork(ctx, salma, "basics", "sheet", in); err != nil || w.State != exercise.HandedIn {
		t.Errorf("once it is open: %s, %v", w.State, err)
	}
}

// Whoever has passed a quiz that then shows its answers begins no other attempt;
// whoever has not does, and meets other questions.
func TestAttemptAfterAPass(t *testing.T) {
	h := masartest.NewWorld(t)
	c := masartest.Course()
	for _, id := range []string{"q3", "q4"} {
		it := c.Bank[0]
		it.ID = id
		c.Bank = append(c.Bank, it)
	}
	h.Publish(t, c)
	a, ctx := h.App, t.Context()
	sit := func(who string, answer ...string) (quiz.Attempt, error) {
		t.Helper()
		v := h.Viewer(t, who)
		at, err := a.StartAttempt(ctx, v, "basics", "check")
		if err != nil {
			return at, err
		}
		for _, q := range at.Questions {
			if _, err := a.SaveAnswer(ctx, v, at.ID, q.Item, item.Chosen(answer...), false); err != nil {
				t.Fatal(err)
			}
		}
		return a.FinishAttempt(ctx, v, at.ID)
	}
	for _, who := range []string{"salma", "badr"} {
		if _, err := a.Enrol(ctx, h.Viewer(t, who), "basics"); err != nil {
			t.Fatal(err)
		}
	}
	if at, err := sit("salma", "right"); err != nil || !at.Passed {
		t.Fatal(at, err)
	}
	if _, err := sit("salma", "right"); !errors.Is(err, quiz.ErrPassed) {
		t.Errorf("after a pass: %v", err)
	}
	first, err := sit("badr", "wrong")
	if err != nil || first.Passed {
		t.Fatal(first, err)
	}
	second, err := sit("badr", "right")
	if err != nil || !second.Passed {
		t.Fatal(second, err)
	}
	for _, q := range second.Questions {
		if _, again := first.Question(q.Item); again {
			t.Errorf("%s comes again", q.Item)
		}
	}
}
