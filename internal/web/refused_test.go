package web_test

import (
	"net/url"
	"strings"
	"testing"

	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/masartest"
	"masar/internal/people"
)

// A form that is refused comes back on its page with what was chosen in it, whether
// its handler thought of that or not.
func TestRefusedFormsComeBack(t *testing.T) {
	s, run := taught(t)
	salma, badr := s.enrolment(t, "salma").ID, s.enrolment(t, "badr").ID
	page := "/teaching/runs/" + run
	b := s.english(t, "trainer-n")
	b.get(page).sees(200)
	b.fill(page+"/sessions/talk", url.Values{"m-" + salma: {"45"}}).sees(303)
	bare := "To the home page"
	b.fill(page+"/people/removal", url.Values{"person": {salma, badr}}).
		sees(409, "is marked in a session", `value="`+badr+`" checked`, `<details class="unfold" open`, "Take participants out").misses(bare)
	hr := s.english(t, "hr-n")
	hr.get("/hr/people/salma").sees(200)
	hr.post("/hr/people/salma/seat/removal", "run", run).sees(409, "is marked in a session", "/hr/people/salma/password").misses(bare)
	hr.get("/hr/people/hr-n").sees(200)
	hr.post("/hr/people/hr-n/employment", "employed", "0").sees(409, "/hr/people/hr-n").misses(bare)
	if _, err := s.App.CancelRun(t.Context(), s.Viewer(t, "trainer-n"), run); err != nil {
		t.Fatal(err)
	}
	b.post(page+"/cancellation").sees(409, "This workshop has been cancelled") // there is no such form any longer
}

// An assignment that was confirmed in one window is shown again in another, where it
// would do something else than was shown there; sent twice, it is done once.
func TestAssignInTwoWindows(t *testing.T) {
	s, _ := taught(t) // salma and badr are on the course
	second := masartest.Course()
	second.ID = "second"
	s.Publish(t, second)
	one, two := s.english(t, "hr-n"), s.english(t, "hr-n")
	form := []string{"course", "second", "to", "agency", "agency", "north"}
	one.get("/hr/assign")
	two.get("/hr/assign")
	one.post("/hr/assign", form...).follow().sees(200, "Confirm the assignment")
	two.post("/hr/assign", form...).follow().sees(200, "Confirm the assignment")
	seenTwo := two.hidden("seen")
	if seenTwo == "" || seenTwo != one.hidden("seen") {
		t.Fatalf("the two windows show %q and %q", one.hidden("seen"), seenTwo)
	}
	if _, err := s.App.Assign(t.Context(), s.Viewer(t, "hr-n"), personnel.Assignment{CourseID: "second", PersonIDs: []string{"salma"}}); err != nil {
		t.Fatal(err)
	}
	before := s.count(t, "enrolments")
	again := append(form, "confirmed", "1", "seen", seenTwo)
	two.post("/hr/assign", again...).sees(409, "nobody has been assigned yet", "Confirm the assignment")
	if n := s.count(t, "enrolments"); n != before {
		t.Errorf("%d enrolments, %d before", n, before)
	}
	fresh := append(form, "confirmed", "1", "seen", two.hidden("seen"))
	two.post("/hr/assign", fresh...).sees(303)
	after := s.count(t, "enrolments")
	if after <= before {
		t.Errorf("%d enrolments after it was confirmed, %d before", after, before)
	}
	for _, f := range [][]string{fresh, again} { // sent once more, from either window
		two.post("/hr/assign", f...).sees(303).follow().sees(200, "Nothing changed")
	}
	if n := s.count(t, "enrolments"); n != after {
		t.Errorf("%d enrolments, %d before", n, after)
	}
}

// Who is not found stands on a line of its own, wherever a list is pasted.
func TestNotFoundOnLines(t *testing.T) {
	s, run := taught(t)
	list := "S-salma\nnobody-1, nobody-2؛ nobody-3"
	b := s.english(t, "trainer-n")
	b.get("/teaching/runs/" + run + "/people")
	b.post("/teaching/runs/"+run+"/people", "add", "1", "list", list)
	hr := s.english(t, "hr-n")
	hr.get("/hr/assign")
	hr.post("/hr/assign", "course", "basics", "to", "people", "numbers", list)
	for name, page := range map[string]*browser{"join": b, "assign": hr} {
		page.sees(422, "\n\u2068nobody-1\u2069\n\u2068nobody-2\u2069\n\u2068nobody-3\u2069").misses("\u2068S-salma")
		if strings.Contains(page.body, "nobody-1\u2069 ") {
			t.Errorf("%s: they run together", name)
		}
	}
}

// A run that concerns nobody else says so before and after it is cancelled, and one
// that does says how many.
func TestCancellingSaysHowMany(t *testing.T) {
	for _, c := range []struct {
		persons, trainers  []string
		who, before, after string
	}{
		{nil, []string{"trainer-n"}, "trainer-n", "nobody in it to notify", "There was nobody to notify"},
		{nil, []string{"trainer-n"}, "admin", "1 person will be notified", "1 person has been notified"},
		{[]string{"salma"}, []string{"trainer-n"}, "trainer-n", "1 person will be notified", "1 person has been notified"},
		{[]string{"salma", "badr"}, []string{"trainer-n"}, "admin", "3 people will be notified", "3 people have been notified"},
	} {
		s := newSite(t)
		s.Publish(t, masartest.Course())
		r, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "admin"), teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "Room 9", Begin: noons(5), Trainers: c.trainers})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.persons) > 0 {
			if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "admin"), r.ID, c.persons); err != nil {
				t.Fatal(err)
			}
		}
		b := s.english(t, c.who)
		b.get("/teaching/runs/" + r.ID + "/edit").sees(200)
		b.get("/teaching/runs/"+r.ID).sees(200, c.before)
		b.post("/teaching/runs/"+r.ID+"/cancellation").sees(303).follow().sees(200, c.after)
	}
}

// Who adds somebody with the number, address or name of a person who has left reads
// whose it is and what to do, and of another agency's leavers nothing.
func TestLeaversIdentifiers(t *testing.T) {
	s := newSite(t)
	add := func(agency, staffNo, signIn string) people.Person {
		p, _, err := s.App.AddPerson(t.Context(), s.Viewer(t, "admin"), people.Person{AgencyID: agency, NameAr: "ليلى بنت حمود", NameEn: "Layla Hamood", StaffNo: staffNo, SignIn: signIn, Email: signIn + "@" + agency + ".example"})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	north, south := add("north", "N-77", "layla-n"), add("south", "S-77", "layla-s")
	b := s.english(t, "hr-n")
	form := func(staffNo, signIn, email string) []string {
		return []string{"agency", "north", "name_ar", "هدى", "staff_no", staffNo, "sign_in", signIn, "email", email}
	}
	b.get("/hr/people/new")
	b.post("/hr/people/new", form("N-77", "huda-1", "")...).sees(422, "has this staff number already").misses("Layla Hamood")
	for _, id := range []string{north.ID, south.ID} {
		if err := s.App.SetEmployed(t.Context(), s.Viewer(t, "admin"), id, false); err != nil {
			t.Fatal(err)
		}
	}
	b.get("/hr/people/new")
	b.post("/hr/people/new", form("n-77", "huda-2", "")...).sees(422, "Layla Hamood", "This staff number belongs to somebody who is noted as having left", "record their return", `value="huda-2"`)
	b.post("/hr/people/new", form("", "Layla-N", "")...).sees(422, "Layla Hamood", "This sign-in name belongs to somebody")
	b.post("/hr/people/new", form("", "huda-3", "layla-n@north.example")...).sees(422, "Layla Hamood", "This e-mail address belongs to somebody")
	b.post("/hr/people/new", form("", "layla-s", "")...).sees(422, "The sign-in name is taken").misses("Layla", "having left")
	b.post("/hr/people/new", form("", "huda-4", "layla-s@south.example")...).sees(422).misses("Layla Hamood", "having left")
	admin := s.english(t, "admin")
	admin.get("/hr/people/new")
	admin.post("/hr/people/new", form("", "layla-s", "")...).sees(422, "Layla Hamood") // who may see both
	b.get("/hr/people/new")
	b.post("/hr/people/new", form("N-78", "huda-5", "")...).sees(303) // nobody has it
}
