package learn

import (
	"context"
	"errors"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/exercise"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// ErrUnanswered is returned when a scale of a survey is left out.
var ErrUnanswered = fault.New(fault.Invalid, "learning.survey-missing")

// ErrAnswered is returned for answers to a survey that differ from those the person
// has already given.
var ErrAnswered = fault.New(fault.Conflict, "learning.survey-answered")

// MaxAnswer is how many characters an answer to a survey may have.
const MaxAnswer = 4000

// A SurveyForm is what the form of a survey brings.
type SurveyForm struct {
	Answers map[string]string     // by question
	Files   map[string]store.File // by question: name, type, hash and body
}

// AnswerSurvey keeps what v answers to a survey of the course. Every scale
// asks for an answer from 1 to 5; words and files may be left out. The first
// answers stand: the same again are one, others are ErrAnswered.
func (a Learning) AnswerSurvey(ctx context.Context, v people.Viewer, course, survey string, form SurveyForm) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		e, c, err := learning(ctx, d, v, course)
		if err != nil {
			return err
		}
		if _, _, step, ok := c.Step(survey); !ok || step.Survey == "" {
			return store.ErrNotFound
		}
		if err := opened(ctx, d, e, c, survey); err != nil {
			return unlessAnswered(ctx, d, v, e, c.Surveys[survey], form, err)
		}
		first, err := respond(ctx, d, v, e, c.Surveys[survey], form)
		if err != nil || !first {
			return err
		}
		if err := d.AddStepDone(ctx, progress.StepDone{EnrolmentID: e.ID, StepID: survey, At: d.Now}); err != nil {
			return err
		}
		return Advance(ctx, d, e, c)
	})
}

// unlessAnswered returns err unless the survey has been answered already: then
// the first answers stand, and others than those are ErrAnswered.
func unlessAnswered(ctx context.Context, d *core.Unit, v people.Viewer, e progress.Enrolment, sv catalog.Survey, form SurveyForm, err error) error {
	given, none := d.Response(ctx, e.ID, sv.ID)
	if none != nil {
		return err
	}
	return sameAnswers(ctx, d, v, sv, given, form)
}

// sameAnswers returns ErrAnswered unless the form says what has been answered.
func sameAnswers(ctx context.Context, d *core.Unit, v people.Viewer, sv catalog.Survey, given store.Response, form SurveyForm) error {
	err := ErrAnswered.With("at", given.At.In(d.App.Zone).Format("2006-01-02 15:04"))
	var ids []string
	for q := range form.Files {
		ids = append(ids, given.Answers[q])
	}
	files, failed := d.FileNames(ctx, v.Own(), ids...)
	if failed != nil {
		return failed
	}
	for _, q := range sv.Questions {
		kept := given.Answers[q.ID]
		if file, sent := form.Files[q.ID]; sent && q.Kind == catalog.File && files[kept].Hash != file.Hash {
			return err
		}
		if q.Kind != catalog.File && exercise.Tidy(form.Answers[q.ID]) != kept {
			return err
		}
	}
	return nil
}

// respond keeps the first answers to a survey under the enrolment, which is
// locked, and reports whether these are they.
func respond(ctx context.Context, d *core.Unit, v people.Viewer, e progress.Enrolment, sv catalog.Survey, form SurveyForm) (first bool, err error) {
	given, err := d.Response(ctx, e.ID, sv.ID)
	if err == nil {
		return false, sameAnswers(ctx, d, v, sv, given, form)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	kept, err := surveyAnswers(sv, form.Answers)
	if err != nil {
		return false, err
	}
	for _, q := range sv.Questions {
		file, ok := form.Files[q.ID]
		if !ok || q.Kind != catalog.File {
			continue
		}
		if kept[q.ID], err = keepFile(ctx, d, v, file); err != nil {
			return false, err
		}
	}
	first, err = d.AddResponse(ctx, store.Response{EnrolmentID: e.ID, SurveyID: sv.ID, Answers: kept, At: d.Now})
	if err != nil || !first {
		return false, err
	}
	return true, d.Emit(ctx, event.Of(event.SurveyAnswered, core.Titled(sv.ID, e.AgencyID, sv.Title), event.EnrolmentID.Is(e.ID)))
}

// keepFile keeps an upload of v's and returns its id.
func keepFile(ctx context.Context, d *core.Unit, v people.Viewer, f store.File) (id string, err error) {
	f.ID, f.PersonID, f.AgencyID = d.App.NewID(), v.PersonID, v.AgencyID
	f.Size, f.CreatedAt = int64(len(f.Body)), d.Now
	return f.ID, d.AddFile(ctx, f)
}

// Asked returns the answers to a survey of a course with the number of those who
// were asked. Within a course they are those to whom the survey is open or has
// been: who has a seat in a run as the run opens it, and who learns without one
// once they have begun.
func (a Learning) Asked(ctx context.Context, course, survey string, as store.Answers) (store.Answers, error) {
	type place struct{ version, run string }
	in := map[place][]string{}
	for _, s := range as.Silent {
		if s.RunID != "" || s.Begun {
			at := place{s.Version, s.RunID}
			in[at] = append(in[at], s.EnrolmentID)
		}
	}
	for at, silent := range in {
		n, err := a.askedOf(ctx, progress.Enrolment{CourseID: course, Version: at.version, RunID: at.run}, survey, silent)
		if err != nil {
			return as, err
		}
		as.Asked += n
	}
	return as, nil
}

// askedOf returns to how many of the enrolments in a version and run, those of e,
// a survey is open or has been. It is the same for all of them, unless it waits
// for something they have done.
func (a Learning) askedOf(ctx context.Context, e progress.Enrolment, survey string, silent []string) (n int, err error) {
	c, err := a.Store.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return 0, err
	}
	_, _, step, ok := c.Step(survey)
	if !ok || step.Survey == "" {
		return 0, nil
	}
	around, err := surroundings(ctx, a.Store, e, a.Zone)
	if err != nil {
		return 0, err
	}
	now := a.Now()
	if c.Opens(step).Word != catalog.After {
		if progress.WasOpen(c, step, progress.Evidence{}, around, now) {
			n = len(silent)
		}
		return n, nil
	}
	evs, err := a.Store.EvidenceOf(ctx, silent...)
	for _, ev := range evs {
		if progress.WasOpen(c, step, ev, around, now) {
			n++
		}
	}
	return n, err
}

func surveyAnswers(sv catalog.Survey, answers map[string]string) (map[string]string, error) {
	kept := map[string]string{}
	var errs error
	for _, q := range sv.Questions {
		if q.Kind == catalog.File {
			continue
		}
		v := exercise.Tidy(answers[q.ID])
		if q.Kind == "scale" && (len(v) != 1 || v < "1" || v > "5") {
			errs = errors.Join(errs, ErrUnanswered.On(q.ID))
			continue
		}
		if len([]rune(v)) > MaxAnswer {
			errs = errors.Join(errs, exercise.ErrLong.With("max", MaxAnswer).On(q.ID))
			continue
		}
		if v != "" {
			kept[q.ID] = v
		}
	}
	return kept, errs
}
