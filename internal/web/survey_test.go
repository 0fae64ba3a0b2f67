package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

// followedSite returns the site sixty days after Salma has completed a course
// that is followed up, once what was due has been done.
func followedSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.Publish(t, masartest.Surveys(masartest.Course()))
	s.Complete(t, "salma")
	s.App.Now = func() time.Time { return masartest.Noon.AddDate(0, 0, 60) }
	for _, err := range masartest.Work(t, s.App) {
		t.Fatal(err)
	}
	return s
}

var surveyLink = regexp.MustCompile(`/surveys/[^"?]+`)

// A learner is asked what became of a course, answers with a file after a try
// that fails, and is thanked from then on.
func TestFollowUpSurvey(t *testing.T) {
	s := followedSite(t)
	b := s.as(t, "salma")
	b.get("/notices").sees(200, "كيف أثّرت دورة «أساسيات المشاركة» في عملك؟", "«ماذا طبّقت؟»")
	page := surveyLink.FindString(b.body)
	b.get("/learning/basics").sees(200, "ننتظر رأيك", page)
	b.get(page).sees(200, "ماذا طبّقت؟", "آخر يوم للإجابة", "بلا أسماء", "طبّقت ما تعلمته", `enctype="multipart/form-data"`, `type="file"`, "الأنواع المقبولة")
	b.get(page+"?lang=en").sees(200, "The last day to answer is", "From 1, the lowest, to 5, the highest")
	b.get(page + "?lang=ar")

	b.survey(page, nil, "", "").sees(422, "أجب عن هذا السؤال")
	b.survey(page, map[string]string{"why": "نشرنا"}, "أثر.pdf", "%PDF-1.7").sees(422, "أجب عن هذا السؤال", "اختر الملف مرة أخرى", "نشرنا")
	b.survey(page, map[string]string{"good": "4", "why": "نشرنا"}, "أثر.pdf", "<script>").sees(422, "ليس هذا الملف من نوع pdf", `value="4" checked`, "نشرنا")
	b.survey(page, map[string]string{"good": "4"}, "أثر.exe", "MZ").sees(422, "هذا النوع من الملفات غير مقبول")
	b.survey(page, map[string]string{"good": "4"}, "أثر.pdf", "").sees(422, "الملف فارغ")
	b.survey(page, map[string]string{"good": "4", "why": "نشرنا"}, "أثر.pdf", "%PDF-1.7 x").follow().sees(200, "وصلتنا إجاباتك", "إجاباتك الأولى هي المعتمدة").misses(`type="file"`)
	b.survey(page, map[string]string{"good": "4", "why": "نشرنا"}, "أثر.pdf", "%PDF-1.7 x").follow().sees(200, "إجاباتك الأولى هي المعتمدة") // sent twice
	b.survey(page, map[string]string{"good": "1", "why": "رأي آخر"}, "", "").sees(409, "إجاباتك الأولى محفوظة كما هي", "لم يُحفظ")
	b.survey(page, nil, "شيء.exe", "MZ").sees(409, "إجاباتك الأولى محفوظة كما هي") // whatever it is, the first answers stand
	b.get(page).sees(200, "إجاباتك الأولى هي المعتمدة")
	b.get("/learning/basics").sees(200).misses("ننتظر رأيك")
	s.as(t, "badr").get(page).sees(404)

	hr := s.as(t, "hr-n")
	hr.get("/hr/surveys/basics/later").sees(200, "إجابة واحدة", "ملف واحد", "العدد وحده حتى الآن", "أثر.pdf").misses("نشرنا", "سلمى")
	file := regexp.MustCompile(`/hr/surveys/basics/later/files/[^"]+`).FindString(hr.body)
	hr.get(file).sees(200, "%PDF-1.7 x")
	if got := hr.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("an upload is served inline: %q", got)
	}
	hr.get(strings.Replace(file, "/later/", "/now/", 1)).sees(404)
	other := s.as(t, "hr-s")
	other.get(file).sees(404)
	other.get("/hr/surveys/basics/later").sees(200, "لا ملفات").misses("أثر.pdf")
	s.as(t, "salma").get(file).sees(403)
	trainer := s.as(t, "trainer-n")
	trainer.get("/teaching/surveys/basics/later").sees(200, "ملف واحد", "لا تُعرض الملفات إلا على").misses("أثر.pdf")
	trainer.get(file).sees(403)
}

// survey sends the form of a survey with a file in it.
func (b *browser) survey(path string, fields map[string]string, file, content string) *browser {
	b.t.Helper()
	return b.formWith(path, fields, "proof", file, content)
}

// A survey within a course is one of its steps: answered once, it is done.
func TestSurveyStep(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Surveys(masartest.Course()))
	b := s.as(t, "salma")
	b.get("/learning/basics").sees(200)
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/now").sees(200, "كان واضحًا", "ماذا تضيف؟").misses(`type="file"`)
	b.post("/learning/basics/now/response", "more", "لا شيء").sees(422, "أجب عن هذا السؤال", "لا شيء")
	long := strings.Repeat("طويل ", 801)
	b.post("/learning/basics/now/response", "clear", "5", "more", long).sees(422, "أطول من 4,000", strings.TrimSpace(long)) // not cut in silence
	b.post("/learning/basics/now/response", "clear", "5", "more", long[:len(long)-len("طويل ")]).follow().sees(200, "وصلتنا إجاباتك")
	b.post("/learning/basics/now/response", "clear", "5", "more", long[:len(long)-len("طويل ")]).follow().sees(200) // sent twice
	b.post("/learning/basics/now/response", "clear", "1", "more", "رأي آخر من نافذة أخرى").sees(409, "أجبت عن هذه الاستبانة من قبل", "لم يُحفظ")
	b.get("/learning/basics/now").sees(200, "أجبت عن هذه الاستبانة").misses("<textarea")
	b.get("/learning/basics/later").sees(404) // it follows the course up
	b.post("/learning/basics/read/response", "clear", "1").sees(404)
	s.as(t, "hr-n").get("/hr/surveys/basics/now").sees(200, "إجابة واحدة", "العدد وحده حتى الآن", "100%")
}

// A survey is closed before its day and after its last, and says so.
func TestFollowUpClosed(t *testing.T) {
	s := followedSite(t)
	b := s.as(t, "salma")
	b.get("/notices")
	page := surveyLink.FindString(b.body)
	b.get(page)
	for days, says := range map[int]string{59: "تُفتح هذه الاستبانة في", 121: "انتهت مدة الإجابة"} {
		s.App.Now = func() time.Time { return masartest.Noon.AddDate(0, 0, days) }
		b := s.as(t, "salma")
		b.get(page).sees(200, says).misses("<textarea")
		b.get("/learning/basics").sees(200).misses("ننتظر رأيك")
		b.survey(page, map[string]string{"good": "4"}, "", "").sees(409, says)
	}
}

// answered has n people of the agency answer the survey after a run that it
// hosts.
func (s *site) answered(t *testing.T, agency string, n int) {
	t.Helper()
	db, ctx := masartest.Direct(s.App), t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	run := workshop.Run{ID: "run-" + agency, CourseID: "basics", Version: "v1", AgencyID: agency, StartsOn: masartest.Noon, EndsOn: masartest.Noon, CreatedAt: masartest.Noon}
	must(db.AddRun(ctx, run, []workshop.Slot{{RunID: run.ID, SessionID: "talk", StartsAt: masartest.Noon, Minutes: 60}}))
	for i := range n + 1 {
		id := fmt.Sprint(agency, i)
		must(db.AddPerson(ctx, people.Person{ID: id, AgencyID: agency, NameAr: "موظف " + id, SignIn: id, CreatedAt: masartest.Noon}.Tidy()))
		e := progress.Enrolment{ID: id, PersonID: id, AgencyID: agency, CourseID: "basics", Version: "v1", RunID: run.ID, Round: 1, AssignedAt: masartest.Noon, State: progress.Done, CompletedAt: masartest.Noon.AddDate(0, 0, -61), Score: 80}
		_, err := db.AddEnrolments(ctx, []progress.Enrolment{e})
		must(err)
		_, err = db.AddInvitation(ctx, store.Invitation{EnrolmentID: id, SurveyID: "later", At: masartest.Noon})
		must(err)
		if i == n { // asked, and silent
			return
		}
		v := people.Viewer{PersonID: id, AgencyID: agency}
		must(s.App.AnswerFollowUp(ctx, v, id, "later", learn.SurveyForm{Answers: map[string]string{"good": fmt.Sprint(1 + i%5), "why": fmt.Sprintf("=قول %s-%d", agency, n-i)}}))
	}
}

// Results are those of one's own agencies or runs, without names, and of fewer
// than five only their number.
func TestSurveyResults(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Surveys(masartest.Course()))
	s.answered(t, "north", 5)
	s.answered(t, "south", 4)

	hr := s.as(t, "hr-n")
	hr.get("/hr").sees(200, `href="/hr/surveys"`)
	hr.get("/hr/surveys").sees(200, "أساسيات المشاركة", "ماذا طبّقت؟", "بعد الإكمال بـ60 يومًا", "في ختام الدورة", "83%")
	hr.get("/hr/surveys/basics/later").sees(200, "سُئلوا", "5 إجابات", "المتوسط 3 من 5", "قول north-1", "قول north-5").misses("موظف north", "south", "العدد وحده")
	if a, b := strings.Index(hr.body, "قول north-1"), strings.Index(hr.body, "قول north-5"); a > b {
		t.Error("words come in the order in which people answered")
	}
	hr.get("/hr/surveys/basics/later/results.csv").sees(200, "طبّقت ما تعلمته,3,1", "'=قول north-2").misses("موظف north", "south")
	hr.get("/hr/surveys/basics/now").sees(200, "لا إجابات")
	hr.get("/hr/surveys/basics/nothing").sees(404)
	hr.get("/hr/surveys/nothing/later").sees(404)

	s.as(t, "trainer-n").get("/teaching").sees(200, `href="/teaching/surveys"`)
	trainer := s.as(t, "trainer-n")
	trainer.get("/teaching/surveys").sees(200, "83%")
	trainer.get("/teaching/surveys/basics/later").sees(200, "قول north-1").misses("موظف north", "south")
	trainer.get("/teaching/surveys/basics/later/results.csv").sees(200, "north").misses("south")
	trainer.get("/hr/surveys").sees(403)

	for who, base := range map[string]string{"hr-s": "/hr", "trainer-s": "/teaching"} {
		b := s.as(t, who)
		b.get(base+"/surveys/basics/later").sees(200, "العدد وحده حتى الآن", "4 إجابات").misses("قول", "المتوسط", "north")
		b.get(base+"/surveys/basics/later/results.csv").sees(200, "طبّقت ما تعلمته,,4").misses("قول", ",3,1")
	}
	s.as(t, "admin").get("/hr/surveys/basics/later").sees(200, "9 إجابات", "قول south-1", "قول north-1")
	s.as(t, "salma").get("/hr/surveys").sees(403)
}
