package web_test

import (
	"net/url"
	"testing"

	"masar/internal/app/learn"
)

// A trainer who takes part in their own run neither finds their work to review
// nor a field for their own attendance, and is told who can.
func TestOwnWorkAndAttendance(t *testing.T) {
	s, run := taught(t)
	if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "admin"), run, []string{"trainer-n"}); err != nil {
		t.Fatal(err)
	}
	w, err := s.App.SaveWork(t.Context(), s.Viewer(t, "trainer-n"), "basics", "sheet", learn.HandIn{Fields: map[string]string{"text": "نص"}, Final: true})
	if err != nil {
		t.Fatal(err)
	}
	b, path := s.english(t, "trainer-n"), "/teaching/reviews/"+w.ID
	b.get("/teaching/reviews").sees(200).misses(path)
	b.get(path).sees(200, "nobody reviews their own").misses("Save the review")
	b.fill(path, url.Values{"revision": {"1"}, "level-proof": {"4"}, "level-fit": {"4"}}).sees(403, "nobody reviews their own")
	b.get(path+"?lang=ar").sees(200, "لا يراجع أحد عمل نفسه")
	s.english(t, "admin").get("/teaching/reviews").sees(200, path)
	s.english(t, "admin").get(path).sees(200, "Save the review").misses("nobody reviews")

	own, salma := s.enrolment(t, "trainer-n").ID, s.enrolment(t, "salma").ID
	talk := "/teaching/runs/" + run + "/sessions/talk"
	b = s.english(t, "trainer-n")
	b.get(talk).sees(200, "This is your own attendance", `name="m-`+salma+`"`).misses(`name="m-` + own + `"`)
	b.fill(talk, url.Values{"m-" + own: {"60"}}).sees(422, "This is your own attendance")
	b.get(talk)
	b.fill(talk, url.Values{"go": {"all"}}).sees(303)
	as, err := s.App.Store.Attendances(t.Context(), run)
	if err != nil || len(as) != 2 {
		t.Fatalf("%d marked, %v; want all but the trainer", len(as), err)
	}
	s.english(t, "admin").get(talk).sees(200, `name="m-`+own+`"`).misses("This is your own")
}

// An emptied field takes the mark back, and what was emptied is not filled in
// again beside another's fault.
func TestClearAttendance(t *testing.T) {
	s, run := taught(t)
	salma, badr := s.enrolment(t, "salma").ID, s.enrolment(t, "badr").ID
	talk := "/teaching/runs/" + run + "/sessions/talk"
	b := s.english(t, "trainer-n")
	b.get(talk).sees(200, "empty a field to clear a mark")
	b.fill(talk, url.Values{"m-" + salma: {"45"}, "m-" + badr: {"60"}}).sees(303)
	b.get("/teaching/runs/"+run).sees(200, "2 of 2 marked").misses("Take participants out")
	b.get(talk)
	b.fill(talk, url.Values{"m-" + salma: {""}, "was-" + salma: {"45"}, "m-" + badr: {"61"}, "was-" + badr: {"60"}}).
		sees(422, "between 0 and 60", `name="m-`+salma+`" value=""`)
	empty := url.Values{"m-" + salma: {""}, "was-" + salma: {"45"}, "m-" + badr: {"60"}, "was-" + badr: {"60"}}
	for range 2 { // sent twice
		b.fill(talk, empty).sees(303).follow().sees(200, "Attendance is saved")
	}
	b.get("/teaching/runs/"+run).sees(200, "1 of 2 marked", "Take participants out")
	b.get(talk)
	b.fill(talk, url.Values{"m-" + badr: {""}, "was-" + badr: {"45"}}).sees(422, "Somebody marked 60 minutes")
}
