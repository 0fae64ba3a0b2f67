package app_test

import (
	"errors"
	"fmt"
	"testing"

	"masar/internal/app/identity"
	"masar/internal/app/personnel"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

func list(rows ...[]string) (lines []people.ListLine) {
	for i, r := range rows {
		lines = append(lines, people.ListLine{Number: i + 1, Cells: r})
	}
	return lines
}

var header = []string{"staff_no", "name_ar", "sign_in"}

// Nobody is added with the address of somebody else, in their agency or
// another; of another's people an officer learns nothing.
func TestImportEmails(t *testing.T) {
	h := masartest.NewWorld(t)
	hr := h.Viewer(t, "hr-n")
	id, err := h.App.StartImport(t.Context(), hr, "north", list([]string{"staff_no", "name_ar", "email", "sign_in"},
		[]string{"N-1", "ليلى", "salma@north.example", "layla"}, []string{"N-2", "آمنة", "BADR@south.example", "amna"},
		[]string{"N-3", "مازن", "mazin@north.example", "mazin"}, []string{"N-4", "قيس", "Mazin@north.example", "qais"}, []string{"N-5", "هند", "", "hind"}, []string{"N-6", "سيف", "", "saif"}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.App.ReadImport(t.Context(), hr, id, people.DepartmentAnswers{})
	if err != nil || len(r.People) != 3 || len(r.Problems) != 3 {
		t.Fatalf("read %+v, %v", r, err)
	}
	for i, want := range []*fault.Fault{people.ErrEmailTaken, people.ErrEmailElsewhere, people.ErrEmailTwice} {
		if !r.Problems[i].Fault.Is(want) {
			t.Errorf("problem %d: %+v, want %v", i, r.Problems[i], want)
		}
	}
}

func TestImport(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	id, err := a.StartImport(ctx, hr, "north", list(header,
		[]string{"N-1", "ليلى", ""}, []string{"S-salma", "سلمى", ""}, []string{"N-2", "آمنة", "badr"}, []string{"N-1", "قيس", ""}, []string{"N-3", "مازن", ""}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.ReadImport(ctx, h.Viewer(t, "hr-s"), id, people.DepartmentAnswers{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency reads it: %v", err)
	}
	r, err := a.ReadImport(ctx, hr, id, people.DepartmentAnswers{})
	if err != nil || r.Rows != 5 || len(r.People) != 2 || len(r.Problems) != 3 {
		t.Fatalf("read %+v, %v", r, err)
	}
	for i, want := range []*fault.Fault{people.ErrStaffNoTaken, people.ErrSignInTaken, people.ErrStaffNoTwice} {
		if p := r.Problems[i]; p.Line != 3+i || !p.Fault.Is(want) {
			t.Errorf("problem %d: %+v, want %v on line %d", i, p, want, 3+i)
		}
	}
	if _, err := a.ConfirmImport(ctx, hr, id, 5, people.DepartmentAnswers{}); !errors.Is(err, personnel.ErrImportMoved) {
		t.Errorf("confirmed what was not shown: %v", err)
	}
	if n, err := a.ConfirmImport(ctx, hr, id, 2, people.DepartmentAnswers{}); err != nil || n != 2 {
		t.Fatalf("confirmed %d, %v; want 2", n, err)
	}
	if _, err := a.ConfirmImport(ctx, hr, id, 2, people.DepartmentAnswers{}); !errors.Is(err, personnel.ErrImportDone) {
		t.Errorf("confirmed twice: %v", err)
	}
	if _, n, err := a.Store.People(ctx, hr.Scope(people.HR), store.PeopleFilter{Search: "ليلي"}, 0, 5); err != nil || n != 1 {
		t.Errorf("found %d, %v; want the imported one", n, err)
	}
	// None of them can sign in until they are handed a password, once.
	if _, _, err := signIn(ctx, a, "n-1", "", "", ""); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("signed in without a password: %v", err)
	}
	hs, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "north"})
	if err != nil || len(hs) != 2 {
		t.Fatalf("%d passwords, %v; want 2", len(hs), err)
	}
	if _, p, err := signIn(ctx, a, hs[0].SignIn, hs[0].Password, "", ""); err != nil || p.ID != hs[0].ID {
		t.Errorf("signed in: %v, %v", p, err)
	}
	if hs, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "north"}); err != nil || len(hs) != 0 {
		t.Errorf("%d passwords more, %v; want none", len(hs), err)
	}
	if hs, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "north", Again: true, Fresh: true}); err != nil || len(hs) != 2 {
		t.Errorf("%d passwords again, %v; want 2", len(hs), err)
	}
	if _, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "south", Again: true}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency's passwords: %v", err)
	}
}

func TestImportRefused(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	row := []string{"N-1", "ليلى", ""}
	if _, err := a.StartImport(ctx, hr, "north", list([]string{"no", "such", "header"}, row)); !errors.Is(err, people.ErrColumn) || !errors.Is(err, people.ErrHeader) {
		t.Errorf("wrong header: %v", err)
	}
	if _, err := a.StartImport(ctx, hr, "south", list(header, row)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("into another agency: %v", err)
	}
	// Between the look and the confirmation somebody adds one of them.
	id, err := a.StartImport(ctx, hr, "north", list(header, row))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.AddPerson(ctx, hr, people.Person{AgencyID: "north", NameAr: "ليلى", StaffNo: "N-1", SignIn: "laila"}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ConfirmImport(ctx, hr, id, 1, people.DepartmentAnswers{}); !errors.Is(err, personnel.ErrImportMoved) {
		t.Errorf("confirmed what has changed: %v", err)
	}
}

// Two thousand go in as one.
func TestImportMany(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	rows := [][]string{header}
	for i := range 2000 {
		rows = append(rows, []string{fmt.Sprint("N-", i), "هدى", ""})
	}
	id, err := a.StartImport(ctx, hr, "north", list(rows...))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := a.ConfirmImport(ctx, hr, id, 2000, people.DepartmentAnswers{}); err != nil || n != 2000 {
		t.Errorf("confirmed %d, %v", n, err)
	}
}
