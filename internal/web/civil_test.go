package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/openbadge"
	"masar/internal/people"
)

// wholeNumber is a civil number that somebody sends in full; tail is what HR
// may write of it.
const wholeNumber, tail = "48120739", "739"

// betrays finds the last digits of the number standing by themselves, in either
// script, its mask, and its name in data.
var betrays = regexp.MustCompile(`(^|[^0-9A-Za-z])739([^0-9A-Za-z]|$)|٧٣٩|•••|"civil`)

// keepsSecret opens a page and fails if anything in the answer betrays the number.
func (b *browser) keepsSecret(path string) {
	b.t.Helper()
	b.get(path)
	if b.status != 200 {
		b.t.Errorf("%s: %d", path, b.status)
	}
	b.clean(path, b.body)
	b.clean(path+", header", fmt.Sprint(b.header))
}

// clean fails if a text betrays the number.
func (b *browser) clean(what, text string) {
	b.t.Helper()
	if at := betrays.FindStringIndex(text); at != nil {
		b.t.Errorf("%s: %.80q", what, text[max(0, at[0]-30):])
	}
}

// celled is a site whose north prints masked numbers, and on which Salma, whose
// last digits HR has written down, has a certificate.
func celled(t *testing.T) (s *site, id string) {
	t.Helper()
	s = newSite(t)
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s.App.Printer = printer
	s.Publish(t, masartest.Course())
	hr := s.as(t, "hr-n")
	hr.get(northTemplate).sees(200, `name="civil_tail"`).misses(`name="civil_tail" value="1" checked`)
	hr.design(northTemplate, designForm(t, "civil_tail", "1"), nil).sees(303)
	hr.follow().sees(200, `name="civil_tail" value="1" checked`)
	hr.get("/hr/people/salma").sees(200, `name="civil_tail"`)
	hr.post("/hr/people/salma", salma("٧٣٩")...).sees(303)
	hr.follow().sees(200, `value="739"`)
	return s, s.Complete(t, "salma")
}

// salma is the form of Salma's details with the last digits given.
func salma(civilTail string) []string {
	return []string{"name_ar", "سلمى بنت خلفان الهنائية", "name_en", "Salma Al Hinai", "department", "التخطيط", "staff_no", "S-salma",
		"email", "salma@north.example", "sign_in", "salma", "revision", "0", "civil_tail", civilTail}
}

// The paper of whoever asked has the masked number, and of all that anyone can
// ask for nothing else does.
func TestCivilNumberIsOnThePaperAlone(t *testing.T) {
	s, id := celled(t)
	l := s.as(t, "salma")
	text := l.pdf("/certificates/" + id + "/pdf")
	l.clean("the paper's headers", fmt.Sprint(l.header))
	l.clean("the training record", l.pdf("/certificates/record.pdf"))
	if n := strings.Count(text, "•••"); n != 2 || !strings.Contains(text, "Civil number: •••739") {
		t.Errorf("the paper says it %d times: %s", n, text)
	}
	ce, err := s.App.Store.Certificate(t.Context(), people.Everywhere("tests look at anyone"), id)
	if err != nil {
		t.Fatal(err)
	}
	guest := s.browser(t)
	guest.asProgram("/verify/" + ce.Code)
	for _, path := range []string{"/verify/" + ce.Code, "/verify/" + ce.Code + "?lang=en", "/verify/offline", "/.well-known/masar-issuer.json"} {
		guest.keepsSecret(path)
	}
	l.keepsSecret("/certificates/" + id + "/badge.json")
	l.clean("the claim", ce.Record.Claim)
	l.clean("the address", certificate.Paper{Record: ce.Record, Site: s.App.Site}.Address())
	l.keepsSecret("/certificates/" + id + "/badge.jwt")
	badge, err := openbadge.Unbake([]byte(l.get("/certificates/" + id + "/badge.png").sees(200).body))
	if err != nil {
		t.Fatal(err)
	}
	l.clean("the badge", string(badge))
	for _, path := range []string{"/", "/me", "/me/name", "/certificates", "/notices"} {
		l.keepsSecret(path)
	}
	hr := s.as(t, "hr-n")
	for _, path := range []string{"/hr", "/hr/report.csv", "/hr/people", "/hr/certificates", "/hr/import", "/hr/import/template.csv"} {
		hr.keepsSecret(path)
	}
	for name, part := range unzipped(t, hr.get("/hr/report.xlsx").sees(200).body) {
		hr.clean("report.xlsx, "+name, part)
	}
	for name, part := range unzipped(t, hr.get(northTemplate+"/export.zip").sees(200).body) {
		if name != "template.json" { // which says that the number is printed, and no number
			hr.clean("export.zip, "+name, part)
		} else if strings.Contains(part, tail) {
			t.Errorf("export.zip: %s", part)
		}
	}
	hr.get("/hr/people")
	hr.post("/hr/people", "q", "S-salma").sees(200, "/hr/people/salma")
	hr.post("/hr/people", "q", tail).sees(200).misses("/hr/people/salma")
	for who, paths := range map[string][]string{
		"admin": {"/admin", "/admin/people", "/admin/people/salma", "/admin/events", "/admin/jobs"}, "trainer-n": {"/teaching", "/teaching/runs/new"},
	} {
		b := s.as(t, who)
		for _, path := range paths {
			b.keepsSecret(path)
		}
	}
	l.clean("the log", s.log.String())
}

// pdf returns the words of a PDF.
func (b *browser) pdf(path string) string {
	b.t.Helper()
	file := b.t.TempDir() + "/file.pdf"
	if err := os.WriteFile(file, []byte(b.get(path).sees(200, "%PDF").body), 0o600); err != nil {
		b.t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		b.t.Skipf("pdftotext does not read it: %v", err)
	}
	return string(text)
}

// asProgram asks for an address as JSON.
func (b *browser) asProgram(path string) {
	b.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept", "application/json")
	b.send(r).sees(200)
	b.clean(path+" as JSON", b.body)
}

// unzipped returns the files of a zip as text.
func unzipped(t *testing.T, file string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		parts[f.Name] = string(body)
	}
	return parts
}

// Only HR, and who administers, see the form in which it stands; nobody else's
// pages have it, nor those of another agency.
func TestWhoSeesTheCivilNumber(t *testing.T) {
	s, _ := celled(t)
	for _, who := range []string{"hr-n", "admin"} {
		s.as(t, who).get("/hr/people/salma").sees(200, `value="739"`)
	}
	for who, status := range map[string]int{"hr-s": 404, "trainer-n": 403, "salma": 403, "badr": 403} {
		s.as(t, who).get("/hr/people/salma").sees(status).misses("739")
	}
}

// A whole number is refused wherever it can be written, in words that do not
// repeat it, and stays nowhere: not in the page, the log or the database.
func TestWholeCivilNumberIsRefused(t *testing.T) {
	s := newSite(t)
	hr := s.as(t, "hr-n")
	hr.get("/hr/people/salma")
	hr.post("/hr/people/salma", salma(wholeNumber)...).sees(422, "اكتب من الرقم المدني آخر ثلاثة أرقام: ثلاثة لا أكثر ولا أقل.").misses(wholeNumber)
	hr.get("/hr/people/salma?lang=en")
	hr.post("/hr/people/salma", salma(wholeNumber)...).sees(422, "Give the last three digits of the civil number: three, no more and no fewer.").misses(wholeNumber)
	hr.get("/hr/people/new?lang=ar")
	hr.post("/hr/people/new", "agency", "north", "name_ar", "قيس", "sign_in", "qais", "civil_tail", wholeNumber).sees(422, "ثلاثة لا أكثر ولا أقل").misses(wholeNumber)
	hr.post("/hr/people/new", "agency", "north", "name_ar", "قيس", "sign_in", "qais", "civil_tail", "12").sees(422, "ثلاثة لا أكثر ولا أقل")
	hr.get("/hr/import")
	hr.upload("north", "utf-8", "الرقم الوظيفي,الاسم,الرقم المدني\nN-1,ليلى,"+wholeNumber+"\nN-2,آمنة,٧٣٩\n").follow().
		sees(200, "إضافة موظف واحد", "ثلاثة لا أكثر ولا أقل").misses(wholeNumber)
	path := regexp.MustCompile(`action="(/hr/import/[^"]+)"`).FindStringSubmatch(hr.body)[1]
	hr.get(path+"/problems.csv").sees(200, "2,اكتب من الرقم المدني آخر ثلاثة أرقام").misses(wholeNumber)
	hr.get("/hr/import")
	hr.upload("north", "utf-8", "N-1,ليلى,"+wholeNumber+"\nN-2,آمنة,739\n").sees(422).misses(wholeNumber)
	if strings.Contains(s.log.String(), wholeNumber) {
		t.Errorf("it is in the log: %s", s.log)
	}
	if at := whereKept(t, s, wholeNumber); at != nil {
		t.Errorf("it is kept in %v", at)
	}
	hr.get(path)
	hr.post(path, "shown", "1").sees(303)
	if at := whereKept(t, s, tail); len(at) != 1 || at[0] != "people.civil_tail" {
		t.Errorf("the last digits are kept in %v", at)
	}
}

// whereKept returns the columns of the database that hold the digits, standing
// by themselves.
func whereKept(t *testing.T, s *site, digits string) (at []string) {
	t.Helper()
	alone := regexp.MustCompile(`(^|[^0-9A-Za-z.:])` + digits + `([^0-9A-Za-z.:]|$)`)
	db, ctx := masartest.DBOf(s.App), t.Context()
	list := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if db.Postgres() {
		list = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
	}
	var tables []string
	if err := db.R.NewRaw(list).Scan(ctx, &tables); err != nil || len(tables) < 20 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	for _, table := range tables {
		var rows []map[string]any
		if err := db.R.NewRaw("SELECT * FROM "+table).Scan(ctx, &rows); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		seen := map[string]bool{}
		for _, row := range rows {
			for column, value := range row {
				text := fmt.Sprint(value)
				if b, ok := value.([]byte); ok {
					text = string(bytes.ToValidUTF8(b, nil))
				}
				if name := table + "." + column; alone.MatchString(text) && !seen[name] {
					seen[name] = true
					at = append(at, name)
				}
			}
		}
	}
	return at
}
