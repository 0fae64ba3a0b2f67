package learn

import (
	"errors"
	"strings"

	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/survey"
	"masar/internal/upload"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// survey shows a survey that is a step of a course.
func (s wing) survey(c *fiber.Ctx, st present.StepPage) error {
	return s.showSurvey(c, st, learn.SurveyForm{}, nil)
}

func (s wing) showSurvey(c *fiber.Ctx, st present.StepPage, given learn.SurveyForm, problems map[string]string) error {
	d := surveyData{StepFrame: present.Frame(s.Words(c), st)}
	d.Form = surveyForm(s.Words(c), d.Href+"/response", st.Course.Surveys[st.Step.Survey], given, problems)
	d.Form.Kept = given.Answers != nil
	return s.Render(c, ui.Shell{Title: d.Title}, surveyView(d))
}

func (s wing) answerSurvey(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	sv, ok := st.Course.Surveys[st.Step.Survey]
	if !ok {
		return fiber.ErrNotFound
	}
	given, problems, err := readSurvey(c, sv)
	if err == nil && len(problems) == 0 {
		err = s.App.AnswerSurvey(c.UserContext(), kit.Viewer(c), st.Course.ID, sv.ID, given)
	}
	if errors.Is(err, learn.ErrAnswered) {
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
	s.Flash(c, "learning.survey-thanks")
	return kit.Redirect(c, present.CoursePath(st.Course.ID))
}

// followUp shows a survey that follows up a course: to answer, or where it
// stands.
func (s wing) followUp(c *fiber.Ctx) error {
	f, err := s.App.FollowUpOf(c.UserContext(), kit.Viewer(c), c.Params("enrolment"), c.Params("survey"))
	if err != nil {
		return err
	}
	return s.showFollowUp(c, f, learn.SurveyForm{}, nil)
}

func (s wing) showFollowUp(c *fiber.Ctx, f learn.FollowUpSurvey, given learn.SurveyForm, problems map[string]string) error {
	t := s.Words(c)
	d := followUpData{
		Title: t.Text(f.Survey.Title), Lead: t.SurveyLead(t.Text(f.Course.Title), t.Date(f.Enrolment.CompletedAt)),
		Course: t.Text(f.Course.Title), CourseHref: present.CoursePath(f.Course.ID), Until: t.SurveyUntil(t.DateLong(f.When.Last())),
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
	return s.Render(c, ui.Shell{Title: d.Title}, followUp(d))
}

func (s wing) answerFollowUp(c *fiber.Ctx) error {
	f, err := s.App.FollowUpOf(c.UserContext(), kit.Viewer(c), c.Params("enrolment"), c.Params("survey"))
	if err != nil {
		return err
	}
	given, problems, err := readSurvey(c, f.Survey)
	if err == nil && (len(problems) == 0 || f.Answered()) {
		problems = nil
		err = s.App.AnswerFollowUp(c.UserContext(), kit.Viewer(c), f.Enrolment.ID, f.Survey.ID, given)
	}
	if errors.Is(err, learn.ErrAnswered) {
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
	s.Flash(c, "learning.survey-thanks")
	return kit.Redirect(c, f.Path())
}

// openFollowUps returns the follow-up surveys of a completed enrolment that
// wait for answers now.
func (s wing) openFollowUps(c *fiber.Ctx, e progress.Enrolment, course catalog.Course) (links []ui.Option, err error) {
	for _, sv := range present.SurveysInOrder(course) {
		f, err := s.App.FollowUpOf(c.UserContext(), kit.Viewer(c), e.ID, sv.ID)
		if kit.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !f.Answered() && f.When.Check(s.App.Now()) == nil {
			links = append(links, ui.Option{Value: f.Path(), Label: s.Words(c).Text(f.Survey.Title)})
		}
	}
	return links, nil
}

// surveyForm is a survey as a view draws it, with what was answered so far.
func surveyForm(t *i18n.T, action string, sv catalog.Survey, given learn.SurveyForm, problems map[string]string) surveyFormView {
	f := surveyFormView{Action: action}
	for _, q := range sv.Questions {
		in := ui.Input{Name: q.ID, Label: t.Text(q.Ask), Value: given.Answers[q.ID], Error: problems[q.ID]}
		switch q.Kind {
		case "scale":
			for n := 1; n <= survey.Top; n++ {
				in.Options = append(in.Options, ui.Option{Value: string(rune('0' + n)), Label: t.Num(n)})
			}
			in.Hint = t.LearningSurveyScale()
		case catalog.File:
			in.Type, in.Value, in.Optional = "file", "", true
			in.Accept = "." + strings.Join(upload.Endings(), ",.")
			in.Hint = t.ExerciseFileKinds(t.Isolate(strings.Join(upload.Endings(), " ")), t.Bytes(upload.MaxSize))
		default:
			in.Optional, in.Rows, in.Max = true, 3, learn.MaxAnswer
		}
		f.Fields = append(f.Fields, present.WorkField{Input: in, Kind: q.Kind})
		if in.Error != "" {
			f.Problems = append(f.Problems, ui.Problem{Field: q.ID, Text: in.Label + " " + in.Error})
		}
	}
	return f
}

// readSurvey reads the form of a survey. A file that may not be kept is a
// problem of its question.
func readSurvey(c *fiber.Ctx, sv catalog.Survey) (given learn.SurveyForm, problems map[string]string, err error) {
	given = learn.SurveyForm{Answers: map[string]string{}, Files: map[string]store.File{}}
	problems = map[string]string{}
	for _, q := range sv.Questions {
		if q.Kind != catalog.File {
			given.Answers[q.ID] = kit.Posted(c, q.ID)
			continue
		}
		file, err := kit.ReadUpload(c, q.ID, nil)
		if errors.Is(err, kit.ErrNoFile) {
			continue
		}
		if said, ok := kit.SayAll(c, err); ok {
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
func surveyProblems(c *fiber.Ctx, sv catalog.Survey, given learn.SurveyForm, problems map[string]string, err error) map[string]string {
	if said, ok := kit.SayAll(c, err); ok {
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
