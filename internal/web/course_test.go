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
