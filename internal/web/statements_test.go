package web_test

import (
	"fmt"
	"net/url"
	"regexp"
	"sync/atomic"
	"testing"

	"masar/internal/app/personnel"
	"masar/internal/app/studio"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
)

// watched counts the statements of the site from now on; asked returns how many
// one answer takes.
func (s *site) watched() (asked func(answer func()) int64) {
	var n atomic.Int64
	*s.App.App = *s.App.App.On(masartest.DBOf(s.App).Watch(func(string) { n.Add(1) }))
	return func(answer func()) int64 {
		n.Store(0)
		answer()
		return n.Load()
	}
}

// An answer is saved in few statements: one says who sends it, the others are its
// transaction, which reads the attempt once.
func TestStatementsOfAnAnswer(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
	attempt := b.header.Get("Location")
	var values []string
	for _, m := range regexp.MustCompile(`name="answer" value="([^"]+)"`).FindAllStringSubmatch(b.get(attempt+"?q=1").body, -1) {
		values = append(values, m[1])
	}
	if len(values) < 2 {
		t.Fatalf("the first question has the choices %q", values)
	}
	item := regexp.MustCompile(`/answers/([^"?]+)"`).FindStringSubmatch(b.body)[1]
	save := func(value string) func() {
		return func() { b.script(attempt+"/answers/"+item, url.Values{"answer": {value}, "auto": {"1"}}).sees(200) }
	}
	asked := s.watched()
	for _, value := range []string{values[0], values[1], values[1], ""} {
		if n := asked(save(value)); n > 6 {
			t.Errorf("answering %q takes %d statements", value, n)
		}
	}
	if n := asked(func() { b.get("/verify").sees(200) }); n > 2 {
		t.Errorf("a page that shows nothing of anybody's takes %d statements", n)
	}
	other := s.as(t, "badr")
	other.get("/learning")
	other.script(attempt+"/answers/"+item, url.Values{"answer": {values[0]}}).sees(404)
}

// Who is no longer who they were is found out at the very next request.
func TestWhoAsksIsAskedEachTime(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	hr := s.as(t, "hr-n")
	hr.get("/hr/people").sees(200)
	if err := masartest.Direct(s.App).RemoveGrant(t.Context(), people.Grant{PersonID: "hr-n", Role: people.HR, AgencyID: "north"}); err != nil {
		t.Fatal(err)
	}
	hr.get("/hr/people").sees(403)
	hr.get("/learning").sees(200)

	salma := s.as(t, "salma")
	salma.get("/learning").sees(200)
	if _, err := masartest.DBOf(s.App).W.NewRaw("UPDATE people SET left_at = ? WHERE id = 'salma'", masartest.Noon).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	salma.get("/learning").sees(401)

	badr := s.as(t, "badr")
	badr.get("/learning").sees(200)
	if err := masartest.Direct(s.App).RemoveSignIns(t.Context(), "badr", ""); err != nil {
		t.Fatal(err)
	}
	badr.get("/learning").sees(401)
}

// A list of twenty takes no more statements than a list of one.
func TestStatementsOfLists(t *testing.T) {
	s := newSite(t)
	publish := func(from, to int) {
		for i := from; i < to; i++ {
			c := masartest.Course()
			c.ID = fmt.Sprint("basics-", i)
			s.Publish(t, c)
			if _, err := s.App.Assign(t.Context(), s.Viewer(t, "hr-n"), personnel.Assignment{CourseID: c.ID, PersonIDs: []string{"salma"}}); err != nil {
				t.Fatal(err)
			}
			l := c.Lessons["read"]
			edit := studio.LessonEdit{LessonID: l.ID, Title: catalog.Text{Ar: "عنوان آخر", En: "Another title"}, Body: l.Body, Seen: studio.LessonDigest(l)}
			if err := s.App.SaveLesson(t.Context(), s.Viewer(t, "trainer-n"), c.ID, edit); err != nil {
				t.Fatal(err)
			}
		}
	}
	version := func(n int) {
		house, err := certificate.Builtin(certificate.Completion, 1)
		if err != nil {
			t.Fatal(err)
		}
		tmpl := certificate.Template{AgencyID: "north", Kind: certificate.Completion, Version: n, Design: house.Design, MadeBy: fmt.Sprint("hr-", string("ns"[n%2])), MadeAt: masartest.Noon}
		if err := masartest.Direct(s.App).AddTemplate(t.Context(), tmpl); err != nil {
			t.Fatal(err)
		}
	}
	publish(0, 1)
	version(1)
	hr, trainer := s.as(t, "hr-n"), s.as(t, "trainer-n")
	asked := s.watched()
	pages := []struct {
		name string
		open func()
	}{
		{"courses that can be edited", func() { trainer.get("/teaching/courses").sees(200) }},
		{"courses of a person", func() { hr.get("/hr/people/salma").sees(200) }},
		{"versions of a template", func() { hr.get("/templates/north/completion").sees(200) }},
	}
	one := map[string]int64{}
	for _, p := range pages {
		p.open() // what is read once is read
		one[p.name] = asked(p.open)
	}
	publish(1, 20)
	for n := 2; n <= 20; n++ {
		version(n)
	}
	for _, p := range pages {
		p.open()
		if n := asked(p.open); n > one[p.name] {
			t.Errorf("%s: one takes %d statements, twenty take %d", p.name, one[p.name], n)
		}
	}
	trainer.get("/teaching/courses").sees(200, "/teaching/courses/basics-0", "/teaching/courses/basics-19")
	hr.get("/templates/north/completion").sees(200, "version=1", "version=20")
}
