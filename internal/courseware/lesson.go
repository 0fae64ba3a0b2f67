package courseware

import (
	"slices"
	"strings"

	"masar/internal/catalog"
)

// A front is what stands between the --- lines at the top of a lesson.
type front struct {
	Title      string   `yaml:"title"`
	Objectives []aim    `yaml:"objectives"`
	Sources    []string `yaml:"sources"`
}

// An aim is an objective in one language.
type aim struct {
	Bloom string `yaml:"bloom"`
	Text  string `yaml:"text"`
}

// readLessons reads lessons/ and notes/.
func (r *reading) readLessons() {
	r.course.Lessons = map[string]catalog.Lesson{}
	for _, id := range r.pairs("lessons") {
		r.course.Lessons[id] = r.readLesson(id)
	}
	r.course.Notes = map[string]catalog.Text{}
	for _, id := range r.pairs("notes") {
		r.course.Notes[id] = r.markdown("notes", id)
	}
}

// readLesson reads a lesson from its two files.
func (r *reading) readLesson(id string) catalog.Lesson {
	var ar, en front
	l := catalog.Lesson{ID: id}
	l.Body.Ar = r.body("lessons", id+".ar.md", &ar)
	l.Body.En = r.body("lessons", id+".en.md", &en)
	l.Title = catalog.Text{Ar: ar.Title, En: en.Title}
	if l.Body.Ar == "" || l.Body.En == "" {
		return l
	}
	r.checkFront(id, "ar", ar)
	r.checkFront(id, "en", en)
	r.compareFronts(id, ar, en)
	for i := range min(len(ar.Objectives), len(en.Objectives)) {
		a, e := ar.Objectives[i], en.Objectives[i]
		l.Objectives = append(l.Objectives, catalog.Objective{Bloom: a.Bloom, Text: catalog.Text{Ar: a.Text, En: e.Text}})
	}
	if len(ar.Sources) > 0 {
		l.Sources = ar.Sources
	}
	return l
}

func (r *reading) checkFront(id, lang string, f front) {
	file := r.path("lessons", id+"."+lang+".md")
	d := r.docs[file]
	if d == nil {
		return
	}
	if strings.TrimSpace(f.Title) == "" {
		r.fail(d.at("title"), "no-title", "title is missing")
	}
	for i, o := range f.Objectives {
		s := d.at("objectives", i)
		r.oneOf(s, "bloom", o.Bloom, catalog.Bloom...)
		if strings.TrimSpace(o.Text) == "" {
			r.fail(s, "no-text", "the text of the objective is missing")
		}
		r.texts = append(r.texts, passage{at: d.at("objectives", i, "text"), lang: lang, text: o.Text})
	}
	r.texts = append(r.texts, passage{at: d.at("title"), lang: lang, text: f.Title})
}

// compareFronts reports where the two files of a lesson say different things.
func (r *reading) compareFronts(id string, ar, en front) {
	d := r.docs[r.path("lessons", id+".en.md")]
	if d == nil {
		return
	}
	if len(ar.Objectives) != len(en.Objectives) {
		r.fail(d.at("objectives"), "one-sided", "has %d objectives, but %d in Arabic", len(en.Objectives), len(ar.Objectives))
	}
	for i := range min(len(ar.Objectives), len(en.Objectives)) {
		if ar.Objectives[i].Bloom != en.Objectives[i].Bloom {
			r.fail(d.at("objectives", i), "one-sided", "bloom is %q here but %q in Arabic", en.Objectives[i].Bloom, ar.Objectives[i].Bloom)
		}
	}
	if !slices.Equal(ar.Sources, en.Sources) {
		r.fail(d.at("sources"), "one-sided", "the sources are not the same as in Arabic, in the same order")
	}
}
