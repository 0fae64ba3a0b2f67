package courseware

import (
	"slices"

	"masar/internal/catalog"
)

// checkOpens checks what a step says of when it opens: with something that comes
// before it, so that no two steps wait for each other.
func (r *reading) checkOpens(s spot, step catalog.Step) {
	if step.Opens == "" {
		return
	}
	if !step.Gated() {
		r.fail(s, "gate-lesson", "a lesson is always open; opens and closes belong to quizzes, exercises and surveys")
		return
	}
	switch when := catalog.ReadWhen(step.Opens); {
	case when.Word == catalog.After && when.Arg != "":
		r.checkAfter(s, step, when.Arg)
	case when.Word == catalog.On && when.Arg != "":
		r.checkDay(s, when)
	case when == catalog.When{Word: catalog.ByTrainer}:
		if !r.hasDays() {
			r.fail(s, "gate-no-trainer", "nobody opens %q: the course has no days to attend, and so no trainer", short(step.ID()))
		}
	case when != catalog.When{Word: catalog.AtOnce} && when != catalog.When{Word: catalog.WithSession}:
		r.fail(s, "gate-opens", "opens is %q; possible are: at-once, with-session, after STEP, on DATE, by-trainer", short(step.Opens))
	}
}

func (r *reading) checkAfter(s spot, step catalog.Step, first string) {
	for _, x := range r.course.Steps() {
		if x.ID() == step.ID() {
			break
		}
		if x.ID() == first {
			return
		}
	}
	if _, _, _, ok := r.course.Step(first); !ok {
		r.fail(s, "reference", "there is no step %q", short(first))
		return
	}
	r.fail(s, "gate-order", "%q waits for %q, which does not come before it", short(step.ID()), short(first))
}

func (r *reading) checkDay(s spot, when catalog.When) {
	if _, ok := when.Day(); !ok {
		r.fail(s, "gate-day", "%q is no day; write it as 2027-04-30", short(when.Arg))
	}
}

// checkCloses checks what a step says of when it closes: with or after what it
// opens with.
func (r *reading) checkCloses(s spot, step catalog.Step) {
	if step.Closes == "" {
		return
	}
	if !step.Gated() {
		if step.Opens == "" {
			r.fail(s, "gate-lesson", "a lesson is always open; opens and closes belong to quizzes, exercises and surveys")
		}
		return
	}
	switch when := catalog.ReadWhen(step.Closes); {
	case when.Word == catalog.Before && when.Arg != "":
		r.checkBefore(s, step, when.Arg)
	case when.Word == catalog.On && when.Arg != "":
		r.checkDay(s, when)
		if day, ok := when.Day(); ok {
			if from, ok := r.course.Opens(step).Day(); ok && day.Before(from) {
				r.fail(s, "gate-never", "%q closes before it opens", short(step.ID()))
			}
		}
	case when != catalog.When{Word: catalog.WithSession}:
		r.fail(s, "gate-closes", "closes is %q; possible are: with-session, before SESSION, on DATE", short(step.Closes))
	}
}

func (r *reading) checkBefore(s spot, step catalog.Step, id string) {
	start, ok := r.course.Start(id)
	if !ok {
		r.fail(s, "reference", "there is no session or module %q", short(id))
		return
	}
	_, own, _, _ := r.course.Step(step.ID())
	at := func(id string) int {
		return slices.IndexFunc(r.course.Sessions(), func(se catalog.Session) bool { return se.ID == id })
	}
	if at(start) <= at(own.ID) {
		r.fail(s, "gate-never", "%q closes before it opens", short(step.ID()))
	}
}

func (r *reading) hasDays() bool {
	return slices.ContainsFunc(r.course.Modules, catalog.Module.Attended)
}

// checkShows checks what a quiz says of its results.
func (r *reading) checkShows(s spot, q catalog.Quiz) {
	if q.Shows == "" {
		return
	}
	w := r.course.Shows(q)
	what := []string{catalog.ShowScore, catalog.ShowOwn, catalog.ShowKeys}
	when := []string{catalog.AtOnce, catalog.AfterLast, catalog.AfterClosing}
	if !slices.Contains(what, w.Word) || !slices.Contains(when, w.Arg) {
		r.fail(s, "shows", "shows is %q; possible are: score, own or keys, and behind it at-once, after-last-attempt or after-closing", short(q.Shows))
	}
}

// lintGates checks that what a course is completed by cannot be taken before its
// day nor read before its last attempt, and that people are asked what they think
// of a workshop in it and not before.
func (r *reading) lintGates() {
	d := r.docs[r.path("course.yaml")]
	if d == nil {
		return
	}
	for i, q := range r.course.Quizzes {
		w := r.course.Shows(q)
		if q.Attempts != 1 && r.course.Counts(q.ID) && w.Arg == catalog.AtOnce && (w.Word == catalog.ShowOwn || w.Word == catalog.ShowKeys) {
			r.warn(d.at("quizzes", i, "shows"), "keys-early", "quiz %q counts and shows its answers while attempts are left", short(q.ID))
		}
	}
	for i, m := range r.course.Modules {
		for j, se := range m.Sessions {
			for k, step := range se.Steps {
				r.lintGate(d.at("modules", i, "sessions", j, "steps", k), m, step)
			}
		}
	}
}

func (r *reading) lintGate(s spot, m catalog.Module, step catalog.Step) {
	if !m.Attended() || step.ID() != step.Quiz && step.ID() != step.Survey || r.course.Opens(step).Word != catalog.AtOnce {
		return
	}
	switch {
	case r.course.Counts(step.Quiz):
		r.warn(s, "open-early", "%q counts and is open before its session", short(step.ID()))
	case step.Survey != "" && r.course.Surveys[step.Survey].When == "closing":
		r.warn(s, "asked-early", "survey %q asks what people think of a workshop before its session", short(step.ID()))
	}
}
