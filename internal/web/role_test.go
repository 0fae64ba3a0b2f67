package web_test

import (
	"regexp"
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
)

func TestRoles(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin")
	b.get("/admin/people").sees(200, "سلمى بنت خلفان الهنائية", "موارد بشرية: هيئة الشمال", "7 موظفين")
	b.post("/admin/people", "q", "الهنائيه").sees(200, "سلمى", "موظف واحد").misses("بدر")
	b.get("/admin/people?role=trainer&agency=south").sees(200, "نورة بنت علي الكندية").misses("سلمى", "طارق")
	b.get("/admin/people?lang=en").sees(200)
	b.post("/admin/people", "q", "nobody").sees(200, "Nobody matches")
	b.get("/admin/people/salma").sees(200, "Learner only", "S-salma")
	b.post("/admin/people/salma/roles", "role", "trainer", "agency_id", "south").follow().sees(200, "The role has been given", "Southern Authority")
	b.post("/admin/people/salma/roles", "role", "emperor", "agency_id", "south").sees(404)
	s.as(t, "salma").get("/admin/people").sees(403)
	b.post("/admin/people/salma/roles/withdrawal", "role", "trainer", "agency_id", "south").follow().sees(200, "has been withdrawn", "Learner only")
	b.post("/admin/people/admin/roles/withdrawal", "role", "admin", "agency_id", "top").sees(409, "This is the last administrator")
}

var handed = regexp.MustCompile(`<code dir="ltr">([a-z2-9-]{23})</code>`)

// Somebody is added, signs in with the password shown, leaves and is back.
func TestAddPerson(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin")
	b.get("/admin/people/new?agency=north").sees(200, `value="north" selected`)
	b.post("/admin/people/new", "agency_id", "north", "email", "nope").sees(422, "اكتب الاسم", "عنوان البريد غير صحيح")
	b.post("/admin/people/new", "agency_id", "north", "name_ar", "ليلى", "sign_in", "salma").sees(422, "اسم الدخول محجوز")
	b.post("/admin/people/new", "agency_id", "north", "name_ar", "ليلى بنت حمود السيابية", "email", "Layla@North.example", "lang", "ar").sees(200, "layla@north.example", "تظهر هذه الكلمة مرة واحدة")
	if b.header.Get("Cache-Control") != "no-store" {
		t.Error("the page with the password may be kept")
	}
	first := handed.FindStringSubmatch(b.body)
	if first == nil {
		t.Fatal("no password is shown")
	}
	in := func(password string) *browser {
		l := s.browser(t)
		l.get("/sign-in")
		return l.post("/sign-in", "name", "layla@north.example", "password", password)
	}
	if l := in(first[1]); l.status != 303 {
		t.Fatalf("signing in with the first password: %d", l.status)
	}
	p, err := s.App.Store.PersonBySignIn(t.Context(), "layla@north.example")
	if err != nil {
		t.Fatal(err)
	}
	b.post("/admin/people/"+p.ID+"/password").sees(200, "layla@north.example")
	second := handed.FindStringSubmatch(b.body)
	in(first[1]).sees(422)
	if l := in(second[1]); l.status != 303 {
		t.Errorf("signing in with the new password: %d", l.status)
	}
	b.post("/admin/people/"+p.ID+"/departure").follow().sees(200, "سُجّلت مغادرة العمل", "غادر العمل في 22 نوفمبر 2026")
	in(second[1]).sees(422)
	b.get("/admin/people?agency=north").misses("ليلى")
	b.get("/admin/people?agency=north&left=1").sees(200, "ليلى")
	b.post("/admin/people/"+p.ID+"/return").follow().sees(200, "سُجّلت العودة")
	b.post("/admin/people/admin/departure").sees(409)
}

// An administrator of a part manages that part's people, and nobody above.
func TestRolesOfAPart(t *testing.T) {
	s := newSite(t)
	b := subAdmin(t, s)
	b.get("/admin/people").sees(200, "سلمى").misses("بدر", "مها", "هيئة الجنوب")
	b.get("/admin/people?agency=south").sees(200, "لا أحد يوافق")
	for _, id := range []string{"badr", "admin"} {
		b.get("/admin/people/" + id).sees(404)
		for _, what := range []string{"/departure", "/return", "/password"} {
			b.post("/admin/people/" + id + what).sees(404)
		}
		b.post("/admin/people/"+id+"/roles", "role", "admin", "agency_id", "north").sees(404)
	}
	b.post("/admin/people/salma/roles", "role", "admin", "agency_id", "top").sees(404)
	b.post("/admin/people/new", "agency_id", "south", "name_ar", "ليلى", "sign_in", "layla").sees(404)
	b.post("/admin/people/salma/roles", "role", "hr", "agency_id", "north").follow().sees(200, "مُنح الدور")
	// Whoever stands above them is not theirs to lock out, though of their agency.
	g := people.Grant{PersonID: "salma", Role: people.Admin, AgencyID: "top", GivenAt: masartest.Noon}
	if err := s.App.Store.AddGrant(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	b.get("/admin/people/salma").sees(200).misses("الأمانة العامة")
	b.post("/admin/people/salma/password").sees(403)
	b.post("/admin/people/salma/departure").sees(403)
}
