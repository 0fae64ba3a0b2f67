package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/quiz/item"
)

// A learner goes from enrolling to what still stands between them and their
// certificate, with plain forms only.
func TestLearner(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")

	b.get("/").sees(200, "سلمى", "لم تُسجَّل في دورة بعد")
	b.get("/learning").sees(200, "أساسيات المشاركة", "دورات متاحة")
	b.get("/learning/basics").sees(200, "سجّل في الدورة")
	b.get("/learning/basics/read").sees(404)
	b.post("/learning/basics/enrolment").follow().sees(200, "سُجّلت في الدورة", "ما يلزم لإكمال الدورة")
	b.post("/learning/basics/enrolment").follow().sees(200) // pressed twice
	b.get("/").sees(200, "ابدأ من هنا", "فرق المشاركة")

	b.get("/learning/basics/read").sees(200, "نصّ الدرس", "أتممت هذا الدرس")
	b.post("/learning/basics/read/reading").follow().sees(200, "سُجّل أنك أتممت هذا الدرس", "ورقة العمل")
	b.post("/learning/basics/read/reading").follow().sees(200)
	b.get("/learning/basics").sees(200, "جزء واحد من 2")
	b.get("/learning/basics/nothing").sees(404)
	b.get("/learning/basics?lang=en").sees(200, "1 part of 2", "What completes the course")
}

// The questions of a quiz, whatever they are drawn in, are answered one a page
// and kept as they go.
func TestQuiz(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics").sees(200)
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/check").sees(200, "سؤالان", "درجة الاجتياز", "لك محاولتان")
	b.post("/learning/basics/check/attempts")
	attempt := b.header.Get("Location")
	b.follow().sees(200, "السؤال 1 من 2", "اختر إجابة واحدة", "أ")
	action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`)
	first := action.FindString(b.body)

	right := b.option("خيار right")
	b.post(first, "answer", right, "flag", "1").follow().sees(200, "السؤال 2 من 2")
	b.get(attempt+"?q=1").sees(200, `value="`+right+`" checked`, "حُفظت الإجابة الساعة 12:00", "للعودة إليه")
	b.post(first, "answer", "no such option").sees(422)
	b.get(attempt+"?q=1").sees(200, `value="`+right+`" checked`)
	b.post(first, "answer", "wrong").follow() // as a page that was open since before sends it
	b.get(attempt+"?q=1").sees(200, `value="`+right+`">`).misses(`value="` + right + `" checked`)
	b.post(first, "answer", right).follow()
	b.get(attempt+"?q=3").sees(200, "بقي سؤال واحد بلا إجابة", "تسليم الاختبار")
	b.get(attempt + "/result").sees(303) // not over yet

	b.post(attempt+"/result").follow().sees(200, "50%", "اجتزت الاختبار", "إجابة صحيحة", "بلا إجابة", "لأن")
	b.post(attempt+"/result").follow().sees(200, "50%")
	b.post(first, "answer", "wrong").follow().sees(200, "50%") // too late: the result stands
	b.get("/learning/basics/check").sees(200, "اجتزت هذا الاختبار", "المحاولة 1").misses("ابدأ محاولة جديدة")
	b.post("/learning/basics/check/attempts").sees(303)
	if to := b.header.Get("Location"); to != "/learning/basics/check" {
		t.Errorf("another attempt after a pass leads to %s", to)
	}

	other := s.as(t, "badr")
	other.get(attempt).sees(404)
	other.get(attempt + "/result").sees(404)
	other.post(attempt + "/result").sees(404)
	other.post(first, "answer", "right").sees(404)
}

// option returns what the page calls the option with the words.
func (b *browser) option(words string) string {
	b.t.Helper()
	for _, o := range strings.Split(b.body, `class="opt"`)[1:] {
		if strings.Contains(o, words) {
			return regexp.MustCompile(`value="([^"]*)"`).FindStringSubmatch(o)[1]
		}
	}
	b.t.Fatalf("%q is no option", words)
	return ""
}

// What the script of the page sends is answered in words.
func TestQuizByScript(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics").sees(200)
	b.post("/learning/basics/enrolment").sees(303)
	b.post("/learning/basics/check/attempts").follow()
	action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`).FindString(b.body)
	r := httptest.NewRequest("POST", action, strings.NewReader("auto=1&answer=right&csrf="+b.token))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Requested-With", "fetch")
	b.send(r).sees(200)
	if b.body != "حُفظت الإجابة الساعة 12:00" {
		t.Errorf("the script is told %q", b.body)
	}
}

// A number is understood with its unit; what is none leaves the learner at the
// question, with what they typed and the clock as it was.
func TestQuizNumber(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	for i := range c.Bank {
		c.Bank[i].Type, c.Bank[i].Options, c.Bank[i].Answer = item.Numeric, nil, 42
		c.Bank[i].Unit = catalog.Text{Ar: "يومًا", En: "days"}
	}
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
	attempt := b.header.Get("Location")
	b.follow()
	action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`).FindString(b.body)
	b.post(action, "answer", "شهر ونصف").sees(422, "السؤال 1 من 2", `value="شهر ونصف"`, "اكتب رقمًا واحدًا", action)
	b.post(action, "answer", "4 2").sees(422, `value="4 2"`, "اكتب رقمًا واحدًا")
	b.post(action, "answer", "٤,٢٠٠ يومًا").sees(422, `value="٤,٢٠٠ يومًا"`, "يُقرأ هذا الرقم على وجهين: 4200 أو 4.2")
	b.post(action, "answer", "٤٢ يومًا").follow().sees(200, "السؤال 2 من 2")
	b.post(attempt+"/result").follow().sees(200, "50%", "42 يومًا").misses("يومًا يومًا")
}

// form is an exercise's form with a file in it.
func (b *browser) form(path string, fields map[string]string, file, content string) *browser {
	b.t.Helper()
	return b.formWith(path, fields, "scan", file, content)
}

// formWith is a form with a file in the given field, if one is named.
func (b *browser) formWith(path string, fields map[string]string, field, file, content string) *browser {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("csrf", b.token)
	for name, value := range fields {
		_ = w.WriteField(name, value)
	}
	if file != "" {
		part, err := w.CreateFormFile(field, file)
		if err != nil {
			b.t.Fatal(err)
		}
		fmt.Fprint(part, content)
	}
	w.Close()
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(r)
}

func TestExercise(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics").sees(200)
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/sheet").sees(200, "املأ الورقة", "سلّم التقدير", "★", "الملاءمة")
	const work = "/learning/basics/sheet/work"

	b.form(work, map[string]string{"go": "hand-in"}, "", "").sees(422, "هذا الحقل مطلوب للتسليم")
	b.form(work, map[string]string{"text": "أول الكلام", "go": "save"}, "", "").follow().sees(200, "حُفظ ما كتبته", "أول الكلام", "محفوظ ولم يُسلَّم")
	// A file that lies keeps nothing from being kept.
	b.form(work, map[string]string{"text": "كلام جديد", "go": "hand-in"}, "plan.pdf", "<script>").sees(422, "ليس هذا الملف من نوع pdf", "كلام جديد")
	b.get("/learning/basics/sheet").sees(200, "كلام جديد", "محفوظ ولم يُسلَّم")
	b.form(work, map[string]string{"text": "كلام جديد", "go": "hand-in"}, "خطة.pdf", "%PDF-1.7 x").follow().sees(200, "سُلّم عملك", "خطة.pdf", "وينتظر المراجعة")
	// Handed in twice is handed in once; the file stays.
	b.form(work, map[string]string{"text": "كلام أخير", "go": "hand-in"}, "", "").follow().sees(200, "كلام أخير", "خطة.pdf")

	file := regexp.MustCompile(`/files/[^"]+`).FindString(b.body)
	b.get(file).sees(200, "%PDF-1.7")
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
	} {
		if got := b.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := b.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("an upload is served inline: %q", got)
	}
	if got := b.header.Get("Content-Security-Policy"); !strings.Contains(got, "sandbox") {
		t.Errorf("an upload may run: %q", got)
	}
	s.as(t, "badr").get(file).sees(404)
}

// Whoever has met every rule gets a certificate that anyone can verify, until
// it is withdrawn.
func TestCertificate(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	id := s.Complete(t, "salma")
	b := s.as(t, "salma")
	b.get("/certificates").sees(200, "أساسيات المشاركة", "سارية", "MSR-2026-000001-")
	b.get("/notices").sees(200, "صدرت شهادتك", "جديد")
	b.get("/certificates/"+id+"/pdf").sees(200, "%PDF")
	s.as(t, "badr").get("/certificates/" + id + "/pdf").sees(404)
	s.as(t, "hr-s").get("/certificates/" + id + "/pdf").sees(404)
	s.as(t, "hr-n").get("/certificates/"+id+"/pdf").sees(200, "%PDF")

	c, err := s.App.Store.Certificate(t.Context(), people.Everywhere("tests look at any"), id)
	if err != nil {
		t.Fatal(err)
	}
	guest := s.browser(t)
	guest.get("/verify").sees(200, "اكتب رمز التحقق")
	guest.get("/verify/"+c.Code).sees(200, "شهادة صحيحة وسارية", "سلمى هـ.", c.Serial).misses("خلفان")
	guest.get("/verify/"+strings.ToLower(c.Code)).sees(200, "شهادة صحيحة وسارية")
	guest.get("/verify/"+c.Code+"?lang=en").sees(200, "Genuine and valid", "Salma H.")
	guest.get("/verify/0000000000000000").sees(404, "No certificate with this code was issued here")

	const revocation = "/certificates/%s/revocation"
	for _, who := range []string{"hr-s", "salma"} {
		other := s.as(t, who)
		other.get("/")
		other.post(fmt.Sprintf(revocation, id), "why", "خطأ")
		if other.status != http.StatusNotFound && other.status != http.StatusForbidden {
			t.Errorf("%s withdraws the certificate of another: %d", who, other.status)
		}
	}
	hr := s.as(t, "hr-n")
	hr.get("/")
	hr.post(fmt.Sprintf(revocation, id), "why", " ").sees(422, "اكتب سبب السحب")
	hr.post(fmt.Sprintf(revocation, id), "why", "صدرت لمن لم يحضر").sees(303)
	hr.post(fmt.Sprintf(revocation, id), "why", "مرة أخرى").sees(409, "سُحبت هذه الشهادة من قبل")
	guest.get("/verify/"+c.Code+"?lang=ar").sees(200, "شهادة مسحوبة لم تعد صالحة").misses("شهادة صحيحة وسارية", "صدرت لمن لم يحضر")
	b.get("/certificates").sees(200, "مسحوبة", "صدرت لمن لم يحضر")
}

// A learner whose course asks for sessions reads on its page that a seat is lacking, and
// when the next is to be had; with a seat they read nothing of the kind.
func TestCourseWithoutASeat(t *testing.T) {
	s := newCourseSite(t)
	b := s.as(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics?lang=ar").sees(200, "ينقصك مقعد في ورشة", "وليست لها الآن ورشة قادمة")
	tr := s.as(t, "trainer-n")
	tr.get("/teaching/runs/new?course=basics")
	tr.post("/teaching/runs/new", "course", "basics", "host", "north", "place", "قاعة 9", "begin-0", "2026-12-01T08:30", "trainers", "trainer-n").sees(303)
	b.get("/learning/basics?lang=ar").sees(200, "ينقصك مقعد في ورشة", "موعدها الثلاثاء 1 ديسمبر 2026")
	b.get("/learning/basics?lang=en").sees(200, "You need a seat in a workshop", "begins on Tuesday 1 December 2026")
	run := tr.get("/teaching").in(regexp.MustCompile(`href="(/teaching/runs/id[0-9]+)"`))
	tr.get(run + "/people?q=salma")
	tr.fill(run+"/people", url.Values{"person": {"salma"}}).sees(303)
	b.get("/learning/basics?lang=en").sees(200, "Your next session").misses("You need a seat")
}
