package web

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

	"masar/internal/app"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// errBroken is returned when a draft that cannot be used is published.
var errBroken = fault.New(fault.Conflict, "draft.broken")

func draftPath(course string) string { return "/teaching/courses/" + course }

// drafts lists the courses that can be edited.
func (s *Server) drafts(c *fiber.Ctx) error {
	t := s.words(c)
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	ds, err := s.App.Store.DraftMarks(c.UserContext())
	if err != nil {
		return err
	}
	var rows []view.DraftRow
	for _, h := range hs {
		d, has := ds[h.ID]
		rows = append(rows, view.DraftRow{Title: t.Text(h.Title()), Href: draftPath(h.ID), Kind: kindOf(t, h.Kind), Draft: has, Waits: d.AskedBy != ""})
	}
	return s.show(c, view.Shell{Title: t.DraftTitle()}, view.Drafts(rows))
}

// draftOf returns the draft of a course or, where there is none, its current
// version as the draft that would begin.
func (s *Server) draftOf(c *fiber.Ctx, id string) (d store.Draft, has bool, err error) {
	d, err = s.App.Store.Draft(c.UserContext(), id)
	if !isNotFound(err) {
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
func (s *Server) draft(c *fiber.Ctx) error {
	t, id := s.words(c), c.Params("id")
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
	data := view.DraftData{ID: id, Title: t.Text(d.Body.Title), Has: has, MayPublish: viewer(c).House, Revision: d.Revision, Moved: has && d.Body.Version != h.Version}
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
	data.Gates = gateRows(t, d.Body, nil)
	vs, err := s.App.Store.CourseVersions(c.UserContext(), id)
	if err != nil {
		return err
	}
	for _, v := range vs {
		data.Versions = append(data.Versions, view.VersionRow{Name: t.DraftVersion(t.Isolate(v.Version)), At: v.PublishedAt, Current: v.Version == h.Version})
	}
	return s.show(c, view.Shell{Title: data.Title}, view.Draft(data))
}

// exported returns the course in the form in which courses are written, with
// its media.
func (s *Server) exported(c *fiber.Ctx, course catalog.Course) (courseware.Files, error) {
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
func (s *Server) lessonForm(c *fiber.Ctx) error {
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
func (s *Server) showLessonForm(c *fiber.Ctx, d store.Draft, typed, now catalog.Lesson) error {
	t := s.words(c)
	data := view.LessonFormData{
		Course: t.Text(d.Body.Title), Title: lessonTitle(t, now), Back: draftPath(d.CourseID), Href: draftPath(d.CourseID) + "/lessons/" + c.Params("lesson"),
		Upload: draftPath(d.CourseID) + "/media", Lesson: typed, Seen: app.LessonDigest(now),
	}
	return s.show(c, view.Shell{Title: t.DraftEdit()}.Editor(), view.LessonForm(data))
}

func (s *Server) saveLesson(c *fiber.Ctx) error {
	id, lesson := c.Params("id"), c.Params("lesson")
	text := func(field string) catalog.Text {
		return catalog.Text{Ar: posted(c, field+"_ar"), En: posted(c, field+"_en")}
	}
	edit := app.LessonEdit{LessonID: lesson, Title: text("title"), Body: text("body"), Seen: posted(c, "seen")}
	err := s.App.SaveLesson(c.UserContext(), viewer(c), id, edit)
	if errors.Is(err, store.ErrChanged) {
		d, _, err := s.draftOf(c, id)
		if err != nil {
			return err
		}
		now := d.Body.Lessons[lesson]
		typed := now
		typed.Title, typed.Body = edit.Title, edit.Body
		differs(c, d.SavedBy, d.SavedAt)
		return s.showLessonForm(c, d, typed, now)
	}
	if err := s.said(c, err, "draft.saved"); err != nil {
		return err
	}
	return after(c, draftPath(id)+"/lessons/"+lesson)
}

// uploadMedium takes a picture into the draft and tells the editor its name.
func (s *Server) uploadMedium(c *fiber.Ctx) error {
	f, err := readUpload(c, "file", []string{"png", "jpg"})
	if errors.Is(err, errNoFile) {
		return fiber.ErrNotFound
	}
	if err != nil {
		return err
	}
	name := "picture-" + f.Hash[:12] + strings.Replace(path.Ext(f.Name), "jpeg", "jpg", 1)
	m := catalog.Medium{Name: name, Type: f.Type, Hash: f.Hash, Size: len(f.Body)}
	if err := s.App.AddDraftMedium(c.UserContext(), viewer(c), c.Params("id"), m, f.Body); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"url": "media/" + name})
}

// draftMedium leads from the name of a picture to its bytes: in the editor,
// names stand as they do in the course's files.
func (s *Server) draftMedium(c *fiber.Ctx) error {
	d, _, err := s.draftOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	url := mediaURL(d.Body, c.Params("name"))
	if url == "" {
		return fiber.ErrNotFound
	}
	return c.Redirect(url, fiber.StatusFound)
}

// previewLesson shows a lesson of the draft as learners will see it, in either
// language.
func (s *Server) previewLesson(c *fiber.Ctx) error {
	d, _, err := s.draftOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	m, ses, step, ok := d.Body.Step(c.Params("lesson"))
	if !ok || step.Lesson == "" {
		return fiber.ErrNotFound
	}
	t := i18n.New(c.Params("lang"), i18n.Prefs{ArabicDigits: person(c).Digits == "arab", Zone: s.App.Zone})
	c.SetUserContext(i18n.With(c.UserContext(), t))
	d.Body = titled(t, d.Body)
	st := stepAt{course: d.Body, module: m, session: ses, step: step, reading: progress.Of(d.Body, progress.Evidence{})}
	l := d.Body.Lessons[step.Lesson]
	frame := frameOf(s.words(c), st)
	frame.Draft, frame.Outline.Href = draftPath(d.CourseID), draftPath(d.CourseID)
	previewed(&frame.Outline, d.Body, t.Lang)
	data := view.LessonData{StepFrame: frame, Body: markdown(s.words(c), s.Lexicon, d.Body, l.Body, ""), Preview: draftPath(d.CourseID) + "/lessons/" + step.Lesson}
	for _, o := range l.Objectives {
		data.Objectives = append(data.Objectives, inline(t, o.Text))
	}
	return s.show(c, view.Shell{Title: data.Title}, view.Lesson(data))
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
func previewed(o *view.Outline, course catalog.Course, lang string) {
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
func (s *Server) publishDraft(c *fiber.Ctx) error {
	id := c.Params("id")
	d, has, err := s.draftOf(c, id)
	if err != nil {
		return err
	}
	if !has || fmt.Sprint(d.Revision) != posted(c, "revision") {
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
	if err := s.App.PublishDraft(c.UserContext(), viewer(c), course, d.Revision); err != nil {
		return err
	}
	s.flash(c, "draft.published")
	return after(c, draftPath(id))
}

// submitDraft asks for the draft to be published.
func (s *Server) submitDraft(c *fiber.Ctx) error {
	id := c.Params("id")
	revision, err := strconv.Atoi(posted(c, "revision"))
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
	err = s.App.SubmitDraft(c.UserContext(), viewer(c), id, revision)
	return s.afterAsking(c, err, app.ErrAsked, "draft.submitted")
}

// publishable returns errBroken where a finding keeps the draft from being
// published.
func (s *Server) publishable(c *fiber.Ctx, d store.Draft) error {
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
func (s *Server) recallDraft(c *fiber.Ctx) error {
	err := s.App.RecallDraft(c.UserContext(), viewer(c), c.Params("id"))
	return s.afterAsking(c, err, app.ErrNotAsked, "draft.recalled")
}

// afterAsking goes back to the draft, whose page shows how the request stands,
// where there was nothing to do as well.
func (s *Server) afterAsking(c *fiber.Ctx, err error, idle *fault.Fault, done string) error {
	switch {
	case errors.Is(err, idle):
		s.flashNothing(c, idle.Key)
	case err != nil:
		return err
	default:
		s.flash(c, done)
	}
	return after(c, draftPath(c.Params("id")))
}

// askedRow says who asked for a draft to be published, and when; nil where
// nobody has.
func (s *Server) askedRow(c *fiber.Ctx, d store.Draft) (*view.DraftAsked, error) {
	if d.AskedBy == "" {
		return nil, nil
	}
	t := s.words(c)
	row := &view.DraftAsked{Mine: d.AskedBy == viewer(c).PersonID, Says: t.DraftAskedMine(t.DateTime(d.AskedAt))}
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
	} else if !isNotFound(err) {
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
func lessonRow(t *i18n.T, id string, was, now catalog.Lesson) view.DraftLesson {
	row := view.DraftLesson{Title: lessonTitle(t, now), Href: id + "/lessons/" + now.ID, Changed: app.LessonDigest(now) != app.LessonDigest(was)}
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

func (s *Server) discardDraft(c *fiber.Ctx) error {
	id := c.Params("id")
	revision := posted(c, "revision")
	d, has, err := s.draftOf(c, id)
	if err != nil {
		return err
	}
	if !has || fmt.Sprint(d.Revision) != revision {
		return store.ErrChanged
	}
	if err := s.App.DiscardDraft(c.UserContext(), viewer(c), id, d.Revision); err != nil {
		return err
	}
	s.flash(c, "draft.discarded")
	return after(c, draftPath(id))
}

// exportDraft offers the course's files as a zip: the draft's, or those of the
// current version.
func (s *Server) exportDraft(c *fiber.Ctx) error {
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
	attach(c, d.CourseID+".zip", "application/zip")
	return c.Send(b.Bytes())
}
