package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// A database of an earlier program is folded when it is brought up to date:
// whoever shares a number or an address keeps it and is listed, the first of
// them holds it, in the one form in which numbers are kept, and nobody is lost.
func TestFoldPeople(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
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
		{"p9", "south", " \u200F٩٠٠١٨", "", "p9", "نورة"},
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
		"p9": {StaffNo: "90018", StaffKey: "90018", SignIn: "p9", Search: "نوره 90018"},
		"p6": {SignIn: "p6", Search: "هند"}, "p7": {SignIn: "p7", Search: "هند"},
		"p8": {EmailKey: "said@xn--mgbh0fb.xn--mgb9awbf", SignIn: "said@مثال.عمان", Search: "سعيد said@مثال.عمان"},
	} {
		p, err := db.Person(ctx, all, id)
		must(t, err)
		got := people.Person{StaffNo: p.StaffNo, StaffKey: p.StaffKey, StaffTwin: p.StaffTwin, EmailKey: p.EmailKey, EmailTwin: p.EmailTwin, SignIn: p.SignIn, Search: p.Search}
		if got != want || p.FoldedBy != people.FoldVersion || p.Revision != 3 || p.SortAr != people.SortKey(p.Name("ar")) || p.SortEn != p.SortAr {
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
	must(t, db.Alone().SavePerson(ctx, p))
	p.Revision++
	p.StaffNo, p.Email = "T1110", "own@north.example"
	must(t, db.Alone().SavePerson(ctx, p))
	if p, err = db.Person(ctx, all, "p4"); err != nil || p.StaffTwin+p.EmailTwin != "" {
		t.Errorf("with a number of their own: %+v, %v", p, err)
	}
	var left int
	must(t, db.R.NewRaw("SELECT count(*) FROM people WHERE folded_by < ?", people.FoldVersion).Scan(ctx, &left))
	if left != 0 {
		t.Errorf("%d people are not folded", left)
	}
}

// A number is found in whichever digits it is looked for.
func TestSearchDigits(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	must(t, db.Alone().AddPerson(ctx, people.Person{ID: "p", AgencyID: "north", NameAr: "نورة", StaffNo: "٩٠٠١٨", SignIn: "noura", CreatedAt: masartest.Noon}.Tidy()))
	for _, typed := range []string{"90018", "٩٠٠١٨", "۹۰۰۱۸", "٠١٨", "\u200F90018"} {
		ps, n, err := db.People(ctx, people.Within("north"), store.PeopleFilter{Search: typed}, 0, 9)
		if err != nil || n != 1 || ps[0].ID != "p" || ps[0].StaffNo != "90018" {
			t.Errorf("%q finds %v, %v", typed, ps, err)
		}
		if _, n, err := db.People(ctx, people.Within("south"), store.PeopleFilter{Search: typed}, 0, 9); err != nil || n != 0 {
			t.Errorf("another agency finds %d by %q, %v", n, typed, err)
		}
	}
	if _, n, err := db.People(ctx, people.Within("north"), store.PeopleFilter{Search: "90019"}, 0, 9); err != nil || n != 0 {
		t.Errorf("another number finds %d, %v", n, err)
	}
}

// A database whose agencies share names starts: all keep them, and all but the
// first of each are twins, who are renamed when somebody comes to it.
func TestFoldAgencies(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	exec := func(q string, args ...any) {
		t.Helper()
		_, err := db.W.NewRaw(q, args...).Exec(ctx)
		must(t, err)
	}
	exec("UPDATE agencies SET key_ar = '', key_en = '', twin_ar = '', twin_en = '', folded_by = 0")
	for i, a := range []struct{ id, parent, ar, en string }{
		{"a1", "top", "هيئة البيئة", "Environment"}, {"a2", "top", "هيئه  البيئه", "Nature"}, {"a3", "top", "هَيئة البيئةـ", "ENVIRONMENT"},
		{"a4", "north", "هيئة البيئة", "Environment"}, {"a5", "top", "هيئة المياه", ""}, {"a6", "top", "هيئة النقل", ""},
	} {
		exec("INSERT INTO agencies (id, parent_id, path, name_ar, name_en, hijri_offset, shown_name, created_at, revision) VALUES (?, ?, ?, ?, ?, 0, '', ?, 2)",
			a.id, a.parent, "/x/"+a.id+"/", a.ar, a.en, masartest.Noon.Add(time.Duration(i)*time.Second))
	}
	for range 2 {
		must(t, db.Migrate(ctx))
	}
	as, err := db.AgenciesWith(ctx, people.Everywhere("the test reads all"), []string{"a1", "a2", "a3", "a4", "a5", "a6", "north"})
	must(t, err)
	for id, want := range map[string][2]string{"a1": {}, "a2": {"a2", ""}, "a3": {"a3", "a3"}, "a4": {}, "a5": {}, "a6": {}, "north": {}} {
		if a := as[id]; a.TwinAr != want[0] || a.TwinEn != want[1] || a.FoldedBy != people.FoldVersion || a.KeyAr != people.Fold(a.NameAr) {
			t.Errorf("%s: %+v, want twins %v", id, a, want)
		}
	}
	if a := as["a2"]; a.NameAr != "هيئه  البيئه" || a.Revision != 2 {
		t.Errorf("it was changed: %+v", a)
	}
	// A twin is saved as it is, and is none with a name of its own.
	a := as["a3"]
	must(t, db.Alone().SaveAgency(ctx, a, a.Path))
	a.Revision++
	a.NameAr, a.NameEn = "هيئة الغابات", ""
	must(t, db.Alone().SaveAgency(ctx, a, a.Path))
	if err := db.Alone().AddAgency(ctx, people.Agency{ID: "a7", ParentID: "top", Path: "/x/a7/", NameAr: "هيئة الغابات", CreatedAt: masartest.Noon}); !errors.Is(err, store.ErrExists) {
		t.Errorf("another of its new name: %v", err)
	}
	must(t, db.Alone().AddAgency(ctx, people.Agency{ID: "a8", ParentID: "north", Path: "/x/a8/", NameAr: "هيئة الغابات", CreatedAt: masartest.Noon}))
}

// Of agencies that are given one name at once, the database takes one.
func TestAgenciesAtOnce(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	names := []string{"هيئة البيئة", "هيئه البيئه", "هيئة  البيئة", "هيئة البيئةـ"}
	errs := make([]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			id := fmt.Sprint("a", i)
			errs[i] = db.Alone().AddAgency(ctx, people.Agency{ID: id, ParentID: "top", Path: "/x/" + id + "/", NameAr: name, CreatedAt: masartest.Noon})
		})
	}
	wg.Wait()
	added := 0
	for i, err := range errs {
		if err == nil {
			added++
		} else if !errors.Is(err, store.ErrExists) {
			t.Errorf("%s: %v", names[i], err)
		}
	}
	if added != 1 {
		t.Errorf("%d were added, want 1: %v", added, errs)
	}
}
