package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/masartest"
)

// numbered is a course whose every text has a number in Arabic, and a name with
// one, which is no number.
func numbered() catalog.Course {
	c := masartest.Surveys(masartest.Course())
	text := func(ar, en string) catalog.Text { return catalog.Text{Ar: ar + " 7", En: en + " 7"} }
	add := func(x *catalog.Text) { *x = text(x.Ar, x.En) }
	add(&c.Title)
	c.Hours, c.Summary, c.Audience = 2.5, text("ملخص", "Summary"), text("من 16 إلى 25 متدربًا", "From 16 to 25")
	c.Guideline = catalog.Guideline{Title: text("الدليل", "Guideline"), By: text("الوزارة", "Ministry"), Version: "2024-02"}
	add(&c.Themes[0].Title)
	for i := range c.Modules {
		add(&c.Modules[i].Title)
		for k := range c.Modules[i].Sessions {
			add(&c.Modules[i].Sessions[k].Title)
		}
	}
	add(&c.Quizzes[0].Title)
	c.Quizzes[0].Shows = "keys at-once"
	for i := range c.Bank {
		it := &c.Bank[i]
		it.Ask = text("سؤال", "Question")
		add(&it.Rationale)
		for k := range it.Options {
			it.Options[k].Text = text([]string{"صواب", "خطأ"}[k], it.Options[k].Text.En)
		}
		it.Source = []string{"law"}
	}
	c.Sources = []catalog.Source{{ID: "law", Title: text("القرار 108/2025", "Decision 108/2025")}}
	l := c.Lessons["read"]
	add(&l.Title)
	l.Objectives = []catalog.Objective{{Bloom: "apply", Text: text("**يعدّ**", "**Count**")}}
	l.Body = catalog.Text{
		Ar: "## العنوان 7\n\nبلغت 80% في 1,240 صفحة HTML5 على `a=1` وفق WCAG 2.0، a7@x.example نعم.\n\n| العدد |\n|---|\n| 7 |\n",
		En: "Reached 80% of 7.",
	}
	c.Lessons["read"] = l
	e := c.Exercises["sheet"]
	add(&e.Title)
	add(&e.Instructions)
	for i := range e.Fields {
		add(&e.Fields[i].Label)
		e.Fields[i].Hint = text("تلميح", "Hint")
	}
	for i := range e.Rubric {
		add(&e.Rubric[i].Title)
		for level, x := range e.Rubric[i].Levels {
			e.Rubric[i].Levels[level] = text(x.Ar, x.En)
		}
	}
	c.Exercises["sheet"] = e
	for id, sv := range c.Surveys {
		add(&sv.Title)
		for i := range sv.Questions {
			add(&sv.Questions[i].Ask)
		}
		c.Surveys[id] = sv
	}
	return c
}

var (
	latinDigit = regexp.MustCompile(`[0-9]`)
	arabDigit  = regexp.MustCompile(`[٠-٩]`)
	spoken     = regexp.MustCompile(`(?s)<(script|style|code|template)[^>]*>.*?</(script|style|code|template)>`)
)

// Whoever prefers ١٢٣ reads every number so, those of courses too; names keep
// their own, and so does English.
func TestDigitsPreferred(t *testing.T) {
	s := newSite(t)
	s.Publish(t, numbered())
	r, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon.Add(26 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "trainer-n"), r.ID, []string{"salma"}); err != nil {
		t.Fatal(err)
	}
	if err := s.App.SetPreferences(t.Context(), s.Viewer(t, "salma"), "ar", "arab"); err != nil {
		t.Fatal(err)
	}
	b := s.as(t, "salma")
	names := strings.NewReplacer("HTML5", "", "WCAG 2.0", "", "a7@x.example", "", "a=1", "", "office365", "")
	words := func() string { return names.Replace(tags.ReplaceAllString(spoken.ReplaceAllString(b.body, ""), " ")) }
	look := func(path string) {
		t.Helper()
		b.get(path).sees(200)
		text := words()
		if at := latinDigit.FindStringIndex(text); at != nil {
			t.Errorf("%s has Latin digits: …%s…", path, text[max(0, at[0]-60):min(len(text), at[1]+30)])
		}
		if !arabDigit.MatchString(text) {
			t.Errorf("%s has no number at all", path)
		}
	}
	for _, path := range []string{"/", "/learning", "/learning/basics", "/learning/basics/read", "/learning/basics/sheet", "/learning/basics/check", "/learning/basics/now", "/calendar", "/notices"} {
		look(path)
	}
	b.get("/learning/basics/read").sees(200, "HTML5", "WCAG 2.0", "a7@x.example", "<code>a=1</code>", "١٬٢٤٠")
	b.get("/learning/basics").sees(200, "ساعتان ونصف", "من ١٦ إلى ٢٥ متدربًا")
	b.post("/learning/basics/check/attempts").sees(303)
	attempt := b.header.Get("Location")
	for q := range 3 {
		look(fmt.Sprint(attempt, "?q=", q+1))
	}
	b.post(attempt + "/result").sees(303)
	look(attempt + "/result")

	b.get("/learning/basics/read?lang=en").sees(200, "Reached 80% of 7.")
	if arabDigit.MatchString(b.main()) {
		t.Errorf("an English page has Arabic digits: %s", b.main())
	}
}

// An activity has one name: on its own page, and where the course lists it.
func TestOneTitle(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics").sees(200)
	link := regexp.MustCompile(`(?s)<a[^>]*href="/learning/basics/(read|sheet|check)"[^>]*>(.*?)</a>`)
	seen := 0
	titles := map[string]string{"read": "درس", "sheet": "ورقة العمل", "check": "اختبار قصير"}
	for _, m := range link.FindAllStringSubmatch(b.body[strings.Index(b.body, `id="outline-h"`):], -1) {
		seen++
		if words := strings.TrimSpace(tags.ReplaceAllString(m[2], " ")); !strings.HasPrefix(words, titles[m[1]]) {
			t.Errorf("%s is listed as %q, and called %q", m[1], words, titles[m[1]])
		}
	}
	if seen != 3 {
		t.Errorf("%d activities are listed", seen)
	}
	for id, title := range titles {
		b.get("/learning/basics/"+id).sees(200, "<h1>"+title+"</h1>")
	}
}

// What has to be done before a step opens is said as the rule has it: work only
// has to be handed in, a quiz with a pass mark passed.
func TestAfterSaysWhatIsAskedFor(t *testing.T) {
	for _, tt := range []struct {
		after  string
		change func(*catalog.Course)
		ar, en string
		plan   string
	}{
		{"sheet", nil, "الفتح بعد تسليم «ورقة العمل»", "Opens once you have handed in “Worksheet”", "بعد تسليم «ورقة العمل»"},
		{"check", nil, "الفتح بعد اجتياز «اختبار قصير»", "Opens once you have passed “Quiz”", "بعد اجتياز «اختبار قصير»"},
		{"check", func(c *catalog.Course) { c.Quizzes[0].Pass, c.Completion.Quizzes = 0, nil }, "الفتح بعد تسليم «اختبار قصير»", "Opens once you have taken “Quiz”", "بعد تسليم «اختبار قصير»"},
		{"read", nil, "الفتح بعد إتمام درس «درس»", "Opens once you have completed the lesson “Lesson”", "بعد إتمام درس «درس»"},
	} {
		s := newSite(t)
		c := masartest.Surveys(masartest.Course())
		steps := c.Modules[0].Sessions[0].Steps
		steps[1].Opens = "after " + tt.after
		if tt.change != nil {
			tt.change(&c)
		}
		s.Publish(t, c)
		b := s.as(t, "salma")
		b.get("/learning/basics").post("/learning/basics/enrolment").sees(303)
		b.get("/learning/basics/now").sees(200, tt.ar)
		b.get("/learning/basics/now?lang=en").sees(200, tt.en)
		s.as(t, "trainer-n").get("/teaching/courses/basics").sees(200, tt.plan)
	}
}

// Half an hour is not lost on the pages and the paper of a course.
func TestHalfHours(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	c.Hours = 2.5
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning").sees(200, "ساعتان ونصف")
	b.get("/learning/basics").sees(200, "ساعتان ونصف")
	b.get("/learning/basics?lang=en").sees(200, "2.5 hours")
	b.get("/learning/basics?lang=ar")
	s.Complete(t, "salma")
	b.get("/").sees(200, "ساعتان ونصف")
	b.get("/certificates").sees(200)
	b.get("/verify/"+s.code(t, b)).sees(200, "ساعتان تدريبيتان ونصف")
}

// code returns the code of the certificate on the page of one's own.
func (s *site) code(t *testing.T, b *browser) string {
	t.Helper()
	m := regexp.MustCompile(`/verify/([0-9A-Z]+)"`).FindStringSubmatch(b.body)
	if m == nil {
		t.Fatalf("no certificate to verify: %s", b.main())
	}
	return m[1]
}

// The hint of a day to schedule names the zone in words.
func TestZoneInWords(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "trainer-n")
	for path, say := range map[string]string{"/teaching/runs/new?course=basics&lang=ar": "بتوقيت مسقط", "/teaching/runs/new?course=basics&lang=en": "Muscat time"} {
		b.get(path).sees(200, say)
		if strings.Contains(b.main(), "Asia/") {
			t.Errorf("%s shows the name that programs use", path)
		}
	}
}
