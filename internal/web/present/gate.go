package present

import (
	"strings"

	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/quiz"
)

// GateText says what a gate waits for, what closed it, or until when it is open;
// "" if there is nothing to say.
func GateText(t *i18n.T, course catalog.Course, g progress.Gate) string {
	switch {
	case g.State == progress.Over && g.Why == progress.ByTrainer:
		return t.GateOverTrainer(t.DateTime(g.Closes))
	case g.State == progress.Over:
		return t.GateOverTime(t.DateTime(g.Closes))
	case g.State == progress.Open && !g.Closes.IsZero():
		return t.GateUntil(t.DateTime(g.Closes))
	case g.State == progress.Open:
		return ""
	}
	switch g.Why {
	case progress.BySession:
		return t.GateEarlySession(t.DateTime(g.Opens))
	case progress.BySeat:
		return t.GateEarlySeat()
	case progress.ByStep:
		return afterSays(t, "gate.early-", course, g.Step)
	case progress.ByDay:
		return t.GateEarlyDay(t.DateLong(g.Opens))
	}
	return t.GateEarlyTrainer()
}

// afterSays says what is to be done with the step before another opens, as
// progress has it: work only has to be handed in, a quiz with a pass mark passed.
func afterSays(t *i18n.T, key string, course catalog.Course, id string) string {
	_, _, step, _ := course.Step(id)
	kind := "lesson"
	switch {
	case step.Quiz != "" && course.PassMark(step.Quiz) > 0:
		kind = "pass"
	case step.Quiz != "":
		kind = "quiz"
	case step.Exercise != "":
		kind = "exercise"
	case step.Survey != "":
		kind = "survey"
	}
	return t.Msg(key+kind, map[string]any{"step": course.StepTitle(step)})
}

// ShownText says what the results of a quiz show, and when.
func ShownText(t *i18n.T, course catalog.Course, q catalog.Quiz) string {
	w := course.Shows(q)
	once := w.Arg == catalog.AtOnce || w.Arg == catalog.AfterLast && q.Attempts == 1
	switch {
	case w.Word == catalog.ShowScore:
		return t.GateShowsScore()
	case w.Word == catalog.ShowOwn && once:
		return t.GateShowsOwnAtOnce()
	case w.Word == catalog.ShowOwn && w.Arg == catalog.AfterLast:
		return t.GateShowsOwnAfterLast()
	case w.Word == catalog.ShowOwn:
		return t.GateShowsOwnAfterClosing()
	case once:
		return t.GateShowsKeysAtOnce()
	case w.Arg == catalog.AfterLast:
		return t.GateShowsKeysAfterLast()
	}
	return t.GateShowsKeysAfterClosing()
}

// FailedText says how a quiz that was not passed stands: whether there is another
// attempt.
func FailedText(t *i18n.T, q catalog.Quiz, as []quiz.Attempt) string {
	switch left := q.Attempts - len(as); {
	case q.Attempts == 0:
		return t.QuizFailedAgain()
	case left > 0:
		return t.QuizFailedLeft(left)
	}
	return t.QuizFailed()
}

// GateRows lists the steps of a course that have a gate, in order. With gates,
// they are those of a run, and say how each stands now; without, what the course
// says of all runs.
func GateRows(t *i18n.T, course catalog.Course, gates map[string]progress.Gate) (rows []GateRow) {
	for _, step := range course.Steps() {
		if !step.Gated() {
			continue
		}
		row := GateRow{ID: step.ID(), Title: t.Text(course.StepTitle(step)), Plan: planSays(t, course, step)}
		if q, ok := course.Quiz(step.Quiz); ok {
			row.Shows = ShownText(t, course, q)
		}
		if g, ok := gates[step.ID()]; ok {
			row.State, row.Now = gateState(g), GateText(t, course, g)
			row.Hand, row.MayOpen, row.MayClose = g.Hand, g.State != progress.Open, !(g.Hand && g.State == progress.Over)
			if g.Hand {
				row.Plan = []string{t.GatePlanned(strings.Join(row.Plan, " "))}
			}
			if g.Hand && g.State == progress.Open {
				row.Now = t.GateOpened(t.DateTime(g.Opens))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func gateState(g progress.Gate) string {
	if g.State == progress.Over && g.Why == progress.ByTrainer {
		return gateShut
	}
	return map[progress.GateState]string{progress.Open: GateOpen, progress.Early: gateEarly, progress.Over: gateOver}[g.State]
}

// planSays says what the course says of a step.
func planSays(t *i18n.T, course catalog.Course, step catalog.Step) (lines []string) {
	_, own, _, _ := course.Step(step.ID())
	switch w := course.Opens(step); {
	case w.Word == catalog.WithSession && course.AttendedMinutes() > 0:
		lines = append(lines, t.GateOpensWithSession(t.Text(own.Title)))
	case w.Word == catalog.After:
		lines = append(lines, afterSays(t, "gate.opens-after-", course, w.Arg))
	case w.Word == catalog.On:
		day, _ := w.Day()
		lines = append(lines, t.GateOpensOn(t.DateLong(day)))
	case w.Word == catalog.ByTrainer && course.AttendedMinutes() > 0:
		lines = append(lines, t.GateOpensByTrainer())
	default:
		lines = append(lines, t.GateOpensAtOnce())
	}
	switch w := course.Closes(step); w.Word {
	case catalog.WithSession:
		lines = append(lines, t.GateClosesWithSession(t.Text(own.Title)))
	case catalog.Before:
		lines = append(lines, t.GateClosesBefore(t.Text(startTitle(course, w.Arg))))
	case catalog.On:
		day, _ := w.Day()
		lines = append(lines, t.GateClosesOn(t.DateLong(day)))
	}
	return lines
}

// startTitle returns what the session or module is called.
func startTitle(course catalog.Course, id string) catalog.Text {
	if _, s, ok := course.Session(id); ok {
		return s.Title
	}
	for _, m := range course.Modules {
		if m.ID == id {
			return m.Title
		}
	}
	return catalog.Text{}
}
