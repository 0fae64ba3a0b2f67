package store_test

import (
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// A database of an earlier program is folded when it is brought up to date:
// whoever shares a number or an address keeps it and is listed, the first of
// them holds it, and nobody is lost.
func TestFoldPeople(t *testing.T) {
	h := masartest.NewHouse(t)
	db, ctx := h.App.Store, t.Context()
	exec := func(q string, args ...any) {
		t.Helper()
		_, err := db.W.NewRaw(q, args...).Exec(ctx)
		must(t, err)
	}
	was := []struct{ id, agency, staffNo, email, signIn, name string }{
		{"p1", "north", "1100", "one@north.example", "p1", "Renée"},
		{"p2", "north", "١١٠٠", "two@north.example", "p2", "Renee"},
		{"p3", "north", "T1109", "same@north.example", "p3", "ﺳﻌﻴﺪ"},
		{"p4", "north", "t1109", "same@north.example", "p4", "سعيد"},
		{"p5", "south", "1100", "n.o'hara@example.om", "n.o'hara@example.om", "فاطمہ"},
		{"p6", "north", "", "", "p6", "هند"},
		{"p7", "north", "", "", "p7", "هند"},
		{"p8", "north", "", "said@xn--mgbh0fb.xn--mgb9awbf", "said@xn--mgbh0fb.xn--mgb9awbf", "سعيد"},
	}
	for i, p := range was {
		exec("INSERT INTO people (id, agency_id, department, name_ar, name_en, staff_no, email, sign_in, lang, digits, theme, search, created_at, revision) VALUES (?, ?, '', ?, '', ?, ?, ?, 'ar', 'latn', '', 'as it was', ?, 3)",
			p.id, p.agency, p.name, p.staffNo, p.email, p.signIn, masartest.Noon.Add(time.Duration(i-100)*time.Second))
	}
	for range 1001 { // more than two steps

		exec("INSERT INTO people (id, agency_id, department, name_ar, name_en, staff_no, email, sign_in, lang, digits, theme, search, created_at, revision) VALUES (?, 'south', '', 'هدى', '', '', '', ?, 'ar', 'latn', '', 'as it was', ?, 0)",
			h.App.NewID(), h.App.NewID(), masartest.Noon)
	}
	for range 2 {
		must(t, db.Migrate(ctx))
	}
	all := people.Everywhere("the test reads anyone")
	for id, want := range map[string]people.Person{
		"p1": {StaffNo: "1100", StaffKey: "1100", EmailKey: "one@north.example", SignIn: "p1", Search: "renee 1100 one@north.example"},
		"p2": {StaffNo: "١١٠٠", StaffKey: "1100", StaffTwin: "p2", EmailKey: "two@north.example", SignIn: "p2", Search: "renee 1100 two@north.example"},
		"p3": {StaffNo: "T1109", StaffKey: "t1109", EmailKey: "same@north.example", SignIn: "p3", Search: "سعيد t1109 same@north.example"},
		"p4": {StaffNo: "t1109", StaffKey: "t1109", StaffTwin: "p4", EmailKey: "same@north.example", EmailTwin: "p4", SignIn: "p4", Search: "سعيد t1109 same@north.example"},
		"p5": {StaffNo: "1100", StaffKey: "1100", EmailKey: "n.o'hara@example.om", SignIn: "n.o'hara@example.om", Search: "فاطمه 1100 n.o hara@example.om"},
		"p6": {SignIn: "p6", Search: "هند"}, "p7": {SignIn: "p7", Search: "هند"},
		"p8": {EmailKey: "said@xn--mgbh0fb.xn--mgb9awbf", SignIn: "said@مثال.عمان", Search: "سعيد said@مثال.عمان"},
	} {
		p, err := db.Person(ctx, all, id)
		must(t, err)
		got := people.Person{StaffNo: p.StaffNo, StaffKey: p.StaffKey, StaffTwin: p.StaffTwin, EmailKey: p.EmailKey, EmailTwin: p.EmailTwin, SignIn: p.SignIn, Search: p.Search}
		if got != want || p.FoldedBy != people.FoldVersion || p.Revision != 3 {
			t.Errorf("%s:\n got %+v, revision %d\nwant %+v", id, got, p.Revision, want)
		}
	}
	for s, want := range map[string]int{"north": 2, "south": 0, "top": 0} {
		if _, n, err := db.People(ctx, people.Within(s), store.PeopleFilter{Twins: true}, 0, 9); err != nil || n != want {
			t.Errorf("%d twins in %s, %v; want %d", n, s, err, want)
		}
	}
	// Whoever shares one saves the rest of what is known of them, and is nobody's
	// twin with a number of their own.
	p, err := db.Person(ctx, all, "p4")
	must(t, err)
	p.Department = "التخطيط"
	must(t, db.SavePerson(ctx, p))
	p.Revision++
	p.StaffNo, p.Email = "T1110", "own@north.example"
	must(t, db.SavePerson(ctx, p))
	if p, err = db.Person(ctx, all, "p4"); err != nil || p.StaffTwin+p.EmailTwin != "" {
		t.Errorf("with a number of their own: %+v, %v", p, err)
	}
	var left int
	must(t, db.R.NewRaw("SELECT count(*) FROM people WHERE folded_by < ?", people.FoldVersion).Scan(ctx, &left))
	if left != 0 {
		t.Errorf("%d people are not folded", left)
	}
}
