package web_test

import (
	"testing"

	"masar/internal/catalog"
	"masar/internal/masartest"
)

// The page of a course calls the next thing as the home page does, and says
// nothing of the version of a guideline that has none.
func TestCoursePage(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	c.Guideline = catalog.Guideline{Title: catalog.Text{Ar: "دليل العمل", En: "A guide to work"}, By: catalog.Text{Ar: "هيئة", En: "A board"}}
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").sees(200, "دليل العمل، هيئة").misses("إصدار")
	b.post("/learning/basics/enrolment").follow().sees(200, `href="/learning/basics/read">ابدأ`)
	b.get("/").sees(200, "ابدأ<span")
	b.get("/learning/basics/read")
	b.post("/learning/basics/read/reading").sees(303)
	b.get("/").sees(200, "متابعة<span")
	b.get("/learning/basics?lang=en").sees(200, "A guide to work, A board", `">Continue`)
}

// Work that is handed in waits for its review; it is not shown as completed
// before that, though it counts as done.
func TestWorkWaits(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics").misses("ينتظر المراجعة")
	b.get("/learning/basics/sheet")
	b.form("/learning/basics/sheet/work", map[string]string{"text": "خطة", "go": "hand-in"}, "", "").sees(303)
	b.get("/learning/basics").sees(200, "<small>ينتظر المراجعة</small>").misses("(مكتمل)")
	b.get("/learning/basics/sheet").sees(200, "سُلّم، وينتظر المراجعة", "<small>ينتظر المراجعة</small>").misses("مكتمل</span>")
	b.get("/learning/basics?lang=en").sees(200, "Waiting for review")
}

// Of a completed course nobody reads how many sessions were done: those that
// were not may be optional. Lists to reckon with keep the numbers.
func TestCompletedSaysNoCount(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	s.Complete(t, "salma")
	const met, count = "استُوفيت الشروط", "جزء واحد من 2"
	b := s.as(t, "salma")
	for _, path := range []string{"/", "/learning", "/learning/basics", "/learning/basics/sheet"} {
		b.get(path).sees(200, met).misses(count, "جزءان من 2", "لم يكتمل أي جزء")
	}
	hr := s.as(t, "hr-n")
	hr.get("/hr").sees(200, met).misses("1 من 2", "2 من 2")
	hr.get("/hr/people/salma").sees(200, met).misses("1 من 2", "2 من 2")
	hr.get("/hr/report.csv").sees(200, "salma").misses(met)
}

// A quiz whose clock runs comes before all else, and is gone once handed in.
func TestRunningQuizComesFirst(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/check").sees(200).misses("ما زال مفتوحًا")
	b.post("/learning/basics/check/attempts").sees(303)
	attempt := b.header.Get("Location")
	b.get("/").sees(200, "اختبارك ما زال مفتوحًا حتى الساعة 12:", `href="`+attempt+`"`).misses("ابدأ من هنا")
	b.get("/learning/basics/check?lang=en").sees(200, "Your quiz is open until 12:")
	s.as(t, "badr").get("/").sees(200).misses(attempt)
	b.post(attempt + "/result").sees(303)
	b.get("/").sees(200).misses("Your quiz is open")
}
