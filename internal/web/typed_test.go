package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/masartest"
)

// Seats, places and days are read by what somebody typed: in the digits of any
// script, or refused at their field with what was typed still in it. Nothing
// that nobody can have meant becomes a run without a limit.
func TestRunTyped(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "trainer-n")
	plan := func(pairs ...string) url.Values {
		v := url.Values{"course": {"basics"}, "host": {"north"}, "place": {"Hall"}, "seats": {""}, "begin-0": {"2026-12-01T08:30"}, "trainers": {"trainer-n"}}
		for i := 0; i < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return v
	}
	b.get("/teaching/runs/new?course=basics").sees(200, `inputmode="numeric"`).misses(`type="number"`)
	for _, c := range []struct{ field, value, says string }{
		{"seats", "-5", "whole number between 1 and 9,999"}, {"seats", "2.5", "whole number"}, {"seats", "٢٫٥", "whole number"}, {"seats", "0", "whole number"},
		{"seats", "10000", "whole number"}, {"seats", "عشرون", "whole number"}, {"seats", "20 seats", "whole number"},
		{"place", "Hall\u202E2", "hidden characters"}, {"place", strings.Repeat("ق", 201), "longer than 200"},
		{"begin-0", "9999-12-31T08:00", "not between 1950 and 2100"}, {"begin-0", "2026-02-30T08:00", "Give the date of this day"}, {"begin-0", "soon", "Give the date of this day"},
	} {
		b.fill("/teaching/runs/new", plan(c.field, c.value)).sees(422, c.says, `id="f-`+c.field+`-error"`)
		if c.field != "place" { // browsers show hidden characters as they like
			b.sees(422, `value="`+c.value+`"`)
		}
	}
	if rs, err := s.App.Store.TaughtRuns(t.Context(), s.Viewer(t, "trainer-n"), 10); err != nil || len(rs) != 0 {
		t.Fatalf("refused, yet there are %+v, %v", rs, err)
	}
	for i, seats := range []string{"٢٠", "۲۰", "20", " \u200F20 "} {
		begin := "2026-12-0" + string(rune('1'+i)) + "T08:30"
		b.fill("/teaching/runs/new", plan("seats", seats, "begin-0", begin, "place", "\u2068Hall\u2069")).sees(303).follow().sees(200, "0 of 20 seats taken", "Hall")
	}
	b.fill("/teaching/runs/new", plan("begin-0", "٢٠٢٦-١٢-٠٩T٠٨:٣٠")).sees(303).follow().sees(200, "9 December 2026", "no participants yet")
}

// Minutes are read as seats are; an emptied field is unmarked again.
func TestMinutesTyped(t *testing.T) {
	s, run := taught(t)
	salma, badr := s.enrolment(t, "salma").ID, s.enrolment(t, "badr").ID
	talk := "/teaching/runs/" + run + "/sessions/talk"
	b := s.english(t, "trainer-n")
	b.get(talk).sees(200).misses(`type="number"`)
	for _, wrong := range []string{"2.5", "-1", "٦١", "sixty", "٤٫٥", "1e1"} {
		b.fill(talk, url.Values{"m-" + salma: {wrong}, "m-" + badr: {"٤٠"}}).sees(422, "between 0 and 60", `value="`+wrong+`"`, `value="٤٠"`)
	}
	b.fill(talk, url.Values{"m-" + salma: {"٤٠"}, "m-" + badr: {"۰"}}).sees(303).follow().sees(200, "Attendance is saved", `value="40"`, `value="0"`)
	b.fill(talk, url.Values{"m-" + salma: {"٤٠"}, "was-" + salma: {"40"}, "m-" + badr: {"0"}, "was-" + badr: {"0"}}).sees(303).follow().sees(200, "flash--nothing", "Nothing has changed")
	b.fill(talk, url.Values{"m-" + salma: {"٤٠"}, "was-" + salma: {"40"}, "m-" + badr: {" "}, "was-" + badr: {"0"}}).sees(303).follow().sees(200, "Attendance is saved").misses(`value="0"`)
}

// Whoever has a seat in another run is named and asked about, and moves when
// that is confirmed; the one who would be added beside them waits for it.
func TestJoinElsewhere(t *testing.T) {
	s, run := taught(t)
	s.App.Now = func() time.Time { return masartest.Noon.Add(-24 * time.Hour) }
	later, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "admin"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "Room 9", Begin: noons(5), Trainers: []string{"trainer-n"}})
	if err != nil {
		t.Fatal(err)
	}
	b := s.english(t, "trainer-n")
	page := "/teaching/runs/" + later.ID
	b.get(page + "/people")
	both := url.Values{"list": {"S-SALMA\nS-hr-n"}}
	for range 2 {
		b.fill(page+"/people", both).sees(409, "Salma Al Hinai", "has a seat in another workshop", "22 November 2026", "Move them here", `name="person" value="salma"`, `name="person" value="hr-n"`)
	}
	if e := s.enrolment(t, "salma"); e.RunID != run {
		t.Fatalf("not confirmed, yet she sits in %q", e.RunID)
	}
	moved := url.Values{"person": {"salma", "hr-n"}, "move": {"1"}}
	b.fill(page+"/people", moved).sees(303).follow().sees(200, "The participants have been added", "Salma Al Hinai", "Reem Al Hajri")
	b.fill(page+"/people", moved).sees(303).follow().sees(200, "flash--nothing", "in this workshop already")
	s.english(t, "salma").get("/notices").sees(200, "You no longer have a seat in the workshop “Participation basics” of Sunday 22 November 2026", "You have a seat in the workshop “Participation basics”. It begins on Friday 27 November 2026")

	// Once the first has begun, nobody is moved out of it.
	s.App.Now = func() time.Time { return masartest.Noon.Add(time.Minute) }
	a := s.english(t, "admin")
	a.get(page + "/people")
	a.fill(page+"/people", url.Values{"person": {"badr"}, "move": {"1"}}).sees(409, "Badr Al Ghafri", "cannot be moved out").misses("Move them here")
	s.english(t, "trainer-s").fill(page+"/people", moved).sees(404)
}

// What was marked in an earlier run is said to be from there.
func TestMarkedBefore(t *testing.T) {
	s, run := taught(t)
	salma := s.enrolment(t, "salma").ID
	admin := s.Viewer(t, "admin")
	if err := s.App.MarkAttendance(t.Context(), admin, run, "talk", []teach.Mark{{EnrolmentID: salma, Minutes: 50}}); err != nil {
		t.Fatal(err)
	}
	s.App.Now = func() time.Time { return masartest.Noon.Add(24 * time.Hour) }
	later, err := s.App.ScheduleRun(t.Context(), admin, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: noons(7), Trainers: []string{"trainer-n"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.App.JoinRun(t.Context(), admin, later.ID, []string{"salma"}); err != nil {
		t.Fatal(err)
	}
	b := s.english(t, "trainer-n")
	b.get("/teaching/runs/"+later.ID).sees(200, "0 of 1 marked", "50 of 100 minutes")
	talk := "/teaching/runs/" + later.ID + "/sessions/talk"
	s.App.Now = func() time.Time { return later.StartsOn.Add(time.Hour) }
	b = s.english(t, "trainer-n")
	b.get(talk).sees(200, "Marked in an earlier workshop: 50 minutes", `name="was-`+salma+`" value="50"`, `name="m-`+salma+`" value=""`)
	b.fill(talk, url.Values{"m-" + salma: {""}, "was-" + salma: {"50"}}).sees(303)
	b.get("/teaching/runs/"+later.ID).sees(200, "0 of 1 marked")
	b.get(talk)
	b.fill(talk, url.Values{"m-" + salma: {"50"}, "was-" + salma: {"50"}}).sees(303)
	b.get("/teaching/runs/"+later.ID).sees(200, "1 of 1 marked")
}

// What somebody chose is not passed over: a department with everyone chosen, or
// numbers beside a department, is asked about. Confirming, one sees whom.
func TestAssignmentWhom(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "hr-n")
	b.get("/hr/assign").sees(200, `data-picks="to=department"`, `data-picks="to=people"`)
	for _, c := range []struct {
		pairs []string
		says  string
	}{
		{[]string{"to", "agency", "agency", "north", "department", "التخطيط"}, "and a department too"},
		{[]string{"to", "agency", "agency", "north", "numbers", "S-salma"}, "without choosing “People by number”"},
		{[]string{"to", "department", "agency", "north", "department", "التخطيط", "under", "1"}, "goes with “Everyone in the agency” alone"},
		{[]string{"to", "agency", "agency", "north", "due", "9999-12-31"}, "not between 1950 and 2100"},
		{[]string{"to", "agency", "agency", "north", "due", "2026-02-30"}, "date that exists"},
	} {
		for _, confirmed := range [][]string{nil, {"confirmed", "1"}} {
			b.post("/hr/assign", append(append([]string{"course", "basics"}, c.pairs...), confirmed...)...).sees(422, c.says)
		}
	}
	b.post("/hr/assign", "course", "basics", "to", "agency", "agency", "north").follow().sees(200, "Everyone in Northern Authority", "Salma Al Hinai", "Tariq Al Amri", "Reem Al Hajri").misses("Badr Al Ghafri")
	b.post("/hr/assign", "course", "basics", "to", "department", "agency", "north", "department", "التخطيط").follow().sees(200, "The department التخطيط of Northern Authority", "Salma Al Hinai")
	b.post("/hr/assign", "course", "basics", "to", "people", "numbers", "s-SALMA, HR-N@north.example").follow().sees(200, "Salma Al Hinai", "Reem Al Hajri").misses("Tariq Al Amri")
	s.english(t, "hr-s").post("/hr/assign", "course", "basics", "to", "people", "numbers", "S-salma").sees(422, "not found in your agency")
}

// A day typed into a filter that is none is said so, and narrows nothing.
func TestFilterDay(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "admin")
	for _, wrong := range []string{"soon", "9999-01-01", "2026-02-30"} {
		b.get("/admin/events?from="+wrong).sees(200, `id="f-from-error"`, "Signed in")
	}
	b.get("/admin/events?from=2026-11-22&to=٢٠٢٦-١١-٢٢").sees(200, "Signed in").misses("f-from-error", "f-to-error")
	b.get("/admin/events?to=2026-11-21").sees(200).sees(200, "Nothing here yet")
}

// Reminders are said to be where they are: where no mail server is set, mails are
// kept.
func TestRemindedHere(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	hr := s.Viewer(t, "hr-n")
	if _, err := s.App.Assign(t.Context(), hr, personnel.Assignment{CourseID: "basics", PersonIDs: []string{"salma"}, DueOn: masartest.Noon.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	s.App.Mailer = nil
	b := s.english(t, "hr-n")
	b.get("/hr")
	b.post("/hr/reminders", "course", "basics").follow().sees(200, "Nobody in this report is overdue", "flash--nothing").misses("has been reminded today")
	s.App.Now = func() time.Time { return masartest.Noon.Add(2 * time.Hour) }
	b.post("/hr/reminders", "course", "basics").follow().sees(200, "1 person has a reminder on the site. No mail server is set", `class="flash"`)
	b.post("/hr/reminders", "course", "basics").follow().sees(200, "Everyone who is overdue has been reminded today already", "flash--nothing")
}

// People who share a number since before it had to be unique are shown to HR of
// their agency, and to no other.
func TestTwinsShown(t *testing.T) {
	s := newSite(t)
	s.as(t, "hr-n").get("/hr/people").misses("رقم وظيفي أو بريد يحمله غيره")
	if _, err := masartest.DBOf(s.App).W.NewRaw("UPDATE people SET staff_no = '١', staff_key = '1', staff_twin = 'salma' WHERE id = 'salma'").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.as(t, "hr-n").get("/hr/people").sees(200, "موظف واحد له رقم وظيفي أو بريد يحمله غيره")
	s.as(t, "hr-n").get("/hr/people?twins=1&left=1").sees(200, "سلمى بنت خلفان", "رقمه أو بريده لغيره أيضًا").misses("طارق بن حمد")
	s.as(t, "hr-s").get("/hr/people").sees(200).misses("رقم وظيفي أو بريد يحمله غيره")
}
