package app_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masar/internal/app/certify"
	"masar/internal/app/core"
	"masar/internal/app/studio"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
)

// A form that is saved twice. save fills it in from how things stand now, with
// the given word in a field of it, and sends it; stale sends what save sent last
// once more. Forms that know nothing of how things stood have no stale.
type savedForm struct {
	name  string
	save  func(word string) error
	stale func() error
}

// Who saves a form as it stands makes no event, no version, no mail and no job,
// and learns that nothing has changed; the same form sent twice is done once.
func TestUnchangedIsNoEvent(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	run := tomorrow(t, h, "قاعة 1")
	for _, f := range formsToSave(t, h, run.ID) {
		t.Run(f.name, func(t *testing.T) {
			must := func(did string, err, want error) {
				t.Helper()
				if !errors.Is(err, want) || want == nil && err != nil {
					t.Fatalf("%s: %v, want %v", did, err, want)
				}
			}
			before := traces(t, h)
			must("changed", f.save("2"), nil)
			changed := traces(t, h)
			if changed["events"] == before["events"] {
				t.Error("a change is no event")
			}
			if f.stale != nil {
				must("sent twice", f.stale(), nil)
			}
			must("saved as it stands", f.save("2"), core.ErrNothingChanged)
			must("and again", f.save("2"), core.ErrNothingChanged)
			for table, n := range traces(t, h) {
				if n != changed[table] {
					t.Errorf("%s: %d rows, %d after the one change", table, n, changed[table])
				}
			}
			must("changed to something else", f.save("3"), nil)
		})
	}
}

// traces counts what a change leaves behind.
func traces(t *testing.T, h masartest.World) map[string]int {
	t.Helper()
	n := map[string]int{}
	for _, table := range []string{"events", "mails", "notices", "outbox", "templates", "drafts"} {
		n[table] = rows(t, h, table)
	}
	return n
}

func formsToSave(t *testing.T, h masartest.World, run string) []savedForm {
	a, ctx := h.App, t.Context()
	admin, hr, trainer, salma := h.Viewer(t, "admin"), h.Viewer(t, "hr-n"), h.Viewer(t, "trainer-n"), h.Viewer(t, "salma")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}

	var ag people.Agency
	saveAgency := func() error { _, err := a.SaveAgency(ctx, admin, ag); return err }
	var p people.Person
	changePerson := func() error { _, err := a.ChangePerson(ctx, hr, p); return err }
	var edit certify.DesignEdit
	saveTemplate := func() error { _, err := a.SaveTemplate(ctx, hr, "north", edit); return err }
	var lesson studio.LessonEdit
	saveLesson := func() error { return a.SaveLesson(ctx, trainer, "basics", lesson) }
	var change teach.RunChange
	changeRun := func() error { _, err := a.ChangeRun(ctx, trainer, run, change); return err }

	return []savedForm{
		{"preferences", func(word string) error {
			return a.SetPreferences(ctx, salma, map[string]string{"2": "en", "3": "ar"}[word], "")
		}, nil},
		{"an agency", func(word string) (err error) {
			ag, err = a.Store.Agency(ctx, everyone, "north")
			must(err)
			ag.NameEn = "Northern Authority " + word
			return saveAgency()
		}, saveAgency},
		{"a person and their department", func(word string) (err error) {
			p, err = a.Store.Person(ctx, everyone, "salma")
			must(err)
			p.NameEn, p.DepartmentEn = "Salma "+strings.Repeat("A", int(word[0]-'0')), "Planning "+word
			return changePerson()
		}, changePerson},
		{"the address of a person", func(word string) (err error) {
			p, err = a.Store.Person(ctx, everyone, "salma")
			must(err)
			p.Email = "salma" + word + "@north.example"
			return changePerson()
		}, changePerson},
		{"a template", func(word string) error {
			versions, err := a.Store.Templates(ctx, everyone, "north", certificate.Completion)
			must(err)
			edit = titled(t, certificate.Completion, "شهادة "+word, len(versions))
			return saveTemplate()
		}, saveTemplate},
		{"a lesson", func(word string) error {
			l := lessonNow(t, h)
			lesson = studio.LessonEdit{LessonID: "read", Title: l.Title, Body: l.Body, Seen: studio.LessonDigest(l)}
			lesson.Body.Ar = strings.ReplaceAll("نص "+word+"\n\nفقرة", "\n", "\r\n") + "\r\n" // as a browser sends it
			return saveLesson()
		}, saveLesson},
		{"a run", func(word string) error {
			r, err := a.Store.TaughtRun(ctx, trainer, run)
			must(err)
			change = as(r)
			change.Place = "قاعة " + word
			return changeRun()
		}, changeRun},
		attendanceForm(t, h, run),
	}
}

func attendanceForm(t *testing.T, h masartest.World, run string) savedForm {
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	var marks []teach.Mark
	mark := func() error { return a.MarkAttendance(ctx, trainer, run, "talk", marks) }
	return savedForm{"attendance", func(word string) error {
		e, err := a.Store.EnrolmentIn(ctx, everyone, "salma", "basics")
		if err != nil {
			return err
		}
		a.Now = func() time.Time { return masartest.Noon.Add(day) }
		defer func() { a.Now = func() time.Time { return masartest.Noon } }()
		there, err := a.Store.Attendances(ctx, run)
		if err != nil {
			return err
		}
		m := teach.Mark{EnrolmentID: e.ID, Minutes: 10 + len(word) + int(word[0]-'0')}
		for _, at := range there {
			m.Was = &at.Minutes
		}
		marks = []teach.Mark{m}
		return mark()
	}, nil}
}

// lessonNow returns the lesson of the course as the editor shows it.
func lessonNow(t *testing.T, h masartest.World) catalog.Lesson {
	t.Helper()
	if d, err := h.App.Store.Draft(t.Context(), "basics"); err == nil {
		return d.Body.Lessons["read"]
	}
	return masartest.Course().Lessons["read"]
}

// A lesson that is opened and saved, in whatever line ends the browser sends,
// begins no draft.
func TestLessonUnchanged(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	l := lessonNow(t, h)
	for _, c := range []struct {
		name string
		body func(s string) string
		want error
	}{
		{"as it is", func(s string) string { return s }, core.ErrNothingChanged},
		{"with the line ends of a form", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, core.ErrNothingChanged},
		{"with empty lines around it", func(s string) string { return "\n\n" + s + "\n\n\n" }, core.ErrNothingChanged},
		{"with more empty lines between its parts", func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n\n\n") }, core.ErrNothingChanged},
		{"with a word more", func(s string) string { return s + " كلمة" }, nil},
	} {
		e := studio.LessonEdit{LessonID: "read", Title: l.Title, Body: catalog.Text{Ar: c.body(l.Body.Ar), En: l.Body.En}, Seen: studio.LessonDigest(l)}
		if err := h.App.SaveLesson(t.Context(), h.Viewer(t, "trainer-n"), "basics", e); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if n, want := rows(t, h, "drafts"), map[bool]int{true: 1}[c.want == nil]; n != want {
			t.Errorf("%s: %d drafts, want %d", c.name, n, want)
		}
	}
}

// asksNothing are the use cases that record a change without asking whether it is
// one, each with the reason.
var asksNothing = map[string]string{
	"ApproveName":       "approves once; afterwards it does nothing",
	"AskNameCorrection": "asks for something each time; the same request is one",
	"remarked":          "compares what was marked with what is",
	"SetGate":           "a button, not a form: it does nothing where the step stands as it is wanted",
}

// Every use case that records that something is another asks whether it is.
func TestChangesAreAsked(t *testing.T) {
	asked := 0
	set := token.NewFileSet()
	paths, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			var text strings.Builder
			if err := printer.Fprint(&text, set, f); err != nil {
				t.Fatal(err)
			}
			if f.Recv == nil && !strings.Contains(text.String(), "*core.Unit") {
				continue // words an event, within no transaction
			}
			records := false
			for _, kind := range []string{
				"PersonChanged", "AccessChanged", "NameApproved", "NameQuestioned", "AgencyChanged", "RunChanged", "StepReset", "DraftSaved", "TemplateSaved",
				"RunAttended", "AttendanceCorrected", "WorkReviewed",
			} {
				records = records || strings.Contains(text.String(), "event."+kind)
			}
			asks := strings.Contains(strings.ToLower(text.String()), "unchanged(")
			if asks {
				asked++
			}
			if _, excused := asksNothing[f.Name.Name]; records && !asks && !excused {
				t.Errorf("%s records a change and does not ask whether it is one", f.Name.Name)
			} else if excused && (asks || !records) {
				t.Errorf("%s needs no excuse", f.Name.Name)
			}
		}
	}
	if asked < 8 {
		t.Errorf("%d use cases ask, want 8 or more: this test looks in the wrong place", asked)
	}
}
