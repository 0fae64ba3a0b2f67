package courseware

import (
	"masar/internal/catalog"
	"masar/internal/survey"
)

// check follows every reference from one file of the course to another.
func (r *reading) check() {
	for _, p := range r.texts {
		r.checkLinks(p)
	}
	d := r.docs[r.path("course.yaml")]
	if d == nil {
		return
	}
	r.checkSteps(d)
	r.checkCells(d)
	r.checkPortfolioExercises(d)
	r.checkCitations(d)
	for id := range r.course.Notes {
		if _, _, ok := r.course.Session(id); !ok {
			r.warn(spot{r.path("notes", id+".ar.md"), 0}, "unused-notes", "there is no session %q", id)
		}
	}
}

// checkSteps checks that each step does one thing, once, and that it exists.
func (r *reading) checkSteps(d *document) {
	seen := map[string]bool{}
	for i, m := range r.course.Modules {
		for j, se := range m.Sessions {
			for k, step := range se.Steps {
				at := d.at("modules", i, "sessions", j, "steps", k)
				r.checkStep(at, step, seen)
				r.checkOpens(at, step)
				r.checkCloses(at, step)
			}
		}
	}
	r.checkUnused(seen)
}

func (r *reading) checkStep(s spot, step catalog.Step, seen map[string]bool) {
	kinds := 0
	for _, id := range []string{step.Lesson, step.Quiz, step.Exercise, step.Survey} {
		if id != "" {
			kinds++
		}
	}
	if kinds != 1 {
		r.fail(s, "step", "a step is exactly one lesson, quiz, exercise or survey")
		return
	}
	r.checkID(s, "step", step.ID(), seen)
	c := r.course
	switch {
	case step.Lesson != "" && !has(c.Lessons, step.Lesson):
		r.fail(s, "reference", "there is no lesson %q in lessons/", short(step.Lesson))
	case step.Exercise != "" && !has(c.Exercises, step.Exercise):
		r.fail(s, "reference", "there is no exercise %q in exercises/", short(step.Exercise))
	case step.Survey != "" && !has(c.Surveys, step.Survey):
		r.fail(s, "reference", "there is no survey %q in surveys/", short(step.Survey))
	}
	if days, ok := survey.Days(c.Surveys[step.Survey]); ok {
		r.fail(s, "follow-up-step", "survey %q is asked by itself %d days after completion; it is no step", short(step.Survey), days)
	}
	if _, ok := c.Quiz(step.Quiz); step.Quiz != "" && !ok {
		r.fail(s, "reference", "there is no quiz %q", short(step.Quiz))
	}
}

func has[V any](m map[string]V, id string) bool { _, ok := m[id]; return ok }

// checkUnused reports lessons, exercises and surveys that no step leads to, but
// for surveys that come by themselves, so many days after completion.
func (r *reading) checkUnused(used map[string]bool) {
	for id := range r.course.Lessons {
		if !used[id] {
			r.warn(spot{r.path("lessons", id+".ar.md"), 0}, "unused-lesson", "no step leads to this lesson")
		}
	}
	for id := range r.course.Exercises {
		if !used[id] {
			r.warn(spot{r.path("exercises", id+".yaml"), 0}, "unused-exercise", "no step leads to this exercise")
		}
	}
	for id, sv := range r.course.Surveys {
		if _, ok := survey.Days(sv); !ok && !used[id] {
			r.warn(spot{r.path("surveys", id+".yaml"), 0}, "unused-survey", "no step leads to this survey")
		}
	}
}

// checkCells checks that the bank holds enough questions for every quiz. The
// draws of a quiz are served in order and none takes a question twice, so a
// cell must have enough even if those before it took all they could from it.
func (r *reading) checkCells(d *document) {
	for i, q := range r.course.Quizzes {
		for j, dr := range q.Draw {
			have := r.count(dr.Block, dr.Bloom)
			want := dr.Count
			for _, before := range q.Draw[:j] {
				if before.Block == dr.Block && (before.Bloom == dr.Bloom || before.Bloom == "" || dr.Bloom == "") {
					want += before.Count
				}
			}
			if have < want {
				r.fail(d.at("quizzes", i, "draw", j), "bank-size", "the bank has %d questions of %s, but quiz %q needs %d", have, cell(dr), short(q.ID), want)
			}
		}
	}
}

func (r *reading) count(block, bloom string) (n int) {
	for _, it := range r.course.Bank {
		if it.Block == block && (bloom == "" || it.Bloom == bloom) {
			n++
		}
	}
	return n
}

func cell(dr catalog.Draw) string {
	if dr.Bloom == "" {
		return "block " + short(dr.Block)
	}
	return "block " + short(dr.Block) + " at level " + short(dr.Bloom)
}

func (r *reading) checkPortfolioExercises(d *document) {
	if r.course.Completion.Portfolio == nil {
		return
	}
	for i, part := range r.course.Completion.Portfolio.Parts {
		for j, id := range part.Exercises {
			if !has(r.course.Exercises, id) {
				r.fail(d.at("completion", "portfolio", "parts", i, "exercises", j), "reference", "there is no exercise %q", short(id))
			}
		}
	}
}
