package courseware

import (
	"reflect"
	"slices"
	"strings"

	"masar/internal/catalog"
)

// readExercises reads exercises/.
func (r *reading) readExercises() {
	r.course.Exercises = map[string]catalog.Exercise{}
	ids := r.pairs("exercises")
	for _, name := range r.files["exercises"] {
		id, ok := strings.CutSuffix(name, ".yaml")
		if !ok {
			continue
		}
		if !isID(id) {
			r.stray("exercises", name)
			continue
		}
		r.course.Exercises[id] = r.readExercise(id, slices.Contains(ids, id))
	}
	for _, id := range ids {
		if _, ok := r.course.Exercises[id]; !ok {
			r.fail(spot{r.path("exercises", id+".yaml"), 0}, "reference", "is missing; the instructions of %s are there", id)
		}
	}
}

func (r *reading) readExercise(id string, instructed bool) (e catalog.Exercise) {
	file := r.path("exercises", id+".yaml")
	d := r.yaml(file, &e)
	e.ID = id
	tidy(reflect.ValueOf(&e))
	e.Instructions = r.markdown("exercises", id)
	if d == nil {
		return e
	}
	if !instructed {
		r.fail(spot{file, 0}, "no-text", "the instructions are missing: %s.ar.md and %s.en.md", id, id)
	}
	r.needText(d.at("title"), "title", e.Title)
	if e.Minutes <= 0 {
		r.fail(d.at("minutes"), "range", "minutes must be above 0")
	}
	if len(e.Fields) == 0 {
		r.fail(d.at("fields"), "no-fields", "the form needs at least one field")
	}
	r.checkFields(d, e.Fields)
	r.checkRubric(d, e.Rubric)
	for i, name := range e.Media {
		if !slices.Contains(r.files["media"], name) {
			r.fail(d.at("media", i), "reference", "there is no media/%s", short(name))
		}
	}
	return e
}

func (r *reading) checkFields(d *document, fields []catalog.Field) {
	seen := map[string]bool{}
	for i, f := range fields {
		s := d.at("fields", i)
		r.checkID(s, "field", f.ID, seen)
		r.needText(s, "label", f.Label)
		r.oneOf(d.at("fields", i, "kind"), "kind", f.Kind,
			catalog.Line, catalog.Words, catalog.Number, catalog.Choice, catalog.File)
		if (f.Kind == catalog.Choice) != (len(f.Options) > 0) {
			r.fail(s, "form", "a field of kind choice has options, and no other")
		}
		if f.Kind != catalog.File && len(f.Accept) > 0 {
			r.fail(d.at("fields", i, "accept"), "form", "accept belongs to fields of kind file")
		}
		r.checkRange(d, i, f)
		options := map[string]bool{}
		for j, o := range f.Options {
			r.checkOption(d.at("fields", i, "options", j), o, options)
		}
	}
}

// checkRange checks what a field says of the numbers that it takes.
func (r *reading) checkRange(d *document, i int, f catalog.Field) {
	if f.Kind != catalog.Number && (f.Min != nil || f.Max != nil || f.Whole) {
		r.fail(d.at("fields", i), "form", "min, max and whole belong to fields of kind number")
	}
	if f.Min != nil && !finite(*f.Min) {
		r.fail(d.at("fields", i, "min"), "range", "min must be a number")
	}
	if f.Max != nil && !finite(*f.Max) {
		r.fail(d.at("fields", i, "max"), "range", "max must be a number")
	}
	if f.Min != nil && f.Max != nil && *f.Min >= *f.Max {
		r.fail(d.at("fields", i, "max"), "range", "max must be above min")
	}
	if f.Kind == catalog.Number && f.Max == nil && strings.ContainsAny(f.Label.Ar+f.Label.En, "%٪") {
		r.fail(d.at("fields", i), "range", "a percentage says what it may be at most: max")
	}
}

func (r *reading) checkRubric(d *document, rubric []catalog.Criterion) {
	if len(rubric) == 0 {
		r.fail(d.at("rubric"), "no-rubric", "the rubric is missing")
	}
	seen := map[string]bool{}
	for i, c := range rubric {
		s := d.at("rubric", i)
		r.checkID(s, "criterion", c.ID, seen)
		r.needText(s, "the title of the criterion", c.Title)
		for level := catalog.Top; level >= 1; level-- {
			if c.Levels[level].Empty() {
				r.fail(d.at("rubric", i, "levels"), "levels", "criterion %q does not say what level %d is", short(c.ID), level)
			}
		}
		for level := range c.Levels {
			if level < 1 || level > catalog.Top {
				r.fail(d.at("rubric", i, "levels", level), "levels", "level %d is not from 1 to %d", level, catalog.Top)
			}
		}
	}
}
