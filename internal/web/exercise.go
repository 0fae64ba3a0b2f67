package web

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"masar/internal/app"
	"masar/internal/catalog"
	"masar/internal/exercise"
	"masar/internal/i18n"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/upload"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// exercise shows an exercise, its rubric, and the work as it stands.
func (s *Server) exercise(c *fiber.Ctx, st stepAt) error {
	w, err := s.App.Store.Work(c.UserContext(), st.enrolment.ID, st.step.Exercise)
	if err != nil {
		return err
	}
	return s.showExercise(c, st, w, nil)
}

// belowStar is the state that is shown of a work which was reviewed and is below
// the level that a starred criterion has to reach.
const belowStar = "below-star"

func (s *Server) showExercise(c *fiber.Ctx, st stepAt, w exercise.Work, problems map[string]string) error {
	t, ex := s.words(c), st.course.Exercises[st.step.Exercise]
	names, err := s.fileNames(c, ex, w)
	if err != nil {
		return err
	}
	d := view.ExerciseData{
		StepFrame: frameOf(s.words(c), st), Revision: w.Revision, Team: ex.Team,
		Instructions: markdown(s.words(c), s.Lexicon, st.course, ex.Instructions, ""), Rubric: rubric(t, ex, w),
		State: string(w.State), Open: w.Open(), Comment: w.Comment, Beside: w.Beside(),
	}
	if d.Saved = t.ExerciseSavesItself(); !w.SavedAt.IsZero() {
		d.SavedAt, d.Saved = w.SavedAt, savedWork(t, w)
	}
	if w.State == exercise.Reviewed {
		d.Score = t.ExerciseScore(t.Pct(w.Percent))
		if progress.BelowStar(st.course, st.step.Exercise, w.LowestStar) {
			d.State, d.Done, d.Failed, d.Spent = belowStar, false, t.ExerciseStateBelowStar(), true
		}
	}
	for _, name := range ex.Media {
		if m, ok := st.course.Media[name]; ok && forLang(name, t.Lang) {
			d.Files = append(d.Files, view.FileLink{Name: m.Name, Href: mediaURL(st.course, name), Size: t.Bytes(int64(m.Size))})
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
			d.Problems = append(d.Problems, view.Problem{Field: f.ID, Text: in.Label + ": " + in.Error})
		}
	}
	if p := problems[""]; p != "" {
		d.Problems = append(d.Problems, view.Problem{Text: p})
	}
	return s.show(c, view.Shell{Title: d.Title}, view.Exercise(d))
}

// workFields are the fields of the form with what a work has in them, and its files.
func workFields(t *i18n.T, ex catalog.Exercise, values map[string]string, files map[string]store.File) (fields []view.WorkField) {
	for _, f := range ex.Fields {
		fd := view.WorkField{Input: fieldInput(t, f, values[f.ID]), Kind: f.Kind}
		if file, ok := files[values[f.ID]]; ok && f.Kind == catalog.File {
			fd.File = &view.FileLink{Name: file.Name, Href: "/files/" + file.ID, Size: t.Bytes(file.Size)}
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

func (s *Server) fileNames(c *fiber.Ctx, ex catalog.Exercise, w exercise.Work) (map[string]store.File, error) {
	var ids []string
	for _, f := range ex.Fields {
		for _, id := range []string{w.Fields[f.ID], w.In()[f.ID]} {
			if f.Kind == catalog.File && id != "" {
				ids = append(ids, id)
			}
		}
	}
	return s.App.Store.FileNames(c.UserContext(), viewer(c).Own(), ids...)
}

// fieldInput is a field of the form as a view draws it.
func fieldInput(t *i18n.T, f catalog.Field, value string) view.Input {
	in := view.Input{Name: f.ID, Label: t.Text(f.Label), Hint: t.Text(f.Hint), Value: value, Optional: !f.Required, Max: exercise.MaxText}
	switch f.Kind {
	case catalog.Words:
		in.Rows = 6
	case catalog.Number:
		in.Type, in.Max, in.Step = "number", 40, numberStep(f)
		in.Hint = strings.TrimSpace(in.Hint + " " + bounds(t, f))
	case catalog.Choice:
		in.Choose = t.ExerciseChoose()
		for _, o := range f.Options {
			in.Options = append(in.Options, view.Option{Value: o.ID, Label: t.Text(o.Text)})
		}
	case catalog.File:
		accept := f.Accept
		if len(accept) == 0 {
			accept = upload.Endings()
		}
		in.Type, in.Value, in.Bare, in.Max = "file", "", true, 0
		in.Accept = "." + strings.Join(accept, ",.")
		in.Hint = strings.TrimSpace(in.Hint + " " + t.ExerciseFileKinds(t.Isolate(strings.Join(accept, " ")), t.Bytes(upload.MaxSize)))
	}
	return in
}

// numberStep returns "any" for a field that takes fractions.
func numberStep(f catalog.Field) string {
	if f.Whole {
		return "1"
	}
	return "any"
}

// bounds says what numbers a field takes, or nothing.
func bounds(t *i18n.T, f catalog.Field) string {
	switch {
	case f.Min != nil && f.Max != nil:
		return t.NumberOutsideHint(t.Real(*f.Min), t.Real(*f.Max))
	case f.Min != nil:
		return t.NumberLeastHint(t.Real(*f.Min))
	case f.Max != nil:
		return t.NumberMostHint(t.Real(*f.Max))
	}
	return ""
}

// rubric is how work is judged and, where it has been, how it was.
func rubric(t *i18n.T, ex catalog.Exercise, w exercise.Work) (rows []view.RubricRow) {
	for _, cr := range ex.Rubric {
		row := view.RubricRow{ID: cr.ID, Title: t.Text(cr.Title), Star: cr.Star, Given: w.Scores[cr.ID]}
		for level := catalog.Top; level >= 1; level-- {
			row.Levels = append(row.Levels, view.Level{N: level, Name: levelName(t, level), Text: t.Text(cr.Levels[level])})
		}
		rows = append(rows, row)
	}
	return rows
}

func levelName(t *i18n.T, level int) string {
	return []string{t.ExerciseLevel1(), t.ExerciseLevel2(), t.ExerciseLevel3(), t.ExerciseLevel4()}[level-1]
}

// saveWork keeps what the form of an exercise brings and, if asked, hands it
// in. What is wrong is told beside its field, and the rest is kept.
func (s *Server) saveWork(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	ex, ok := st.course.Exercises[st.step.Exercise]
	if !ok {
		return fiber.ErrNotFound
	}
	in, problems, err := s.handIn(c, ex)
	if err != nil {
		return err
	}
	in.Final = posted(c, "go") == "hand-in" && len(problems) == 0
	w, err := s.App.SaveWork(c.UserContext(), viewer(c), st.course.ID, ex.ID, in)
	said, ok := sayAll(c, err)
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
	if fromScript(c) {
		return c.SendString(strings.Join(slices.Sorted(maps.Values(problems)), " "))
	}
	return s.showExercise(c, st, typedWork(ex, w, in), problems)
}

// revisionHeader tells a script what revision stands now.
const revisionHeader = "Masar-Revision"

func (s *Server) workSaved(c *fiber.Ctx, st stepAt, w exercise.Work, final bool) error {
	if fromScript(c) {
		return c.SendString(savedWork(s.words(c), w))
	}
	switch {
	case final:
		s.flash(c, "exercise.handed-in-said")
	case w.Beside():
		s.flash(c, "exercise.saved-beside")
	case len(w.Fields) == 0:
		s.flash(c, "exercise.saved-empty")
	default:
		s.flash(c, "exercise.saved")
	}
	return after(c, stepPath(st.course.ID, st.step.Exercise))
}

// workChanged shows what was typed in a form that is older than the work, with
// what stands beside it: sent once more, it counts.
func (s *Server) workChanged(c *fiber.Ctx, st stepAt, w exercise.Work, in app.HandIn, problems map[string]string) error {
	if fromScript(c) {
		c.Status(fiber.StatusConflict)
		return c.SendString(problems[""])
	}
	differs(c, viewer(c).PersonID, w.SavedAt)
	if w.ReviewedAt.After(w.SavedAt) {
		differs(c, w.ReviewedBy, w.ReviewedAt)
	}
	delete(problems, "")
	ex := st.course.Exercises[st.step.Exercise]
	for field := range in.Files {
		problems[field] = s.words(c).SurveyFileAgain()
	}
	return s.showExercise(c, st, typedWork(ex, w, in), problems)
}

// typedWork is w with the fields as they were typed, whether or not they could
// be kept; files are those that were kept.
func typedWork(ex catalog.Exercise, w exercise.Work, in app.HandIn) exercise.Work {
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
func (s *Server) handIn(c *fiber.Ctx, ex catalog.Exercise) (in app.HandIn, problems map[string]string, err error) {
	in = app.HandIn{Fields: map[string]string{}, Files: map[string]store.File{}, Drop: map[string]bool{}}
	problems = map[string]string{}
	if seen, err := strconv.Atoi(posted(c, "revision")); err == nil {
		in.Seen, in.SeenSaid = seen, true
	}
	for _, f := range ex.Fields {
		if f.Kind != catalog.File {
			in.Fields[f.ID] = posted(c, f.ID)
			continue
		}
		in.Drop[f.ID] = posted(c, "drop-"+f.ID) != ""
		file, err := readUpload(c, f.ID, f.Accept)
		if errors.Is(err, errNoFile) {
			continue
		}
		if said, ok := sayAll(c, err); ok {
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

// readUpload reads the file that a field of the form brings and looks at it.
func readUpload(c *fiber.Ctx, field string, accept []string) (store.File, error) {
	sent, err := postedFile(c, field)
	if err != nil {
		return store.File{}, err
	}
	f, err := upload.Look(sent.Name, sent.Body, accept...)
	return store.File{Name: f.Name, Type: f.Type, Hash: f.Hash, Body: f.Body}, err
}
