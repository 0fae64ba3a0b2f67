package courseware

import (
	"maps"
	"path"
	"slices"
	"strings"

	"masar/internal/catalog"
)

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
		r.fail(spot{file, 0}, "empty-text", "holds no text")
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
