package web

import (
	"errors"
	"strings"

	"masar/internal/app"
	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/survey"
	"masar/internal/upload"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// survey shows a survey that is a step of a course.
func (s *Server) survey(c *fiber.Ctx, st stepAt) error {
	return s.showSurvey(c, st, app.SurveyForm{}, nil)
}

func (s *Server) showSurvey(c *fiber.Ctx, st stepAt, given app.SurveyForm, problems map[string]string) error {
	d := view.SurveyData{StepFrame: frameOf(s.words(c), st)}
	d.Form = surveyForm(s.words(c), d.Href+"/response", st.course.Surveys[st.step.Survey], given, problems)
	d.Form.Kept = given.Answers != nil
	return s.show(c, view.Shell{Title: d.Title}, view.Survey(d))
}

func (s *Server) answerSurvey(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	sv, ok := st.course.Surveys[st.step.Survey]
	if !ok {
		return fiber.ErrNotFound
	}
	given, problems, err := readSurvey(c, sv)
	if err == nil && len(problems) == 0 {
		err = s.App.AnswerSurvey(c.UserContext(), viewer(c), st.course.ID, sv.ID, given)
	}
	if errors.Is(err, app.ErrAnswered) {
		return err // with what was written, to be copied
	}
	if progress.NotOpen(err) {
		c.Status(fiber.StatusConflict)
		return s.showSurvey(c, st, given, nil)
	}
	if problems = surveyProblems(c, sv, given, problems, err); len(problems) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showSurvey(c, st, given, problems)
	}
	if err != nil {
		return err
	}
	s.flash(c, "learning.survey-thanks")
	return after(c, coursePath(st.course.ID))
}

// followUp shows a survey that follows up a course: to answer, or where it
// stands.
func (s *Server) followUp(c *fiber.Ctx) error {
	f, err := s.App.FollowUpOf(c.UserContext(), viewer(c), c.Params("enrolment"), c.Params("survey"))
	if err != nil {
		return err
	}
	return s.showFollowUp(c, f, app.SurveyForm{}, nil)
}

func (s *Server) showFollowUp(c *fiber.Ctx, f app.FollowUpSurvey, given app.SurveyForm, problems map[string]string) error {
	t := s.words(c)
	d := view.FollowUpData{
		Title: t.Text(f.Survey.Title), Lead: t.SurveyLead(t.Text(f.Course.Title), t.Date(f.Enrolment.CompletedAt)),
		Course: t.Text(f.Course.Title), CourseHref: coursePath(f.Course.ID), Until: t.SurveyUntil(t.DateLong(f.When.Last())),
		Form: surveyForm(t, f.Path(), f.Survey, given, problems),
	}
	switch err := f.When.Check(s.App.Now()); {
	case f.Answered():
		d.State = t.SurveyAnsweredOn(t.Date(f.Response.At))
	case errors.Is(err, survey.ErrEarly):
		d.State = t.SurveyNotYet(t.DateLong(f.When.From))
	case errors.Is(err, survey.ErrOver):
		d.State = t.SurveyEnded(t.Date(f.When.Last()))
	}
	return s.show(c, view.Shell{Title: d.Title}, view.FollowUp(d))
}

func (s *Server) answerFollowUp(c *fiber.Ctx) error {
	f, err := s.App.FollowUpOf(c.UserContext(), viewer(c), c.Params("enrolment"), c.Params("survey"))
	if err != nil {
		return err
	}
	given, problems, err := readSurvey(c, f.Survey)
	if err == nil && (len(problems) == 0 || f.Answered()) {
		problems = nil
		err = s.App.AnswerFollowUp(c.UserContext(), viewer(c), f.Enrolment.ID, f.Survey.ID, given)
	}
	if errors.Is(err, app.ErrAnswered) {
		return err // with what was written, to be copied
	}
	if errors.Is(err, survey.ErrEarly) || errors.Is(err, survey.ErrOver) {
		c.Status(fiber.StatusConflict)
		return s.showFollowUp(c, f, given, nil)
	}
	if problems = surveyProblems(c, f.Survey, given, problems, err); len(problems) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showFollowUp(c, f, given, problems)
	}
	if err != nil {
		return err
	}
	s.flash(c, "learning.survey-thanks")
	return after(c, f.Path())
}

// openFollowUps returns the follow-up surveys of a completed enrolment that
// wait for answers now.
func (s *Server) openFollowUps(c *fiber.Ctx, e progress.Enrolment, course catalog.Course) (links []view.Option, err error) {
	for _, sv := range surveysInOrder(course) {
		f, err := s.App.FollowUpOf(c.UserContext(), viewer(c), e.ID, sv.ID)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !f.Answered() && f.When.Check(s.App.Now()) == nil {
			links = append(links, view.Option{Value: f.Path(), Label: s.words(c).Text(f.Survey.Title)})
		}
	}
	return links, nil
}

// surveyForm is a survey as a view draws it, with what was answered so far.
func surveyForm(t *i18n.T, action string, sv catalog.Survey, given app.SurveyForm, problems map[string]string) view.SurveyForm {
	f := view.SurveyForm{Action: action}
	for _, q := range sv.Questions {
		in := view.Input{Name: q.ID, Label: t.Text(q.Ask), Value: given.Answers[q.ID], Error: problems[q.ID]}
		switch q.Kind {
		case "scale":
			for n := 1; n <= survey.Top; n++ {
				in.Options = append(in.Options, view.Option{Value: string(rune('0' + n)), Label: t.Num(n)})
			}
			in.Hint = t.LearningSurveyScale()
		case catalog.File:
			in.Type, in.Value, in.Optional = "file", "", true
			in.Accept = "." + strings.Join(upload.Endings(), ",.")
			in.Hint = t.ExerciseFileKinds(t.Isolate(strings.Join(upload.Endings(), " ")), t.Bytes(upload.MaxSize))
		default:
			in.Optional, in.Rows, in.Max = true, 3, app.MaxAnswer
		}
		f.Fields = append(f.Fields, view.WorkField{Input: in, Kind: q.Kind})
		if in.Error != "" {
			f.Problems = append(f.Problems, view.Problem{Field: q.ID, Text: in.Label + " " + in.Error})
		}
	}
	return f
}

// readSurvey reads the form of a survey. A file that may not be kept is a
// problem of its question.
func readSurvey(c *fiber.Ctx, sv catalog.Survey) (given app.SurveyForm, problems map[string]string, err error) {
	given = app.SurveyForm{Answers: map[string]string{}, Files: map[string]store.File{}}
	problems = map[string]string{}
	for _, q := range sv.Questions {
		if q.Kind != catalog.File {
			given.Answers[q.ID] = posted(c, q.ID)
			continue
		}
		file, err := readUpload(c, q.ID, nil)
		if errors.Is(err, errNoFile) {
			continue
		}
		if said, ok := sayAll(c, err); ok {
			problems[q.ID] = said[""]
			continue
		}
		if err != nil {
			return given, problems, err
		}
		given.Files[q.ID] = file
	}
	return given, problems, nil
}

// surveyProblems adds to the problems of the form what err says of it. A
// browser forgets the files of a form that comes back, so these are asked for
// once more.
func surveyProblems(c *fiber.Ctx, sv catalog.Survey, given app.SurveyForm, problems map[string]string, err error) map[string]string {
	if said, ok := sayAll(c, err); ok {
		problems = said
	}
	if len(problems) == 0 {
		return nil
	}
	for _, q := range sv.Questions {
		if _, ok := given.Files[q.ID]; ok {
			problems[q.ID] = i18n.From(c.UserContext()).SurveyFileAgain()
		}
	}
	return problems
}
