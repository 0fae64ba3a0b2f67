package web

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

func attemptPath(id string) string { return "/attempts/" + id }

// quizDoor tells what a quiz is before it begins, and what came of it before.
func (s *Server) quizDoor(c *fiber.Ctx, st stepAt) error {
	t, now := s.words(c), s.App.Now()
	q, _ := st.course.Quiz(st.step.Quiz)
	as, err := s.App.Store.Attempts(c.UserContext(), st.enrolment.ID, q.ID)
	if err != nil {
		return err
	}
	gate := st.reading.Gates[q.ID].State
	d := view.QuizDoorData{
		StepFrame: frameOf(s.words(c), st), Start: stepPath(st.course.ID, q.ID) + "/attempts", May: quiz.More(st.course, q, as) == nil && gate == progress.Open,
		Lead: t.QuizLead(q.Count(), t.CommonMinutes(q.Minutes)), Rules: quizRules(t, st.course, q, as),
	}
	if st.course.PassMark(q.ID) > 0 {
		d.DoneSay = t.QuizPassed()
	}
	if spent, failed := st.reading.Failed[q.ID]; failed {
		d.Failed, d.Spent = failedSays(t, q, as), spent
	}
	if gate == progress.Over {
		d.Lead, d.Rules = closedSays(t, st.course, q, as), nil // what is over promises nothing
	}
	for _, a := range as {
		if a.Running(now) {
			d.Running, d.Until, d.Gate = attemptPath(a.ID), a.EndsAt, view.Gate{}
			continue
		}
		d.Earlier = append(d.Earlier, view.AttemptRow{Title: t.QuizAttempt(t.Num(a.Number)), Href: attemptPath(a.ID) + "/result", Score: t.Pct(a.Percent), At: a.StartedAt, Passed: a.Passed, Counts: q.Pass > 0})
	}
	return s.show(c, view.Shell{Title: d.Title}, view.QuizDoor(d))
}

// quizRules says how the quiz is taken, and what it counts for.
func quizRules(t *i18n.T, course catalog.Course, q catalog.Quiz, as []quiz.Attempt) []string {
	rules := []string{t.QuizRuleSaved(), t.QuizRuleClock(), showsSay(t, course, q)}
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

func (s *Server) startAttempt(c *fiber.Ctx) error {
	a, err := s.App.StartAttempt(c.UserContext(), viewer(c), c.Params("course"), c.Params("step"))
	if progress.NotOpen(err) || errors.Is(err, quiz.ErrPassed) {
		return after(c, stepPath(c.Params("course"), c.Params("step"))) // which says why
	}
	if err != nil {
		return err
	}
	return after(c, attemptPath(a.ID))
}

// A sitting is an attempt of the viewer's with all that its pages show.
type sitting struct {
	attempt   quiz.Attempt
	enrolment progress.Enrolment
	course    catalog.Course
	quiz      catalog.Quiz
	answers   map[string]quiz.Answer
}

func (s *Server) sitting(c *fiber.Ctx) (si sitting, err error) {
	ctx := c.UserContext()
	if si.attempt, err = s.App.Store.Attempt(ctx, c.Params("id")); err != nil {
		return si, err
	}
	if si.enrolment, err = s.App.Store.Enrolment(ctx, viewer(c).Own(), si.attempt.EnrolmentID); err != nil {
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
func (s *Server) question(c *fiber.Ctx) error {
	si, err := s.sitting(c)
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
	return s.show(c, view.Shell{Title: d.Title, Bare: true}, view.Question(d))
}

// over hands in an attempt whose time has run out and leads to its result.
func (s *Server) over(c *fiber.Ctx, si sitting) error {
	if si.attempt.FinishedAt.IsZero() {
		if _, err := s.App.FinishAttempt(c.UserContext(), viewer(c), si.attempt.ID); err != nil {
			return err
		}
	}
	return after(c, attemptPath(si.attempt.ID)+"/result")
}

// firstOpen returns the number of the first question that is not answered
// whole, or the first one.
func (si sitting) firstOpen() int {
	for i, q := range si.attempt.Questions {
		if si.cover(q.Item) != quiz.Whole {
			return i + 1
		}
	}
	return 1
}

// cover returns how much of the question about the item is answered.
func (si sitting) cover(item string) quiz.Cover {
	it, _ := si.course.Item(item)
	c, _, _ := quiz.Covers(it, si.answers[item].Value)
	return c
}

// cells are the questions of the attempt as the map shows them.
func (si sitting) cells() (cells []view.Cell) {
	for i, q := range si.attempt.Questions {
		cells = append(cells, view.Cell{N: i + 1, Cover: si.cover(q.Item), Flagged: si.answers[q.Item].Flagged})
	}
	return cells
}

// number returns the number of the question that asks the item, from 1.
func (si sitting) number(item string) int {
	return slices.IndexFunc(si.attempt.Questions, func(q quiz.Question) bool { return q.Item == item }) + 1
}

func (s *Server) questionData(c *fiber.Ctx, si sitting, n int) view.QuestionData {
	t, q := s.words(c), si.attempt.Questions[n-1]
	it, _ := si.course.Item(q.Item)
	a := si.answers[q.Item]
	d := view.QuestionData{
		AttemptID: si.attempt.ID, Item: q.Item, Revision: a.Revision, Quiz: t.Text(si.quiz.Title), N: n, Of: len(si.attempt.Questions),
		Seconds: max(int(si.attempt.EndsAt.Sub(s.App.Now()).Seconds()), 0), EndsAt: si.attempt.EndsAt,
		Digits: digitsOf(person(c).Digits), Type: it.Type, Flagged: a.Flagged, Exit: stepPath(si.course.ID, si.quiz.ID),
		Case: markdown(s.words(c), s.Lexicon, si.course, it.Case, "case-"), Ask: inline(t, it.Ask), Unit: t.Text(it.Unit),
	}
	d.Title = t.QuizQuestionOf(t.Num(n), t.Num(d.Of))
	if a.Given() || a.Flagged {
		d.SavedAt, d.Given = a.SavedAt, a.Value
	}
	d.Parts = parts(t, it, q, a.Value)
	if it.Type == catalog.Matching {
		d.Rights = rights(t, it, q)
	}
	if it.Type == catalog.Multiple {
		d.Choose = len(quiz.Right(it))
	}
	if it.Type == catalog.Numeric && len(a.Value) == 1 {
		d.Number = a.Value[0]
	}
	d.Moved, d.Said = it.Type == catalog.Ordering && a.Given(), c.Query("said") != ""
	if d.Lacks = lacks(t, it, a.Value); d.Lacks == "" && d.Said && it.Type == catalog.Ordering && !a.Given() {
		d.Lacks = t.QuizLeftOrder(t.QuizAsShown())
	}
	d.Map = si.cells()
	d.Map[n-1].Now = true
	return d
}

// parts returns what there is to choose, put in order or match, as it is shown,
// under the names that it has on the page.
func parts(t *i18n.T, it catalog.Item, q quiz.Question, value []string) (ps []view.Part) {
	if it.Type == catalog.Matching {
		return lefts(t, it, q, value)
	}
	keys, order := strings.Fields(t.QuizKeys()), q.Order
	if it.Type == catalog.Ordering && len(value) == len(q.Order) {
		order = value
	}
	for i, id := range order {
		ps = append(ps, view.Part{ID: q.Name(id), Key: keys[i%len(keys)], Text: t.Text(partText(it, id)), Chosen: slices.Contains(value, id)})
	}
	return ps
}

// lefts returns the left sides of a matching question, which stand as they were
// written, each with the right side that it was given.
func lefts(t *i18n.T, it catalog.Item, q quiz.Question, value []string) (ps []view.Part) {
	given := map[string]string{}
	for _, v := range value {
		left, right, _ := strings.Cut(v, "=")
		given[left] = right
	}
	for _, p := range it.Pairs {
		ps = append(ps, view.Part{ID: quiz.LeftName(it, p.ID), Text: t.Text(p.Left), Match: q.Name(given[p.ID])})
	}
	return ps
}

// rights returns the right sides of a matching question, as they are shown.
func rights(t *i18n.T, it catalog.Item, q quiz.Question) (out []view.Option) {
	for _, id := range q.Order {
		for _, p := range it.Pairs {
			if p.ID == id {
				out = append(out, view.Option{Value: q.Name(id), Label: t.Text(p.Right)})
			}
		}
	}
	return out
}

func partText(it catalog.Item, id string) catalog.Text {
	for _, o := range slices.Concat(it.Options, it.Items) {
		if o.ID == id {
			return o.Text
		}
	}
	for _, p := range it.Pairs {
		if p.ID == id {
			return p.Left
		}
	}
	return catalog.Text{}
}

func digitsOf(digits string) string {
	if digits == "arab" {
		return "arab"
	}
	return ""
}

// saveAnswer keeps an answer, as a script sends it or as the form brings it,
// and goes on to where the pressed button leads.
func (s *Server) saveAnswer(c *fiber.Ctx) error {
	si, err := s.sitting(c)
	if err != nil {
		return err
	}
	item := c.Params("item")
	it, ok := si.course.Item(item)
	if !ok {
		return fiber.ErrNotFound
	}
	q, _ := si.attempt.Question(item)
	value := answerIn(c, it, q)
	an, over, err := s.App.SaveAnswerMade(c.UserContext(), viewer(c), si.attempt.ID, item, value, posted(c, "flag") != "", making(c))
	if errors.Is(err, quiz.ErrNewer) {
		return s.newerStands(c, si, item, an)
	}
	if err != nil {
		if !fromScript(c) && !si.attempt.Running(s.App.Now()) {
			return s.over(c, si)
		}
		if said, ok := numberProblem(c, err); ok && !fromScript(c) {
			return s.askAgain(c, si, item, value, said)
		}
		return err
	}
	t := s.words(c)
	if fromScript(c) {
		c.Set(revisionHeader, strconv.Itoa(an.Revision))
		said := view.SavedAnswer(t, an)
		if over && an.Given() {
			said = t.QuizSavedOver(t.Time(an.SavedAt))
		}
		if lacks := lacks(t, it, an.Value); lacks != "" {
			said += t.Pick("؛ ", "; ") + lacks
		}
		return c.SendString(said)
	}
	if posted(c, "go") == "leave" {
		return after(c, stepPath(si.course.ID, si.quiz.ID))
	}
	n := si.number(item)
	page := attemptPath(si.attempt.ID) + "?q="
	switch {
	case posted(c, "up") != "" || posted(c, "down") != "":
		return after(c, page+strconv.Itoa(n))
	case posted(c, "said") == "" && (lacks(t, it, an.Value) != "" || !an.Given() && q.Left(it, orderIn(c, q))):
		return after(c, page+strconv.Itoa(n)+"&said=1")
	}
	return after(c, page+strconv.Itoa(n+1))
}

// lacks says what an answer has too little or too much of, or "".
func lacks(t *i18n.T, it catalog.Item, value []string) string {
	switch cover, given, asked := quiz.Covers(it, value); {
	case cover == quiz.TooMany:
		return t.QuizTooMany(view.ChooseSay(t, asked), t.QuizChosen(given))
	case cover != quiz.Partly:
		return ""
	case it.Type == catalog.Matching:
		return t.QuizPairsLeft(asked - given)
	default:
		return t.QuizTooFew(view.ChooseSay(t, asked), t.QuizChosen(given))
	}
}

// numberProblem returns what is said of an answer that is no number, or two; ok
// is false if that is not what err is about.
func numberProblem(c *fiber.Ctx, err error) (said string, ok bool) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || !errors.Is(f, quiz.ErrNumber) && !errors.Is(f, catalog.ErrTwoWays) {
		return "", false
	}
	return say(c, f), true
}

// askAgain shows the question again to who answered it with what is no number,
// or two.
func (s *Server) askAgain(c *fiber.Ctx, si sitting, item string, value []string, said string) error {
	d := s.questionData(c, si, si.number(item))
	d.Number, d.Problem = strings.Join(value, " "), said
	c.Status(fiber.StatusUnprocessableEntity)
	return s.show(c, view.Shell{Title: d.Title, Bare: true}, view.Question(d))
}

// answerIn reads the answer from the form, in the names of its page; see
// quiz.Grade for its form.
func answerIn(c *fiber.Ctx, it catalog.Item, q quiz.Question) (value []string) {
	if it.Type == catalog.Matching {
		for _, p := range it.Pairs {
			name := "match-" + quiz.LeftName(it, p.ID)
			if !postedHas(c, name) {
				name = "match-" + p.ID // of a page that was open since before parts had names
			}
			if right := posted(c, name); right != "" {
				value = append(value, p.ID+"="+q.Part(right))
			}
		}
		return value
	}
	if it.Type == catalog.Numeric {
		return slices.DeleteFunc(slices.Clone(postedAll(c, "answer")), func(v string) bool { return v == "" })
	}
	value = orderIn(c, q)
	if moved := move(value, q.Part(posted(c, "up")), -1); moved != nil {
		return moved
	}
	if moved := move(value, q.Part(posted(c, "down")), 1); moved != nil {
		return moved
	}
	if q.Left(it, value) && postedHas(c, "moved") && posted(c, "moved") == "" && posted(c, "as-shown") == "" {
		return nil // nobody made this order; pages that were open before say nothing of it
	}
	return value
}

// orderIn reads the parts that the form brings, in its order.
func orderIn(c *fiber.Ctx, q quiz.Question) (value []string) {
	for _, v := range postedAll(c, "answer") {
		if v != "" {
			value = append(value, q.Part(v))
		}
	}
	return value
}

// move returns ids with the named one moved by one place, or nil if it is not
// among them.
func move(ids []string, id string, by int) []string {
	i := slices.Index(ids, id)
	if id == "" || i < 0 {
		return nil
	}
	out := slices.Clone(ids)
	if j := i + by; j >= 0 && j < len(out) {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
