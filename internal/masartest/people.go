package masartest

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/quiz/item"
	"masar/internal/store"
)

// A World is an app with sample people: two agencies under one top, each with an employee, a trainer
// and an HR officer, and an administrator at the top. A person's id is also
// what they sign in with.
//
//	top    admin
//	north  salma, trainer-n, hr-n
//	south  badr, trainer-s, hr-s
type World struct {
	App     *app.App
	Outside *Outside
}

// NewWorld returns an app with the sample people in it.
func NewWorld(t testing.TB) World {
	t.Helper()
	a, o := App(t)
	h := World{a, o}
	for _, ag := range []people.Agency{
		{ID: "top", Path: "/top/", NameAr: "الأمانة العامة للتدريب", NameEn: "General Secretariat for Training"},
		{ID: "north", ParentID: "top", Path: "/top/north/", NameAr: "هيئة الشمال", NameEn: "Northern Authority"},
		{ID: "south", ParentID: "top", Path: "/top/south/", NameAr: "هيئة الجنوب", NameEn: "Southern Authority"},
	} {
		ag.CreatedAt = Noon
		if err := Direct(a).AddAgency(t.Context(), ag); err != nil {
			t.Fatal(err)
		}
	}
	hash, err := a.Passwords.Hash(Password)
	if err != nil {
		t.Fatal(err)
	}
	add := func(id, agency, ar, en string, roles ...people.Role) {
		p := people.Person{
			ID: id, AgencyID: agency, Department: "التخطيط", NameAr: ar, NameEn: en, StaffNo: "S-" + id,
			Email: id + "@" + agency + ".example", SignIn: id, Lang: "ar", CreatedAt: Noon, NameApprovedAt: Noon,
		}.Tidy()
		errs := []error{
			Direct(a).AddPerson(t.Context(), p),
			Direct(a).SaveAccount(t.Context(), store.Account{PersonID: id, Password: hash, SetAt: Noon}),
		}
		for _, r := range roles {
			errs = append(errs, Direct(a).AddGrant(t.Context(), people.Grant{PersonID: id, Role: r, AgencyID: agency, GivenAt: Noon}))
		}
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
	add("admin", "top", "مها بنت سالم الراشدية", "Maha Al Rashdi", people.Admin)
	add("salma", "north", "سلمى بنت خلفان الهنائية", "Salma Al Hinai")
	add("trainer-n", "north", "طارق بن حمد العامري", "Tariq Al Amri", people.Trainer)
	add("hr-n", "north", "ريم بنت ناصر الحجرية", "Reem Al Hajri", people.HR)
	add("badr", "south", "بدر بن سيف الغافري", "Badr Al Ghafri")
	add("trainer-s", "south", "نورة بنت علي الكندية", "Noura Al Kindi", people.Trainer)
	add("hr-s", "south", "هلال بن سعيد المعمري", "Hilal Al Maamari", people.HR)
	return h
}

// Viewer returns the person as the viewer of a page.
func (h World) Viewer(t testing.TB, id string) people.Viewer {
	t.Helper()
	p, err := h.App.Store.Person(t.Context(), people.Everywhere("tests look at anyone"), id)
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.App.Store.Viewer(t.Context(), p, "test")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Course returns a small course, "basics": one day of a lesson, a quiz of two
// questions, which is open always, and an exercise, completed by 80 % attendance, 50 % in the quiz
// and a portfolio of 60.
func Course() catalog.Course {
	text := func(ar, en string) catalog.Text { return catalog.Text{Ar: ar, En: en} }
	option := func(id string, right bool) catalog.Option {
		return catalog.Option{ID: id, Text: text("خيار "+id, "Option "+id), Right: right}
	}
	question := func(id string) catalog.Item {
		return catalog.Item{
			ID: id, Block: "A", Bloom: "remember", Type: item.Single, Ask: text("سؤال "+id, "Question "+id),
			Options: []catalog.Option{option("right", true), option("wrong", false)}, Rationale: text("لأن", "Because"),
		}
	}
	return catalog.Course{
		ID: "basics", Version: "v1", Title: text("أساسيات المشاركة", "Participation basics"), Kind: catalog.Workshop, Hours: 3,
		Themes: []catalog.Theme{{ID: "teams", Title: text("فرق المشاركة", "Participation teams")}},
		Modules: []catalog.Module{{
			ID: "day1", Title: text("اليوم الأول", "Day one"), Minutes: 120, Place: "room",
			Sessions: []catalog.Session{
				{ID: "talk", Title: text("الحديث", "Talk"), Minutes: 60, Kind: "taught", Theme: "teams", Steps: []catalog.Step{{Lesson: "read"}}},
				{ID: "rest", Title: text("استراحة", "Break"), Minutes: 20, Kind: "break"},
				{ID: "practice", Title: text("التطبيق", "Practice"), Minutes: 40, Kind: "taught", Steps: []catalog.Step{{Exercise: "sheet"}, {Quiz: "check", Opens: catalog.AtOnce}}},
			},
		}},
		Quizzes: []catalog.Quiz{{ID: "check", Title: text("اختبار قصير", "Quiz"), Minutes: 10, Attempts: 2, Pass: 50, Draw: []catalog.Draw{{Block: "A", Count: 2}}}},
		Completion: catalog.Rules{
			Attendance: 80, Lessons: "all", Quizzes: map[string]int{"check": 50},
			Portfolio: &catalog.Portfolio{Score: 60, Star: 2, Parts: []catalog.PortfolioPart{{Exercises: []string{"sheet"}, Best: 1, Weight: 100}}},
		},
		Lessons: map[string]catalog.Lesson{"read": {ID: "read", Title: text("درس", "Lesson"), Body: text("نصّ الدرس.", "The lesson's text.")}},
		Bank:    []catalog.Item{question("q1"), question("q2")},
		Exercises: map[string]catalog.Exercise{"sheet": {
			ID: "sheet", Title: text("ورقة العمل", "Worksheet"), Minutes: 20, Instructions: text("املأ الورقة.", "Fill in the sheet."),
			Fields: []catalog.Field{{ID: "text", Kind: catalog.Words, Label: text("النص", "Text"), Required: true}, {ID: "scan", Kind: catalog.File, Label: text("الملف", "File")}},
			Rubric: []catalog.Criterion{
				{ID: "proof", Star: true, Title: text("الدليل", "Evidence"), Levels: map[int]catalog.Text{4: text("كامل", "Full"), 3: text("جيد", "Good"), 2: text("جزئي", "Partial"), 1: text("غائب", "None")}},
				{ID: "fit", Title: text("الملاءمة", "Fit"), Levels: map[int]catalog.Text{4: text("كاملة", "Full"), 3: text("جيدة", "Good"), 2: text("جزئية", "Partial"), 1: text("غائبة", "None")}},
			},
		}},
	}
}

// Surveys gives the course a survey that follows it up after 60 days, "later",
// with a scale "good", words "why" and a file "proof", and one in its first
// session, "now", with a scale "clear" and words "more".
func Surveys(c catalog.Course) catalog.Course {
	ask := func(id, kind, ar, en string) catalog.SurveyQuestion {
		return catalog.SurveyQuestion{ID: id, Kind: kind, Ask: catalog.Text{Ar: ar, En: en}}
	}
	c.Surveys = map[string]catalog.Survey{
		"later": {ID: "later", Title: catalog.Text{Ar: "ماذا طبّقت؟", En: "What have you applied?"}, When: "60", Level: 3, Questions: []catalog.SurveyQuestion{
			ask("good", "scale", "طبّقت ما تعلمته", "I have applied it"), ask("why", "text", "ماذا غيّرت؟", "What did you change?"), ask("proof", "file", "أرفق أثرًا", "Attach a proof"),
		}},
		"now": {ID: "now", Title: catalog.Text{Ar: "رأيك", En: "What you think"}, When: "closing", Level: 1, Questions: []catalog.SurveyQuestion{
			ask("clear", "scale", "كان واضحًا", "It was clear"), ask("more", "text", "ماذا تضيف؟", "Anything else?"),
		}},
	}
	talk := &c.Modules[0].Sessions[0]
	talk.Steps = append(talk.Steps, catalog.Step{Survey: "now", Opens: catalog.AtOnce})
	return c
}

// Publish publishes c as if it had come with the program.
func (h World) Publish(t testing.TB, c catalog.Course) {
	t.Helper()
	if err := h.App.PublishShipped(t.Context(), c, nil); err != nil {
		t.Fatal(err)
	}
}

// Complete has the person meet every rule of the course "basics", which is
// published, and returns the id of the certificate that is issued for it.
func (h World) Complete(t testing.TB, id string) string {
	t.Helper()
	host := h.Viewer(t, id).AgencyID
	return h.CompleteAt(t, id, host, map[string]string{"north": "trainer-n", "south": "trainer-s"}[host])
}

// CompleteAt does what Complete does in a run that an agency hosts and someone
// teaches.
func (h World) CompleteAt(t testing.TB, id, host, teacher string) string {
	t.Helper()
	if teacher == id {
		teacher = "admin" // nobody reviews their own work
	}
	a, ctx, v, trainer := h.App, t.Context(), h.Viewer(t, id), h.Viewer(t, teacher)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: host, Place: "قاعة 1", Begin: []time.Time{Noon.Add(-24 * time.Hour)}})
	must(err)
	_, err = a.JoinRun(ctx, trainer, r.ID, []string{id})
	must(err)
	must(a.ReadLesson(ctx, v, "basics", "read"))
	at, err := a.StartAttempt(ctx, v, "basics", "check")
	must(err)
	for _, q := range at.Questions {
		_, err = a.SaveAnswer(ctx, v, at.ID, q.Item, item.Chosen("right"), false)
		must(err)
	}
	_, err = a.FinishAttempt(ctx, v, at.ID)
	must(err)
	w, err := a.SaveWork(ctx, v, "basics", "sheet", learn.HandIn{Fields: map[string]string{"text": "نص"}, Final: true})
	must(err)
	_, err = a.ReviewWork(ctx, trainer, w.ID, learn.Verdict{Scores: map[string]int{"proof": 4, "fit": 3}, Turn: w.Turn})
	must(err)
	e, err := a.Store.EnrolmentIn(ctx, v.Own(), id, "basics")
	must(err)
	must(a.MarkAttendance(ctx, trainer, r.ID, "talk", []teach.Mark{{EnrolmentID: e.ID, Minutes: 60}}))
	must(a.MarkAttendance(ctx, trainer, r.ID, "practice", []teach.Mark{{EnrolmentID: e.ID, Minutes: 40}}))
	for _, err := range Work(t, a) {
		t.Fatal(err)
	}
	c, err := a.Store.CertificateFor(ctx, v.Own(), e.ID, certificate.Completion)
	must(err)
	return c.ID
}
