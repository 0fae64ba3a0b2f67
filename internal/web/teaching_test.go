package web_test

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// english returns a browser in which the person reads English.
func (s *site) english(t testing.TB, person string) *browser {
	t.Helper()
	return s.as(t, person).get("/?lang=en").sees(200)
}

// fill sends a form whose fields may have several values.
func (b *browser) fill(path string, form url.Values) *browser {
	b.t.Helper()
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			pairs = append(pairs, name, value)
		}
	}
	return b.post(path, pairs...)
}

// hidden returns the value of a hidden field of the page last shown.
func (b *browser) hidden(name string) string {
	b.t.Helper()
	m := regexp.MustCompile(`name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`).FindStringSubmatch(b.body)
	if m == nil {
		b.t.Fatalf("the page has no field %s: %s", name, b.main())
	}
	return m[1]
}

// noons returns noon in Muscat on the given days from now.
func noons(days ...int) (at []time.Time) {
	for _, d := range days {
		at = append(at, masartest.Noon.AddDate(0, 0, d))
	}
	return at
}

// taught returns a site with a run of the course of one day on it, taught by
// the trainer of the north, in which are people of both agencies.
func taught(t *testing.T) (s *site, run string) {
	t.Helper()
	s = newSite(t)
	s.Publish(t, masartest.Course())
	r, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "admin"), teach.RunPlan{
		CourseID: "basics", AgencyID: "north", Place: "Room 2", Seats: 10, Begin: noons(0), Trainers: []string{"trainer-n"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "admin"), r.ID, []string{"salma", "badr"}); err != nil {
		t.Fatal(err)
	}
	return s, r.ID
}

func (s *site) enrolment(t *testing.T, person string) progress.Enrolment {
	t.Helper()
	e, err := s.App.Store.EnrolmentIn(t.Context(), people.Own(person), person, "basics")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestScheduleRun(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "trainer-n")
	b.get("/teaching").sees(200, "No workshops yet", "/teaching/runs/new")
	b.get("/teaching/runs/new").sees(200, "Participation basics")
	b.get("/teaching/runs/new?course=basics").sees(200, "Start of Day one", "Northern Authority", "Tariq Al Amri")
	b.misses("Southern Authority")
	b.misses("Noura Al Kindi")
	b.fill("/teaching/runs/new", url.Values{"course": {"basics"}, "host": {"north"}, "place": {"Hall"}}).sees(422, "Give the date of this day", `value="Hall"`)
	plan := url.Values{"course": {"basics"}, "host": {"north"}, "place": {"Hall"}, "begin-0": {"2026-12-01T08:30"}, "trainers": {"trainer-n"}}
	b.fill("/teaching/runs/new", plan).sees(303)
	first := b.header.Get("Location")
	b.follow().sees(200, "Participation basics", "1 December 2026", "08:30", "Hall", "Tariq Al Amri", "No participants yet")
	b.fill("/teaching/runs/new", plan).sees(303)
	if again := b.header.Get("Location"); again != first {
		t.Errorf("sent twice, it leads to %s and to %s", first, again)
	}
	plan.Set("host", "south")
	b.fill("/teaching/runs/new", plan).sees(404)
	plan.Set("host", "north")
	plan.Set("trainers", "salma")
	plan.Set("begin-0", "2026-12-02T08:30")
	b.fill("/teaching/runs/new", plan).sees(422, "not a trainer")
	plan.Set("trainers", "trainer-s")
	b.fill("/teaching/runs/new", plan).sees(404)
	b.get("/teaching").sees(200, "Participation basics", "no participants yet")
	s.english(t, "trainer-s").get(first).sees(404)
	s.as(t, "salma").get("/teaching").sees(403)
}

func TestJoinRun(t *testing.T) {
	s, run := taught(t)
	b := s.english(t, "trainer-n")
	b.get("/teaching/runs/"+run).sees(200, "Salma Al Hinai", "Badr Al Ghafri", "2 of 10 seats taken")
	people := "/teaching/runs/" + run + "/people"
	b.get(people).sees(200)
	b.fill(people, url.Values{"q": {""}}).follow().sees(200, "Reem Al Hajri", "In this workshop")
	b.misses("Hilal Al Maamari") // of another agency
	b.fill(people, url.Values{}).sees(422, "Choose at least one person")
	b.fill(people, url.Values{"list": {"S-hr-n\nS-hr-s"}}).sees(422, "not found in your agency", "S-hr-s\u2069")
	b.fill(people, url.Values{"person": {"hr-s"}}).sees(404)
	b.get("/teaching/runs/" + run).sees(200)
	b.misses("Reem Al Hajri")
	b.get(people).sees(200)
	b.fill(people, url.Values{"list": {"S-hr-n, TRAINER-N@north.example"}, "person": {"hr-n"}}).sees(303).follow().sees(200, "The participants have been added", "Reem Al Hajri", "4 of 10 seats taken")
	b.get(people).sees(200)
	b.fill(people, url.Values{"list": {"S-hr-n"}}).sees(303).follow().sees(200, "in this workshop already", "4 of 10 seats taken")
}

func TestMarkAttendance(t *testing.T) {
	s, run := taught(t)
	salma, badr := s.enrolment(t, "salma").ID, s.enrolment(t, "badr").ID
	talk := "/teaching/runs/" + run + "/sessions/talk"
	b := s.english(t, "trainer-n")
	b.get("/teaching/runs/"+run).sees(200, "0 of 2 marked")
	b.get(talk).sees(200, "Salma Al Hinai", "Badr Al Ghafri", "60 minutes")
	b.fill(talk, url.Values{"m-" + salma: {"45"}, "m-" + badr: {"61"}}).sees(422, "between 0 and 60", `value="61"`, `value="45"`)
	b.get("/teaching/runs/"+run).sees(200, "0 of 2 marked")
	b.get(talk).sees(200)
	b.fill(talk, url.Values{"m-" + salma: {"45"}}).sees(303).follow().sees(200, "Attendance is saved")
	b.get("/teaching/runs/"+run).sees(200, "1 of 2 marked", "45 of 100 minutes")
	b.get(talk).sees(200)
	b.fill(talk, url.Values{"m-" + salma: {"45"}, "was-" + salma: {"45"}, "go": {"all"}}).sees(303)
	b.get("/teaching/runs/"+run).sees(200, "2 of 2 marked", "60 of 100 minutes")

	// A colleague corrects it; a page shown before leaves that alone.
	if err := s.App.MarkAttendance(t.Context(), s.Viewer(t, "admin"), run, "talk", []teach.Mark{{EnrolmentID: salma, Minutes: 10, Was: new(45)}}); err != nil {
		t.Fatal(err)
	}
	b.get(talk).sees(200)
	b.fill(talk, url.Values{"m-" + salma: {"45"}, "was-" + salma: {"45"}, "m-" + badr: {"0"}, "was-" + badr: {"60"}}).sees(303)
	as, err := s.App.Store.AttendancesOf(t.Context(), salma)
	if err != nil || len(as) != 1 || as[0].Minutes != 10 {
		t.Errorf("attendance of salma: %+v, %v; want the colleague's 10 minutes", as, err)
	}
	b.get(talk+"/sheet").sees(200, "%PDF", "Talk", "Salma Al Hinai", "Badr Al Ghafri")

	b.get("/teaching/runs/" + run + "/sessions/rest").sees(404)
	other := s.english(t, "trainer-s")
	for _, path := range []string{"/teaching/runs/" + run, talk, talk + "/sheet", "/teaching/runs/" + run + "/people"} {
		other.get(path).sees(404)
	}
	other.get("/teaching").sees(200, "No workshops yet")
	other.get("/teaching/reviews").sees(200)
	other.fill(talk, url.Values{"m-" + salma: {"60"}}).sees(404)
}

// Two pages on the same session: the later does not take the place of what it
// has not shown, but says so and does when it is sent once more.
func TestMarkAttendanceInTwoTabs(t *testing.T) {
	s, run := taught(t)
	salma, badr := s.enrolment(t, "salma").ID, s.enrolment(t, "badr").ID
	talk := "/teaching/runs/" + run + "/sessions/talk"
	minutes := func(enrolment string) (n int) {
		as, err := s.App.Store.AttendancesOf(t.Context(), enrolment)
		if err != nil || len(as) != 1 {
			t.Fatalf("attendance: %+v, %v", as, err)
		}
		return as[0].Minutes
	}
	b := s.english(t, "trainer-n")
	b.get(talk)
	first := url.Values{"m-" + salma: {"45"}, "was-" + salma: {""}}
	b.fill(talk, first).sees(303)
	b.fill(talk, first).sees(303) // the same form once more
	b.fill(talk, url.Values{"m-" + salma: {"30"}, "was-" + salma: {""}, "m-" + badr: {"60"}, "was-" + badr: {""}}).
		sees(422, "Salma Al Hinai: Somebody marked 45 minutes since you opened this page", `value="30"`, `value="60"`)
	if got := minutes(salma); got != 45 {
		t.Errorf("marked from the other page: %d, want 45", got)
	}
	if got := b.hidden("was-" + salma); got != "45" {
		t.Errorf("the page knows of %s minutes, want 45", got)
	}
	b.get(talk + "?lang=ar")
	b.fill(talk, url.Values{"m-" + salma: {"30"}, "was-" + salma: {""}}).sees(422, "سُجّلت له 45 دقيقة بعد أن فتحت هذه الصفحة")
	b.fill(talk, url.Values{"m-" + salma: {"30"}, "was-" + salma: {"45"}, "m-" + badr: {"60"}, "was-" + badr: {""}}).sees(303)
	if got := minutes(salma); got != 30 {
		t.Errorf("sent once more: %d, want 30", got)
	}
	// Everyone unmarked was present: not those whom the other page has marked.
	b.get(talk)
	b.fill(talk, url.Values{"m-" + salma: {""}, "was-" + salma: {""}, "go": {"all"}}).sees(303)
	if got := minutes(salma); got != 30 {
		t.Errorf("everyone unmarked: %d, want 30", got)
	}
}

// Nobody is marked at a session an hour or more before it begins.
func TestMarkAttendanceEarly(t *testing.T) {
	s, run := taught(t)
	talk := "/teaching/runs/" + run + "/sessions/talk"
	mark := url.Values{"m-" + s.enrolment(t, "salma").ID: {"45"}}
	b := s.english(t, "trainer-n")
	s.App.Now = func() time.Time { return masartest.Noon.Add(-time.Hour - time.Second) }
	b.get(talk).sees(200, "It begins on 22 November 2026, 12:00", talk+"/sheet").misses(`name="m-`)
	b.fill(talk, mark).sees(422, "It begins on 22 November 2026, 12:00")
	b.get(talk+"?lang=ar").sees(200, "موعدها 22 نوفمبر 2026، 12:00")
	s.App.Now = func() time.Time { return masartest.Noon.Add(-time.Hour) }
	b.get(talk).sees(200, `name="m-`)
	b.fill(talk, mark).sees(303)
}

// A run ahead is corrected; two who do so at once learn of each other.
func TestEditRun(t *testing.T) {
	s, run := taught(t)
	s.App.Now = func() time.Time { return masartest.Noon.Add(-24 * time.Hour) }
	page, edit := "/teaching/runs/"+run, "/teaching/runs/"+run+"/edit"
	for who, status := range map[string]int{"trainer-s": 404, "salma": 403, "hr-n": 403} {
		s.english(t, who).get(edit).sees(status)
		s.english(t, who).fill(edit, url.Values{"place": {"Hall"}, "begin-0": {"2026-11-22T12:00"}}).sees(status)
	}
	b := s.english(t, "trainer-n")
	b.get(page).sees(200, edit)
	b.get(edit).sees(200, "Edit the workshop", `value="2026-11-22T12:00"`, `value="Room 2"`, `value="10"`)
	form := url.Values{"revision": {b.hidden("revision")}, "place": {"Hall"}, "seats": {"1"}, "begin-0": {"2026-11-22T12:00"}, "trainers": {"trainer-n"}}
	b.fill(edit, form).sees(422, "2 seats are taken already", `value="Hall"`)
	b.get(edit + "?lang=ar")
	b.fill(edit, form).sees(422, "عدد المشاركين الآن 2")
	b.get(edit + "?lang=en")
	form.Set("seats", "5")
	form.Set("begin-0", "")
	b.fill(edit, form).sees(422, "Give the date of this day", `value="Hall"`)
	form.Set("begin-0", "2026-11-23T09:30")
	b.fill(edit, form).sees(303).follow().sees(200, "2 people have been notified", "23 November 2026", "09:30", "Hall", "2 of 5 seats taken")
	b.fill(edit, form).sees(303) // the same form once more

	colleague := s.english(t, "admin")
	colleague.get(page)
	other := url.Values{"revision": {"0"}, "place": {"Room 7"}, "seats": {"5"}, "begin-0": {"2026-11-23T09:30"}, "trainers": {"trainer-n"}}
	colleague.fill(edit, other).sees(409, "These details have changed since you opened them", "saved it last", "2026-11-23T09:30", ">Hall<", `value="Room 7"`).misses("Correct the")
	other.Set("revision", colleague.hidden("revision"))
	colleague.fill(edit, other).sees(303)

	l := s.english(t, "salma")
	l.get("/notices").sees(200, "The workshop “Participation basics” has a new time or place. It meets next on Monday 23 November 2026 at 09:30, Hall.", "09:30, Room 7.")
	if n := strings.Count(l.body, "a new time or place"); n != 2 {
		t.Errorf("she was told %d times, want 2", n)
	}
	l.get("/notices?lang=ar").sees(200, "تغيّر موعد ورشة «أساسيات المشاركة» أو مكانها. الموعد القادم فيها الاثنين 23 نوفمبر 2026 الساعة 09:30، \u2068Hall\u2069.")
	l.get("/calendar?lang=en").sees(200, "Room 7")

	s.App.Now = func() time.Time { return masartest.Noon.Add(22 * time.Hour) } // it is under way
	b = s.english(t, "trainer-n")
	b.get(edit).sees(200, "This workshop has begun").misses(`name="begin-0"`, `name="seats"`)
	b.fill(edit, url.Values{"revision": {b.hidden("revision")}, "place": {"Room 8"}, "trainers": {"trainer-n"}}).sees(303).follow().sees(200, "Room 8", "2 of 5 seats taken", "09:30")
	s.App.Now = func() time.Time { return masartest.Noon.Add(48 * time.Hour) }
	b = s.english(t, "trainer-n")
	b.get(edit).sees(409, "This workshop is over and can no longer be changed")
	b.get(page).sees(200, "Cancel the workshop").misses(edit)
}

// Participants are taken out of a run by its trainer, and by HR on the page of
// one of their people.
func TestLeaveRun(t *testing.T) {
	s, run := taught(t)
	page := "/teaching/runs/" + run
	salma, badr := s.enrolment(t, "salma").ID, s.enrolment(t, "badr").ID
	for who, status := range map[string]int{"trainer-s": 404, "salma": 403, "hr-n": 403} {
		s.english(t, who).fill(page+"/people/removal", url.Values{"person": {salma}}).sees(status)
	}
	b := s.english(t, "trainer-n")
	b.get(page).sees(200, "Take participants out", `value="`+salma, `value="`+badr)
	b.fill(page+"/people/removal", nil).sees(303).follow().sees(200, "Choose at least one participant", "2 of 10 seats taken")
	b.fill(page+"/people/removal", url.Values{"person": {badr}}).sees(303).follow().sees(200, "1 participant was taken out", "1 of 10 seats taken").misses("Badr Al Ghafri")
	s.english(t, "badr").get("/notices").sees(200, "You no longer have a seat in the workshop “Participation basics” of Sunday 22 November 2026")
	s.as(t, "badr").get("/notices?lang=ar").sees(200, "لم يعد لك مقعد في ورشة «أساسيات المشاركة» التي موعدها الأحد 22 نوفمبر 2026.")

	form := url.Values{"run": {run}}
	for who, status := range map[string]int{"hr-s": 404, "trainer-n": 403, "salma": 403} {
		s.english(t, who).fill("/hr/people/salma/seat/removal", form).sees(status)
	}
	hr := s.english(t, "hr-n")
	hr.get("/hr/people/salma").sees(200, "A seat in the workshop of Sunday 22 November 2026", "Take out of the workshop")
	hr.fill("/hr/people/salma/seat/removal", form).sees(303).follow().sees(200, "1 participant was taken out").misses("A seat in the workshop")
	hr.fill("/hr/people/salma/seat/removal", form).sees(303).follow().sees(200, "Nothing was changed")
	b.get(page).sees(200, "No participants yet")

	// Whoever is marked stays.
	if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "admin"), run, []string{"salma"}); err != nil {
		t.Fatal(err)
	}
	b.get(page + "/sessions/talk")
	b.fill(page+"/sessions/talk", url.Values{"m-" + salma: {"45"}}).sees(303)
	b.get(page).sees(200, "Salma Al Hinai").misses("Take participants out")
	b.fill(page+"/people/removal", url.Values{"person": {salma}}).sees(409, "is marked in a session")
	hr.get("/hr/people/salma").sees(200, "A seat in the workshop").misses("Take out of the workshop")
}

// A day that is past is asked about, once for each that is written.
func TestScheduleInThePast(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "trainer-n")
	b.get("/teaching/runs/new?course=basics")
	plan := url.Values{"course": {"basics"}, "host": {"north"}, "place": {"Hall"}, "begin-0": {"2020-12-01T08:30"}, "trainers": {"trainer-n"}}
	b.fill("/teaching/runs/new", plan).sees(422, "Tuesday 1 December 2020, which is past")
	plan.Set("past", b.hidden("past"))
	plan.Set("begin-0", "2020-12-02T08:30")
	b.fill("/teaching/runs/new", plan).sees(422, "Wednesday 2 December 2020, which is past")
	b.get("/teaching/runs/new?course=basics&lang=ar")
	b.fill("/teaching/runs/new", plan).sees(422, "الأربعاء 2 ديسمبر 2020، وقد مضى")
	plan.Set("past", b.hidden("past"))
	b.fill("/teaching/runs/new", plan).sees(303)
	run := b.header.Get("Location")
	b.get(run).sees(200, "إلغاء الورشة")
	b.fill(run+"/cancellation", nil).sees(303).follow().sees(200, "أُلغيت هذه الورشة")
	plan.Set("begin-0", "2026-11-22T00:00") // today
	b.fill("/teaching/runs/new", plan).sees(303)
}

// A run is cancelled, and shown so wherever it is listed.
func TestCancelRun(t *testing.T) {
	s, run := taught(t)
	page, talk := "/teaching/runs/"+run, "/teaching/runs/"+run+"/sessions/talk"
	mark := url.Values{"m-" + s.enrolment(t, "salma").ID: {"45"}}
	s.english(t, "trainer-s").fill(page+"/cancellation", nil).sees(404)
	s.english(t, "salma").fill(page+"/cancellation", nil).sees(403)
	b := s.english(t, "trainer-n")
	b.get(page).sees(200, "Cancel the workshop", "This cannot be undone", "Add participants")
	b.fill(page+"/cancellation", nil).sees(303).follow().sees(200, "people have been notified", "This workshop has been cancelled").misses("This cannot be undone", page+"/people")
	b.fill(page+"/cancellation", nil).sees(409, "This workshop has been cancelled")
	b.get("/teaching").sees(200, "Cancelled").misses("Under way")
	b.get("/teaching/reviews").sees(200, "22 November 2026 (cancelled)")
	b.get(talk).sees(200, "This workshop has been cancelled").misses(`name="m-`, talk+"/sheet")
	b.get(page)
	b.fill(talk, mark).sees(422, "This workshop has been cancelled")
	b.fill(page+"/people", url.Values{"person": {"hr-n"}}).sees(422, "This workshop has been cancelled")
	l := s.english(t, "salma")
	l.get("/learning/basics").sees(200, "Your workshop of Sunday 22 November 2026 has been cancelled", "What you have done in the course is kept").misses("not marked yet")
	l.get("/calendar").sees(200, "Participation basics", "Cancelled")
	l.get("/").sees(200, "Cancelled")
	l.get("/notices").sees(200, "You have a seat in the workshop “Participation basics”. It begins on Sunday 22 November 2026 at 12:00, Room 2.", "The workshop “Participation basics” of Sunday 22 November 2026 has been cancelled.")
	for _, say := range []string{"أُلغيت ورشة «أساسيات المشاركة» التي كان موعدها الأحد 22 نوفمبر 2026.", "لك مقعد في ورشة «أساسيات المشاركة». تبدأ يوم الأحد 22 نوفمبر 2026 الساعة 12:00، \u2068Room 2\u2069."} {
		l.get("/notices?lang=ar").sees(200, say)
	}
}

// handedIn has the person hand in the worksheet with a file, and returns it.
func (s *site) handedIn(t *testing.T, person string) (work, file string) {
	t.Helper()
	w, err := s.App.SaveWork(t.Context(), s.Viewer(t, person), "basics", "sheet", learn.HandIn{
		Fields: map[string]string{"text": "What " + person + " wrote"}, Final: true,
		Files: map[string]store.File{"scan": {Name: "scan.pdf", Type: "application/pdf", Hash: "h", Body: []byte("%PDF-1 of " + person)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w.ID, w.Fields["scan"]
}

func TestReviewWork(t *testing.T) {
	s, _ := taught(t)
	work, file := s.handedIn(t, "badr") // of another agency than the trainer, in the run
	path := "/teaching/reviews/" + work
	b := s.english(t, "trainer-n")
	b.get("/teaching/reviews").sees(200, "Badr Al Ghafri", "Worksheet", path)
	b.get("/teaching/reviews?course=other").sees(200, "Clear them")
	b.get(path).sees(200, "What badr wrote", "scan.pdf", "★", "Evidence", "essential criterion")
	b.get("/teaching/files/"+file).sees(200, "%PDF-1 of badr")
	if got := b.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("the file is served as %q, want a download", got)
	}
	b.get(path).sees(200)
	revision := b.hidden("revision")
	b.fill(path, url.Values{"revision": {revision}, "level-proof": {"3"}, "comment": {"Well argued"}}).sees(422, "Choose a level for this criterion", "Well argued")
	b.fill(path, url.Values{"revision": {revision}, "go": {"return"}}).sees(422, "Tell the learner what to revise")

	// Two reviewers: the second is told, and keeps what they typed.
	colleague := s.english(t, "trainer-s") // of the learner's agency
	colleague.get(path).sees(200)
	verdict := url.Values{"revision": {revision}, "level-proof": {"4"}, "level-fit": {"3"}, "comment": {"Good"}}
	b.fill(path, verdict).sees(303).follow().sees(200, "The review is saved")
	b.get(path).sees(200, "Score", "87%", "Reviewed by Tariq Al Amri")
	colleague.fill(path, url.Values{"revision": {revision}, "level-proof": {"2"}, "level-fit": {"2"}, "comment": {"Thin"}}).sees(409, "This has changed since you opened it", "Tariq Al Amri", "saved it last", "Thin", "87%", ">Good<").misses("Correct the")
	verdict.Set("revision", revision)
	b.fill(path, verdict).sees(303) // the same form, sent twice

	colleague.fill(path, url.Values{"revision": {colleague.hidden("revision")}, "go": {"return"}, "comment": {"Cite the source"}}).sees(303)
	colleague.get(path).sees(200, "with its author", "Cite the source")
}

func TestReviewOfOthers(t *testing.T) {
	s, _ := taught(t)
	work, file := s.handedIn(t, "salma")
	draft, err := s.App.SaveWork(t.Context(), s.Viewer(t, "badr"), "basics", "sheet", learn.HandIn{
		Fields: map[string]string{"text": "unfinished"}, Files: map[string]store.File{"scan": {Name: "a.pdf", Type: "application/pdf", Hash: "h", Body: []byte("%PDF-2")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	south := s.english(t, "trainer-s")
	south.get("/teaching/reviews").sees(200, "Nothing is waiting")
	south.get("/teaching/reviews/" + work).sees(404)
	south.get("/teaching/files/" + file).sees(404)
	south.get("/teaching/reviews").sees(200)
	north := s.english(t, "trainer-n")
	north.get("/teaching/reviews/" + work).sees(200)
	south.fill("/teaching/reviews/"+work, url.Values{"level-proof": {"4"}, "level-fit": {"4"}}).sees(404)
	// What has not been handed in is its author's alone.
	south.get("/teaching/reviews/" + draft.ID).sees(404)
	south.get("/teaching/files/" + draft.Fields["scan"]).sees(404)
	s.as(t, "hr-n").get("/teaching/reviews/" + work).sees(403)
}
