package learn

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/exercise"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// exercise shows an exercise, its rubric, and the work as it stands.
func (s wing) exercise(c *fiber.Ctx, st present.StepPage) error {
	w, err := s.App.Store.Work(c.UserContext(), st.Enrolment.ID, st.Step.Exercise)
	if err != nil {
		return err
	}
	return s.showExercise(c, st, w, nil)
}

// belowStar is the state that is shown of a work which was reviewed and is below
// the level that a starred criterion has to reach.
const belowStar = "below-star"

func (s wing) showExercise(c *fiber.Ctx, st present.StepPage, w exercise.Work, problems map[string]string) error {
	t, ex := s.Words(c), st.Course.Exercises[st.Step.Exercise]
	names, err := s.fileNames(c, ex, w)
	if err != nil {
		return err
	}
	d := exerciseData{
		StepFrame: present.Frame(s.Words(c), st), Revision: w.Revision, Team: ex.Team,
		Instructions: present.Markdown(s.Words(c), s.Lexicon, st.Course, ex.Instructions, ""), Rubric: present.Rubric(t, ex, w),
		State: string(w.State), Open: w.Open(), Comment: w.Comment, Beside: w.Beside(),
	}
	if d.Saved = t.ExerciseSavesItself(); !w.SavedAt.IsZero() {
		d.SavedAt, d.Saved = w.SavedAt, savedWork(t, w)
	}
	if w.State == exercise.Reviewed {
		d.Score = t.ExerciseScore(t.Pct(w.Percent))
		if progress.BelowStar(st.Course, st.Step.Exercise, w.LowestStar) {
			d.State, d.Done, d.Failed, d.Spent = belowStar, false, t.ExerciseStateBelowStar(), true
		}
	}
	for _, name := range ex.Media {
		if m, ok := st.Course.Media[name]; ok && forLang(name, t.Lang) {
			d.Files = append(d.Files, present.FileLink{Name: m.Name, Href: present.MediaURL(st.Course, name), Size: t.Bytes(int64(m.Size))})
		}
	}
	d.Fields, d.Later = workFields(t, ex, w.Fields, names), nil
	if !w.Open() && d.Beside {
		d.Later = d.Fields
	}
	if !w.Open() {
		d.Fields = workFields(t, ex, w.In(), names)
	}
	for i, f := range ex.Fields {
		if in := &d.Fields[i].Input; problems[f.ID] != "" {
			in.Error = problems[f.ID]
			d.Problems = append(d.Problems, ui.Problem{Field: f.ID, Text: in.Label + ": " + in.Error})
		}
	}
	if p := problems[""]; p != "" {
		d.Problems = append(d.Problems, ui.Problem{Text: p})
	}
	return s.Render(c, ui.Shell{Title: d.Title}, exerciseView(d))
}

// workFields are the fields of the form with what a work has in them, and its files.
func workFields(t *i18n.T, ex catalog.Exercise, values map[string]string, files map[string]store.File) (fields []present.WorkField) {
	for _, f := range ex.Fields {
		fd := present.WorkField{Input: present.FieldInput(t, f, values[f.ID]), Kind: f.Kind}
		if file, ok := files[values[f.ID]]; ok && f.Kind == catalog.File {
			fd.File = &present.FileLink{Name: file.Name, Href: "/files/" + file.ID, Size: t.Bytes(file.Size)}
		}
		fields = append(fields, fd)
	}
	return fields
}

// savedWork says what of w is saved, and when.
func savedWork(t *i18n.T, w exercise.Work) string {
	at := t.DateTime(w.SavedAt)
	switch {
	case w.Beside() && len(w.Fields) == 0:
		return t.ExerciseEmptyAt(at) + " " + t.ExerciseHandedStays()
	case w.Beside():
		return t.ExerciseSavedAt(at) + ". " + t.ExerciseHandedStays()
	case len(w.Fields) == 0:
		return t.ExerciseEmptyAt(at)
	}
	return t.ExerciseSavedAt(at)
}

// forLang reports whether a medium is for readers of lang: its name says so
// by ".ar." or ".en.", or it is for everyone.
func forLang(name, lang string) bool {
	other := map[string]string{"ar": ".en.", "en": ".ar."}[lang]
	return !strings.Contains(name, other)
}

func (s wing) fileNames(c *fiber.Ctx, ex catalog.Exercise, w exercise.Work) (map[string]store.File, error) {
	var ids []string
	for _, f := range ex.Fields {
		for _, id := range []string{w.Fields[f.ID], w.In()[f.ID]} {
			if f.Kind == catalog.File && id != "" {
				ids = append(ids, id)
			}
		}
	}
	return s.App.Store.FileNames(c.UserContext(), kit.Viewer(c).Own(), ids...)
}

// saveWork keeps what the form of an exercise brings and, if asked, hands it
// in. What is wrong is told beside its field, and the rest is kept.
func (s wing) saveWork(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	ex, ok := st.Course.Exercises[st.Step.Exercise]
	if !ok {
		return fiber.ErrNotFound
	}
	in, problems, err := s.handIn(c, ex)
	if err != nil {
		return err
	}
	in.Final = kit.Posted(c, "go") == "hand-in" && len(problems) == 0
	w, err := s.App.SaveWork(c.UserContext(), kit.Viewer(c), st.Course.ID, ex.ID, in)
	said, ok := kit.SayAll(c, err)
	if err != nil && !ok {
		return err
	}
	for field, text := range said {
		problems[field] = text
	}
	c.Set(revisionHeader, strconv.Itoa(w.Revision))
	switch {
	case len(problems) == 0:
		return s.workSaved(c, st, w, in.Final)
	case errors.Is(err, exercise.ErrChanged):
		return s.workChanged(c, st, w, in, problems)
	}
	c.Status(fiber.StatusUnprocessableEntity)
	if kit.FromScript(c) {
		return c.SendString(strings.Join(slices.Sorted(maps.Values(problems)), " "))
	}
	return s.showExercise(c, st, typedWork(ex, w, in), problems)
}

// revisionHeader tells a script what revision stands now.
const revisionHeader = "Masar-Revision"

func (s wing) workSaved(c *fiber.Ctx, st present.StepPage, w exercise.Work, final bool) error {
	if kit.FromScript(c) {
		return c.SendString(savedWork(s.Words(c), w))
	}
	switch {
	case final:
		s.Flash(c, "exercise.handed-in-said")
	case w.Beside():
		s.Flash(c, "exercise.saved-beside")
	case len(w.Fields) == 0:
		s.Flash(c, "exercise.saved-empty")
	default:
		s.Flash(c, "exercise.saved")
	}
	return kit.Redirect(c, present.StepPath(st.Course.ID, st.Step.Exercise))
}

// workChanged shows what was typed in a form that is older than the work, with
// what stands beside it: sent once more, it counts.
func (s wing) workChanged(c *fiber.Ctx, st present.StepPage, w exercise.Work, in learn.HandIn, problems map[string]string) error {
	if kit.FromScript(c) {
		c.Status(fiber.StatusConflict)
		return c.SendString(problems[""])
	}
	kit.Differs(c, kit.Viewer(c).PersonID, w.SavedAt)
	if w.ReviewedAt.After(w.SavedAt) {
		kit.Differs(c, w.ReviewedBy, w.ReviewedAt)
	}
	delete(problems, "")
	ex := st.Course.Exercises[st.Step.Exercise]
	for field := range in.Files {
		problems[field] = s.Words(c).SurveyFileAgain()
	}
	return s.showExercise(c, st, typedWork(ex, w, in), problems)
}

// typedWork is w with the fields as they were typed, whether or not they could
// be kept; files are those that were kept.
func typedWork(ex catalog.Exercise, w exercise.Work, in learn.HandIn) exercise.Work {
	fields := maps.Clone(w.Fields)
	if fields == nil {
		fields = map[string]string{}
	}
	for _, f := range ex.Fields {
		if f.Kind != catalog.File {
			fields[f.ID] = in.Fields[f.ID]
		}
	}
	if w.State != exercise.Draft {
		w.Handed = w.In()
	}
	w.Fields = fields
	return w
}

// handIn reads the form of an exercise, with its files. A file that may not
// be kept is a problem of its field; the rest of the form is kept all the same.
func (s wing) handIn(c *fiber.Ctx, ex catalog.Exercise) (in learn.HandIn, problems map[string]string, err error) {
	in = learn.HandIn{Fields: map[string]string{}, Files: map[string]store.File{}, Drop: map[string]bool{}}
	problems = map[string]string{}
	if seen, err := strconv.Atoi(kit.Posted(c, "revision")); err == nil {
		in.Seen, in.SeenSaid = seen, true
	}
	for _, f := range ex.Fields {
		if f.Kind != catalog.File {
			in.Fields[f.ID] = kit.Posted(c, f.ID)
			continue
		}
		in.Drop[f.ID] = kit.Posted(c, "drop-"+f.ID) != ""
		file, err := kit.ReadUpload(c, f.ID, f.Accept)
		if errors.Is(err, kit.ErrNoFile) {
			continue
		}
		if said, ok := kit.SayAll(c, err); ok {
			problems[f.ID] = said[""]
			continue
		}
		if err != nil {
			return in, problems, err
		}
		in.Files[f.ID] = file
	}
	return in, problems, nil
}
