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
	"masar/internal/quiz/item"
)

// workshop publishes "basics" as it stands without gates of its own, so that its
// quiz and its survey open with their sessions, and gives salma a seat in a run
// that begins in two hours; the quiz is in a session 80 minutes later.
func (s *site) workshop(t *testing.T) (run string, begins time.Time) {
	t.Helper()
	c := masartest.Surveys(masartest.Course())
	for i := range c.Modules[0].Sessions {
		for k := range c.Modules[0].Sessions[i].Steps {
			c.Modules[0].Sessions[i].Steps[k].Opens = ""
		}
	}
	for _, id := range []string{"q3", "q4"} {
		it := c.Bank[0]
		it.ID, it.Ask = id, catalog.Text{Ar: "سؤال " + id, En: "Question " + id}
		c.Bank = append(c.Bank, it)
	}
	s.Publish(t, c)
	begins = masartest.Noon.Add(2 * time.Hour)
	r, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "trainer-n"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{begins}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "trainer-n"), r.ID, []string{"salma"}); err != nil {
		t.Fatal(err)
	}
	return r.ID, begins
}

// Before its session a quiz says when it opens, in both languages, and has no
// button; pressed all the same, it leads back to its page.
func TestQuizSaysWhenItOpens(t *testing.T) {
	s := newSite(t)
	_, begins := s.workshop(t)
	b := s.as(t, "salma")
	b.get("/learning/basics/check").sees(200, "موعد الفتح 22 نوفمبر 2026، 15:20، مع بداية الجلسة", "بعد اجتياز الاختبار أو بعد آخر محاولة").misses("ابدأ الاختبار")
	b.get("/learning/basics/check?lang=en").sees(200, "Opens on 22 November 2026, 15:20, as its session begins", "once the quiz is passed or the last attempt used").misses("Start the quiz")
	b.get("/learning/basics/check?lang=ar")
	b.post("/learning/basics/check/attempts").sees(303).follow().sees(200, "موعد الفتح")
	b.get("/learning/basics").sees(200, "لم يحن الوقت")
	b.get("/learning/basics/now").sees(200, "موعد الفتح 22 نوفمبر 2026، 14:00").misses("أرسل رأيك")
	b.post("/learning/basics/now/response", "clear", "5", "more", "لا شيء").sees(409, "موعد الفتح", "لا شيء") // what was written is there still
	s.App.Now = func() time.Time { return begins.Add(80 * time.Minute) }
	b.get("/learning/basics/check").sees(200, "ابدأ الاختبار").misses("موعد الفتح")
	b.get("/learning/basics/now").sees(200, "أرسل رأيك")
	alone := s.as(t, "badr")
	alone.get("/learning/basics").post("/learning/basics/enrolment").sees(303)
	alone.get("/learning/basics/check").sees(200, "ليس لك مقعد").misses("ابدأ الاختبار")
}

// A result shows the score alone while an attempt is left, and a quiz that was
// not passed is never called complete; with the last attempt come the answers
// and why.
func TestFailedQuiz(t *testing.T) {
	s := newSite(t)
	_, begins := s.workshop(t)
	s.App.Now = func() time.Time { return begins.Add(2 * time.Hour) }
	b := s.as(t, "salma")
	b.get("/learning/basics/check")
	sit := func() (attempt string) {
		t.Helper()
		b.post("/learning/basics/check/attempts")
		attempt = b.header.Get("Location")
		b.follow()
		for range 2 {
			action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`).FindString(b.body)
			b.post(action, "answer", b.option("خيار wrong")).follow()
		}
		b.sees(200, "تسليم الاختبار", "بعد اجتياز الاختبار أو بعد آخر محاولة")
		b.post(attempt + "/result").follow()
		return attempt
	}
	first := sit()
	b.sees(200, "لم تبلغ درجة الاجتياز", "بعد آخر محاولة").misses("خيار right", "خيار wrong", "لأن", "سؤال q", "إجابة غير صحيحة")
	b.get("/learning/basics/check").sees(200, "لم تجتزه بعد، ولك محاولة أخرى", "ابدأ محاولة جديدة").misses("مكتمل")
	b.get("/learning/basics").sees(200, "لم تجتز الاختبار").misses("مكتمل")
	sit()
	b.sees(200, "خيار right", "لأن", "إجابة غير صحيحة")
	b.get(first+"/result").sees(200, "خيار right", "لأن")
	b.get("/learning/basics/check").sees(200, "لم تجتز الاختبار").misses("ابدأ محاولة جديدة", "ولك محاولة", "مكتمل")
	b.get("/learning/basics/check?lang=en").sees(200, "Not passed").misses("Done", "Start another")
}

// The page of a run says how each step stands, and the trainer opens and closes
// it there; its learners hear of it, and another agency's trainer finds nothing.
func TestTrainerOpensAQuiz(t *testing.T) {
	s := newSite(t)
	run, _ := s.workshop(t)
	page := "/teaching/runs/" + run
	tr, b := s.as(t, "trainer-n"), s.as(t, "salma")
	tr.get(page).sees(200, "ما يراه المتدرب ومتى", "تُفتح مع بداية «التطبيق»", "لم يحن الوقت", "افتح الآن", "أغلق الآن").misses("أعدها إلى ما في الدورة")
	tr.post(page+"/steps/check/gate", "gate", "open").follow().sees(200, "فُتحت الخطوة، وأُبلغ مشارك واحد", "فتح المدرب هذه الخطوة", "أعدها إلى ما في الدورة")
	b.get("/learning/basics/check").sees(200, "ابدأ الاختبار")
	b.get("/notices").sees(200, "فتح المدرب «اختبار قصير»")
	tr.post(page+"/steps/check/gate", "gate", "close").follow().sees(200, "أُغلقت الخطوة")
	b.get("/learning/basics/check").sees(200, "أغلق المدرب هذه الخطوة في 22 نوفمبر 2026").misses("ابدأ الاختبار")
	b.get("/learning/basics").sees(200, "أغلقها المدرب").misses("انتهى الوقت")
	tr.get(page).sees(200, "أغلقها المدرب").misses("انتهى الوقت")
	tr.post(page+"/steps/now/gate", "gate", "close").sees(303)
	b.post("/learning/basics/now/response", "clear", "5", "more", "لا شيء").sees(409, "أغلق المدرب هذه الخطوة", "لا شيء").misses("انتهى وقت")
	b.get("/learning/basics/check?lang=en").sees(200, "The trainer closed it on 22 November 2026")
	b.get("/learning/basics?lang=en").sees(200, "Closed by the trainer")
	tr.post(page+"/steps/check/gate", "gate", "plan").follow().sees(200, "عادت الخطوة إلى ما في الدورة")
	tr.post(page+"/steps/check/gate", "gate", "ajar").sees(404)
	tr.post(page+"/steps/read/gate", "gate", "open").sees(404)
	other := s.as(t, "trainer-s")
	other.get("/teaching").sees(200)
	other.post(page+"/steps/check/gate", "gate", "open").sees(404)
	b.post(page+"/steps/check/gate", "gate", "open").sees(403)
	tr.get(page+"?lang=en").sees(200, "What learners see, and when", "Opens as “Practice” begins.", "Not open yet")
}

// The page of a draft says what its learners will see, and when.
func TestDraftSaysWhatLearnersSee(t *testing.T) {
	s := newSite(t)
	s.workshop(t)
	tr := s.as(t, "trainer-n")
	tr.get("/teaching/courses/basics").sees(200, "ما يراه المتدرب ومتى", "تُفتح مع بداية «التطبيق»", "والإجابات الصحيحة وأسبابها بعد اجتياز الاختبار", "مفتوحة من البداية").misses("افتح الآن")
}

// The page that asks whether to hand in keeps the clock in sight; a session and
// its lesson of the same name say it once.
func TestFinishPageAndNames(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	practice := &c.Modules[0].Sessions[2]
	practice.Title = c.Exercises["sheet"].Title
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics").sees(200, "التمرين")
	if n := strings.Count(b.body, "ورقة العمل"); n != 1 {
		t.Errorf("the name is said %d times", n)
	}
	b.post("/learning/basics/check/attempts").sees(303)
	b.get(b.header.Get("Location")+"?q=3").sees(200, "<m-timer", `seconds="600"`, `id="end"`, "10:00")
}

// The page of a multiple choice says once how many to choose, in words.
func TestChooseHowMany(t *testing.T) {
	for n, want := range map[int][2]string{
		1: {"اختر واحدًا", "Choose one"}, 2: {"اختر اثنين", "Choose two"}, 3: {"اختر ثلاثة", "Choose three"}, 4: {"اختر أربعة", "Choose four"},
		6: {"اختر 6 إجابات", "Choose 6 answers"},
	} {
		s := newSite(t)
		c := masartest.Course()
		for i := range c.Bank {
			c.Bank[i].Type, c.Bank[i].Options = item.Multiple, nil
			for k := range n + 1 {
				c.Bank[i].Options = append(c.Bank[i].Options, catalog.Option{ID: fmt.Sprint("o", k), Text: catalog.Text{Ar: "خيار", En: "Option"}, Right: k < n})
			}
		}
		s.Publish(t, c)
		b := s.as(t, "salma")
		b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
		attempt := b.header.Get("Location")
		b.get(attempt).sees(200, want[0])
		b.get(attempt+"?lang=en").sees(200, want[1])
	}
}

// The first page is about one course: with a quiz running in one of two, its
// pillars are that one's. Who is on no course is not told to have completed all.
func TestHomeIsAboutOneCourse(t *testing.T) {
	s := newSite(t)
	first, other := masartest.Course(), masartest.Course()
	other.ID, other.Title = "other", catalog.Text{Ar: "دورة أخرى", En: "Another course"}
	other.Themes = []catalog.Theme{{ID: "teams", Title: catalog.Text{Ar: "ركيزة الدورة الأخرى", En: "A pillar of the other"}}}
	s.Publish(t, first)
	s.Publish(t, other)
	b := s.as(t, "salma")
	b.get("/").sees(200, "لم تُسجَّل في دورة بعد").misses("أكملت كل ما سُجّلت فيه")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/other/enrolment").sees(303)
	b.post("/learning/basics/check/attempts").sees(303)
	s.App.Now = func() time.Time { return masartest.Noon.Add(time.Minute) }
	b.post("/learning/other/read/reading").sees(303) // what was done last is in the other
	b.get("/").sees(200, "أكمل المحاولة الجارية", "فرق المشاركة").misses("ركيزة الدورة الأخرى")
	admin := s.as(t, "admin")
	admin.get("/").sees(200, "لم تُسجَّل في دورة بعد").misses("أكملت كل ما")
}

// A quiz that is closed promises nothing any more: it says that it is over, and
// what that means for completing the course.
func TestClosedQuizPromisesNothing(t *testing.T) {
	s := newSite(t)
	run, _ := s.workshop(t)
	tr, b := s.as(t, "trainer-n"), s.as(t, "salma")
	page := "/teaching/runs/" + run
	tr.get(page).post(page+"/steps/check/gate", "gate", "open").sees(303)
	promises := []string{"تُحفظ كل إجابة", "لك محاولتان", "درجة الاجتياز", "سؤالان"}
	b.get("/learning/basics/check").sees(200, promises...)
	tr.post(page+"/steps/check/gate", "gate", "close").sees(303)
	b.get("/learning/basics/check").sees(200, "أغلق المدرب هذه الخطوة", "أُغلق هذا الاختبار، ولم يعد يُقبل فيه شيء").misses(promises...)
	b.get("/learning/basics/check?lang=en").sees(200, "This quiz is closed").misses("Each answer is saved", "You have 2 attempts", "The pass mark is")
}

// A test before the workshop that was missed is no longer asked for; one that
// was taken keeps its result in sight.
func TestMissedPreTest(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	c.Completion.Quizzes = nil
	var step *catalog.Step
	for i := range c.Modules[0].Sessions {
		for k := range c.Modules[0].Sessions[i].Steps {
			if st := &c.Modules[0].Sessions[i].Steps[k]; st.Quiz != "" {
				step = st
			}
		}
	}
	step.Opens, step.Closes = "at-once", "on 2026-11-23"
	s.Publish(t, c)
	b, other := s.as(t, "salma"), s.as(t, "badr")
	b.get("/learning/basics").post("/learning/basics/enrolment").sees(303)
	other.get("/learning/basics").post("/learning/basics/enrolment").sees(303)
	other.post("/learning/basics/check/attempts").sees(303)
	other.post(other.header.Get("Location") + "/result").sees(303)
	s.App.Now = func() time.Time { return masartest.Noon.AddDate(0, 0, 3) }
	b, other = s.as(t, "salma"), s.as(t, "badr")
	b.get("/learning/basics/check").sees(200, "انتهى الوقت", "لم يعد يُطلب منك").misses("ابدأ الاختبار", "تُحفظ كل إجابة", "لا تُحتسب نتيجة")
	other.get("/learning/basics/check").sees(200, "ونتيجته لا تُحتسب في إكمال الدورة", "المحاولة 1").misses("لم يعد يُطلب منك", "تُحفظ كل إجابة")
}
