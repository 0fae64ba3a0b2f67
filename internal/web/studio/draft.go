package studio

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"masar/internal/app/studio"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// errBroken is returned when a draft that cannot be used is published.
var errBroken = fault.New(fault.Conflict, "draft.broken")

func draftPath(course string) string { return "/teaching/courses/" + course }

// drafts lists the courses that can be edited.
func (s wing) drafts(c *fiber.Ctx) error {
	t := s.Words(c)
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	ds, err := s.App.Store.DraftMarks(c.UserContext())
	if err != nil {
		return err
	}
	var rows []draftRow
	for _, h := range hs {
		d, has := ds[h.ID]
		rows = append(rows, draftRow{Title: t.Text(h.Title()), Href: draftPath(h.ID), Kind: present.KindOf(t, h.Kind), Draft: has, Waits: d.AskedBy != ""})
	}
	return s.Render(c, ui.Shell{Title: t.DraftTitle()}, drafts(rows))
}

// draftOf returns the draft of a course or, where there is none, its current
// version as the draft that would begin.
func (s wing) draftOf(c *fiber.Ctx, id string) (d store.Draft, has bool, err error) {
	d, err = s.App.Store.Draft(c.UserContext(), id)
	if !kit.IsNotFound(err) {
		return d, err == nil, err
	}
	h, err := s.App.Store.CourseHead(c.UserContext(), id)
	if err != nil {
		return d, false, err
	}
	d.CourseID = id
	d.Body, err = s.App.Store.Course(c.UserContext(), id, h.Version)
	return d, false, err
}

// draft shows the draft of a course: what is changed, what is wrong, and what
// can be done with it.
func (s wing) draft(c *fiber.Ctx) error {
	t, id := s.Words(c), c.Params("id")
	d, has, err := s.draftOf(c, id)
	if err != nil {
		return err
	}
	h, err := s.App.Store.CourseHead(c.UserContext(), id)
	if err != nil {
		return err
	}
	now, err := s.App.Store.Course(c.UserContext(), id, h.Version)
	if err != nil {
		return err
	}
	data := draftData{ID: id, Title: t.Text(d.Body.Title), Has: has, MayPublish: kit.Viewer(c).Root, Revision: d.Revision, Moved: has && d.Body.Version != h.Version}
	if has {
		data.Saved = t.DraftDraftSince(t.DateTime(d.SavedAt))
		found, err := s.findingsOf(c, d.Body)
		if err != nil {
			return err
		}
		for _, p := range found.problems {
			data.Problems = append(data.Problems, problemRow(t, d.Body, found.files, p))
		}
	}
	for _, step := range d.Body.Steps() {
		if step.Lesson == "" {
			continue
		}
		data.Lessons = append(data.Lessons, lessonRow(t, draftPath(id), now.Lessons[step.Lesson], d.Body.Lessons[step.Lesson]))
	}
	if data.Asked, err = s.askedRow(c, d); err != nil {
		return err
	}
	data.Gates = present.GateRows(t, d.Body, nil)
	vs, err := s.App.Store.CourseVersions(c.UserContext(), id)
	if err != nil {
		return err
	}
	for _, v := range vs {
		data.Versions = append(data.Versions, versionRow{Name: t.DraftVersion(t.Isolate(v.Version)), At: v.PublishedAt, Current: v.Version == h.Version})
	}
	return s.Render(c, ui.Shell{Title: data.Title}, draft(data))
}

// exported returns the course in the form in which courses are written, with
// its media.
func (s wing) exported(c *fiber.Ctx, course catalog.Course) (courseware.Files, error) {
	media := map[string][]byte{}
	for _, m := range course.Media {
		got, err := s.App.Store.Medium(c.UserContext(), m.Hash)
		if err != nil {
			return nil, err
		}
		media[m.Hash] = got.Body
	}
	return courseware.Export(course, media)
}

// lessonForm shows a lesson of the draft, to be edited in both languages.
func (s wing) lessonForm(c *fiber.Ctx) error {
	d, _, err := s.draftOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	l, ok := d.Body.Lessons[c.Params("lesson")]
	if !ok {
		return fiber.ErrNotFound
	}
	return s.showLessonForm(c, d, l, l)
}

// showLessonForm shows the lesson as typed; now is how it stands in the draft.
func (s wing) showLessonForm(c *fiber.Ctx, d store.Draft, typed, now catalog.Lesson) error {
	t := s.Words(c)
	data := lessonFormData{
		Course: t.Text(d.Body.Title), Title: lessonTitle(t, now), Back: draftPath(d.CourseID), Href: draftPath(d.CourseID) + "/lessons/" + c.Params("lesson"),
		Upload: draftPath(d.CourseID) + "/media", Lesson: typed, Seen: studio.LessonDigest(now),
	}
	return s.Render(c, ui.Shell{Title: t.DraftEdit()}.Editor(), lessonForm(data))
}

func (s wing) saveLesson(c *fiber.Ctx) error {
	id, lesson := c.Params("id"), c.Params("lesson")
	text := func(field string) catalog.Text {
		return catalog.Text{Ar: kit.Posted(c, field+"_ar"), En: kit.Posted(c, field+"_en")}
	}
	edit := studio.LessonEdit{LessonID: lesson, Title: text("title"), Body: text("body"), Seen: kit.Posted(c, "seen")}
	err := s.App.SaveLesson(c.UserContext(), kit.Viewer(c), id, edit)
	if errors.Is(err, store.ErrChanged) {
		d, _, err := s.draftOf(c, id)
		if err != nil {
			return err
		}
		now := d.Body.Lessons[lesson]
		typed := now
		typed.Title, typed.Body = edit.Title, edit.Body
		kit.Differs(c, d.SavedBy, d.SavedAt)
		return s.showLessonForm(c, d, typed, now)
	}
	if err := s.Said(c, err, "draft.saved"); err != nil {
		return err
	}
	return kit.Redirect(c, draftPath(id)+"/lessons/"+lesson)
}

// uploadMedium takes a picture into the draft and tells the editor its name.
func (s wing) uploadMedium(c *fiber.Ctx) error {
	f, err := kit.ReadUpload(c, "file", []string{"png", "jpg"})
	if errors.Is(err, kit.ErrNoFile) {
		return fiber.ErrNotFound
	}
	if err != nil {
		return err
	}
	name := "picture-" + f.Hash[:12] + strings.Replace(path.Ext(f.Name), "jpeg", "jpg", 1)
	m := catalog.Medium{Name: name, Type: f.Type, Hash: f.Hash, Size: len(f.Body)}
	if err := s.App.AddDraftMedium(c.UserContext(), kit.Viewer(c), c.Params("id"), m, f.Body); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"url": "media/" + name})
}

// draftMedium leads from the name of a picture to its bytes: in the editor,
// names stand as they do in the course's files.
func (s wing) draftMedium(c *fiber.Ctx) error {
	d, _, err := s.draftOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	url := present.MediaURL(d.Body, c.Params("name"))
	if url == "" {
		return fiber.ErrNotFound
	}
	return c.Redirect(url, fiber.StatusFound)
}

// previewLesson shows a lesson of the draft as learners will see it, in either
// language.
func (s wing) previewLesson(c *fiber.Ctx) error {
	d, _, err := s.draftOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	m, ses, step, ok := d.Body.Step(c.Params("lesson"))
	if !ok || step.Lesson == "" {
		return fiber.ErrNotFound
	}
	t := i18n.New(c.Params("lang"), i18n.Prefs{ArabicDigits: kit.Person(c).Digits == "arab", Zone: s.App.Zone})
	c.SetUserContext(i18n.With(c.UserContext(), t))
	d.Body = titled(t, d.Body)
	st := present.StepPage{Course: d.Body, Module: m, Session: ses, Step: step, Reading: progress.Of(d.Body, progress.Evidence{})}
	l := d.Body.Lessons[step.Lesson]
	frame := present.Frame(s.Words(c), st)
	frame.Draft, frame.Outline.Href = draftPath(d.CourseID), draftPath(d.CourseID)
	previewed(&frame.Outline, d.Body, t.Lang)
	data := present.LessonData{StepFrame: frame, Body: present.Markdown(s.Words(c), s.Lexicon, d.Body, l.Body, ""), Preview: draftPath(d.CourseID) + "/lessons/" + step.Lesson}
	for _, o := range l.Objectives {
		data.Objectives = append(data.Objectives, present.Inline(t, o.Text))
	}
	return s.Render(c, ui.Shell{Title: data.Title}, present.Lesson(data))
}

// titled returns the course of a draft with a word in the place of each title of a
// lesson that is still missing in the language of the page.
func titled(t *i18n.T, course catalog.Course) catalog.Course {
	course.Lessons = maps.Clone(course.Lessons)
	for id, l := range course.Lessons {
		title := lessonTitle(t, l)
		l.Title = catalog.Text{Ar: title, En: title}
		course.Lessons[id] = l
	}
	return course
}

// previewed has the outline lead to the previews of other lessons, and nowhere else.
func previewed(o *present.OutlineView, course catalog.Course, lang string) {
	for _, day := range o.Days {
		for _, ses := range day.Sessions {
			for i := range ses.Steps {
				step := &ses.Steps[i]
				id := path.Base(step.Href)
				if step.Href = ""; course.Lessons[id].ID != "" {
					step.Href = draftPath(course.ID) + "/lessons/" + id + "/preview/" + lang
				}
			}
		}
	}
}

// publishDraft publishes the draft, as it reads in the form in which courses
// are written: what cannot be read back is not published.
func (s wing) publishDraft(c *fiber.Ctx) error {
	id := c.Params("id")
	d, has, err := s.draftOf(c, id)
	if err != nil {
		return err
	}
	if !has || fmt.Sprint(d.Revision) != kit.Posted(c, "revision") {
		return store.ErrChanged
	}
	files, err := s.exported(c, d.Body)
	if err != nil {
		return err
	}
	course, _, err := courseware.Load(files, id)
	if err != nil {
		return errors.Join(errBroken, err)
	}
	if err := s.App.PublishDraft(c.UserContext(), kit.Viewer(c), course, d.Revision); err != nil {
		return err
	}
	s.Flash(c, "draft.published")
	return kit.Redirect(c, draftPath(id))
}

// submitDraft asks for the draft to be published.
func (s wing) submitDraft(c *fiber.Ctx) error {
	id := c.Params("id")
	revision, err := strconv.Atoi(kit.Posted(c, "revision"))
	if err != nil {
		return store.ErrChanged
	}
	d, has, err := s.draftOf(c, id)
	if err != nil {
		return err
	}
	if has && d.Revision == revision && d.AskedBy == "" {
		if err := s.publishable(c, d); err != nil {
			return err
		}
	}
	err = s.App.SubmitDraft(c.UserContext(), kit.Viewer(c), id, revision)
	return s.afterAsking(c, err, studio.ErrAsked, "draft.submitted")
}

// publishable returns errBroken where a finding keeps the draft from being
// published.
func (s wing) publishable(c *fiber.Ctx, d store.Draft) error {
	found, err := s.findingsOf(c, d.Body)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(found.problems, func(p courseware.Problem) bool { return p.Level == courseware.Error }) {
		return errBroken
	}
	return nil
}

// recallDraft takes back the request that the draft be published.
func (s wing) recallDraft(c *fiber.Ctx) error {
	err := s.App.RecallDraft(c.UserContext(), kit.Viewer(c), c.Params("id"))
	return s.afterAsking(c, err, studio.ErrNotAsked, "draft.recalled")
}

// afterAsking goes back to the draft, whose page shows how the request stands,
// where there was nothing to do as well.
func (s wing) afterAsking(c *fiber.Ctx, err error, idle *fault.Fault, done string) error {
	switch {
	case errors.Is(err, idle):
		s.FlashNothing(c, idle.Key)
	case err != nil:
		return err
	default:
		s.Flash(c, done)
	}
	return kit.Redirect(c, draftPath(c.Params("id")))
}

// askedRow says who asked for a draft to be published, and when; nil where
// nobody has.
func (s wing) askedRow(c *fiber.Ctx, d store.Draft) (*draftAsked, error) {
	if d.AskedBy == "" {
		return nil, nil
	}
	t := s.Words(c)
	row := &draftAsked{Mine: d.AskedBy == kit.Viewer(c).PersonID, Says: t.DraftAskedMine(t.DateTime(d.AskedAt))}
	if d.SavedAt.After(d.AskedAt) {
		row.Since = t.DraftAskedSince(t.DateTime(d.SavedAt))
	}
	if row.Mine {
		return row, nil
	}
	name := t.TemplateSomebody()
	p, err := s.App.Store.Person(c.UserContext(), people.Everywhere("who asks for a draft to be published is told to those who edit it"), d.AskedBy)
	if err == nil {
		name = p.Name(t.Lang)
	} else if !kit.IsNotFound(err) {
		return nil, err
	}
	row.Says = t.DraftAsked(t.Isolate(name), t.DateTime(d.AskedAt))
	return row, nil
}

// lessonTitle returns what a lesson of a draft is called in the language of the page:
// the title that is still missing is said to be, and never the other language's.
func lessonTitle(t *i18n.T, l catalog.Lesson) string {
	return cmp.Or(exactly(l.Title, t.Lang), t.DraftUntitled())
}

// lessonRow says how a lesson of a draft differs from the published one.
func lessonRow(t *i18n.T, id string, was, now catalog.Lesson) draftLesson {
	row := draftLesson{Title: lessonTitle(t, now), Href: id + "/lessons/" + now.ID, Changed: studio.LessonDigest(now) != studio.LessonDigest(was)}
	if !row.Changed {
		return row
	}
	for _, lang := range []string{"ar", "en"} {
		if old, new := exactly(was.Title, lang), exactly(now.Title, lang); old != new {
			row.Changes = append(row.Changes, t.DraftChangeTitle(t.Isolate(cmp.Or(old, t.DraftTitleEmpty())), t.Isolate(cmp.Or(new, t.DraftTitleEmpty()))))
		}
	}
	if was.Body.Ar != now.Body.Ar {
		row.Changes = append(row.Changes, t.DraftChangeBodyAr())
	}
	if was.Body.En != now.Body.En {
		row.Changes = append(row.Changes, t.DraftChangeBodyEn())
	}
	return row
}

// exactly returns what a text says in lang, and nothing of what it says in the
// other language.
func exactly(text catalog.Text, lang string) string {
	if lang == "en" {
		return text.En
	}
	return text.Ar
}

func (s wing) discardDraft(c *fiber.Ctx) error {
	id := c.Params("id")
	revision := kit.Posted(c, "revision")
	d, has, err := s.draftOf(c, id)
	if err != nil {
		return err
	}
	if !has || fmt.Sprint(d.Revision) != revision {
		return store.ErrChanged
	}
	if err := s.App.DiscardDraft(c.UserContext(), kit.Viewer(c), id, d.Revision); err != nil {
		return err
	}
	s.Flash(c, "draft.discarded")
	return kit.Redirect(c, draftPath(id))
}

// exportDraft offers the course's files as a zip: the draft's, or those of the
// current version.
func (s wing) exportDraft(c *fiber.Ctx) error {
	d, _, err := s.draftOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	files, err := s.exported(c, d.Body)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(files[name]); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	kit.Attach(c, d.CourseID+".zip", "application/zip")
	return c.Send(b.Bytes())
}
