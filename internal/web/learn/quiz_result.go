package learn

import (
	"slices"
	"strconv"

	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// confirmFinish asks before an attempt is handed in.
func (s wing) confirmFinish(c *fiber.Ctx, si attemptPage) error {
	t := s.Words(c)
	d := finishData{
		AttemptID: si.attempt.ID, Quiz: t.Text(si.quiz.Title), Digits: digitsOf(kit.Person(c).Digits), Map: si.cells(),
		EndsAt: si.attempt.EndsAt, Seconds: max(int(si.attempt.EndsAt.Sub(s.App.Now()).Seconds()), 0),
	}
	d.Say, d.Shows = finishSays(t, d.Map), present.ShownText(t, si.course, si.quiz)
	return s.Render(c, ui.Shell{Title: t.QuizFinishTitle()}, finish(d))
}

// finishSays says what is not answered yet, or not as asked.
func finishSays(t *i18n.T, cells []cell) (says []string) {
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

func (s wing) finishAttempt(c *fiber.Ctx) error {
	a, err := s.App.FinishAttempt(c.UserContext(), kit.Viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	return kit.Redirect(c, attemptPath(a.ID)+"/result")
}

// result shows how an attempt went, with the reason for each answer.
func (s wing) result(c *fiber.Ctx) error {
	si, err := s.attemptPage(c)
	if err != nil {
		return err
	}
	if si.attempt.Running(s.App.Now()) {
		return kit.Redirect(c, attemptPath(si.attempt.ID))
	}
	if si.attempt.FinishedAt.IsZero() {
		return s.over(c, si)
	}
	t := s.Words(c)
	d := ResultData{
		Quiz: t.Text(si.quiz.Title), Score: t.Pct(si.attempt.Percent), Back: present.CoursePath(si.course.ID), Again: present.StepPath(si.course.ID, si.quiz.ID),
		Points: t.QuizResultPoints(len(si.attempt.Questions), t.Hundredths(si.attempt.Points)), Counts: si.quiz.Pass > 0,
		Passed: si.attempt.Passed, Pass: t.Pct(si.quiz.Pass),
	}
	shows, err := s.shows(c, si)
	if err != nil {
		return err
	}
	if shows != catalog.ShowKeys {
		d.Later = present.ShownText(t, si.course, si.quiz)
	}
	for i, q := range si.attempt.Questions {
		if shows != catalog.ShowScore {
			d.Rows = append(d.Rows, s.resultRow(c, si, q, i+1, shows == catalog.ShowKeys))
		}
	}
	return s.Render(c, ui.Shell{Title: t.QuizResult()}, Result(d))
}

// shows returns what the result of an attempt shows now; see quiz.Shows.
func (s wing) shows(c *fiber.Ctx, si attemptPage) (string, error) {
	as, err := s.App.Store.Attempts(c.UserContext(), si.enrolment.ID, si.quiz.ID)
	if err != nil {
		return "", err
	}
	g, err := s.App.GateOf(c.UserContext(), si.enrolment, si.course, si.quiz.ID)
	if kit.IsNotFound(err) { // no step leads to it
		err = nil
	}
	return quiz.Shows(si.course, si.quiz, as, g.State == progress.Over, s.App.Now()), err
}

// resultRow is one question with its answer and, with keys, the right one and
// why it is.
func (s wing) resultRow(c *fiber.Ctx, si attemptPage, q quiz.Question, n int, keys bool) ResultRow {
	t := s.Words(c)
	it, _ := si.course.Item(q.Item)
	a := si.answers[q.Item]
	row := ResultRow{
		N: n, Case: present.Markdown(s.Words(c), s.Lexicon, si.course, it.Case, "case-"+strconv.Itoa(n)+"-"), Ask: present.Inline(t, it.Ask), Points: quiz.Grade(it, a.Value), Given: a.Given(),
		Ordered: AskedBy(it.Type).Ordered, Yours: answerText(t, it, a.Value),
	}
	if !keys {
		return row
	}
	row.Right, row.Why = answerText(t, it, quiz.Right(it)), present.Markdown(s.Words(c), s.Lexicon, si.course, it.Rationale, "why-"+strconv.Itoa(n)+"-")
	for _, id := range it.Source {
		i := slices.IndexFunc(si.course.Sources, func(x catalog.Source) bool { return x.ID == id })
		if i < 0 {
			row.Sources = append(row.Sources, sourceLink{Title: t.QuizOwnCourse()})
			continue
		}
		row.Sources = append(row.Sources, sourceLink{Title: t.Text(si.course.Sources[i].Title), URL: si.course.Sources[i].URL})
	}
	return row
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
