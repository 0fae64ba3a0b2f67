package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"masar/internal/app/teach"
	"masar/internal/masartest"
	"masar/internal/people"
)

// smallRun returns a site with a run of two seats, of which one is taken, and the
// address of the page that adds people to it.
func smallRun(t *testing.T) (s *site, run string) {
	t.Helper()
	s = newSite(t)
	s.Publish(t, masartest.Course())
	r, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "admin"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Seats: 2, Begin: noons(1), Trainers: []string{"trainer-n"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "admin"), r.ID, []string{"badr"}); err != nil {
		t.Fatal(err)
	}
	return s, r.ID
}

func ticked(id string) string { return fmt.Sprintf(`name="person" value="%s" checked`, id) }

// With too few seats nobody is added, and the page comes back with what was
// searched for, who was ticked, found or not, and the pasted list; sent again, it
// is refused again, and with one less it is taken.
func TestTooFewSeats(t *testing.T) {
	s, run := smallRun(t)
	b, page := s.english(t, "trainer-n"), "/teaching/runs/"+run+"/people"
	b.get(page)
	form := url.Values{"add": {"1"}, "q": {"salma"}, "person": {"salma", "hr-n"}, "list": {"S-trainer-n"}}
	for range 2 {
		b.fill(page, form).sees(422, "2 in all, 1 left, and you chose 3", "Nobody was added", `value="salma"`, ticked("salma"), ticked("hr-n"), "Those you have chosen so far", "S-trainer-n</textarea>")
	}
	b.get("/teaching/runs/"+run).sees(200, "1 of 2 seats taken").misses("Salma Al Hinai")
	b.get(page + "?lang=ar")
	b.fill(page, form).sees(422, "عدد المقاعد 2، والمتبقي منها 1، ومن اخترتهم 3", ticked("hr-n"))
	b.get(page + "?lang=en")
	b.fill(page, url.Values{"add": {"1"}, "q": {"salma"}, "person": {"salma"}}).sees(303).follow().sees(200, "2 of 2 seats taken", "Salma Al Hinai")
}

// Whoever searches again keeps those they ticked before, and what they pasted;
// whoever a refused list leaves out is ticked still. Of another agency nobody can
// be brought along.
func TestSearchKeepsTicks(t *testing.T) {
	s, run := smallRun(t)
	b, page := s.english(t, "trainer-n"), "/teaching/runs/"+run+"/people"
	b.get(page)
	b.fill(page, url.Values{"find": {"1"}, "q": {"Reem"}, "person": {"salma"}, "list": {"S-1"}}).follow().sees(200, ticked("salma"), `value="hr-n"`, "S-1</textarea>").misses(ticked("hr-n"))
	b.fill(page, url.Values{"add": {"1"}, "q": {""}, "person": {"salma"}, "list": {"S-nobody"}}).sees(422, "not found in your agency", ticked("salma"))
	b.fill(page, url.Values{"add": {"1"}, "q": {""}}).sees(422, "Choose at least one person")
	b.fill(page, url.Values{"find": {"1"}, "q": {"Reem"}, "person": {"hr-s"}}).follow().sees(200).misses("Hilal Al Maamari")
	b.fill(page, url.Values{"find": {"1"}, "q": {""}}).follow().sees(200, `value="salma"`, "Salma Al Hinai") // found by whom it should be
}

// To a cancelled run nobody can be added, and its page says so and offers nothing.
func TestNobodyJoinsCancelled(t *testing.T) {
	s, run := smallRun(t)
	page := "/teaching/runs/" + run + "/people"
	b := s.english(t, "trainer-n")
	b.get(page).sees(200, `name="add"`).misses("has been cancelled")
	if _, err := s.App.CancelRun(t.Context(), s.Viewer(t, "trainer-n"), run); err != nil {
		t.Fatal(err)
	}
	b.get(page).sees(200, "This workshop has been cancelled, and nobody can be added to it").misses(`name="add"`, `name="list"`, `name="q"`)
	for range 2 {
		b.fill(page, url.Values{"add": {"1"}, "person": {"salma"}}).sees(422, "nobody can be added to it").misses(`name="add"`)
	}
	b.get("/teaching/runs/" + run).sees(200).misses("Salma Al Hinai")
	s.as(t, "trainer-n").get(page).sees(200, "أُلغيت هذه الورشة، فلا يُضاف إليها أحد")
}

// A run that is over offers nothing either; who was there and is not on its list
// is added once that is said, and nobody is told.
func TestNobodyJoinsWhatIsOver(t *testing.T) {
	s, run := smallRun(t)
	page := "/teaching/runs/" + run + "/people"
	r, err := s.App.Store.Run(t.Context(), people.Everywhere("a test"), run)
	if err != nil {
		t.Fatal(err)
	}
	s.App.Now = func() time.Time { return r.EndsOn.Add(-time.Microsecond) }
	b := s.english(t, "trainer-n")
	b.get(page).sees(200, `name="add"`).misses("is over")
	s.App.Now = func() time.Time { return r.EndsOn }
	b.get("/teaching/runs/"+run).sees(200, "Add somebody who was there")
	b.get(page).sees(200, "This workshop is over", "no seats can be taken in it").misses(`name="add"`)
	b.fill(page, url.Values{"add": {"1"}, "person": {"salma"}}).sees(422, "send the form again as it is", ticked("salma"), `name="late"`)
	b.get("/teaching/runs/" + run).sees(200).misses("Salma Al Hinai")
	b.get(page+"?late=1").sees(200, `name="add"`)
	b.fill(page, url.Values{"add": {"1"}, "late": {"1"}, "person": {"salma"}}).sees(303).follow().sees(200, "Salma Al Hinai")
	if got := s.notices(t, "salma"); len(got) != 0 {
		t.Errorf("told of a run that is over: %v", got)
	}
}

// A workshop is left without a trainer only once that is confirmed, and says so
// in the list and on its page until it has one who is employed.
func TestUntaughtRun(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "trainer-n")
	b.get("/teaching/runs/new?course=basics")
	plan := url.Values{"course": {"basics"}, "host": {"north"}, "place": {"Hall"}, "begin-0": {"2026-12-01T08:30"}}
	b.fill("/teaching/runs/new", plan).sees(422, "No trainer is chosen", `name="untaught"`, `value="Hall"`)
	b.get("/teaching").sees(200, "No workshops yet")
	b.get("/teaching/runs/new?course=basics")
	plan.Set("untaught", "1")
	b.fill("/teaching/runs/new", plan).sees(303)
	run := b.header.Get("Location")
	b.follow().sees(200, "has no trainer yet", "This workshop has no trainer", `href="`+run+`/edit"`)
	b.get("/teaching").sees(200, "No trainer")
	s.as(t, "trainer-n").get(run).sees(200, "لا مدرب لهذه الورشة")

	edit := run + "/edit"
	save := func(more ...string) *browser {
		form := url.Values{"place": {"Hall"}, "begin-0": {"2026-12-01T08:30"}, "revision": {b.get(edit).sees(200).hidden("revision")}}
		for i := 0; i < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return b.fill(edit, form)
	}
	save("place", "Room 5").sees(303) // it had none before: nobody is asked
	save("trainers", "trainer-n").sees(303).follow().sees(200).misses("This workshop has no trainer")
	b.get("/teaching").sees(200, "Participation basics").misses("No trainer")
	save().sees(422, "No trainer is chosen", `name="untaught"`)
	b.get(run).sees(200).misses("This workshop has no trainer")

	p, err := s.App.Store.Person(t.Context(), people.Within("north"), "trainer-n")
	if err != nil {
		t.Fatal(err)
	}
	p.LeftAt = s.App.Now()
	if err := masartest.Direct(s.App).SavePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	led, err := s.App.Store.Led(t.Context(), strings.TrimPrefix(run, "/teaching/runs/"))
	if err != nil || len(led) != 0 {
		t.Errorf("led by somebody who has left: %v, %v", led, err)
	}
}

// What a filter asks for that there is not, or that is another agency's, is shown
// as unknown: nothing is listed, and the heading and the fields say the same.
func TestUnknownFilters(t *testing.T) {
	s := newCourseSite(t)
	odd := `selected>Unknown choice`
	for _, c := range []struct {
		who, path string
		says      []string
		not       []string
	}{
		{"hr-n", "/hr?agency=south", []string{"unknown agency", odd, "Nobody matches"}, []string{"all agencies", "Southern", "Badr"}},
		{"hr-n", "/hr?agency=nowhere", []string{"unknown agency", odd, "Nobody matches"}, []string{"all agencies"}},
		{"hr-n", "/hr?agency=north", []string{"Northern Authority", "Salma Al Hinai"}, []string{"Unknown", "unknown"}},
		{"hr-n", "/hr?course=none", []string{"Unknown course", odd, "Nobody matches"}, []string{"All courses"}},
		{"hr-n", "/hr?department=none", []string{"unknown department", odd, "Nobody matches"}, nil},
		{"hr-n", "/hr", []string{"Northern Authority"}, []string{"Unknown", "unknown"}},
		{"admin", "/hr?department=none", []string{"Salma Al Hinai", "Badr Al Ghafri", "all agencies"}, []string{"unknown"}}, // of many agencies none is asked for
		{"hr-n", "/hr/people?agency=south", []string{odd}, []string{"Badr", "Salma"}},
		{"hr-n", "/hr/certificates?course=none", []string{odd}, nil},
		{"hr-n", "/hr/passwords?agency=south", []string{odd}, []string{"Southern"}},
		{"trainer-n", "/teaching/reviews?run=none", []string{odd}, nil},
	} {
		b := s.english(t, c.who)
		b.get(c.path).sees(200, c.says...).misses(c.not...)
	}
}
