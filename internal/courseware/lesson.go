package courseware

import (
	"maps"
	"path"
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

// pairs returns the ids for which a folder holds Markdown, and reports those
// that stand in one language only.
func (r *reading) pairs(folder string) []string {
	ids := map[string]catalog.Text{}
	for _, name := range r.files[folder] {
		id, lang, ok := splitName(name)
		if !ok {
			if folder != "exercises" || path.Ext(name) != ".yaml" {
				r.stray(folder, name)
			}
			continue
		}
		t := ids[id]
		if lang == "ar" {
			t.Ar = name
		} else {
			t.En = name
		}
		ids[id] = t
	}
	sorted := slices.Sorted(maps.Keys(ids))
	for _, id := range sorted {
		for lang, name := range map[string]string{"ar": ids[id].Ar, "en": ids[id].En} {
			if name == "" {
				r.fail(spot{r.path(folder, id+"."+lang+".md"), 0}, "one-sided", "is missing; %s stands in the other language only", short(id))
			}
		}
	}
	return sorted
}

// splitName splits the name of a Markdown file into its id and language.
func splitName(name string) (id, lang string, ok bool) {
	for _, lang := range []string{"ar", "en"} {
		if id, found := strings.CutSuffix(name, "."+lang+".md"); found {
			return id, lang, isID(id)
		}
	}
	return "", "", false
}

func (r *reading) stray(folder, name string) {
	r.warn(spot{r.path(folder, name), 0}, "stray-file", "is no part of a course and is left out")
}

// markdown reads a text from its two files.
func (r *reading) markdown(folder, id string) (t catalog.Text) {
	t.Ar = r.body(folder, id+".ar.md", nil)
	t.En = r.body(folder, id+".en.md", nil)
	return t
}

// body reads one Markdown file. Its front is read into f, or may not be there
// if f is nil.
func (r *reading) body(folder, name string, f *front) string {
	if !slices.Contains(r.files[folder], name) {
		return ""
	}
	file := r.path(folder, name)
	text, ok := r.text(file)
	if !ok {
		return ""
	}
	head, rest, has := cutFront(text)
	switch {
	case f != nil && !has:
		r.fail(spot{file, 1}, "no-front", "a lesson begins with --- , its title, objectives and sources, and ---")
	case f != nil:
		r.parse(file, 1, head, f)
	case has:
		r.fail(spot{file, 1}, "no-front", "only lessons have a part between --- lines at the top")
	}
	return r.keepBody(file, text, rest)
}

// keepBody returns the text of a Markdown file without the empty lines around
// it, and keeps it for the linter.
func (r *reading) keepBody(file, whole, rest string) string {
	body := strings.Trim(rest, "\n")
	if strings.TrimSpace(body) == "" {
		r.fail(spot{file, 0}, "no-text", "holds no text")
		return ""
	}
	before := len(whole) - len(strings.TrimLeft(rest, "\n"))
	_, lang, _ := splitName(path.Base(file))
	r.texts = append(r.texts, passage{
		at:   spot{file, 1 + strings.Count(whole[:before], "\n")},
		lang: lang, text: body, literal: true,
	})
	return body
}

// cutFront cuts the part between the --- lines from the top of a text.
func cutFront(text string) (head, rest string, ok bool) {
	body, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return "", text, false
	}
	if rest, ok := strings.CutPrefix(body, "---\n"); ok {
		return "", rest, true
	}
	head, rest, ok = strings.Cut(body, "\n---\n")
	if !ok {
		if head, ok = strings.CutSuffix(body, "\n---"); !ok {
			return "", text, false
		}
		return head, "", true
	}
	return head, rest, true
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
		r.fail(d.at("title"), "no-text", "title is missing")
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
