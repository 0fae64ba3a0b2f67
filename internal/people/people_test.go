package people

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"masar/internal/fault"
	"masar/internal/typed"
)

func TestName(t *testing.T) {
	both, ar, en := Person{NameAr: "سلمى", NameEn: "Salma"}, Person{NameAr: "سلمى"}, Person{NameEn: "Salma"}
	for _, c := range []struct {
		p          Person
		lang, want string
	}{
		{both, "ar", "سلمى"}, {both, "en", "Salma"}, {both, "", "سلمى"},
		{ar, "ar", "سلمى"}, {ar, "en", "سلمى"}, {en, "ar", "Salma"}, {en, "en", "Salma"}, {Person{}, "ar", ""},
	} {
		if got := c.p.Name(c.lang); got != c.want {
			t.Errorf("%+v in %q: %q, want %q", c.p, c.lang, got, c.want)
		}
		if got := (Agency{NameAr: c.p.NameAr, NameEn: c.p.NameEn}).Name(c.lang); got != c.want {
			t.Errorf("an agency with these names in %q: %q, want %q", c.lang, got, c.want)
		}
	}
}

func TestInitials(t *testing.T) {
	for _, c := range []struct{ ar, en, lang, want string }{
		{"سلمى بنت خلفان الهنائية", "Salma Al Hinai", "ar", "س ه"},
		{"سلمى بنت خلفان الهنائية", "Salma Al Hinai", "en", "SH"},
		{"", "salma al-hinai", "en", "SA"},
		{"", "Salma Al-Hinai", "en", "SH"},
		{"سلمى الهنائية", "", "en", "س ه"}, // Arabic letters apart, whoever looks
		{"", "Salma Al Hinai", "ar", "SH"},
		{"سلمى", "salma", "ar", "س"},
		{"سلمى", "salma", "en", "S"},
		{"سلمى ال", "", "ar", "س"},
		{"  ", "", "ar", ""},
		{"", "", "en", ""},
	} {
		if got := (Person{NameAr: c.ar, NameEn: c.en}).Initials(c.lang); got != c.want {
			t.Errorf("%q, %q in %s: %q, want %q", c.ar, c.en, c.lang, got, c.want)
		}
	}
}

func TestTidy(t *testing.T) {
	got := Person{
		NameAr: "  سلمى \u00A0 بنت\tخلفان ", NameEn: " Salma\n Hinai ", Department: " التخطيط  والتطوير ", StaffNo: " OM-1 ",
		Email: " Salma@North.Example ", Lang: "fr", Digits: "roman",
	}.Tidy()
	want := Person{
		NameAr: "سلمى بنت خلفان", NameEn: "Salma Hinai", Department: "التخطيط والتطوير", StaffNo: "OM-1",
		Email: "salma@north.example", SignIn: "salma@north.example", Lang: "ar", Digits: "latn",
		Search: "سلمي بنت خلفان salma hinai om 1 salma@north.example", StaffKey: "om-1", EmailKey: "salma@north.example", SortAr: "سلمي بنت خلفان", SortEn: "salma hinai", FoldedBy: FoldVersion,
	}
	if got != want {
		t.Errorf("tidied to\n%+v, want\n%+v", got, want)
	}
	if again := got.Tidy(); again != got {
		t.Errorf("tidied again to\n%+v, want\n%+v", again, got)
	}
	got = Person{NameAr: "سلمى", SignIn: " SALMA ", Email: "s@north.example", Lang: "en", Digits: "arab"}.Tidy()
	want = Person{
		NameAr: "سلمى", SignIn: "salma", Email: "s@north.example", Lang: "en", Digits: "arab", Search: "سلمي s@north.example",
		EmailKey: "s@north.example", SortAr: "سلمي", SortEn: "سلمي", FoldedBy: FoldVersion,
	}
	if got != want {
		t.Errorf("tidied to\n%+v, want\n%+v", got, want)
	}
}

func TestCheck(t *testing.T) {
	long := func(n int) string { return strings.Repeat("س", n) }
	tooLong := ErrLong.With("max", MaxName)
	address := func(n int) string { // as long before the @ as it may be, and so after it
		domain := strings.Repeat("n.", 90) + "example"
		return strings.Repeat("a", 64) + "@" + strings.Repeat("o", n-65-len(domain)) + domain
	}
	for name, c := range map[string]struct {
		change func(*Person)
		want   []*fault.Fault
	}{
		"as they should be":           {func(p *Person) {}, nil},
		"no number, no address":       {func(p *Person) { p.StaffNo, p.Email = "", "" }, nil},
		"no Arabic name":              {func(p *Person) { p.NameAr = "" }, []*fault.Fault{ErrName}},
		"no English name":             {func(p *Person) { p.NameEn = "" }, nil},
		"no name":                     {func(p *Person) { p.NameAr, p.NameEn = "", "" }, []*fault.Fault{ErrName}},
		"200 characters":              {func(p *Person) { p.NameAr, p.NameEn, p.Department = long(200), strings.Repeat("s", 200), long(200) }, nil},
		"swapped":                     {func(p *Person) { p.NameAr, p.NameEn = p.NameEn, p.NameAr }, []*fault.Fault{typed.ErrSwapped.On("name_ar"), typed.ErrSwapped.On("name_en")}},
		"departments swapped":         {func(p *Person) { p.Department, p.DepartmentEn = "Planning", "التخطيط" }, []*fault.Fault{typed.ErrSwapped.On("department"), typed.ErrSwapped.On("department_en")}},
		"an Arabic name of it twice":  {func(p *Person) { p.DepartmentEn = "التخطيط" }, []*fault.Fault{typed.ErrLatin.On("department_en")}},
		"a department in English":     {func(p *Person) { p.Department, p.DepartmentEn = "IT", "IT" }, nil},
		"201 characters":              {func(p *Person) { p.NameAr = long(201) }, []*fault.Fault{tooLong}},
		"201 in English":              {func(p *Person) { p.NameEn = long(201) }, []*fault.Fault{tooLong.On("name_en")}},
		"201 of a department":         {func(p *Person) { p.Department = long(201) }, []*fault.Fault{tooLong.On("department")}},
		"tab":                         {func(p *Person) { p.NameAr = "سلمى\tالهنائية" }, []*fault.Fault{ErrText.On("name_ar")}},
		"delete":                      {func(p *Person) { p.NameEn = "Salma\x7F" }, []*fault.Fault{ErrText.On("name_en")}},
		"a control of the second set": {func(p *Person) { p.NameEn = "Salma\u009B" }, []*fault.Fault{ErrText.On("name_en")}},
		"not UTF-8":                   {func(p *Person) { p.NameEn = "Salma\xFF" }, []*fault.Fault{ErrText.On("name_en")}},
		"replacement character":       {func(p *Person) { p.Department = "\uFFFD" }, []*fault.Fault{ErrText.On("department")}},
		"embedding":                   {func(p *Person) { p.NameAr = "\u202Aسلمى" }, []*fault.Fault{ErrText.On("name_ar")}},
		"override":                    {func(p *Person) { p.NameAr = "سلمى\u202E" }, []*fault.Fault{ErrText.On("name_ar")}},
		"isolate":                     {func(p *Person) { p.Department = "\u2066التخطيط" }, []*fault.Fault{ErrText.On("department")}},
		"end of isolate":              {func(p *Person) { p.Department = "التخطيط\u2069" }, []*fault.Fault{ErrText.On("department")}},
		"marks that harm nothing":     {func(p *Person) { p.NameAr, p.Department = "سل\u200Cمى", "\u200Fالتخطيط\u061C" }, nil},
		"an address without a host":   {func(p *Person) { p.Email = "salma" }, []*fault.Fault{ErrEmail}},
		"a name in the address":       {func(p *Person) { p.Email = "salma <s@north.example>" }, []*fault.Fault{ErrEmail}},
		"two addresses":               {func(p *Person) { p.Email = "a@north.example,b@north.example" }, []*fault.Fault{ErrEmail}},
		"another header":              {func(p *Person) { p.Email = "a@north.example\r\nbcc: b@south.example" }, []*fault.Fault{ErrEmail}},
		"an override in the address":  {func(p *Person) { p.Email = "a\u202E@north.example" }, []*fault.Fault{ErrEmail}},
		"an address of 254":           {func(p *Person) { p.Email = address(254) }, nil},
		"an address of 255":           {func(p *Person) { p.Email = address(255) }, []*fault.Fault{ErrEmail}},
		"number of 32":                {func(p *Person) { p.StaffNo = long(32) }, nil},
		"number of 33":                {func(p *Person) { p.StaffNo = long(33) }, []*fault.Fault{ErrStaffNo}},
		"number in Arabic digits":     {func(p *Person) { p.StaffNo = "٤٢/أ-١" }, []*fault.Fault{ErrStaffNo}}, // which Tidy writes in Latin ones
		"its canonical form":          {func(p *Person) { p.StaffNo = "42/أ-1" }, nil},
		"number that is a formula":    {func(p *Person) { p.StaffNo = "=1+1" }, []*fault.Fault{ErrStaffNo}},
		"number that begins with -":   {func(p *Person) { p.StaffNo = "-1" }, []*fault.Fault{ErrStaffNo}},
		"number with a space":         {func(p *Person) { p.StaffNo = "OM 1" }, []*fault.Fault{ErrStaffNo}},
		"number and a line":           {func(p *Person) { p.StaffNo = "OM-1\n" }, []*fault.Fault{ErrStaffNo}},
		"no sign-in":                  {func(p *Person) { p.SignIn = "" }, []*fault.Fault{ErrNoSignIn}},
		"sign-in of 2":                {func(p *Person) { p.SignIn = "ab" }, []*fault.Fault{ErrSignIn}},
		"sign-in of 3":                {func(p *Person) { p.SignIn = "ab1" }, nil},
		"sign-in of 100":              {func(p *Person) { p.SignIn = strings.Repeat("a", 100) }, nil},
		"sign-in of 101":              {func(p *Person) { p.SignIn = strings.Repeat("a", 101) }, []*fault.Fault{ErrSignIn}},
		"sign-in in Arabic":           {func(p *Person) { p.SignIn = "سلمى" }, []*fault.Fault{ErrSignIn}},
		"sign-in in capitals":         {func(p *Person) { p.SignIn = "Salma" }, []*fault.Fault{ErrSignIn}},
		"everything at once": {
			func(p *Person) { *p = Person{Department: "\u202E" + long(200), Email: "@", StaffNo: "?"} },
			[]*fault.Fault{ErrName, tooLong.On("department"), ErrEmail, ErrStaffNo, ErrNoSignIn, ErrText.On("department")},
		},
	} {
		p := Person{NameAr: "سلمى الهنائية", NameEn: "Salma Al Hinai", Department: "التخطيط", StaffNo: "OM-1", Email: "salma@north.example", SignIn: "salma"}
		c.change(&p)
		if got := p.Check(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestEmployed(t *testing.T) {
	if !(Person{}).Employed() {
		t.Error("who has not left is not employed")
	}
	if (Person{LeftAt: time.Unix(0, 0)}).Employed() {
		t.Error("who left in 1970 is employed")
	}
}

// Who is given no sign-in name signs in with the e-mail address or, without one,
// with the staff number; what is wrong is said once, and of what was typed.
func TestSignInFallsBack(t *testing.T) {
	for name, c := range map[string]struct {
		typed Person
		want  string
		fault *fault.Fault
	}{
		"all three":               {Person{SignIn: "Salma", Email: "s@north.example", StaffNo: "1001"}, "salma", nil},
		"an address and a number": {Person{Email: "S@North.example", StaffNo: "1001"}, "s@north.example", nil},
		"a number alone":          {Person{StaffNo: "OM-٥٠٦١"}, "om-5061", nil},
		"a number of 3":           {Person{StaffNo: "101"}, "101", nil},
		"a number of 2":           {Person{StaffNo: "12"}, "12", ErrSignInNo},
		"an Arabic number":        {Person{StaffNo: "أ-١٠٠"}, "", ErrSignInNo},
		"no number":               {Person{StaffNo: "=1"}, "=1", ErrStaffNo},
		"no address":              {Person{Email: "@"}, "@", ErrEmail},
		"no address but a number": {Person{Email: "سلمى", StaffNo: "1001"}, "سلمى", ErrEmail},
		"a bad name":              {Person{SignIn: "ab", StaffNo: "1001"}, "ab", ErrSignIn},
		"nothing":                 {Person{SignIn: " "}, "", ErrNoSignIn},
	} {
		p := c.typed
		p.NameAr = "سلمى"
		p = p.Tidy()
		if c.want != "" && p.SignIn != c.want {
			t.Errorf("%s: signs in as %q, want %q", name, p.SignIn, c.want)
		}
		var want []*fault.Fault
		if c.fault != nil {
			want = []*fault.Fault{c.fault}
		}
		if got := p.Check(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
