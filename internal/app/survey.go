package app

import (
	"context"
	"errors"
	"strings"

	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// ErrUnanswered is what whoever leaves out a scale of a survey is told.
var ErrUnanswered = fault.New(fault.Invalid, "learning.survey-missing")

// maxAnswer is how many characters of an answer to a survey are kept.
const maxAnswer = 4000

// AnswerSurvey keeps what v answers to a survey of the course. Every scale
// asks for an answer from 1 to 5; words may be left out. Answered twice, the
// first answers stand.
func (a *App) AnswerSurvey(ctx context.Context, v people.Viewer, course, survey string, answers map[string]string) error {
	return a.do(ctx, v, func(d *deed) error {
		e, c, err := d.learning(ctx, v, course)
		if err != nil {
			return err
		}
		sv, ok := c.Surveys[survey]
		if !ok {
			return store.ErrNotFound
		}
		kept, err := surveyAnswers(sv, answers)
		if err != nil {
			return err
		}
		if err := d.AddResponse(ctx, store.Response{EnrolmentID: e.ID, SurveyID: survey, Answers: kept, At: d.now}); err != nil {
			return err
		}
		if err := d.AddStepDone(ctx, progress.StepDone{EnrolmentID: e.ID, StepID: survey, At: d.now}); err != nil {
			return err
		}
		if err := d.advance(ctx, e, c); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Finished, "survey", survey, e.AgencyID).With("enrolment", e.ID))
	})
}

func surveyAnswers(sv catalog.Survey, answers map[string]string) (map[string]string, error) {
	kept := map[string]string{}
	var errs error
	for _, q := range sv.Questions {
		v := strings.TrimSpace(strings.ReplaceAll(answers[q.ID], "\x00", ""))
		if q.Kind == "scale" && (len(v) != 1 || v < "1" || v > "5") {
			errs = errors.Join(errs, ErrUnanswered.On(q.ID))
			continue
		}
		if r := []rune(v); len(r) > maxAnswer {
			v = string(r[:maxAnswer])
		}
		if v != "" {
			kept[q.ID] = v
		}
	}
	return kept, errs
}
