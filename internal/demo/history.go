package demo

import (
	"context"
	"errors"
	"time"

	"masar/internal/app"
	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/app/personnel"
	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/people"
	"masar/internal/quiz"
	"masar/internal/store"
)

// shortID is the course that some have completed in the past weeks.
const shortID = "shurkum-channels"

// history has some people complete a short course, one after another over the
// past weeks, and others begin it.
func (f *filler) history(ctx context.Context) error {
	n := 0
	for _, ag := range agencies {
		for _, m := range ag.cast {
			if m.role != people.Learner {
				continue
			}
			if err := f.complete(ctx, m.signIn, n); err != nil {
				return err
			}
			n++
		}
	}
	return nil
}

// duties has the HR officer of each agency assign two courses: one due in ten
// days, to everyone, and one that was due three days ago, to one department.
func (f *filler) duties(ctx context.Context) error {
	for _, ag := range agencies {
		v, err := f.viewer(ctx, ag.cast[0].signIn)
		if err != nil {
			return err
		}
		as := personnel.Assignment{CourseID: "safe-official-accounts", AgencyID: v.AgencyID, DueOn: f.endOf(10)}
		if _, err := f.a.Assign(ctx, v, as); err != nil {
			return err
		}
		then := f.at(f.a.Now().AddDate(0, 0, -30))
		as = personnel.Assignment{CourseID: "maturity-mirror", AgencyID: v.AgencyID, Department: ag.cast[2].department, DueOn: f.endOf(-3)}
		if _, err := then.Assign(ctx, v, as); err != nil {
			return err
		}
	}
	return nil
}

// at returns the app as it was at the given time.
func (f *filler) at(t time.Time) *app.App {
	return f.a.With(func(c *core.App) { c.Now = func() time.Time { return t } })
}

// endOf returns the end of the day that is so many days from today.
func (f *filler) endOf(days int) time.Time {
	return day.Of(f.a.Now(), f.a.Zone).Plus(days).End(f.a.Zone)
}

// complete has the nth person do the short course: two of three all of it,
// the others its first lessons. Who has begun it is left as they are.
func (f *filler) complete(ctx context.Context, signIn string, n int) error {
	v, err := f.viewer(ctx, signIn)
	if err != nil {
		return err
	}
	if _, err := f.a.Store.EnrolmentIn(ctx, v.Own(), v.PersonID, shortID); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	then := f.at(f.a.Now().AddDate(0, 0, -3*n-2))
	e, err := then.Enrol(ctx, v, shortID)
	if err != nil {
		return err
	}
	c, err := f.a.Store.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	for i, s := range c.Steps() {
		if n%3 == 2 && i > 1 {
			return nil
		}
		if err := f.step(ctx, then, v, c, s, n); err != nil {
			return err
		}
	}
	return nil
}

// step has somebody do a step, as of the app's time.
func (f *filler) step(ctx context.Context, then *app.App, v people.Viewer, c catalog.Course, s catalog.Step, n int) error {
	switch {
	case s.Lesson != "":
		return then.ReadLesson(ctx, v, c.ID, s.Lesson)
	case s.Quiz != "":
		return f.sit(ctx, then, v, c, s.Quiz, n)
	case s.Exercise != "":
		return f.handIn(ctx, then, v, c, s.Exercise, n)
	case s.Survey != "":
		return then.AnswerSurvey(ctx, v, c.ID, s.Survey, answers(c.Surveys[s.Survey], n))
	}
	return nil
}

// sit takes a quiz and answers all of it, but for a question or two, rightly.
func (f *filler) sit(ctx context.Context, then *app.App, v people.Viewer, c catalog.Course, id string, n int) error {
	at, err := then.StartAttempt(ctx, v, c.ID, id)
	if err != nil {
		return err
	}
	for i, q := range at.Questions {
		it, _ := c.Item(q.Item)
		if i < n%3 {
			continue
		}
		if _, err := then.SaveAnswer(ctx, v, at.ID, it.ID, quiz.Right(it), false); err != nil {
			return err
		}
	}
	_, err = then.FinishAttempt(ctx, v, at.ID)
	return err
}

// handIn hands in an exercise, which a trainer reviews.
func (f *filler) handIn(ctx context.Context, then *app.App, v people.Viewer, c catalog.Course, id string, n int) error {
	ex := c.Exercises[id]
	in := learn.HandIn{Fields: map[string]string{}, Final: true}
	for _, fl := range ex.Fields {
		switch fl.Kind {
		case catalog.Number:
			in.Fields[fl.ID] = "3"
		case catalog.Choice:
			in.Fields[fl.ID] = fl.Options[0].ID
		case catalog.File:
		default:
			in.Fields[fl.ID] = "إجابة تجريبية: نحدّد القناة لكل فئة، ونعلن مدة الرد، وننشر ما تغيّر."
		}
	}
	w, err := then.SaveWork(ctx, v, c.ID, id, in)
	if err != nil {
		return err
	}
	scores := map[string]int{}
	for i, cr := range ex.Rubric {
		scores[cr.ID] = 3 + (n+i)%2
	}
	_, err = then.ReviewWork(ctx, f.admin, w.ID, learn.Verdict{Scores: scores, Comment: "عمل واضح. أضف موعد المراجعة القادمة.", Turn: w.Turn})
	return err
}
