package web_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
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
	b.post("/admin/people/salma/roles", "role", "trainer", "agency_id", "south").follow().sees(200, "They hold this role already").misses("has been given")
	b.post("/admin/people/salma/roles", "role", "trainer", "agency_id", "north").follow().sees(200, "The role has been given")
	b.post("/admin/people/salma/roles/withdrawal", "role", "trainer", "agency_id", "north").follow().sees(200, "has been withdrawn")
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
	b.post("/admin/people/new", "agency_id", "north", "email", "@").sees(422, "اكتب الاسم", "عنوان البريد غير صحيح").misses("اسم الدخول: 3", "اكتب البريد أو")
	b.post("/admin/people/new", "agency_id", "north", "name_ar", "ليلى", "sign_in", "salma").sees(422, "اسم الدخول محجوز")
	b.post("/admin/people/new", "agency_id", "north", "name_ar", "ليلى بنت حمود السيابية", "email", "Layla@North.example", "lang", "ar").follow().sees(200, "layla@north.example", "تظهر هذه الكلمة مرة واحدة")
	if b.header.Get("Cache-Control") != "private, no-store" {
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
	b.get("/admin/people/" + p.ID)
	b.post("/admin/people/"+p.ID+"/password", "set_at", b.hidden("set_at")).follow().sees(200, "layla@north.example")
	second := handed.FindStringSubmatch(b.body)
	in(first[1]).sees(422)
	if l := in(second[1]); l.status != 303 {
		t.Errorf("signing in with the new password: %d", l.status)
	}
	b.post("/admin/people/"+p.ID+"/departure").follow().sees(200, "سُجّلت مغادرة العمل", "مغادرة العمل في 22 نوفمبر 2026")
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
	if err := masartest.Direct(s.App).AddGrant(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	b.get("/admin/people/salma").sees(200).misses("الأمانة العامة")
	b.post("/admin/people/salma/password").sees(403)
	b.post("/admin/people/salma/departure").sees(403)
}

// The page that shows a password is reloaded, gone back from and sent late: each
// makes no other password, whichever of the two pages it was made on.
func TestPasswordIsMadeOnce(t *testing.T) {
	s := newSite(t)
	now := masartest.Noon
	s.App.Now = func() time.Time { now = now.Add(time.Millisecond); return now }
	account := func() store.Account {
		acc, err := s.App.Store.Account(t.Context(), "salma")
		if err != nil {
			t.Fatal(err)
		}
		return acc
	}
	for who, path := range map[string]string{"hr-n": "/hr/people/salma", "admin": "/admin/people/salma"} {
		b, other := s.as(t, who), s.as(t, who)
		seen, late := b.get(path).hidden("set_at"), other.get(path).hidden("set_at")
		b.post(path+"/password", "set_at", seen).follow().sees(200, "مرة")
		made := account()
		b.post(path+"/password", "set_at", seen).sees(409, "أُنشئت كلمة مرور بعد أن فتحت هذه الصفحة")
		other.post(path+"/password", "set_at", late).sees(409, "أُنشئت كلمة مرور بعد أن فتحت هذه الصفحة")
		for _, wrong := range []string{"", "yesterday", "2026-11-22T12:00:00Z' OR 1"} {
			b.post(path+"/password", "set_at", wrong).sees(409)
		}
		if got := account(); got.Password != made.Password || !got.SetAt.Equal(made.SetAt) {
			t.Errorf("%s: another password was made", path)
		}
		b.post(path+"/password", "set_at", b.get(path).hidden("set_at")).follow().sees(200, "مرة")
		if account().Password == made.Password {
			t.Errorf("%s: the page opened again makes none", path)
		}
	}
	s.as(t, "admin").get("/admin/events?kind=person.password-set&id=salma").sees(200, "4 أحداث")
	hr := s.as(t, "hr-s")
	hr.get("/hr")
	hr.post("/hr/people/salma/password", "set_at", "").sees(404)
}

// Somebody is added with nothing to sign in with but a staff number, on either
// form; with nothing at all, the form says what is missing, once.
func TestAddPersonByStaffNumber(t *testing.T) {
	s := newSite(t)
	for i, c := range []struct{ who, path, agency string }{{"hr-n", "/hr/people/new", "agency"}, {"admin", "/admin/people/new", "agency_id"}} {
		b := s.as(t, c.who)
		send := func(pairs ...string) *browser {
			return b.post(c.path, append([]string{c.agency, "north", "name_ar", "ليلى"}, pairs...)...)
		}
		number := "990" + strconv.Itoa(i)
		b.get(c.path).sees(200, "الرقم الوظيفي").misses("يكفي أحد الاسمين")
		send().sees(422, "اكتب البريد أو الرقم الوظيفي أو اسم الدخول").misses("اسم الدخول: 3")
		send("staff_no", "12").sees(422, "الرقم الوظيفي لا يصلح اسم دخول")
		send("email", "@").sees(422, "عنوان البريد غير صحيح").misses("اسم الدخول: 3", "اكتب البريد أو")
		send("sign_in", "ab", "staff_no", number).sees(422, "اسم الدخول: 3")
		send("staff_no", number).follow().sees(200, number)
		if p, err := s.App.Store.PersonBySignIn(t.Context(), number); err != nil || p.StaffNo != number {
			t.Errorf("%s adds %q, %v", c.path, p.StaffNo, err)
		}
		send("staff_no", number).sees(422).misses("اسم الدخول محجوز") // said of the number
	}
}

// Names in each other's fields are refused in words at both, and one press puts
// them right; the Arabic one has to be there.
func TestNamesSwapped(t *testing.T) {
	s := newSite(t)
	const offer = `name="swap"`
	for i, c := range []struct {
		who, path string
		rest      []string
	}{
		{"hr-n", "/hr/people/new", []string{"agency", "north", "staff_no", "7001"}},
		{"admin", "/admin/people/new", []string{"agency_id", "north", "staff_no", "7002"}},
		{"hr-n", "/hr/people/salma", []string{"staff_no", "7003", "sign_in", "salma", "revision", "0"}},
		{"admin", "/admin/agencies", []string{"parent_id", "north"}},
		{"admin", "/admin/agencies/south", []string{"parent_id", "top", "revision", "0"}},
	} {
		b := s.as(t, c.who).get("/")
		send := func(pairs ...string) *browser { return b.post(c.path, append(pairs, c.rest...)...) }
		send("name_ar", "", "name_en", "Names").sees(422, "بالعربية").misses(offer)
		send("name_ar", "Names", "name_en", "Names").sees(422, "اكتب هذا").misses(offer)
		send("name_ar", "أسماء", "name_en", "أسماء").sees(422, "اللاتينية").misses(offer)
		ar, en := "أسماء "+strings.Repeat("س", i+1), "Names "+string(rune('A'+i))
		send("name_ar", en, "name_en", ar).sees(422, "كُتب النص العربي مكان الإنجليزي", offer, `value="`+ar+`"`)
		if send("name_ar", en, "name_en", ar, "swap", "1"); b.status == 303 {
			b.follow()
		}
		b.sees(200, ar)
	}
	p, err := s.App.Store.Person(t.Context(), people.Within("north"), "salma")
	if err != nil || p.NameAr != "أسماء سسس" || p.NameEn != "Names C" {
		t.Errorf("she is %q, %q, %v", p.NameAr, p.NameEn, err)
	}
}
