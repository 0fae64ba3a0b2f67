package web_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"masar/courses"
	"masar/internal/app/studio"
	"masar/internal/courseware"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
)

var (
	seen     = regexp.MustCompile(`name="seen" value="([^"]+)"`)
	revision = regexp.MustCompile(`name="revision" value="([^"]+)"`)
)

// in returns what the pattern finds in the page.
func (b *browser) in(pattern *regexp.Regexp) string {
	b.t.Helper()
	m := pattern.FindStringSubmatch(b.body)
	if m == nil {
		b.t.Fatalf("no %v in the page: %s", pattern, b.main())
	}
	return m[1]
}

const (
	channels = "shurkum-channels"
	editor   = "/teaching/courses/" + channels
)

// newSchool is a site with a shipped course, and the id of its first lesson.
func newSchool(t *testing.T) (s *site, lesson string) {
	t.Helper()
	s = newSite(t)
	c, media, err := courseware.Load(courses.FS, channels)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.PublishShipped(t.Context(), c, media); err != nil {
		t.Fatal(err)
	}
	return s, c.Steps()[0].Lesson
}

func (s *site) onChannels(t *testing.T, id string) progress.Enrolment {
	t.Helper()
	e, err := s.App.Store.EnrolmentIn(t.Context(), s.Viewer(t, id).Own(), id, channels)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A trainer edits a lesson and publishes it. Who has begun stays on the
// version they began; who has not, and whoever comes later, gets the new one.
func TestDraft(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	for _, id := range []string{"salma", "badr"} {
		b := s.as(t, id)
		b.get("/learning/" + channels)
		b.post("/learning/" + channels + "/enrolment").sees(303)
	}
	begun := s.as(t, "salma")
	begun.get("/learning/" + channels + "/" + lesson)
	begun.post("/learning/" + channels + "/" + lesson + "/reading").sees(303)
	old := s.onChannels(t, "salma").Version

	tr := s.as(t, "trainer-n")
	tr.get("/teaching/courses").sees(200, "منشورة")
	tr.get(editor).sees(200, "لا مسودة", "الحالي")
	tr.get(form).sees(200, "نص الدرس بالعربية", "معاينة الإنجليزية")
	const ar, en = "## جديد\r\n\r\nفقرة أضافها المدرب.\r\n", "## New\r\n\r\nA paragraph the trainer added.\r\n"
	fields := []string{"seen", tr.in(seen), "title_ar", "درس معدّل", "title_en", "Edited lesson", "body_ar", ar, "body_en", en}
	tr.post(form, fields...).follow().sees(200, "حُفظ الدرس في المسودة", "فقرة أضافها المدرب")
	tr.get(form+"/preview/ar").sees(200, "معاينة من المسودة", "فقرة أضافها المدرب").misses("أتممت هذا الدرس")
	tr.get(form+"/preview/en").sees(200, "A paragraph the trainer added", `lang="en"`)
	begun.get("/learning/" + channels + "/" + lesson).sees(200).misses("فقرة أضافها المدرب")

	tr.get(editor+"?lang=ar").sees(200, "معدّل في المسودة", "ملاحظات على المسودة")
	tr.post(editor+"/publication", "revision", tr.in(revision)).sees(403)
	ad := s.as(t, "admin")
	ad.get(editor)
	ad.post(editor+"/publication", "revision", "99").sees(409)
	ad.get(editor)
	at := ad.in(revision)
	ad.post(editor+"/publication", "revision", at).follow().sees(200, "نُشر الإصدار الجديد", "لا مسودة")
	ad.post(editor+"/publication", "revision", at).sees(409) // sent twice

	if e := s.onChannels(t, "salma"); e.Version != old {
		t.Errorf("who had begun was moved to %s", e.Version)
	}
	if e := s.onChannels(t, "badr"); e.Version == old {
		t.Error("who had not begun was left behind")
	}
	begun.get("/learning/" + channels + "/" + lesson).sees(200).misses("فقرة أضافها المدرب")
	s.as(t, "badr").get("/learning/"+channels+"/"+lesson).sees(200, "فقرة أضافها المدرب")
	late := s.as(t, "hr-s")
	late.get("/learning/" + channels)
	late.post("/learning/" + channels + "/enrolment")
	late.get("/learning/"+channels+"/"+lesson).sees(200, "فقرة أضافها المدرب")
}

// Two trainers at one lesson: the second is told, and keeps what they wrote.
func TestDraftConflict(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	one, two := s.as(t, "trainer-n"), s.as(t, "trainer-s")
	one.get(form)
	two.get(form)
	save := func(b *browser, body string) *browser {
		return b.post(form, "seen", b.in(seen), "title_ar", "عنوان", "title_en", "Title", "body_ar", body, "body_en", "Text")
	}
	save(one, "نص الأول").sees(303)
	save(two, "نص الثاني").sees(409, "تغيّر هذا النصّ منذ فتحته", "آخر حفظ كان من", "طارق بن حمد العامري", "نص الأول", "نص الثاني").misses("صحّح الخطأ", "شخص آخر")
	save(two, "نص الاثنين").follow().sees(200, "نص الاثنين")
	one.get(editor)
	one.post(editor+"/discarding", "revision", one.in(revision)).sees(403, "آخر من حفظ هذه المسودة شخص آخر")
	two.get(editor)
	two.post(editor+"/discarding", "revision", two.in(revision)).follow().sees(200, "أُزيلت المسودة", "لا مسودة")
	one.get(form).misses("نص الاثنين")
	s.as(t, "admin").get("/admin/events?kind=course.discarded").sees(200, "إزالة مسودة").misses("event.object")
}

// A course is for all agencies: a trainer asks for the new version and is never
// able to publish it, whichever agency is theirs; an administrator below the top
// is not either. Asked twice, each administrator hears once.
func TestDraftIsSubmitted(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	below := people.Grant{PersonID: "hr-n", Role: people.Admin, AgencyID: "north", GivenAt: masartest.Noon}
	if err := masartest.Direct(s.App).AddGrant(t.Context(), below); err != nil {
		t.Fatal(err)
	}
	tr := s.as(t, "trainer-n")
	tr.get(form)
	tr.post(form, "seen", tr.in(seen), "title_ar", "عنوان", "title_en", "Title", "body_ar", "نص", "body_en", "Text").sees(303)
	tr.get(editor).sees(200, "اطلب نشرها", "لا ينشرها إلا مسؤول النظام").misses("انشر إصدارًا جديدًا")
	at := tr.in(revision)
	tr.post(editor+"/submission", "revision", at).follow().sees(200, "أُرسل طلب النشر إلى مسؤول النظام", "طلبت النشر في 22 نوفمبر 2026", "بانتظار مسؤول النظام", "اسحب الطلب").misses("اطلب نشرها")
	tr.post(editor+"/submission", "revision", at).follow().sees(200, "طلب النشر مقدَّم من قبل، وما زال ينتظر").misses("أُرسل طلب النشر إلى")
	tr.get("/teaching/courses").sees(200, "تنتظر النشر")
	second := s.as(t, "trainer-s")
	second.get(editor).sees(200, "مقدَّم من", "طارق بن حمد العامري").misses("اسحب الطلب", "اطلب نشرها")
	second.post(editor+"/submission", "revision", at).follow().sees(200, "ما زال ينتظر")
	second.post(editor+"/submission/withdrawal").follow().sees(200, "فلم يُسحب شيء")
	s.as(t, "admin").get("/notices").sees(200, "تنتظر أن تنشرها")
	tr.post(editor+"/submission/withdrawal").follow().sees(200, "سُحب طلب النشر", "اطلب نشرها").misses("بانتظار مسؤول النظام")
	tr.post(editor+"/submission/withdrawal").follow().sees(200, "فلم يُسحب شيء") // sent twice
	s.as(t, "admin").get("/notices").sees(200).misses("تنتظر أن تنشرها")
	tr.get(editor)
	tr.post(editor+"/submission", "revision", at).follow().sees(200, "أُرسل طلب النشر")
	tr.post(editor+"/submission", "revision", "99").sees(409)
	tr.post(editor+"/submission", "revision", "x").sees(409)
	for _, id := range []string{"trainer-n", "trainer-s", "hr-n", "hr-s"} {
		b := s.as(t, id)
		b.get("/notices").misses("تنتظر أن تنشرها")
		b.post(editor+"/publication", "revision", at).sees(403)
	}
	if err := s.App.PublishDraft(t.Context(), s.Viewer(t, "hr-n"), masartest.Course(), 0); !errors.Is(err, studio.ErrPublishHouse) {
		t.Errorf("published from below the top: %v", err)
	}
	ad := s.as(t, "admin")
	ad.get("/notices").sees(200, "تنتظر أن تنشرها", "/teaching/courses/"+channels)
	if n := strings.Count(ad.body, "تنتظر أن تنشرها"); n != 1 {
		t.Errorf("%d notices, want 1", n)
	}
	ad.get(editor).sees(200, "انشر إصدارًا جديدًا", "مقدَّم من", "طارق بن حمد العامري", "ما يغيّره النشر", "إلى", "النص العربي", "النص الإنجليزي").misses("اسحب الطلب")
	ad.post(editor+"/publication", "revision", ad.in(revision)).follow().sees(200, "نُشر الإصدار الجديد")
	tr.get("/notices").sees(200, "التي طلبت نشرها").misses("أُزيلت مسودة")
	ad.get("/admin/events?kind=course.recalled").sees(200, "سحب طلب نشر")

	tr.get(form)
	tr.post(form, "seen", tr.in(seen), "title_ar", "عنوان آخر", "title_en", "Title", "body_ar", "نص", "body_en", "Text").sees(303)
	tr.get(editor).sees(200, "العنوان: من «", "عنوان آخر").misses("النص العربي", "النص الإنجليزي")
	tr.post(editor+"/submission", "revision", tr.in(revision)).sees(303)
	ad.get(editor)
	ad.post(editor+"/discarding", "revision", ad.in(revision)).sees(303)
	tr.get("/notices").sees(200, "أُزيلت مسودة", "ولم تُنشر")
}

// A visual editor escapes the mark of a box; the box stays one.
func TestDraftKeepsBoxes(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	b := s.as(t, "trainer-n")
	b.get(form)
	b.post(form, "seen", b.in(seen), "title_ar", "عنوان", "title_en", "Title",
		"body_ar", "أول\r\n\r\n\r\n> \\[!case\\] حالة\r\n> نصّها", "body_en", "> \\[!case\\] Case\r\n> Its text").follow()
	b.sees(200, "أول\n\n&gt; [!case] حالة\n&gt; نصّها\n")
	b.get(form+"/preview/en").sees(200, "note--case")
}

// What cannot be read back as a course is not published.
func TestDraftThatIsBroken(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	b := s.as(t, "admin")
	b.get(form)
	b.post(form, "seen", b.in(seen), "title_ar", "عنوان", "title_en", "", "body_ar", "نص", "body_en", "").sees(303)
	b.get(editor).sees(200, "يمنع النشر")
	b.post(editor+"/publication", "revision", b.in(revision)).sees(409, "تمنع النشر")
	b.get(editor).sees(200, "ملاحظات على المسودة")
}

func TestDraftOfOthers(t *testing.T) {
	s, lesson := newSchool(t)
	for _, path := range []string{"/teaching/courses", editor, editor + "/lessons/" + lesson, editor + "/lessons/" + lesson + "/preview/ar", editor + "/export.zip"} {
		s.as(t, "salma").get(path).sees(403)
	}
	b := s.as(t, "trainer-n")
	b.get("/teaching/courses/no-such").sees(404)
	b.get(editor + "/lessons/no-such").sees(404)
}

// The files of a course come out in the form they went in.
func TestDraftExport(t *testing.T) {
	s, _ := newSchool(t)
	b := s.as(t, "trainer-n")
	b.get(editor + "/export.zip").sees(200)
	z, err := zip.NewReader(strings.NewReader(b.body), int64(len(b.body)))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := courseware.Load(z, channels)
	want, _, _ := courseware.Load(courses.FS, channels)
	if err != nil || c.Version != want.Version {
		t.Errorf("read back: %s, %v; want %s", c.Version, err, want.Version)
	}
}

// A picture is taken for what it is, not for what it is called.
func TestDraftPicture(t *testing.T) {
	s, _ := newSchool(t)
	b := s.as(t, "trainer-n")
	b.get(editor)
	send := func(name, content string) *browser {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		_ = w.WriteField("csrf", b.token)
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(content))
		w.Close()
		r := httptest.NewRequest("POST", editor+"/media", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("X-Requested-With", "fetch")
		return b.send(r)
	}
	send("chart.png", "<svg onload=alert(1)>").sees(422, "ليس هذا الملف من نوع png")
	send("chart.svg", "<svg/>").sees(422, "غير مقبول")
	send("chart.png", "\x89PNG\r\n\x1a\n picture").sees(200, `"url":"media/picture-`)
	name := regexp.MustCompile(`picture-[0-9a-f]+\.png`).FindString(b.body)
	b.get(editor + "/lessons/media/" + name).sees(302)
	b.get(b.header.Get("Location")).sees(200, "PNG")
}

// The preview of a draft names the lesson in its trail, its outline and its head, and
// leads to previews alone; what has no title yet is said to have none, and is not called
// what it is called in the other language.
func TestDraftPreviewNames(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	b := s.as(t, "trainer-n")
	b.get(form)
	b.post(form, "seen", b.in(seen), "title_ar", "عنوان الدرس", "title_en", "", "body_ar", "نص", "body_en", "Text").sees(303)

	trail := regexp.MustCompile(`(?s)<nav class="crumbs.*?</nav>`)
	outline := regexp.MustCompile(`(?s)<details class="outline.*?</nav>`)
	head := regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)
	for lang, want := range map[string]string{"ar": "عنوان الدرس", "en": "Untitled lesson"} {
		b.get(form + "/preview/" + lang).sees(200)
		if got := trail.FindString(b.body); !strings.Contains(got, want) || !strings.Contains(got, `href="`+editor+`"`) || strings.Contains(got, "/learning") {
			t.Errorf("%s: the trail is %s", lang, got)
		}
		got := outline.FindString(b.body)
		if !strings.Contains(got, want) || !strings.Contains(got, form+"/preview/"+lang) || strings.Contains(got, "/learning") {
			t.Errorf("%s: the outline is %s", lang, got)
		}
		if got := head.FindString(b.body); !strings.Contains(got, want) {
			t.Errorf("%s: the head is %s", lang, got)
		}
	}
	others := regexp.MustCompile(editor+`/lessons/([a-z-]+)/preview/en`).FindAllStringSubmatch(b.get(form+"/preview/en").body, -1)
	if len(others) < 3 {
		t.Errorf("the outline leads to %v", others)
	}
	for _, other := range others {
		b.get(editor + "/lessons/" + other[1] + "/preview/en").sees(200)
	}
	b.get(form+"?lang=en").sees(200, "Untitled lesson")
	if got := b.main(); strings.Contains(head.ReplaceAllString(trail.FindString(got), ""), "عنوان الدرس") {
		t.Errorf("the editor is headed by the other language's title: %s", got)
	}
	b.get(editor+"?lang=en").sees(200, "Untitled lesson")
	b.get(form+"?lang=ar").sees(200, "عنوان الدرس").misses("درس بلا عنوان")
}

// BenchmarkDraftPage opens the page of a draft, again and again.
func BenchmarkDraftPage(b *testing.B) {
	s := newSite(b)
	c, media, err := courseware.Load(courses.FS, channels)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.App.PublishShipped(b.Context(), c, media); err != nil {
		b.Fatal(err)
	}
	l := c.Lessons[c.Steps()[0].Lesson]
	edit := studio.LessonEdit{LessonID: l.ID, Title: l.Title, Body: l.Body, Seen: studio.LessonDigest(l)}
	edit.Body.En += "\n\nOne more line."
	if err := s.App.SaveLesson(b.Context(), s.Viewer(b, "trainer-n"), c.ID, edit); err != nil {
		b.Fatal(err)
	}
	trainer := s.as(b, "trainer-n")
	trainer.get(editor).sees(200)
	for b.Loop() {
		trainer.get(editor).sees(200)
	}
}
