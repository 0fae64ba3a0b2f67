package web_test

import (
	"testing"

	"masar/internal/catalog"
	"masar/internal/masartest"
)

// The paths lead to the courses of this house, in their order; what it does
// not have is left out, and so is a path of which nothing is left.
func TestPaths(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	b.get("/paths").sees(200, "لا مسارات بعد")

	s.Publish(t, masartest.Course())
	text := func(ar, en string) catalog.Text { return catalog.Text{Ar: ar, En: en} }
	s.server.Paths = []catalog.Path{
		{ID: "media", Title: text("الإعلام", "Media"), Steps: []catalog.PathStep{
			{Course: "basics", Session: "practice", Why: text("لتتدرب", "To practise")},
			{Course: "basics", Why: text("لتعرف الأصل", "To know the root of it")},
			{Course: "basics", Session: "gone", Why: text("جلسة حُذفت", "A session that went")},
			{Course: "elsewhere", Why: text("دورة بعيدة", "A course far off")},
		}},
		{ID: "law", Title: text("القانون", "Law"), Steps: []catalog.PathStep{{Course: "elsewhere", Why: text("دورة بعيدة", "A course far off")}}},
	}
	b.get("/learning").sees(200, `href="/paths"`)
	b.get("/paths").sees(200, "الإعلام", `<details class="fold panel panel--day" id="media"`, `href="/learning/basics"`, "لتتدرب", "الدورة كلها", "لتعرف الأصل").
		misses("جلسة حُذفت", "دورة بعيدة", "القانون")
	b.get("/paths?lang=en").sees(200, "Learning paths", "To practise", "The whole course")
	s.browser(t).get("/paths").sees(401)
}
