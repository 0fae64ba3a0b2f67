package present

import (
	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/web/ui"
)

// Outline draws the course with what is done of it; current is the step whose
// page it stands on.
func Outline(t *i18n.T, course catalog.Course, r progress.Reading, current string) OutlineView {
	o := OutlineView{Title: t.Text(course.Title), Href: CoursePath(course.ID), Done: r.Done, Total: r.Total}
	for _, m := range course.Modules {
		day := outlineDay{Title: t.Text(m.Title), Minutes: m.Minutes}
		for _, ses := range m.Sessions {
			day.Sessions = append(day.Sessions, outlineSession(t, course, ses, r, current))
		}
		o.Days = append(o.Days, day)
	}
	return o
}

func outlineSession(t *i18n.T, course catalog.Course, ses catalog.Session, r progress.Reading, current string) outlineSessionView {
	out := outlineSessionView{Title: t.Text(ses.Title), Minutes: ses.Minutes, Break: ses.Break(), State: ui.Next}
	if r.Sessions[ses.ID] {
		out.State = ui.Done
	}
	for _, step := range ses.Steps {
		id := step.ID()
		item := outlineStep{Title: t.Text(course.StepTitle(step)), Href: StepPath(course.ID, id), Icon: stepIcon(step), Minutes: course.StepMinutes(ses, step), Done: r.Steps[id], Waits: r.Unreviewed[id], Current: id == current}
		if item.Title == out.Title && len(ses.Steps) > 1 {
			item.Title = stepKind(t, step) // the session has said its name already
		}
		_, item.Failed = r.Failed[id]
		if g, ok := r.Gates[id]; ok {
			item.Gate.State = gateState(g)
		}
		if item.Current || current == "" && id == r.Next {
			out.State = ui.Now
		}
		out.Steps = append(out.Steps, item)
	}
	return out
}

// stepKind says what kind of thing a step is.
func stepKind(t *i18n.T, step catalog.Step) string {
	switch {
	case step.Quiz != "":
		return t.LearningStepQuiz()
	case step.Exercise != "":
		return t.LearningStepExercise()
	case step.Survey != "":
		return t.LearningStepSurvey()
	}
	return t.LearningStepLesson()
}

func stepIcon(step catalog.Step) string {
	switch {
	case step.Quiz != "":
		return "list-checks"
	case step.Exercise != "":
		return "pen-line"
	case step.Survey != "":
		return "message-square"
	}
	return "book-open"
}

// A StepPage is a step of a course that the viewer is on, with how far they are.
type StepPage struct {
	Course    catalog.Course
	Enrolment progress.Enrolment
	Reading   progress.Reading
	Module    catalog.Module
	Session   catalog.Session
	Step      catalog.Step
}

// outlineOf draws the course beside one of its steps.
func outlineOf(t *i18n.T, st StepPage) OutlineView {
	o := Outline(t, st.Course, st.Reading, st.Step.ID())
	if st.Enrolment.State == progress.Done {
		o.State = ui.Done
	}
	return o
}

// Frame returns what the pages of all steps show around them.
func Frame(t *i18n.T, st StepPage) StepFrame {
	f := StepFrame{
		Outline: outlineOf(t, st), Module: t.Text(st.Module.Title), Session: t.Text(st.Session.Title),
		Title: t.Text(st.Course.StepTitle(st.Step)), Minutes: st.Course.StepMinutes(st.Session, st.Step), Href: StepPath(st.Course.ID, st.Step.ID()),
		Done: st.Reading.Steps[st.Step.ID()], Waits: st.Reading.Unreviewed[st.Step.ID()],
	}
	if g, ok := st.Reading.Gates[st.Step.ID()]; ok && !f.Done {
		f.Gate = Gate{State: gateState(g), Says: GateText(t, st.Course, g)}
	}
	steps := st.Course.Steps()
	for i, step := range steps {
		if step.ID() != st.Step.ID() {
			continue
		}
		if i > 0 {
			f.Previous = StepPath(st.Course.ID, steps[i-1].ID())
		}
		if i+1 < len(steps) {
			f.Next = StepPath(st.Course.ID, steps[i+1].ID())
		}
	}
	return f
}

// A StepFrame is what the pages of all steps show around them.
type StepFrame struct {
	Outline                OutlineView
	Module, Session, Title string
	Minutes                int // 0: nobody can say
	Href, Previous, Next   string
	Draft                  string // where the draft that this previews is edited, or ""
	Done                   bool
	Waits                  bool // done, and the work waits for its review
	Gate                   Gate
	DoneSay                string // how a step that is done stands, or ""
	Failed                 string // how a quiz that was not passed stands, or ""
	Spent                  bool   // it cannot be taken again
}
