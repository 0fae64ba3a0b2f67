package e2e

import (
	"testing"
	"time"

	"masar/internal/app/certify"
	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/quiz/item"
	"masar/internal/store"
)

// tale is a short course with a question of each type but "multiple", which
// can be completed in one go: one lesson, one quiz, one exercise, two sessions.
func tale() catalog.Course {
	text := func(ar, en string) catalog.Text { return catalog.Text{Ar: ar, En: en} }
	why := text("لأن المصدر يقول ذلك.", "Because the source says so.")
	part := func(id, ar, en string) catalog.Option { return catalog.Option{ID: id, Text: text(ar, en)} }
	c := masartest.Course()
	c.ID, c.Title = "tale", text("حكاية مشاركة", "A tale of participation")
	c.Bank = []catalog.Item{
		{
			ID: "choose", Block: "A", Bloom: "remember", Type: item.Single, Ask: text("أيّ الخيارين صحيح؟", "Which one is right?"), Rationale: why,
			Options: []catalog.Option{{ID: "right", Text: text("هذا صحيح", "This one"), Right: true}, part("wrong", "ذاك خطأ", "That one")},
		},
		{
			ID: "order", Block: "B", Bloom: "understand", Type: item.Ordering, Ask: text("رتّب الخطوات.", "Put the steps in order."), Rationale: why,
			Items: []catalog.Option{part("s1", "الإعلان", "Announce"), part("s2", "الاستماع", "Listen"), part("s3", "القرار", "Decide"), part("s4", "الرد", "Answer")},
		},
		{
			ID: "match", Block: "C", Bloom: "understand", Type: item.Matching, Ask: text("صِل كل سؤال بجوابه.", "Match each with its own."), Rationale: why,
			Pairs: []catalog.Pair{
				{ID: "p1", Left: text("من؟", "Who?"), Right: text("المجتمع", "The public")},
				{ID: "p2", Left: text("متى؟", "When?"), Right: text("قبل القرار", "Before the decision")},
				{ID: "p3", Left: text("أين؟", "Where?"), Right: text("في المنصة", "On the platform")},
			},
		},
		{ID: "number", Block: "D", Bloom: "apply", Type: item.Numeric, Ask: text("كم النسبة؟", "What is the share?"), Answer: 12.5, Unit: text("٪", "%"), Rationale: why},
	}
	c.Quizzes[0].Draw = []catalog.Draw{{Block: "A", Count: 1}, {Block: "B", Count: 1}, {Block: "C", Count: 1}, {Block: "D", Count: 1}}
	return c
}

// viewer returns one of the cast, as package app sees them.
func (s *site) viewer(t *testing.T, name string) people.Viewer {
	t.Helper()
	p, err := s.app.Store.PersonBySignIn(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.app.Store.Viewer(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// runTale publishes the tale and has its run begin this morning, with the
// learners of the agency in it; it returns the id of the run.
func (s *site) runTale(t *testing.T, agency string, learners ...string) string {
	t.Helper()
	if err := s.app.PublishShipped(t.Context(), tale(), nil); err != nil {
		t.Fatal(err)
	}
	trainer := s.viewer(t, "trainer."+agency)
	r, err := s.app.ScheduleRun(t.Context(), trainer, teach.RunPlan{
		CourseID: "tale", AgencyID: trainer.AgencyID, Begin: []time.Time{masartest.Noon.Add(-4 * time.Hour)}, Trainers: []string{trainer.PersonID},
	})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, l := range learners {
		ids = append(ids, s.viewer(t, l).PersonID)
	}
	if n, err := s.app.JoinRun(t.Context(), s.viewer(t, "hr."+agency), r.ID, ids); err != nil || n != len(learners) {
		t.Fatal(n, err)
	}
	return r.ID
}

// handIn hands in the exercise of the tale for somebody who has a seat in it.
func (s *site) handIn(t *testing.T, who string) {
	t.Helper()
	work := learn.HandIn{Fields: map[string]string{"text": "خطة من ثلاث خطوات"}, Final: true}
	if _, err := s.app.SaveWork(t.Context(), s.viewer(t, who), "tale", "sheet", work); err != nil {
		t.Fatal(err)
	}
}

// followUp has the learners complete a course two months ago in a run that
// the agency hosts, and all but the last two answer its follow-up survey.
func (s *site) followUp(t *testing.T, agency string, learners ...string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	c := masartest.Surveys(masartest.Course())
	c.ID, c.Title = "past", catalog.Text{Ar: "مشاركة مضت", En: "Participation past"}
	must(s.app.PublishShipped(t.Context(), c, nil))
	trainer := s.viewer(t, "trainer."+agency)
	then := masartest.Noon.AddDate(0, 0, -62)
	r, err := s.app.ScheduleRun(t.Context(), trainer, teach.RunPlan{CourseID: c.ID, AgencyID: trainer.AgencyID, Begin: []time.Time{then}, Trainers: []string{trainer.PersonID}})
	must(err)
	for i, name := range learners {
		v := s.viewer(t, name)
		e := progress.Enrolment{
			ID: "past-" + v.PersonID, PersonID: v.PersonID, AgencyID: v.AgencyID, CourseID: c.ID, Version: c.Version, Round: 1, RunID: r.ID,
			AssignedAt: then, BeganAt: then, State: progress.Done, CompletedAt: then, DoneCount: 2, TotalCount: 2, Percent: 100, Score: 90,
		}
		_, err := masartest.Direct(s.app).AddEnrolments(t.Context(), []progress.Enrolment{e})
		must(err)
		if i < len(learners)-2 {
			form := learn.SurveyForm{Answers: map[string]string{"good": string(rune('1' + i)), "why": "نشرنا نتائج المشاورة"}, Files: map[string]store.File{}}
			form.Files["proof"] = store.File{Name: "أثر.pdf", Type: "application/pdf", Hash: "h", Body: []byte("%PDF-1.7")}
			must(s.app.AnswerFollowUp(t.Context(), v, e.ID, "later", form))
		}
	}
}

// design saves a template for the agency's certificates, twice, so that there
// is an older version of it.
func (s *site) design(t *testing.T, agency string) {
	t.Helper()
	hr := s.viewer(t, "hr."+agency)
	tmpl, err := certificate.Builtin(certificate.Completion, 0)
	if err != nil {
		t.Fatal(err)
	}
	for seen, border := range []string{"plain", "woven"} {
		tmpl.Design.Border = border
		if _, err := s.app.SaveTemplate(t.Context(), hr, hr.AgencyID, certify.DesignEdit{Design: tmpl.Design, Seen: seen}); err != nil {
			t.Fatal(err)
		}
	}
}
