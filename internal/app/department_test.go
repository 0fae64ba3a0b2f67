package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"masar/internal/app/core"
	"masar/internal/app/personnel"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// A department is called one thing in English, whoever says it and however they
// come in, and in its own agency only.
func TestDepartmentInEnglish(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	of := func(id string) people.Person {
		t.Helper()
		p, err := a.Store.Person(ctx, people.Everywhere("the test reads everyone"), id)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	called := func(id, want string) {
		t.Helper()
		if got := of(id).DepartmentIn("en"); got != want {
			t.Errorf("the department of %s is called %q, want %q", id, got, want)
		}
	}
	change := func(id string, how func(p *people.Person)) {
		t.Helper()
		p := of(id)
		how(&p)
		if _, err := a.ChangePerson(ctx, hr, p); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
	}
	called("salma", "التخطيط") // nobody has said it yet
	stale := of("trainer-n")
	change("salma", func(p *people.Person) { p.DepartmentEn = " Planning  and Development " })
	called("salma", "Planning and Development")
	called("trainer-n", "Planning and Development")
	called("badr", "التخطيط") // of another agency
	if got := of("trainer-n").DepartmentIn("ar"); got != "التخطيط" {
		t.Errorf("in Arabic it is called %q", got)
	}
	stale.NameEn += " B"
	if _, err := a.ChangePerson(ctx, hr, stale); !errors.Is(err, store.ErrChanged) {
		t.Errorf("a form from before the name was given: %v", err)
	}

	// An empty name leaves the department's alone; one said again changes nothing.
	for name, want := range map[string]int{"": 0, "Planning and Development": 0} {
		p := of("salma")
		p.DepartmentEn = name
		if n, err := a.ChangePerson(ctx, hr, p); !errors.Is(err, core.ErrNothingChanged) || n != want {
			t.Errorf("named %q for %d, %v; want %d", name, n, err, want)
		}
		called("salma", "Planning and Development")
		called("trainer-n", "Planning and Development")
	}
	for _, name := range []string{"Plans", "Planning and Development"} {
		p, all := of("salma"), 0
		p.DepartmentEn = name
		ps, _, err := a.Store.People(ctx, people.Within("north"), store.PeopleFilter{Department: "التخطيط", Left: true}, 0, 100)
		if all = len(ps); err != nil || all < 2 {
			t.Fatalf("%d in the department, %v", all, err)
		}
		if n, err := a.ChangePerson(ctx, hr, p); err != nil || n != all {
			t.Errorf("named %q for %d, %v; want all %d", name, n, err, all)
		}
	}

	change("trainer-n", func(p *people.Person) { p.Department = "المالية" })
	called("trainer-n", "المالية") // the name of the old department does not go along
	called("salma", "Planning and Development")
	change("trainer-n", func(p *people.Person) { p.Department, p.DepartmentEn = "التخطيط", "" })
	called("trainer-n", "Planning and Development")
	change("trainer-n", func(p *people.Person) { p.Department, p.DepartmentEn = "", "Finance" })
	if p := of("trainer-n"); p.Department != "Finance" || p.DepartmentEn != "" {
		t.Errorf("an English name alone is the department: %q, %q", p.Department, p.DepartmentEn)
	}

	added, _, err := a.AddPerson(ctx, hr, people.Person{AgencyID: "north", NameAr: "ليلى", SignIn: "laila", Department: "التخطيط"})
	if err != nil {
		t.Fatal(err)
	}
	called(added.ID, "Planning and Development")

	id, err := a.StartImport(ctx, hr, "north", list([]string{"الرقم الوظيفي", "الاسم", "الدائرة", "الدائرة بالإنجليزية"},
		[]string{"N-1", "آمنة", "التخطيط", ""}, []string{"N-2", "هلال", "القانونية", "Legal"}, []string{"N-3", "جابر", "القانونية"}))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := a.ConfirmImport(ctx, hr, id, 3, people.DepartmentAnswers{}); n != 3 || err != nil {
		t.Fatalf("added %d, %v", n, err)
	}
	ds, err := a.Store.Departments(ctx, people.Within("north"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range ds {
		got[d.Ar] = d.En
	}
	if len(got) != 3 || got["التخطيط"] != "Planning and Development" || got["القانونية"] != "Legal" || got["Finance"] != "" {
		t.Errorf("departments %v", got)
	}
}

// A list whose departments look like those of the agency makes none by accident:
// a spelling of one is that one, what is nearly one is asked, and what it says of
// English names changes nothing until somebody says so.
func TestImportDepartments(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	p, err := a.Store.Person(ctx, hr.Scope(people.HR), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.DepartmentEn = "Planning"
	if _, err := a.ChangePerson(ctx, hr, p); err != nil {
		t.Fatal(err)
	}
	id, err := a.StartImport(ctx, hr, "north", list([]string{"staff_no", "name_ar", "department", "department_en"},
		[]string{"N-1", "آمنة", "التخطــيط.", "Plans"}, []string{"N-2", "هلال", "التخطيطط", ""}, []string{"N-3", "جابر", "الشؤون  القانونية", "Legal"}, []string{"N-4", "قيس", "الشوون القانونيه", ""}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := a.ReadImport(ctx, hr, id, people.DepartmentAnswers{})
	if err != nil || len(r.People) != 4 || len(r.Departments.New) != 1 || len(r.Departments.Like) != 3 || len(r.Departments.En) != 1 || !r.Departments.Open() {
		t.Fatalf("read %+v, %v", r.Departments, err)
	}
	if _, err := a.ConfirmImport(ctx, hr, id, 4, people.DepartmentAnswers{}); !errors.Is(err, personnel.ErrDepartment) {
		t.Errorf("confirmed without an answer: %v", err)
	}
	if _, n, _ := a.Store.People(ctx, people.Within("north"), store.PeopleFilter{}, 0, 99); n != 3 {
		t.Errorf("%d people, want the 3 from before", n)
	}
	say := people.DepartmentAnswers{As: map[string]string{"التخطيطط": "التخطيط", "الشوون القانونيه": "الشؤون القانونية"}}
	if n, err := a.ConfirmImport(ctx, hr, id, 4, say); n != 4 || err != nil {
		t.Fatalf("added %d, %v", n, err)
	}
	ds, err := a.Store.DepartmentsOf(ctx, "north")
	if want := []people.Department{{Name: "التخطيط", En: "Planning"}, {Name: "الشؤون القانونية", En: "Legal"}}; err != nil || !slices.Equal(slices.SortedFunc(slices.Values(ds), func(a, b people.Department) int { return strings.Compare(b.En, a.En) }), want) {
		t.Errorf("departments %v, %v; want %v", ds, err, want)
	}
	// Said so, it is another for everybody in it.
	id, err = a.StartImport(ctx, hr, "north", list([]string{"staff_no", "name_ar", "department", "department_en"}, []string{"N-5", "مازن", "التخطيط", "Plans"}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.ConfirmImport(ctx, hr, id, 1, people.DepartmentAnswers{En: map[string]string{"التخطيط": "Plans"}}); err != nil {
		t.Fatal(err)
	}
	if p, err = a.Store.Person(ctx, hr.Scope(people.HR), "salma"); err != nil || p.DepartmentEn != "Plans" {
		t.Errorf("hers is called %q, %v", p.DepartmentEn, err)
	}
	if _, _, err := a.MeanDepartment(ctx, h.Viewer(t, "hr-s"), people.Person{AgencyID: "north", Department: "التخطيطط"}, say); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency asks of it: %v", err)
	}
}
