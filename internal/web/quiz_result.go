package web

import (
	"slices"
	"strconv"

	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// confirmFinish asks before an attempt is handed in.
func (s *Server) confirmFinish(c *fiber.Ctx, si sitting) error {
	t := s.words(c)
	d := view.FinishData{
		AttemptID: si.attempt.ID, Quiz: t.Text(si.quiz.Title), Digits: digitsOf(person(c).Digits), Map: si.cells(),
		EndsAt: si.attempt.EndsAt, Seconds: max(int(si.attempt.EndsAt.Sub(s.App.Now()).Seconds()), 0),
	}
	d.Say, d.Shows = finishSays(t, d.Map), showsSay(t, si.course, si.quiz)
	return s.show(c, view.Shell{Title: t.QuizFinishTitle()}, view.Finish(d))
}

// finishSays says what is not answered yet, or not as asked.
func finishSays(t *i18n.T, cells []view.Cell) (says []string) {
	n := map[quiz.Cover]int{}
	for _, c := range cells {
		n[c.Cover]++
	}
	if n[quiz.Open] > 0 {
		says = append(says, t.QuizFinishOpen(n[quiz.Open]))
	}
	if n[quiz.Partly] > 0 {
		says = append(says, t.QuizFinishPartly(n[quiz.Partly]))
	}
	if n[quiz.TooMany] > 0 {
		says = append(says, t.QuizFinishTooMany(n[quiz.TooMany]))
	}
	if len(says) == 0 {
		says = append(says, t.QuizFinishAll())
	}
	return says
}

func (s *Server) finishAttempt(c *fiber.Ctx) error {
	a, err := s.App.FinishAttempt(c.UserContext(), viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	return after(c, attemptPath(a.ID)+"/result")
}

// result shows how an attempt went, with the reason for each answer.
func (s *Server) result(c *fiber.Ctx) error {
	si, err := s.sitting(c)
	if err != nil {
		return err
	}
	if si.attempt.Running(s.App.Now()) {
		return after(c, attemptPath(si.attempt.ID))
	}
	if si.attempt.FinishedAt.IsZero() {
		return s.over(c, si)
	}
	t := s.words(c)
	d := view.ResultData{
		Quiz: t.Text(si.quiz.Title), Score: t.Pct(si.attempt.Percent), Back: coursePath(si.course.ID), Again: stepPath(si.course.ID, si.quiz.ID),
		Points: t.QuizResultPoints(len(si.attempt.Questions), t.Hundredths(si.attempt.Points)), Counts: si.quiz.Pass > 0,
		Passed: si.attempt.Passed, Pass: t.Pct(si.quiz.Pass),
	}
	shows, err := s.shows(c, si)
	if err != nil {
		return err
	}
	if shows != catalog.ShowKeys {
		d.Later = showsSay(t, si.course, si.quiz)
	}
	for i, q := range si.attempt.Questions {
		if shows != catalog.ShowScore {
			d.Rows = append(d.Rows, s.resultRow(c, si, q, i+1, shows == catalog.ShowKeys))
		}
	}
	return s.show(c, view.Shell{Title: t.QuizResult()}, view.Result(d))
}

// shows returns what the result of an attempt shows now; see quiz.Shows.
func (s *Server) shows(c *fiber.Ctx, si sitting) (string, error) {
	as, err := s.App.Store.Attempts(c.UserContext(), si.enrolment.ID, si.quiz.ID)
	if err != nil {
		return "", err
	}
	g, err := s.App.GateOf(c.UserContext(), si.enrolment, si.course, si.quiz.ID)
	if isNotFound(err) { // no step leads to it
		err = nil
	}
	return quiz.Shows(si.course, si.quiz, as, g.State == progress.Over, s.App.Now()), err
}

// resultRow is one question with its answer and, with keys, the right one and
// why it is.
func (s *Server) resultRow(c *fiber.Ctx, si sitting, q quiz.Question, n int, keys bool) view.ResultRow {
	t := s.words(c)
	it, _ := si.course.Item(q.Item)
	a := si.answers[q.Item]
	row := view.ResultRow{
		N: n, Case: markdown(s.words(c), s.Lexicon, si.course, it.Case, "case-"+strconv.Itoa(n)+"-"), Ask: inline(t, it.Ask), Points: quiz.Grade(it, a.Value), Given: a.Given(),
		Ordered: view.AskedBy(it.Type).Ordered, Yours: answerText(t, it, a.Value),
	}
	if !keys {
		return row
	}
	row.Right, row.Why = answerText(t, it, quiz.Right(it)), markdown(s.words(c), s.Lexicon, si.course, it.Rationale, "why-"+strconv.Itoa(n)+"-")
	for _, id := range it.Source {
		i := slices.IndexFunc(si.course.Sources, func(x catalog.Source) bool { return x.ID == id })
		if i < 0 {
			row.Sources = append(row.Sources, view.SourceLink{Title: t.QuizOwnCourse()})
			continue
		}
		row.Sources = append(row.Sources, view.SourceLink{Title: t.Text(si.course.Sources[i].Title), URL: si.course.Sources[i].URL})
	}
	return row
}

// inline shows a line of Markdown.
func inline(t *i18n.T, text catalog.Text) string {
	o := shown(t, text)
	return courseware.Inline(text.In(o.Lang), o)
}

// answerText writes a response in words, a line a value.
func answerText(t *i18n.T, it catalog.Item, r item.Response) (lines []string) {
	for _, l := range item.Of(it).Lines(r) {
		text := t.Text(l.Text)
		if l.Typed != "" {
			text = t.Isolate(l.Typed)
		}
		if !l.Of.Empty() {
			text = t.Text(l.Of) + ": " + text
		}
		lines = append(lines, text)
	}
	return lines
}
