package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/survey"
)

// followed returns the sample house with Salma's completion of a course that
// is followed up, and the id of her enrolment.
func followed(t *testing.T) (h masartest.World, enrolment string) {
	t.Helper()
	h = masartest.NewWorld(t)
	h.Publish(t, masartest.Surveys(masartest.Course()))
	h.Complete(t, "salma")
	v := h.Viewer(t, "salma")
	e, err := h.App.Store.EnrolmentIn(t.Context(), v.Own(), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	return h, e.ID
}

// invited counts who was told of a follow-up survey by mail.
func invited(h masartest.World) (people []string) {
	for _, m := range h.Outside.Mails {
		if strings.HasPrefix(m.ID, "follow-up:") {
			people = append(people, m.PersonID)
		}
	}
	return people
}

// sixtyDays is when what was completed at noon is followed up.
var sixtyDays = masartest.Noon.AddDate(0, 0, 60)

// at lets the clock run as of the given time until nothing is left to do.
func at(t *testing.T, h masartest.World, now time.Time) {
	t.Helper()
	h.App.Now = func() time.Time { return now }
	if err := h.App.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Fatal(err)
	}
}

// Whoever completes a course is asked once, on the day the survey is due, and
// not before.
func TestFollowUpIsAskedOnce(t *testing.T) {
	h, _ := followed(t)
	at(t, h, sixtyDays.Add(-time.Microsecond))
	if got := invited(h); len(got) != 0 {
		t.Fatalf("asked too early: %v", got)
	}
	for days := range 70 {
		at(t, h, sixtyDays.AddDate(0, 0, days))
	}
	if got := invited(h); len(got) != 1 || got[0] != "salma" {
		t.Errorf("asked: %v, want Salma once", got)
	}
	ns, err := h.App.Store.NoticesOf(t.Context(), "salma", 1)
	if err != nil || len(ns) != 1 || !strings.HasPrefix(ns[0].Link, "/surveys/") || ns[0].Args["survey.en"] != "What have you applied?" {
		t.Errorf("in the house: %+v, %v", ns, err)
	}
	a, err := h.App.Store.SurveyAnswers(t.Context(), people.Within("north"), "basics", "later", true)
	if err != nil || a.Asked != 1 || len(a.Given) != 0 {
		t.Errorf("%+v, %v; want one asked", a, err)
	}
}

// A job of asking that is delivered twice asks once.
func TestFollowUpJobTwice(t *testing.T) {
	h, e := followed(t)
	h.App.Now = func() time.Time { return sixtyDays }
	for range 2 {
		if err := h.App.Perform(t.Context(), "ask:"+e+"/later"); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Fatal(err)
	}
	if got := invited(h); len(got) != 1 {
		t.Errorf("asked: %v, want once", got)
	}
}

// Whoever has left is not asked.
func TestFollowUpOfWhoHasLeft(t *testing.T) {
	h, _ := followed(t)
	p, err := h.App.Store.Person(t.Context(), people.Everywhere("a test"), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.LeftAt = masartest.Noon
	if err := masartest.Direct(h.App).SavePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	for days := range 5 {
		at(t, h, sixtyDays.AddDate(0, 0, days))
	}
	if got := invited(h); len(got) != 0 {
		t.Errorf("asked: %v", got)
	}
	a, err := h.App.Store.SurveyAnswers(t.Context(), people.Within("north"), "basics", "later", true)
	if err != nil || a.Asked != 0 {
		t.Errorf("%+v, %v; want nobody asked", a, err)
	}
}

// Completions that no job waits for, as those of before there were surveys,
// are found by the clock as long as they may be answered.
func TestFollowUpOfEarlierCompletions(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Surveys(masartest.Course()))
	for id, days := range map[string]int{"salma": 59, "badr": 60, "hr-n": 120, "hr-s": 121, "admin": 500} {
		v := h.Viewer(t, id)
		e := progress.Enrolment{ID: "e-" + id, PersonID: id, AgencyID: v.AgencyID, CourseID: "basics", Version: "v1", Round: 1, AssignedAt: masartest.Noon, State: progress.Done, CompletedAt: masartest.Noon.AddDate(0, 0, -days), Score: 80}
		if _, err := masartest.Direct(h.App).AddEnrolments(t.Context(), []progress.Enrolment{e}); err != nil {
			t.Fatal(err)
		}
	}
	at(t, h, masartest.Noon)
	got := map[string]bool{}
	for _, id := range invited(h) {
		if got[id] {
			t.Errorf("%s is asked twice", id)
		}
		got[id] = true
	}
	if len(got) != 2 || !got["badr"] || !got["hr-n"] {
		t.Errorf("asked: %v, want Badr and Reem", got)
	}
}

var answers = learn.SurveyForm{Answers: map[string]string{"good": "4", "why": "نشرنا النتائج"}}

// A follow-up is answered from its day to its last, once, by nobody else.
func TestAnswerFollowUp(t *testing.T) {
	h, e := followed(t)
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	answer := func(now time.Time, form learn.SurveyForm) error {
		a.Now = func() time.Time { return now }
		return a.AnswerFollowUp(ctx, v, e, "later", form)
	}
	until := sixtyDays.AddDate(0, 0, 60)
	until = time.Date(until.Year(), until.Month(), until.Day(), 20, 0, 0, 0, time.UTC) // midnight in Muscat
	for _, c := range []struct {
		now  time.Time
		form learn.SurveyForm
		want error
	}{
		{sixtyDays.Add(-time.Microsecond), answers, survey.ErrEarly}, {until, answers, survey.ErrOver},
		{sixtyDays, learn.SurveyForm{}, learn.ErrUnanswered}, {sixtyDays, learn.SurveyForm{Answers: map[string]string{"good": "6"}}, learn.ErrUnanswered},
	} {
		if err := answer(c.now, c.form); !errors.Is(err, c.want) {
			t.Errorf("at %v: %v, want %v", c.now, err, c.want)
		}
	}
	if err := a.AnswerFollowUp(ctx, h.Viewer(t, "badr"), e, "later", answers); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another answers: %v", err)
	}
	if err := a.AnswerFollowUp(ctx, v, e, "now", answers); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a survey within the course: %v", err)
	}
	form := answers
	form.Files = map[string]store.File{"proof": {Name: "أثر.pdf", Type: "application/pdf", Hash: "h", Body: []byte("%PDF")}, "good": {Name: "x.pdf"}}
	if err := answer(until.Add(-time.Microsecond), form); err != nil {
		t.Fatal(err)
	}
	again := learn.SurveyForm{Answers: map[string]string{"good": "1"}}
	for _, now := range []time.Time{until.Add(-time.Microsecond), until.AddDate(1, 0, 0)} { // pressed twice, and long after
		if err := answer(now, answers); err != nil {
			t.Errorf("answered the same again: %v", err)
		}
		if err := answer(now, again); !errors.Is(err, learn.ErrAnswered) {
			t.Errorf("answered otherwise: %v", err)
		}
	}
	r, err := a.Store.Response(ctx, e, "later")
	if err != nil || r.Answers["good"] != "4" || r.Answers["why"] != "نشرنا النتائج" {
		t.Fatalf("%+v, %v", r, err)
	}
	f, err := a.Store.File(ctx, v.Own(), r.Answers["proof"])
	if err != nil || string(f.Body) != "%PDF" || f.AgencyID != "north" || f.Size != 4 {
		t.Errorf("%+v, %v", f, err)
	}
	var files, events int
	if err := masartest.DBOf(a).R.NewRaw("SELECT count(*) FROM files").Scan(ctx, &files); err != nil || files != 1 {
		t.Errorf("%d files, %v", files, err)
	}
	if err := masartest.DBOf(a).R.NewRaw("SELECT count(*) FROM events WHERE object = 'survey'").Scan(ctx, &events); err != nil || events != 1 {
		t.Errorf("%d events, %v", events, err)
	}
}

// Whoever has begun another round of a course still answers about the first,
// and who has answered unasked is not asked.
func TestFollowUpOfAnEarlierRound(t *testing.T) {
	h, e := followed(t)
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	second := progress.Enrolment{ID: "again", PersonID: "salma", AgencyID: "north", CourseID: "basics", Version: "v1", Round: 2, AssignedAt: masartest.Noon, State: progress.UnderWay, Score: -1}
	if _, err := masartest.Direct(a).AddEnrolments(ctx, []progress.Enrolment{second}); err != nil {
		t.Fatal(err)
	}
	a.Now = func() time.Time { return sixtyDays }
	if err := a.AnswerFollowUp(ctx, v, "again", "later", answers); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("about what is not completed: %v", err)
	}
	if err := a.AnswerFollowUp(ctx, v, e, "later", answers); err != nil {
		t.Fatal(err)
	}
	at(t, h, sixtyDays)
	if got := invited(h); len(got) != 0 {
		t.Errorf("asked: %v", got)
	}
}

// A survey that follows a course up cannot be answered within it.
func TestFollowUpIsNoStep(t *testing.T) {
	h, e := followed(t)
	v := h.Viewer(t, "salma")
	if err := h.App.AnswerSurvey(t.Context(), v, "basics", "later", answers); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("answered: %v", err)
	}
	for range 2 {
		if err := h.App.AnswerSurvey(t.Context(), v, "basics", "now", learn.SurveyForm{Answers: map[string]string{"clear": "5"}}); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := h.App.Store.Response(t.Context(), e, "now"); err != nil || r.Answers["clear"] != "5" {
		t.Errorf("%+v, %v", r, err)
	}
}
