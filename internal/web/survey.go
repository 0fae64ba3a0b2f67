package web

import (
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

func (s *Server) survey(c *fiber.Ctx, st stepAt) error { return s.showSurvey(c, st, nil, nil) }

func (s *Server) showSurvey(c *fiber.Ctx, st stepAt, given, problems map[string]string) error {
	t, sv := s.words(c), st.course.Surveys[st.step.Survey]
	d := view.SurveyData{StepFrame: s.frame(c, st)}
	for _, q := range sv.Questions {
		in := view.Input{Name: q.ID, Label: q.Ask.In(t.Lang), Value: given[q.ID], Error: problems[q.ID]}
		if q.Kind == "scale" {
			for n := 1; n <= 5; n++ {
				in.Options = append(in.Options, view.Option{Value: string(rune('0' + n)), Label: t.Num(n)})
			}
			in.Hint = t.LearningSurveyScale()
		} else {
			in.Optional, in.Rows = true, 3
		}
		d.Questions = append(d.Questions, in)
		if in.Error != "" {
			d.Problems = append(d.Problems, view.Problem{Field: q.ID, Text: in.Label})
		}
	}
	return s.show(c, view.Shell{Title: d.Title}, view.Survey(d))
}

func (s *Server) answerSurvey(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	given := map[string]string{}
	for _, q := range st.course.Surveys[st.step.Survey].Questions {
		given[q.ID] = c.FormValue(q.ID)
	}
	err = s.App.AnswerSurvey(c.UserContext(), viewer(c), st.course.ID, st.step.Survey, given)
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showSurvey(c, st, given, problems)
	}
	if err != nil {
		return err
	}
	s.flash(c, "learning.survey-thanks")
	return after(c, coursePath(st.course.ID))
}
