package courseware

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"masar/internal/catalog"
)

// Export writes c in the form that Load reads, as files by path; the paths
// begin with the course's id. The bytes of its media are found by hash.
//
// What Load returned comes back from Export and Load as it was, with the same
// version. In a course that was edited, line ends become \n and empty lines
// around Markdown are dropped. Export does not ask whether the course can be
// used: Load does that.
func Export(c catalog.Course, media map[string][]byte) (Files, error) {
	x := exporter{c: c, files: Files{}}
	x.name("course", c.ID)
	x.yaml("course.yaml", c)
	for _, id := range slices.Sorted(maps.Keys(c.Lessons)) {
		x.lesson(id, c.Lessons[id])
	}
	for _, id := range slices.Sorted(maps.Keys(c.Notes)) {
		x.markdown("notes", id, c.Notes[id])
	}
	x.bank()
	for _, id := range slices.Sorted(maps.Keys(c.Exercises)) {
		x.name("exercise", id)
		x.yaml("exercises/"+id+".yaml", c.Exercises[id])
		x.markdown("exercises", id, c.Exercises[id].Instructions)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Surveys)) {
		x.name("survey", id)
		x.yaml("surveys/"+id+".yaml", c.Surveys[id])
	}
	for _, name := range slices.Sorted(maps.Keys(c.Media)) {
		x.medium(name, media[c.Media[name].Hash])
	}
	if err := errors.Join(x.errs...); err != nil {
		return nil, fmt.Errorf("export course %q: %w", c.ID, err)
	}
	return x.files, nil
}

// An exporter is a course while it is written.
type exporter struct {
	c     catalog.Course
	files Files
	errs  []error
}

func (x *exporter) put(name string, b []byte) { x.files[path.Join(x.c.ID, name)] = b }

// name reports an id that cannot be the name of a file.
func (x *exporter) name(what, id string) {
	if !isID(id) {
		x.errs = append(x.errs, fmt.Errorf("%q cannot be the id of a %s", id, what))
	}
}

func (x *exporter) yaml(name string, v any) {
	b, err := marshal(v)
	if err != nil {
		x.errs = append(x.errs, fmt.Errorf("%s: %w", name, err))
	}
	x.put(name, b)
}

// lesson writes the two files of a lesson.
func (x *exporter) lesson(id string, l catalog.Lesson) {
	x.name("lesson", id)
	ar := front{Title: l.Title.Ar, Sources: l.Sources}
	en := front{Title: l.Title.En, Sources: l.Sources}
	for _, o := range l.Objectives {
		ar.Objectives = append(ar.Objectives, aim{o.Bloom, o.Text.Ar})
		en.Objectives = append(en.Objectives, aim{o.Bloom, o.Text.En})
	}
	x.withFront("lessons/"+id+".ar.md", ar, l.Body.Ar)
	x.withFront("lessons/"+id+".en.md", en, l.Body.En)
}

func (x *exporter) withFront(name string, f front, body string) {
	head, err := marshal(f)
	if err != nil {
		x.errs = append(x.errs, fmt.Errorf("%s: %w", name, err))
	}
	x.put(name, fmt.Appendf(nil, "---\n%s---\n\n%s\n", head, cleanBody(body)))
}

// markdown writes the two files of a text, or one if it stands in one language.
func (x *exporter) markdown(folder, id string, t catalog.Text) {
	x.name("text", id)
	for lang, body := range map[string]string{"ar": t.Ar, "en": t.En} {
		if body = cleanBody(body); body == "" {
			continue
		}
		if strings.HasPrefix(body, "---") { // is not the front of a lesson
			body = "\n" + body
		}
		x.put(folder+"/"+id+"."+lang+".md", []byte(body+"\n"))
	}
}

func cleanBody(body string) string {
	return strings.Trim(strings.TrimPrefix(newlines(body), "\ufeff"), "\n")
}

func newlines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// bank writes the questions in their order: a file for each stretch of the same
// block, and more where it grows large.
func (x *exporter) bank() {
	var run []catalog.Item
	size, files := 0, 0
	flush := func() {
		if len(run) > 0 {
			files++
			x.yaml(fmt.Sprintf("bank/%03d-%s.yaml", files, run[0].Block), run)
		}
		run, size = nil, 0
	}
	for _, it := range x.c.Bank {
		if !isBlock(it.Block) {
			x.errs = append(x.errs, fmt.Errorf("%q cannot be the name of a block", it.Block))
			continue
		}
		b, _ := marshal(it) // what is wrong with it is reported when its run is written
		if len(run) > 0 && (run[0].Block != it.Block || size+len(b) > maxText/2) {
			flush()
		}
		run = append(run, it)
		size += len(b)
	}
	flush()
}

func (x *exporter) medium(name string, b []byte) {
	switch {
	case !mediaForm.MatchString(name):
		x.errs = append(x.errs, fmt.Errorf("%q cannot be the name of a medium", name))
	case b == nil:
		x.errs = append(x.errs, fmt.Errorf("the bytes of medium %q are missing", name))
	default:
		x.put("media/"+name, b)
	}
}
