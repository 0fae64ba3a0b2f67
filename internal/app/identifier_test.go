package app_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/identity"
	"masar/internal/app/personnel"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/typed"
)

// A staff number, an e-mail address and a sign-in name are one person's, however
// they are typed and on whichever way they come in: added, changed or imported.
func TestTakenIdentifiers(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	has := people.Person{AgencyID: "north", NameAr: "ليلى", StaffNo: "T١١٠٩", Email: "layla@مثال.عمان", SignIn: "layla"}
	if _, _, err := a.AddPerson(ctx, hr, has); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.AddPerson(ctx, h.Viewer(t, "hr-s"), people.Person{AgencyID: "south", NameAr: "قيس", Email: "qais@south.example", StaffNo: "T1109"}); err != nil {
		t.Fatalf("another agency's number: %v", err)
	}
	salma := func() people.Person {
		p, err := a.Store.Person(ctx, hr.Scope(people.HR), "salma")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct {
		staffNo, email, signIn string
		want                   *fault.Fault
	}{
		{"t1109", "new@north.example", "new", people.ErrStaffNoTaken},
		{"T1109", "new@north.example", "new", people.ErrStaffNoTaken},
		{"t۱۱۰۹", "new@north.example", "new", people.ErrStaffNoTaken},
		{"\u200ET1109\u202C", "new@north.example", "new", people.ErrStaffNoTaken},
		{"N-9", "Layla@xn--mgbh0fb.xn--mgb9awbf", "new", people.ErrEmailTaken},
		{"N-9", "\u202Alayla@مثال.عمان\u202C", "new", people.ErrEmailTaken},
		{"N-9", "hr-n@north.example", "new", people.ErrEmailTaken},
		{"N-9", "QAIS@south.example", "new", people.ErrEmailElsewhere},
		{"N-9", "badr@south.example", "new", people.ErrEmailElsewhere},
		{"N-9", "new@north.example", "LAYLA", people.ErrSignInTaken},
		{"N-9", "new@north.example", "lay\u200Bla", people.ErrSignInTaken},
	} {
		p := people.Person{AgencyID: "north", NameAr: "هدى", StaffNo: c.staffNo, Email: c.email, SignIn: c.signIn}
		if _, _, err := a.AddPerson(ctx, hr, p); !errors.Is(err, c.want) || len(fault.All(err)) != 1 {
			t.Errorf("added with %v: %v, want %v", c, err, c.want)
		}
		edit := salma()
		edit.StaffNo, edit.Email, edit.SignIn = c.staffNo, c.email, c.signIn
		if _, err := a.ChangePerson(ctx, hr, edit); !errors.Is(err, c.want) || len(fault.All(err)) != 1 {
			t.Errorf("changed to %v: %v, want %v", c, err, c.want)
		}
		id, err := a.StartImport(ctx, hr, "north", list([]string{"staff_no", "name_ar", "email", "sign_in"}, []string{c.staffNo, "هدى", c.email, c.signIn}))
		if err != nil {
			t.Fatal(err)
		}
		if r, err := a.ReadImport(ctx, hr, id, people.DepartmentAnswers{}); err != nil || len(r.People) != 0 || len(r.Problems) != 1 || !r.Problems[0].Fault.Is(c.want) {
			t.Errorf("imported with %v: %+v, %v; want %v", c, r.Problems, err, c.want)
		}
		if _, err := a.ConfirmImport(ctx, hr, id, 0, people.DepartmentAnswers{}); !errors.Is(err, personnel.ErrImportMoved) {
			t.Errorf("imported with %v all the same: %v", c, err)
		}
	}
	// What is said of another agency's people is not that they are there.
	if says := i18n.New("ar", i18n.Prefs{}).Msg(people.ErrEmailElsewhere.Key, nil) + i18n.New("en", i18n.Prefs{}).Msg(people.ErrEmailElsewhere.Key, nil); strings.Contains(says, "شخص آخر") || strings.Contains(says, "omebody") {
		t.Errorf("it says %q", says)
	}
	// An administrator of both is told whose it is.
	p := people.Person{AgencyID: "north", NameAr: "هدى", Email: "badr@south.example"}
	if _, _, err := a.AddPerson(ctx, h.Viewer(t, "admin"), p); !errors.Is(err, people.ErrEmailTaken) {
		t.Errorf("the administrator is told %v", err)
	}
	// One's own stays one's own, written in another way.
	edit := salma()
	edit.StaffNo, edit.Email, edit.SignIn = "s-SALMA", "Salma@North.example", "SALMA"
	if _, err := a.ChangePerson(ctx, hr, edit); err != nil {
		t.Errorf("her own: %v", err)
	}
	if p := salma(); p.StaffNo != "s-SALMA" || p.Email != "salma@north.example" || p.SignIn != "salma" {
		t.Errorf("kept as %q, %q, %q", p.StaffNo, p.Email, p.SignIn)
	}
}

// What one way lets in, another takes: a person who was imported is saved
// unchanged by the form.
func TestImportedIsSaved(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	id, err := a.StartImport(ctx, hr, "north", list([]string{"staff_no", "name_ar", "name_en", "email"},
		[]string{"K509", "نورة", "Noura", "n.o'hara@example.om"}, []string{"K510", "سعيد", "Said", "said@مثال.عمان"},
		[]string{"\u200EK505", "سعيد", "Said", "\u202Ak505@example.om\u202C"}, []string{"K508", "ﺳﻌﻴﺪ ﺍﻟﺮﺣﺒﻲ", "Said", "k508@example.om"}, []string{"٥٠٦١", "سعيد", "Said", ""}))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := a.ConfirmImport(ctx, hr, id, 5, people.DepartmentAnswers{}); err != nil || n != 5 {
		t.Fatalf("imported %d, %v", n, err)
	}
	for name, want := range map[string]people.Person{
		"k509":           {StaffNo: "K509", Email: "n.o'hara@example.om", SignIn: "n.o'hara@example.om"},
		"said@مثال.عمان": {StaffNo: "K510", Email: "said@مثال.عمان", SignIn: "said@مثال.عمان"},
		"K505":           {StaffNo: "K505", Email: "k505@example.om", SignIn: "k505@example.om"},
		"K508":           {StaffNo: "K508", Email: "k508@example.om", SignIn: "k508@example.om"},
		"5061":           {StaffNo: "5061", SignIn: "5061"},
	} {
		ps, err := a.Store.PeopleCalled(ctx, hr.Scope(people.HR), name)
		if err != nil || len(ps) != 1 {
			t.Fatalf("%s means %d people, %v", name, len(ps), err)
		}
		p := ps[0]
		if p.StaffNo != want.StaffNo || p.Email != want.Email || p.SignIn != want.SignIn {
			t.Errorf("%s is %q, %q, %q", name, p.StaffNo, p.Email, p.SignIn)
		}
		if _, err := a.ChangePerson(ctx, hr, p); !errors.Is(err, core.ErrNothingChanged) {
			t.Errorf("%s is saved by the form: %v", name, err)
		}
		if ps, err := a.Store.PeopleCalled(ctx, h.Viewer(t, "hr-s").Scope(people.HR), name); err != nil || len(ps) != 0 {
			t.Errorf("another agency finds %s: %v, %v", name, ps, err)
		}
	}
	// Whoever was handed a password signs in by any way of typing the name.
	p, err := a.Store.PersonBySignIn(ctx, "5061")
	if err != nil {
		t.Fatal(err)
	}
	password, err := a.HandPassword(ctx, hr, p.ID, time.Time{}) // an imported person has none
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"5061", "٥٠٦١", "۵۰۶۱", " \u200F٥٠61 "} {
		if in, err := a.SignIn(ctx, typed, password, identity.From{Address: "192.0.2.1"}); err != nil || in.Person.ID != p.ID {
			t.Errorf("signs in as %q: %v", typed, err)
		}
	}
	if _, err := a.SignIn(ctx, "50612", password, identity.From{Address: "192.0.2.1"}); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("signs in as somebody else: %v", err)
	}
}

// Agencies beside one another have names of their own, however they are written;
// those that share one already keep it until it is changed.
func TestAgencyTwins(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, admin := h.App, t.Context(), h.Viewer(t, "admin")
	for _, name := range []string{"هيئة الشمال", " هيئه  الشمال ", "هَيئة الشمالـ", "ﻫﻴﺌﺔ ﺍﻟﺸﻤﺎﻝ"} {
		if _, err := a.AddAgency(ctx, admin, people.Agency{ParentID: "top", NameAr: name}); !errors.Is(err, personnel.ErrAgencyTwin) || fault.All(err)[0].Field != "name_ar" {
			t.Errorf("%q beside هيئة الشمال: %v", name, err)
		}
	}
	if _, err := a.AddAgency(ctx, admin, people.Agency{ParentID: "top", NameAr: "هيئة أخرى", NameEn: "NORTHERN authority"}); !errors.Is(err, personnel.ErrAgencyTwin) || fault.All(err)[0].Field != "name_en" {
		t.Errorf("with the other's English name: %v", err)
	}
	under, err := a.AddAgency(ctx, admin, people.Agency{ParentID: "south", NameAr: "هيئة الشمال"})
	if err != nil {
		t.Fatalf("under another: %v", err)
	}
	under.ParentID = "top"
	if _, err := a.SaveAgency(ctx, h.Viewer(t, "admin"), under); !errors.Is(err, personnel.ErrAgencyTwin) {
		t.Errorf("moved beside its namesake: %v", err)
	}
	north, err := a.Store.Agency(ctx, admin.Scope(people.Admin), "north")
	if err != nil {
		t.Fatal(err)
	}
	for offset := range 2 { // its own name is its own
		north.HijriOffset = offset + 1
		if north, err = a.SaveAgency(ctx, admin, north); err != nil {
			t.Fatal(err)
		}
		north.Revision++
	}
	north.NameAr = "هيئة الجنوب"
	if _, err := a.SaveAgency(ctx, admin, north); !errors.Is(err, personnel.ErrAgencyTwin) {
		t.Errorf("renamed as its neighbour: %v", err)
	}
	// Two that have been there since before are renamed one at a time.
	twin := people.Agency{ID: "twin", ParentID: "top", Path: "/top/twin/", NameAr: "هيئة الجنوب", CreatedAt: masartest.Noon}.Folded()
	twin.TwinAr = twin.ID
	if err := masartest.Direct(a).AddAgency(ctx, twin); err != nil {
		t.Fatal(err)
	}
	twin.NameEn = "South Two"
	if _, err := a.SaveAgency(ctx, h.Viewer(t, "admin"), twin); err != nil {
		t.Errorf("a twin from before gets an English name: %v", err)
	}
	for name, ag := range map[string]people.Agency{"an override": {NameAr: "هيئة\u202E"}, "no name": {NameAr: "\u200F "}, "an offset of three": {NameAr: "هيئة جديدة", HijriOffset: 3}} {
		ag.ParentID = "top"
		if _, err := a.AddAgency(ctx, admin, ag); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Two administrators who give the same name at once: one has it, the other is
// told so.
func TestAgencyNamedAtOnce(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, admin := h.App, t.Context(), h.Viewer(t, "admin")
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i, name := range []string{"هيئة البيئة", "هيئه البيئه"} {
		wg.Go(func() { _, errs[i] = a.AddAgency(ctx, admin, people.Agency{ParentID: "top", NameAr: name}) })
	}
	wg.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	if errs[0] != nil || !errors.Is(errs[1], personnel.ErrAgencyTwin) {
		t.Errorf("%v; want one, and the other's name taken", errs)
	}
}

// Names are refused in words where each language is asked for, whichever way
// they come in.
func TestLanguagesOfNames(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr, admin := h.App, t.Context(), h.Viewer(t, "hr-n"), h.Viewer(t, "admin")
	for name, c := range map[string]struct {
		ar, en string
		want   *fault.Fault
	}{
		"none": {"", "", people.ErrName}, "English alone": {"", "Huda", people.ErrName}, "Latin for Arabic": {"Huda", "Huda", people.ErrNotArabic},
		"Arabic for English": {"هدى", "هدى", people.ErrNotLatin}, "swapped": {"Huda", "هدى", typed.ErrSwapped}, "in one field, the wrong one": {"", "هدى", typed.ErrSwapped},
	} {
		if _, _, err := a.AddPerson(ctx, hr, people.Person{AgencyID: "north", NameAr: c.ar, NameEn: c.en, SignIn: "huda"}); !errors.Is(err, c.want) {
			t.Errorf("%s, added: %v, want %v", name, err, c.want)
		}
		p, err := a.Store.Person(ctx, hr.Scope(people.HR), "salma")
		if err != nil {
			t.Fatal(err)
		}
		p.NameAr, p.NameEn = c.ar, c.en
		if _, err := a.ChangePerson(ctx, hr, p); !errors.Is(err, c.want) {
			t.Errorf("%s, changed: %v, want %v", name, err, c.want)
		}
		id, err := a.StartImport(ctx, hr, "north", list([]string{"staff_no", "name_ar", "name_en"}, []string{"N-1", c.ar, c.en}, []string{"N-2", "هدى", "Huda"}))
		if err != nil {
			t.Fatal(err)
		}
		if r, err := a.ReadImport(ctx, hr, id, people.DepartmentAnswers{}); err != nil || len(r.People) != 1 || len(r.Problems) == 0 || r.Problems[0].Line != 2 || !r.Problems[0].Fault.Is(c.want) {
			t.Errorf("%s, in a list: %+v, %v; want %v of line 2", name, r.Problems, err, c.want)
		}
		want, has := map[*fault.Fault]*fault.Fault{people.ErrName: personnel.ErrAgencyName, people.ErrNotArabic: typed.ErrArabic, people.ErrNotLatin: typed.ErrLatin}[c.want]
		if !has {
			want = c.want
		}
		if _, err := a.AddAgency(ctx, admin, people.Agency{ParentID: "top", NameAr: c.ar, NameEn: c.en}); !errors.Is(err, want) {
			t.Errorf("%s, of an agency: %v, want %v", name, err, want)
		}
		if _, _, err := a.Setup(ctx, people.Agency{NameAr: c.ar, NameEn: c.en}, people.Person{NameAr: "مها", SignIn: "maha"}); !errors.Is(err, want) {
			t.Errorf("%s, of the top agency: %v, want %v", name, err, want)
		}
	}
}
