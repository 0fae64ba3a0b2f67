package courseware

import (
	"io/fs"
	"maps"
	"slices"

	"masar/internal/catalog"
)

// Lint returns everything that is wrong with the course in the directory dir of
// fsys: what keeps it from being used, and what only should be better. A course
// without problems returns nothing.
func Lint(fsys fs.FS, dir string) []Problem {
	r := read(fsys, dir)
	for _, p := range r.texts {
		r.lintText(p)
	}
	r.lintPairs()
	r.lintMinutes()
	r.lintRubrics()
	r.lintBank()
	r.lintPractice()
	r.lintGates()
	return r.problems.sort()
}

// LintShared returns everything that is wrong with what stands beside the
// courses of fsys: glossary, paths and shared sources.
func LintShared(fsys fs.FS) []Problem {
	courses, _, _ := LoadAll(fsys) // what is wrong with them is for Lint
	r := beside(fsys)
	r.lintTerms(r.readGlossary(), courses)
	r.lintPaths(r.readPaths(), courses)
	for _, p := range r.texts {
		r.lintText(p)
	}
	return r.problems.sort()
}

// lintTerms checks that each term of the glossary is met where a lesson or an
// exercise of a course uses it, in either language: only there is it explained.
func (r *reading) lintTerms(terms []catalog.Term, courses []catalog.Course) {
	lexicon := NewLexicon(terms)
	for _, lang := range []string{"ar", "en"} {
		met := map[string]bool{}
		show := Options{Lang: lang, Lexicon: lexicon, TermURL: func(id string) string { met[id] = true; return "" }}
		for _, c := range courses {
			for _, l := range c.Lessons {
				HTML(l.Body.In(lang), show)
			}
			for _, e := range c.Exercises {
				HTML(e.Instructions.In(lang), show)
			}
		}
		for i, t := range terms {
			if !met[t.ID] && !t.Term.Empty() {
				r.warn(r.docs["glossary.yaml"].at(i), "unmet-term", "no lesson uses %q as written in the glossary", short(t.Term.In(lang)))
			}
		}
	}
}

// lintMinutes checks that the parts of a day fit into it.
func (r *reading) lintMinutes() {
	d := r.docs[r.path("course.yaml")]
	for i, m := range r.course.Modules {
		sum := 0
		for j, se := range m.Sessions {
			sum += se.Minutes
			busy := 0
			for _, step := range se.Steps {
				q, _ := r.course.Quiz(step.Quiz)
				busy += q.Minutes + r.course.Exercises[step.Exercise].Minutes
			}
			if busy > se.Minutes {
				r.warn(d.at("modules", i, "sessions", j, "minutes"), "session-minutes",
					"session %s has %d minutes, but its exercises and quizzes take %d", se.ID, se.Minutes, busy)
			}
		}
		if sum != m.Minutes {
			r.warn(d.at("modules", i, "minutes"), "module-minutes", "module %s has %d minutes, but its sessions add up to %d", m.ID, m.Minutes, sum)
		}
	}
}

// lintRubrics checks that each rubric says what matters most.
func (r *reading) lintRubrics() {
	for _, id := range slices.Sorted(maps.Keys(r.course.Exercises)) {
		starred := false
		for _, c := range r.course.Exercises[id].Rubric {
			starred = starred || c.Star
		}
		if d := r.docs[r.path("exercises", id+".yaml")]; d != nil && !starred {
			r.warn(d.at("rubric"), "no-star", "no criterion of the rubric is starred")
		}
	}
}
