package learn

import (
	"errors"
	"slices"
	"strconv"

	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

func attemptPath(id string) string { return "/attempts/" + id }

// quizIntro tells what a quiz is before it begins, and what came of it before.
func (s wing) quizIntro(c *fiber.Ctx, st present.StepPage) error {
	t, now := s.Words(c), s.App.Now()
	q, _ := st.Course.Quiz(st.Step.Quiz)
	as, err := s.App.Store.Attempts(c.UserContext(), st.Enrolment.ID, q.ID)
	if err != nil {
		return err
	}
	gate := st.Reading.Gates[q.ID].State
	d := quizIntroData{
		StepFrame: present.Frame(s.Words(c), st), Start: present.StepPath(st.Course.ID, q.ID) + "/attempts", May: quiz.More(st.Course, q, as) == nil && gate == progress.Open,
		Lead: t.QuizLead(q.Count(), t.CommonMinutes(q.Minutes)), Rules: quizRules(t, st.Course, q, as),
	}
	if st.Course.PassMark(q.ID) > 0 {
		d.DoneSay = t.QuizPassed()
	}
	if spent, failed := st.Reading.Failed[q.ID]; failed {
		d.Failed, d.Spent = present.FailedText(t, q, as), spent
	}
	if gate == progress.Over {
		d.Lead, d.Rules = closedSays(t, st.Course, q, as), nil // what is over promises nothing
	}
	for _, a := range as {
		if a.Running(now) {
			d.Running, d.Until, d.Gate = attemptPath(a.ID), a.EndsAt, present.Gate{}
			continue
		}
		d.Earlier = append(d.Earlier, attemptRow{Title: t.QuizAttempt(t.Num(a.Number)), Href: attemptPath(a.ID) + "/result", Score: t.Pct(a.Percent), At: a.StartedAt, Passed: a.Passed, Counts: q.Pass > 0})
	}
	return s.Render(c, ui.Shell{Title: d.Title}, quizIntro(d))
}

// quizRules says how the quiz is taken, and what it counts for.
func quizRules(t *i18n.T, course catalog.Course, q catalog.Quiz, as []quiz.Attempt) []string {
	rules := []string{t.QuizRuleSaved(), t.QuizRuleClock(), present.ShownText(t, course, q)}
	if q.Pass > 0 {
		rules = append(rules, t.QuizRulePass(t.Pct(q.Pass)))
	} else {
		rules = append(rules, t.QuizRuleNoPass())
	}
	switch {
	case errors.Is(quiz.More(course, q, as), quiz.ErrPassed):
		return append(rules, t.QuizPassedAlready())
	case q.Attempts > 0:
		return append(rules, t.QuizRuleAttempts(max(q.Attempts-len(as), 0)))
	}
	return append(rules, t.QuizRuleUnlimited())
}

// closedSays says of a quiz that is closed what that means for completion.
func closedSays(t *i18n.T, course catalog.Course, q catalog.Quiz, as []quiz.Attempt) string {
	switch {
	case course.Counts(q.ID):
		return t.QuizClosed()
	case len(as) > 0:
		return t.QuizClosedTaken()
	}
	return t.QuizClosedMissed()
}

func (s wing) startAttempt(c *fiber.Ctx) error {
	a, err := s.App.StartAttempt(c.UserContext(), kit.Viewer(c), c.Params("course"), c.Params("step"))
	if progress.NotOpen(err) || errors.Is(err, quiz.ErrPassed) {
		return kit.Redirect(c, present.StepPath(c.Params("course"), c.Params("step"))) // which says why
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, attemptPath(a.ID))
}

// An attemptPage is an attempt of the viewer's with all that its pages show.
type attemptPage struct {
	attempt   quiz.Attempt
	enrolment progress.Enrolment
	course    catalog.Course
	quiz      catalog.Quiz
	answers   map[string]quiz.Answer
}

func (s wing) attemptPage(c *fiber.Ctx) (si attemptPage, err error) {
	ctx := c.UserContext()
	if si.attempt, err = s.App.Store.Attempt(ctx, c.Params("id")); err != nil {
		return si, err
	}
	if si.enrolment, err = s.App.Store.Enrolment(ctx, kit.Viewer(c).Own(), si.attempt.EnrolmentID); err != nil {
		return si, err
	}
	if si.course, err = s.App.Store.Course(ctx, si.enrolment.CourseID, si.enrolment.Version); err != nil {
		return si, err
	}
	si.quiz, _ = si.course.Quiz(si.attempt.QuizID)
	as, err := s.App.Store.Answers(ctx, si.attempt.ID)
	si.answers = map[string]quiz.Answer{}
	for _, a := range as {
		si.answers[a.ItemID] = a
	}
	return si, err
}

// question shows one question of a running attempt; an attempt that is over
// shows its result.
func (s wing) question(c *fiber.Ctx) error {
	si, err := s.attemptPage(c)
	if err != nil {
		return err
	}
	if !si.attempt.Running(s.App.Now()) {
		return s.over(c, si)
	}
	n := c.QueryInt("q", si.firstOpen())
	if n < 1 || n > len(si.attempt.Questions) {
		return s.confirmFinish(c, si)
	}
	d := s.questionData(c, si, n)
	return s.Render(c, ui.Shell{Title: d.Title, Bare: true}, question(d))
}

// over hands in an attempt whose time has run out and leads to its result.
func (s wing) over(c *fiber.Ctx, si attemptPage) error {
	if si.attempt.FinishedAt.IsZero() {
		if _, err := s.App.FinishAttempt(c.UserContext(), kit.Viewer(c), si.attempt.ID); err != nil {
			return err
		}
	}
	return kit.Redirect(c, attemptPath(si.attempt.ID)+"/result")
}

// firstOpen returns the number of the first question that is not answered
// whole, or the first one.
func (si attemptPage) firstOpen() int {
	for i, q := range si.attempt.Questions {
		if si.cover(q.Item) != quiz.Whole {
			return i + 1
		}
	}
	return 1
}

// cover returns how much of the question about the item is answered.
func (si attemptPage) cover(id string) quiz.Cover {
	it, _ := si.course.Item(id)
	c, _, _ := quiz.Covers(it, si.answers[id].Value)
	return c
}

// cells are the questions of the attempt as the map shows them.
func (si attemptPage) cells() (cells []cell) {
	for i, q := range si.attempt.Questions {
		cells = append(cells, cell{N: i + 1, Cover: si.cover(q.Item), Flagged: si.answers[q.Item].Flagged})
	}
	return cells
}

// number returns the number of the question that asks the item, from 1.
func (si attemptPage) number(id string) int { return numberIn(si.attempt, id) }

// numberIn returns the number of the question of an attempt that asks the item,
// from 1.
func numberIn(at quiz.Attempt, id string) int {
	return slices.IndexFunc(at.Questions, func(q quiz.Question) bool { return q.Item == id }) + 1
}

func (s wing) questionData(c *fiber.Ctx, si attemptPage, n int) QuestionData {
	t, q := s.Words(c), si.attempt.Questions[n-1]
	it, _ := si.course.Item(q.Item)
	a := si.answers[q.Item]
	d := QuestionData{
		AttemptID: si.attempt.ID, Item: q.Item, Revision: a.Revision, Quiz: t.Text(si.quiz.Title), N: n, Of: len(si.attempt.Questions),
		Seconds: max(int(si.attempt.EndsAt.Sub(s.App.Now()).Seconds()), 0), EndsAt: si.attempt.EndsAt,
		Digits: digitsOf(kit.Person(c).Digits), Type: it.Type, Flagged: a.Flagged, Exit: present.StepPath(si.course.ID, si.quiz.ID),
		Case: present.Markdown(s.Words(c), s.Lexicon, si.course, it.Case, "case-"), Ask: present.Inline(t, it.Ask), Unit: t.Text(it.Unit),
	}
	d.Title = t.QuizQuestionOf(t.Num(n), t.Num(d.Of))
	if a.Given() || a.Flagged {
		d.SavedAt = a.SavedAt
	}
	d.Sheet(t, item.Of(it).Show(q.Order, a.Value), len(quiz.Right(it)))
	d.Given, d.Said = a.Given(), c.Query("said") != ""
	if d.Lacks = lacks(t, it, a.Value); d.Lacks == "" && d.Said && !d.Given {
		d.Lacks = AskedBy(it.Type).Left(t)
	}
	d.Map = si.cells()
	d.Map[n-1].Now = true
	return d
}

func digitsOf(digits string) string {
	if digits == "arab" {
		return "arab"
	}
	return ""
}

// saveAnswer keeps an answer, as a script sends it or as the form brings it,
// and goes on to where the pressed button leads.
func (s wing) saveAnswer(c *fiber.Ctx) error {
	id, left := c.Params("item"), false
	read := func(it catalog.Item, q quiz.Question) (r item.Response) {
		r, left = item.Of(it).Read(q.Order, kit.PostedForm(c))
		return r
	}
	saved, err := s.App.SaveAnswerMade(c.UserContext(), kit.Viewer(c), c.Params("id"), id, read, kit.Posted(c, "flag") != "", making(c))
	if err != nil {
		return s.notSaved(c, id, saved, err)
	}
	it, _ := saved.Course.Item(id)
	if kit.FromScript(c) {
		return s.savedByScript(c, it, saved)
	}
	return s.afterAnswer(c, it, saved, left)
}

// savedByScript says what was saved, over an answer that its maker had not seen
// or not.
func (s wing) savedByScript(c *fiber.Ctx, it catalog.Item, saved learn.Saved) error {
	t, an := s.Words(c), saved.Answer
	c.Set(revisionHeader, strconv.Itoa(an.Revision))
	said := savedAnswer(t, an)
	if saved.Over && an.Given() {
		said = t.QuizSavedOver(t.Time(an.SavedAt))
	}
	if lacks := lacks(t, it, an.Value); lacks != "" {
		said += t.Pick("؛ ", "; ") + lacks
	}
	return c.SendString(said)
}

// afterAnswer goes on to where the pressed button leads. A question that was
// left as it was shown, or answered with too little or too much, is shown once
// more first.
func (s wing) afterAnswer(c *fiber.Ctx, it catalog.Item, saved learn.Saved, left bool) error {
	n, page := numberIn(saved.Attempt, it.ID), attemptPath(saved.Attempt.ID)+"?q="
	switch {
	case kit.Posted(c, "go") == "leave":
		return kit.Redirect(c, present.StepPath(saved.Course.ID, saved.Attempt.QuizID))
	case kit.Posted(c, "up") != "" || kit.Posted(c, "down") != "":
		return kit.Redirect(c, page+strconv.Itoa(n))
	case kit.Posted(c, "said") == "" && (left || lacks(s.Words(c), it, saved.Answer.Value) != ""):
		return kit.Redirect(c, page+strconv.Itoa(n)+"&said=1")
	}
	return kit.Redirect(c, page+strconv.Itoa(n+1))
}

// notSaved shows why an answer was not saved: a later one stands, the time is
// over, or it cannot be read in one way.
func (s wing) notSaved(c *fiber.Ctx, id string, saved learn.Saved, err error) error {
	newer := errors.Is(err, quiz.ErrNewer)
	if saved.Course.ID == "" || kit.FromScript(c) && !newer {
		return err
	}
	si, failed := s.attemptPage(c)
	if failed != nil {
		return failed
	}
	if newer {
		return s.newerStands(c, si, id, saved.Answer)
	}
	if !si.attempt.Running(s.App.Now()) {
		return s.over(c, si)
	}
	if said, ok := misread(c, err); ok {
		it, _ := si.course.Item(id)
		q, _ := si.attempt.Question(id)
		r, _ := item.Of(it).Read(q.Order, kit.PostedForm(c))
		return s.askAgain(c, si, id, r, said)
	}
	return err
}

// lacks says what a response has too little or too much of, or "".
func lacks(t *i18n.T, it catalog.Item, r item.Response) string {
	switch cover, given, asked := quiz.Covers(it, r); cover {
	case quiz.TooMany:
		return t.QuizTooMany(chooseSay(t, asked), t.QuizChosen(given))
	case quiz.Partly:
		return AskedBy(it.Type).Partly(t, given, asked)
	}
	return ""
}

// misread returns what is said of a response that cannot be read in one way; ok
// is false if that is not what err is about.
func misread(c *fiber.Ctx, err error) (said string, ok bool) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid || errors.Is(f, item.ErrBad) {
		return "", false
	}
	return kit.Say(c, f), true
}

// askAgain shows the question again, with what was typed and what is wrong with
// it.
func (s wing) askAgain(c *fiber.Ctx, si attemptPage, id string, r item.Response, said string) error {
	d := s.questionData(c, si, si.number(id))
	d.Typed, d.Problem = r.String(), said
	c.Status(fiber.StatusUnprocessableEntity)
	return s.Render(c, ui.Shell{Title: d.Title, Bare: true}, question(d))
}
