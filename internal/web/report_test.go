package web_test

import (
	"bytes"
	"encoding/csv"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/app/personnel"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"

	"github.com/xuri/excelize/v2"
)

// newCourseSite returns a site on which everyone in the north and the south is
// on a course whose date has passed.
func newCourseSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.Publish(t, masartest.Course())
	for _, by := range []string{"hr-n", "hr-s"} {
		v := s.Viewer(t, by)
		if _, err := s.App.Assign(t.Context(), v, personnel.Assignment{CourseID: "basics", DueOn: masartest.Noon, AgencyID: v.AgencyID}); err != nil {
			t.Fatal(err)
		}
	}
	s.App.Now = func() time.Time { return masartest.Noon.AddDate(0, 0, 1) }
	return s
}

func TestReport(t *testing.T) {
	s := newCourseSite(t)
	hr := s.as(t, "hr-n")
	hr.get("/hr").sees(200, "متابعة إكمال التدريب", "سلمى بنت خلفان الهنائية", "متأخر", "هيئة الشمال").misses("بدر بن سيف الغافري")
	hr.get("/hr?lang=en").sees(200, "Training completion", "Salma Al Hinai", "3 enrolments", "Overdue").misses("Badr Al Ghafri")
	hr.post("/hr", "q", "سلمي").sees(200, "Salma Al Hinai", "1 enrolment").misses("Tariq Al Amri")
	hr.get("/hr?state=completed").sees(200, "Nobody matches")
	hr.get("/hr?agency=south").sees(200, "Nobody matches").misses("Badr Al Ghafri")
	hr.get("/hr?sort=name&way=down&page=99").sees(200, "Salma Al Hinai")
	hr.get("/hr?state=asleep&period=ever&sort=shoe&page=x").sees(200, "3 enrolments")
	s.as(t, "admin").get("/hr").sees(200, "سلمى بنت خلفان الهنائية", "بدر بن سيف الغافري", "نسبة الإكمال حسب الجهة")
	s.as(t, "salma").get("/hr").sees(403)
}

// What is exported is what the page shows with the same filter, and no cell of
// it is a formula.
func TestReportExport(t *testing.T) {
	s := newCourseSite(t)
	p, err := s.App.Store.Person(t.Context(), people.Within("north"), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.NameAr = "=HYPERLINK(\"https://evil.example\")" // since before names were looked at
	if err := masartest.Direct(s.App).SavePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	hr, numbers := s.as(t, "hr-n"), regexp.MustCompile(`S-[a-z-]+`)
	for _, query := range []string{"?sort=name", "?sort=name&q=salma", "?state=late&sort=name&way=down", "?agency=south", "?state=completed"} {
		ask := func(path string) string {
			query, search, _ := strings.Cut(query, "&q=")
			if search == "" {
				return hr.get(path + query).sees(200).body
			}
			return hr.post(path+query, "q", search).sees(200).body
		}
		shown := numbers.FindAllString(ask("/hr"), -1)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask("/hr/report.csv"), "\uFEFF"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(strings.NewReader(ask("/hr/report.xlsx")))
		if err != nil {
			t.Fatal(err)
		}
		cells, err := book.GetRows("متابعة التدريب")
		if err != nil {
			t.Fatal(err)
		}
		var inCSV, inXLSX []string
		for i := range rows[1:] {
			inCSV, inXLSX = append(inCSV, rows[i+1][0]), append(inXLSX, cells[i+1][0])
			if strings.HasPrefix(rows[i+1][1], "=") {
				t.Errorf("a formula in %v", rows[i+1])
			}
		}
		if !slices.Equal(inCSV, shown) || !slices.Equal(inXLSX, shown) || len(cells) != len(rows) {
			t.Errorf("%s: shown %v, CSV %v, XLSX %v", query, shown, inCSV, inXLSX)
		}
	}
	if got := hr.get("/hr/report.csv").header.Get("Content-Disposition"); !strings.Contains(got, "masar-2026-11-23.csv") {
		t.Errorf("sent as %q", got)
	}
	s.as(t, "salma").get("/hr/report.csv").sees(403)
}

func TestRemind(t *testing.T) {
	s := newCourseSite(t)
	hr := s.as(t, "hr-n")
	hr.get("/hr")
	hr.post("/hr/reminders", "course", "basics").follow().sees(200, "نُشر التذكير لـ3 موظفين على المنصة، ورسائل البريد في طريقها.")
	hr.post("/hr/reminders", "course", "basics").follow().sees(200, "ذُكِّر المتأخرون جميعًا اليوم من قبل")
	s.as(t, "badr").get("/notices").misses("انتهى موعد")
	s.as(t, "salma").get("/notices").sees(200, "انتهى موعد إكمال «أساسيات المشاركة»")
}

func TestAssignment(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	hr := s.as(t, "hr-n")
	hr.get("/hr/assign?lang=en").sees(200, "Assign a course", "Participation basics")
	hr.post("/hr/assign", "course", "basics", "to", "people", "numbers", "S-salma\nS-badr", "due", "2026-12-01").sees(422, "not found in your agency", "S-badr")
	hr.post("/hr/assign", "course", "basics", "to", "agency", "agency", "north", "due", "2026-11-21").sees(422, "That day has passed")
	hr.post("/hr/assign", "course", "basics", "to", "agency", "agency", "north", "due", "soon").sees(422, "year-month-day")
	hr.post("/hr/assign", "course", "basics", "to", "department", "agency", "north").sees(422, "Choose the department")
	hr.post("/hr/assign", "course", "basics", "to", "agency", "agency", "south").sees(404)
	form := []string{"course", "basics", "to", "people", "numbers", "S-salma, TRAINER-N@north.example", "due", "2026-11-22"}
	hr.post("/hr/assign", form...).follow().sees(200, "Confirm the assignment", "Sunday 22 November 2026", "Assign to 2 people")
	if n := len(s.notices(t, "salma")); n != 0 {
		t.Errorf("told %d things before it was confirmed", n)
	}
	for _, say := range []string{"The course is assigned to 2 people, who have been told", "Nothing changed"} { // pressed twice
		hr.post("/hr/assign", append(form, "confirmed", "1")...).follow().sees(200, say, "2 enrolments")
	}
	if n := len(s.notices(t, "salma")); n != 1 {
		t.Errorf("told %d things, want one", n)
	}
}

func (s *site) notices(t *testing.T, person string) []string {
	t.Helper()
	ns, err := s.App.Store.NoticesOf(t.Context(), person, 10)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, n := range ns {
		kinds = append(kinds, string(n.Kind))
	}
	return kinds
}

func TestPerson(t *testing.T) {
	s := newCourseSite(t)
	ctx := t.Context()
	e, err := s.App.Store.EnrolmentIn(ctx, people.Within("north"), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	hr := s.as(t, "hr-n")
	hr.get("/hr/people?lang=en").sees(200)
	hr.post("/hr/people", "q", "هنائية").sees(200, "Salma Al Hinai", "1 person").misses("Tariq", "Badr")
	hr.get("/hr/people/salma").sees(200, "Salma Al Hinai", "Overdue", "Still needed", "Attendance", "No certificates yet")
	e.State, e.CompletedAt = progress.Done, masartest.Noon
	if err := masartest.Direct(s.App).SaveEnrolment(ctx, e); err != nil {
		t.Fatal(err)
	}
	c := certificate.Certificate{
		ID: "cert", Number: 1, Serial: certificate.Serial(2026, 1), Code: "0123456789ABCDEF", EnrolmentID: e.ID, PersonID: "salma",
		AgencyID: "north", CourseID: "basics", Kind: certificate.Completion, IssuedAt: masartest.Noon, Record: certificate.Record{Title: masartest.Course().Title},
	}
	if err := masartest.DBOf(s.App).Tx(ctx, func(tx *store.Tx) error {
		if _, _, err := tx.ChainEnd(ctx); err != nil {
			return err
		}
		return tx.AddCertificate(ctx, c)
	}); err != nil {
		t.Fatal(err)
	}
	hr.get("/hr/people/salma").sees(200, c.Serial, "Withdraw the certificate")
	hr.post("/certificates/cert/revocation", "why", "issued by mistake").follow().sees(200, "issued by mistake").misses("Withdraw the certificate")
	hr.post("/hr/people/salma", "name_ar", "", "name_en", "", "staff_no", "S-salma", "email", "nowhere", "sign_in", "salma", "revision", "0").
		sees(422, "Give the name in Arabic.", "e-mail address is not valid")
	hr.post("/hr/people/salma", "name_ar", "سلمى الهنائية", "name_en", "Salma H.", "staff_no", "S-salma", "sign_in", "salma", "revision", "0").follow().
		sees(200, "The details are saved", "Salma H.")
	hr.post("/hr/people/salma/password", "set_at", hr.hidden("set_at")).follow().sees(200, "only time the password is shown", "salma")
	hr.post("/hr/people/salma/employment", "employed", "0").follow().sees(200, "Has left")
	hr.post("/hr/people/salma/employment", "employed", "1").follow().sees(200, "Noted that they are back")
	hr.get("/hr/people/new").sees(200, "Add a person")
	hr.post("/hr/people/new", "agency", "north", "name_ar", "قيس", "sign_in", "salma").sees(422, "The sign-in name is taken")
	hr.post("/hr/people/new", "agency", "south", "name_ar", "قيس", "sign_in", "qais").sees(404)
	hr.post("/hr/people/new", "agency", "north", "name_ar", "قيس", "sign_in", "qais").follow().sees(200, "A new password", "qais")
	for _, path := range []string{"/hr/people/badr", "/hr/people/nobody", "/hr/people/admin", "/hr/import/nothing"} {
		hr.get(path).sees(404)
	}
	for _, path := range []string{"/hr/people/badr", "/hr/people/badr/password", "/hr/people/badr/employment"} {
		hr.post(path, "name_ar", "x", "sign_in", "badr").sees(404)
	}
}

// upload sends a list of people.
func (b *browser) upload(agency, encoding, body string) *browser {
	b.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for name, value := range map[string]string{"csrf": b.token, "agency": agency, "encoding": encoding} {
		if err := w.WriteField(name, value); err != nil {
			b.t.Fatal(err)
		}
	}
	f, err := w.CreateFormFile("file", "people.csv")
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := f.Write([]byte(body)); err != nil {
		b.t.Fatal(err)
	}
	w.Close()
	r := httptest.NewRequest("POST", "/hr/import", &form)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(r)
}

func TestImportPages(t *testing.T) {
	s := newSite(t)
	hr := s.as(t, "hr-n")
	hr.get("/hr/import").sees(200, "استيراد الموظفين")
	for _, c := range []struct{ body, ar, en string }{
		{"رقم;لقب\n1;2\n", "لا نعرف العمود «لقب»", "There is no column “لقب”"},
		{"staff_no,name\n1,\xd3\xe1\xe3\xec\n", "ترميز الملف ليس UTF-8", "not in UTF-8"},
		{"staff_no,name\n" + strings.Repeat("1,س\n", 200_000), "أكثر من 50,000 صف", "more than 50,000 rows"},
		{"staff_no,name\n1,\"س\n", "علامة تنصيص غير مغلقة", "quotation mark is not closed"},
		{"PK\x03\x04", "مصنف Excel", "Excel workbook"},
		{"", "الملف فارغ", "The file is empty"},
	} {
		hr.get("/hr/import?lang=ar").upload("north", "utf-8", c.body).sees(422, c.ar)
		hr.get("/hr/import?lang=en").upload("north", "utf-8", c.body).sees(422, c.en)
	}
	hr.upload("north", "windows-1256", "staff_no,name\nW-1,\xd3\xe1\xe3\xec\n").follow().sees(200, "سلمى", "1 person can be added")
	hr.upload("south", "utf-8", "staff_no,name\n1,س\n").sees(404)
	hr.upload("north", "utf-8", "الرقم الوظيفي;الاسم\nN-1;ليلى\nS-salma;سلمى\nN-1;=قيس\n;\"آم\nنة\"\n").follow().
		sees(200, "1 person can be added", "4 problems", "The agency has this staff number already.", "Take out the rest: =", "is there already, on line 2", "has no staff number")
	path := regexp.MustCompile(`action="(/hr/import/[^"]+)"`).FindStringSubmatch(hr.body)[1]
	hr.get(path+"?lang=ar").sees(200, "الرقم الوظيفي مسجّل في الجهة من قبل.", "وقد ورد في السطر 2", "لا رقم وظيفي في هذا السطر.")
	hr.get(path+"/problems.csv").sees(200, "السطر", "3,الرقم الوظيفي مسجّل")
	hr.get(path)
	other := s.as(t, "hr-s")
	other.get("/hr/import")
	other.get(path).sees(404)
	other.post(path, "shown", "1").sees(404)
	hr.post(path, "shown", "2").sees(409, "تغيّرت بيانات الجهة")
	hr.post(path, "shown", "1").follow().sees(200, "أُضيف موظف واحد.", "ليست له كلمة مرور بعد").misses("ليست لهم")
	hr.post(path, "shown", "1").sees(409, "أُضيفت هذه القائمة من قبل")
	hr.get("/hr/passwords?agency=north").sees(200, "موظف واحد بلا كلمة مرور")
	hr.post("/hr/passwords", "agency", "north").sees(200, "N-1,ليلى")
	hr.get("/hr/passwords?agency=north").sees(200, "كل الموظفين لهم كلمات مرور", "أُنشئت في الساعة الأخيرة كلمة مرور لموظف واحد", `href="/hr/people" aria-current="page"`).misses("بلا كلمة مرور", `href="/hr" aria-current="page"`)
	hr.get("/hr/passwords?agency=north&again=1").sees(200, "ولا أحد ينتظر كلمة بدل كلمته المؤقتة")
	hr.post("/hr/passwords", "agency", "north", "again", "1").follow().sees(200, "لا أحد ينتظر كلمة مرور ممن اخترت")
	hr.get("/hr/passwords?agency=north&fresh=1").sees(200, "وموظف واحد له كلمة مؤقتة لم يغيّرها")
	hr.post("/hr/passwords", "agency", "north", "fresh", "1").sees(200, "N-1,ليلى")
	hr.post("/hr/passwords", "agency", "south").sees(404)
	hr.get("/hr/import/template.csv").sees(200, "الرقم الوظيفي,الاسم بالعربية")
}
