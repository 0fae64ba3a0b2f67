package courseware

import (
	"io/fs"
	"path"
	"reflect"
	"slices"

	"masar/internal/catalog"
)

// aside reads a YAML file beside the courses into the value into points to. It
// returns nil if there is no such file or nothing can be read from it.
func (r *reading) aside(name string, into any) *document {
	file := path.Join(path.Dir(r.dir), name)
	if _, err := fs.Stat(r.fsys, file); err != nil {
		return nil
	}
	d := r.yaml(file, into)
	if d != nil {
		tidy(reflect.ValueOf(into))
	}
	return d
}

// readShared adds to the course the sources it cites from sources.yaml.
func (r *reading) readShared() {
	shared := r.sharedSources()
	cited := r.cited()
	for _, s := range shared {
		own := slices.ContainsFunc(r.course.Sources, func(o catalog.Source) bool { return o.ID == s.ID })
		if cited[s.ID] && !own {
			r.course.Sources = append(r.course.Sources, s)
		}
	}
}

func (r *reading) sharedSources() (ss []catalog.Source) {
	d := r.aside("sources.yaml", &ss)
	seen := map[string]bool{}
	for i, s := range ss {
		r.checkSource(d.at(i), s, seen)
	}
	return ss
}

// cited returns the ids of the sources the course refers to.
func (r *reading) cited() map[string]bool {
	ids := map[string]bool{r.course.Guideline.Source: true}
	for _, l := range r.course.Lessons {
		for _, id := range l.Sources {
			ids[id] = true
		}
	}
	for _, it := range r.course.Bank {
		for _, id := range it.Source {
			ids[id] = true
		}
	}
	return ids
}

// Glossary reads glossary.yaml at the top of fsys; without one there are no
// terms. The error, of type Problems, holds everything that is wrong.
func Glossary(fsys fs.FS) ([]catalog.Term, error) {
	r := beside(fsys)
	terms := r.readGlossary()
	if errs := r.problems.sort().Errors(); len(errs) > 0 {
		return nil, errs
	}
	return terms, nil
}

func (r *reading) readGlossary() (terms []catalog.Term) {
	d := r.aside("glossary.yaml", &terms)
	known := map[string]bool{"course": true}
	for _, s := range r.sharedSources() {
		known[s.ID] = true
	}
	seen := map[string]bool{}
	for i, t := range terms {
		s := d.at(i)
		r.checkID(s, "term", t.ID, seen)
		r.needText(s, "term", t.Term)
		r.needText(s, "means", t.Means)
		for j, id := range t.Source {
			if !known[id] {
				r.fail(d.at(i, "source", j), "reference", "there is no source %q in sources.yaml", short(id))
			}
		}
	}
	return terms
}

// Paths reads paths.yaml at the top of fsys; without the file there are no
// paths. Whether there is what a path leads to is for LintShared to say: which
// courses a house has may change while it is open. The error, of type
// Problems, holds everything that is wrong.
func Paths(fsys fs.FS) ([]catalog.Path, error) {
	r := beside(fsys)
	paths := r.readPaths()
	if errs := r.problems.sort().Errors(); len(errs) > 0 {
		return nil, errs
	}
	return paths, nil
}

func (r *reading) readPaths() (paths []catalog.Path) {
	d := r.aside("paths.yaml", &paths)
	seen := map[string]bool{}
	for i, p := range paths {
		s := d.at(i)
		r.checkID(s, "path", p.ID, seen)
		r.needText(s, "title", p.Title)
		for j, step := range p.Steps {
			r.needText(d.at(i, "steps", j), "why", step.Why)
		}
	}
	return paths
}

// lintPaths checks that there is what the steps of the paths lead to.
func (r *reading) lintPaths(paths []catalog.Path, courses []catalog.Course) {
	for i, p := range paths {
		for j, step := range p.Steps {
			r.checkTarget(r.docs["paths.yaml"].at(i, "steps", j), step, courses)
		}
	}
}

func (r *reading) checkTarget(s spot, step catalog.PathStep, courses []catalog.Course) {
	i := slices.IndexFunc(courses, func(c catalog.Course) bool { return c.ID == step.Course })
	if i < 0 {
		r.fail(s, "reference", "there is no course %q", short(step.Course))
		return
	}
	if _, _, ok := courses[i].Session(step.Session); step.Session != "" && !ok {
		r.fail(s, "reference", "course %s has no session %q", step.Course, short(step.Session))
	}
}

// beside begins to read what stands beside the courses.
func beside(fsys fs.FS) *reading {
	return &reading{fsys: fsys, dir: "courses", docs: map[string]*document{}}
}
