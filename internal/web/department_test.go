package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"masar/internal/people"
)

// Whoever is added to a department that looks like one there is, or changes what
// one is called in English, is asked first, on every form.
func TestDepartmentAsked(t *testing.T) {
	s := newSite(t)
	department := func(id string) (p people.Person) {
		t.Helper()
		p, err := s.App.Store.PersonBySignIn(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for i, c := range []struct {
		who, path string
		rest      []string
	}{
		{"hr-n", "/hr/people/new", []string{"agency", "north"}},
		{"admin", "/admin/people/new", []string{"agency_id", "north", "lang", "ar"}},
	} {
		b, n := s.as(t, c.who).get("/"), fmt.Sprint("880", i)
		send := func(pairs ...string) *browser {
			return b.post(c.path, append(append([]string{"name_ar", "ليلى", "name_en", "Layla", "staff_no", n}, c.rest...), pairs...)...)
		}
		send("department", "التخطــيط.").sees(422, "أيّهما المقصودة", "دائرة جديدة", "ليلى", "لم يُحفظ شيء بعد", "data-autofocus")
		if !chosen(b, "التخطيط") || chosen(b, "التخطــيط.") {
			t.Errorf("%s: the department that is there is not chosen", c.path)
		}
		send("department", "التخطيطط").sees(422, "أيّهما المقصودة")
		if chosen(b, "التخطيط") || chosen(b, "التخطيطط") {
			t.Errorf("%s: something is taken for granted", c.path)
		}
		send("department", "التخطيطط", "department-0", "المالية", "department-0-of", "التخطيطط").sees(422, "أيّهما المقصودة")
		send("department", "التخطيطط", "department-0", "التخطيط", "department-0-of", "التخطيط").sees(422, "أيّهما المقصودة") // said of another
		send("department", "التخطيطط", "department-0", "التخطيط", "department-0-of", "التخطيطط").follow().sees(200, n)
		if p := department(n); p.Department != "التخطيط" {
			t.Errorf("%s: in %q", c.path, p.Department)
		}
	}
	hr := s.as(t, "hr-n").get("/")
	hr.post("/hr/people/new", "agency", "north", "name_ar", "نور", "staff_no", "8810", "department", "التخطيطط", "department-0", "التخطيطط", "department-0-of", "التخطيطط").follow().sees(200, "8810")
	if p := department("8810"); p.Department != "التخطيطط" {
		t.Errorf("meant as a new one: %q", p.Department)
	}
	save := func(pairs ...string) *browser {
		p := department("salma")
		return hr.post("/hr/people/salma", append([]string{"name_ar", p.NameAr, "name_en", p.NameEn, "department", "التخطيط", "staff_no", p.StaffNo, "sign_in", "salma", "revision", fmt.Sprint(p.Revision)}, pairs...)...)
	}
	save("department_en", "Planning").sees(303) // nobody had said it
	save("department_en", "Plans").sees(422, "ما اسم دائرة", "يتغيّر من «Planning» إلى «Plans»", "لم يُحفظ شيء بعد")
	if !chosen(hr, "Planning") || chosen(hr, "Plans") {
		t.Error("the name it has is not chosen")
	}
	// what was changed meanwhile is said before anything is asked
	hr.post("/hr/people/salma", "name_ar", "سلمى", "staff_no", "S-salma", "sign_in", "salma", "department", "التخطيط", "department_en", "Plans", "revision", "0").sees(409).misses("ما اسم دائرة")
	if p := department("trainer-n"); p.DepartmentEn != "Planning" {
		t.Errorf("changed before it was said: %q", p.DepartmentEn)
	}
	save("department_en", "Plans", "email", "s@north.example", "department-en-0", "Planning", "department-en-0-of", "التخطيط").sees(303)
	save("department_en", "", "email", "t@north.example").sees(303) // emptied, it stays
	if p := department("trainer-n"); p.DepartmentEn != "Planning" || department("salma").DepartmentEn != "Planning" {
		t.Errorf("kept as %q", p.DepartmentEn)
	}
	save("department_en", "Plans", "department-en-0", "Plans", "department-en-0-of", "التخطيط").sees(303)
	if p := department("trainer-n"); p.DepartmentEn != "Plans" {
		t.Errorf("changed to %q", p.DepartmentEn)
	}
	if p := department("badr"); p.DepartmentEn != "" {
		t.Errorf("another agency's too: %q", p.DepartmentEn)
	}
}

// chosen reports whether the answer of that value is marked on the page.
func chosen(b *browser, value string) bool {
	return regexp.MustCompile(`<input type="radio"[^>]* value="` + regexp.QuoteMeta(value) + `"[^>]* checked`).MatchString(b.body)
}

var importPath = regexp.MustCompile(`action="(/hr/import/[^"]+)"`)

// The page that checks a list says which departments would be new, and asks for
// those that look like one there is; an answer that was given stays.
func TestImportAsksDepartments(t *testing.T) {
	s := newSite(t)
	hr := s.as(t, "hr-n").get("/hr/import")
	hr.upload("north", "utf-8", "staff_no,name,department,department_en\n1001,ليلى,التخطــيط.,Plans\n1002,نور,التخطيطط,\n1003,آمنة,القانونية,Legal\n1004,هدى,القانونية,Law\n").follow().
		sees(200, "دوائر جديدة ستُضاف إلى الجهة", "القانونية", "أيّهما المقصودة", "ما اسم دائرة", "إضافة 4 موظفين")
	path := importPath.FindStringSubmatch(hr.body)[1]
	hr.post(path, "shown", "4").sees(422, "اختر المقصودة في كل سؤال")
	hr.post(path, "shown", "4", "department-0", "التخطــيط.", "department-0-of", "التخطــيط.").sees(422, "اختر المقصودة")
	if !chosen(hr, "التخطــيط.") || chosen(hr, "التخطيط") {
		t.Error("the answer is lost")
	}
	answers := []string{"shown", "4", "department-0", "التخطيط", "department-0-of", "التخطــيط.", "department-1", "التخطيط", "department-1-of", "التخطيطط", "department-en-0", "Law", "department-en-0-of", "القانونية"}
	hr.post(path, answers...).follow().sees(200, "أُضيف 4 موظفين")
	hr.post(path, answers...).sees(409, "أُضيفت هذه القائمة من قبل") // sent twice
	ds, err := s.App.Store.DepartmentsOf(t.Context(), "north")
	if err != nil || len(ds) != 2 {
		t.Fatalf("departments %v, %v", ds, err)
	}
	for _, d := range ds {
		if want := map[string]string{"التخطيط": "Plans", "القانونية": "Law"}[d.Name]; d.En != want {
			t.Errorf("%s is called %q, want %q", d.Name, d.En, want)
		}
	}
	s.as(t, "hr-s").get(path).sees(404)
}

// Lists of every shape are read, or refused in words.
func TestImportShapes(t *testing.T) {
	s := newSite(t)
	hr := s.as(t, "hr-n").get("/hr/import")
	var many strings.Builder
	many.WriteString("\uFEFFالرقم الوظيفي,الاسم بالعربية,الدائرة\r\n")
	for i := range 10_000 {
		fmt.Fprintf(&many, "%d,هدى,التخطيط\r\n", 100_000+i)
	}
	for name, c := range map[string]struct {
		list   string
		status int
		says   string
	}{
		"ten thousand, with a BOM":      {many.String(), 303, "في القائمة 10,000"},
		"an English header":             {"Staff number;Name in Arabic\n9001;نورة\n", 303, "موظف واحد جاهز للإضافة"},
		"empty":                         {"", 422, "الملف"},
		"a BOM alone":                   {"\uFEFF", 422, "الملف"},
		"only a header":                 {"staff_no,name_ar\n", 422, "في الملف عناوين الأعمدة فقط"},
		"one number in two digits":      {"staff_no,name_ar\n90018,نورة\n٩٠٠١٨,هدى\n", 303, "الرقم الوظيفي مكرر، وقد ورد في السطر 2"},
		"one e-mail for two":            {"staff_no,name_ar,email\n90018,نورة,n@north.example\n90019,هدى,N@north.example\n", 303, "البريد مكرر، وقد ورد في السطر 2"},
		"the names in each other's":     {"staff_no,name_ar,name_en\n90018,Noura,نورة\n", 303, "كُتب النص العربي مكان الإنجليزي"},
		"no Arabic name where one must": {"staff_no,name_ar,name_en\n90018,,Noura\n", 303, "اكتب الاسم بالعربية"},
	} {
		hr.get("/hr/import").upload("north", "utf-8", c.list)
		if hr.status != c.status {
			t.Errorf("%s: status %d, want %d", name, hr.status, c.status)
		}
		if hr.status == 303 {
			hr.follow()
		}
		if !strings.Contains(strings.Join(strings.Fields(hr.main()), " "), c.says) {
			t.Errorf("%s: the page does not say %q: %.600s", name, c.says, hr.main())
		}
	}
}
