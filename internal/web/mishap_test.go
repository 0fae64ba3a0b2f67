package web_test

import (
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/masartest"
)

// Wrong passwords are told alike; after some of them the account waits, and
// after many the address does, each for a while.
func TestWrongPassword(t *testing.T) {
	s := newSite(t)
	now := masartest.Noon
	s.App.Now = func() time.Time { return now }
	b := s.browser(t)
	try := func(name, password string) *browser {
		b.get("/sign-in")
		return b.post("/sign-in", "name", name, "password", password)
	}
	wrong := "اسم الدخول أو كلمة المرور غير صحيح"
	for range 5 {
		try("salma", "wrong").sees(422, wrong)
	}
	try("salma", "wrong").sees(429, "محاولات خاطئة كثيرة")
	try("salma", masartest.Password).sees(429)
	s.as(t, "badr") // from the same address, another account
	now = now.Add(time.Minute)
	try("salma", masartest.Password).sees(303)
	other := s.browser(t)
	for i := range 120 {
		other.get("/sign-in")
		if other.post("/sign-in", "name", fmt.Sprint("nobody-", i), "password", "wrong"); other.status == 429 {
			break
		}
	}
	other.sees(429, "محاولات خاطئة كثيرة")
	now = now.Add(16 * time.Minute)
	s.as(t, "badr")
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// resend reads the form of the page that has exactly hidden fields.
func (b *browser) resend() []string {
	var pairs []string
	_, form, _ := strings.Cut(b.body, "<main")
	form, _, _ = strings.Cut(form, "</form>")
	for _, m := range hidden.FindAllStringSubmatch(form, -1) {
		if m[1] != "csrf" {
			pairs = append(pairs, m[1], html.UnescapeString(m[2]))
		}
	}
	return pairs
}

// Whose sign-in ends in the middle of a quiz signs in again, sends what they
// had written, and goes on.
func TestSignedOutInAQuiz(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.post("/learning/basics/check/attempts").follow().sees(200)
	action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`).FindString(b.body)
	right := b.option("خيار right")
	if err := masartest.Direct(s.App).RemoveSignIns(t.Context(), "salma", ""); err != nil {
		t.Fatal(err)
	}
	b.post(action, "answer", right, "flag", "1").sees(401, "انتهت مدة دخولك", "ما كتبته محفوظ")
	b.post("/sign-in", "name", "salma", "password", "wrong").sees(422, "غير صحيح") // kept through a wrong password, too
	b.post("/sign-in", "name", "salma", "password", masartest.Password).follow().sees(200, "ما أرسلته ولم يُنفَّذ بعد", "حفظ إجابتك عن سؤال في اختبار")
	b.post(action, b.resend()...).follow().sees(200, "السؤال 2 من 2")
	b.get("/me/kept").sees(200, "لا شيء ينتظر إرسالك")
	b.get(strings.Split(action, "/answers/")[0]+"?q=1").sees(200, `value="`+right+`" checked`)
}

// What is written in a form that takes files is kept, too, but for the files;
// a password is not, nor what another site sends.
func TestSignedOutInAnExercise(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/sheet").sees(200)
	const path = "/learning/basics/sheet/work"
	if err := masartest.Direct(s.App).RemoveSignIns(t.Context(), "salma", ""); err != nil {
		t.Fatal(err)
	}
	own := b.token
	b.post("/me/password", "old", "x", "password", "a secret of mine").sees(401, "أعد إرساله").misses("a secret of mine", "محفوظ")
	b.token = own
	b.form(path, map[string]string{"text": "خطة من ثلاث خطوات\nوسطر ثانٍ", "go": "save"}, "scan.png", "x").sees(401, "ما كتبته محفوظ")
	b.post("/sign-in", "name", "salma", "password", masartest.Password).follow().
		sees(200, "حفظ ما كتبته في تمرين أو تسليمه", "خطة من ثلاث خطوات", "الملفات لا تُحفظ هنا", `enctype="multipart/form-data"`).misses("a secret of mine")
	fields := map[string]string{}
	for pair := range slices.Chunk(b.resend(), 2) {
		fields[pair[0]] = pair[1]
	}
	b.form(path, fields, "", "").sees(303)
	b.get("/learning/basics/sheet").sees(200, "خطة من ثلاث خطوات\nوسطر ثانٍ")
}

// A form whose token is not ours, or is another sign-in's, changes nothing.
func TestForeignForm(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin")
	b.get("/admin")
	own := b.token
	b.token = "somebody else's"
	b.post("/admin/agencies", "name_ar", "دخيل", "parent_id", "top").sees(403, "انتهت صلاحية النموذج")
	r := httptest.NewRequest("POST", "/admin/agencies", strings.NewReader("csrf="+own+"&name_ar=x&parent_id=top"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	b.send(r).sees(403)
	b.get("/admin").misses("دخيل")
}

// A NUL, which no database takes, and bytes that are no text are turned away
// in words, wherever they come from.
func TestStrangeBytes(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin")
	b.get("/admin/people?agency=%00").sees(422, "لم نفهم هذا الطلب")
	b.get("/admin/people/%00").sees(422)
	b.get("/admin/events?id=%ff%fe").sees(422)
	b.get("/admin")
	for _, name := range []string{"ا\x00ب", "\xff\xfe"} {
		b.post("/admin/agencies", "name_ar", name, "parent_id", "top").sees(422, "لم نفهم هذا الطلب")
	}
	s.browser(t).get("/verify/%00").sees(422)
}

// A page that goes wrong is one line of the log.
func TestOneLine(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	s.log.Reset()
	b.get("/admin").sees(403)
	if n := strings.Count(s.log.String(), "\n"); n != 1 {
		t.Errorf("%d lines: %s", n, s.log)
	}
	if line := s.log.String(); strings.Contains(line, "سلمى") || strings.Contains(line, "north.example") {
		t.Errorf("the log names somebody: %s", line)
	}
}

// So is one that an outage keeps from being shown, and the line says why;
// whatever the page is made of, its reader is told.
func TestOneLineOfOutage(t *testing.T) {
	for name, spoil := range map[string]func(s *site) error{
		"the whole database": func(s *site) error { return masartest.DBOf(s.App).Close() },
		"what the shell reads too": func(s *site) error {
			_, err := masartest.DBOf(s.App).W.NewRaw("ALTER TABLE notices RENAME TO mislaid").Exec(t.Context())
			return err
		},
	} {
		s := newSite(t)
		b := s.as(t, "salma")
		if err := spoil(s); err != nil {
			t.Fatal(err)
		}
		s.log.Reset()
		b.get("/notices")
		if b.status < 500 || !strings.Contains(b.body, "<main") {
			t.Errorf("%s: %d, %q", name, b.status, b.body)
		}
		if line := s.log.String(); strings.Count(line, "\n") != 1 || !strings.Contains(line, "level=ERROR") || !strings.Contains(line, " err=") {
			t.Errorf("%s: %s", name, line)
		}
	}
}

// A request that panics, on its way or in the words of its failure as well, is
// answered, and the process goes on: everybody else is served.
func TestPanic(t *testing.T) {
	for name, from := range map[string]int32{"in the page": 1, "in the page of its failure, too": 1000} {
		s := newSite(t)
		b, other := s.as(t, "salma"), s.as(t, "badr")
		now, left := s.App.Now, from
		s.App.Now = func() time.Time {
			if left--; left >= 0 {
				panic("no time")
			}
			return now()
		}
		s.log.Reset()
		b.get("/notices").sees(500)
		if line := s.log.String(); !strings.Contains(line, "level=ERROR") || !strings.Contains(line, "panic: no time") || !strings.Contains(line, "guard.go") {
			t.Errorf("%s: %s", name, line)
		}
		left = 0
		other.get("/notices").sees(200)
		b.get("/notices").sees(200)
	}
}

// A full disk is told in words, nothing that was there is lost, and what was
// sent can be sent again once there is room.
func TestFullDisk(t *testing.T) {
	s := newSite(t)
	if s.App.Store.Postgres() {
		t.Skip("a PostgreSQL server's disk is its own affair")
	}
	b := s.as(t, "admin")
	b.get("/admin/agencies/new")
	db := masartest.DBOf(s.App).W
	limit := func(pages int) {
		if _, err := db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(1) // as many as there are
	full := false
	for i := 0; i < 200 && !full; i++ {
		b.post("/admin/agencies", "name_ar", strings.Repeat("جهة كبيرة ", 15)+fmt.Sprint(i), "parent_id", "top")
		full = b.status != 303
	}
	b.sees(503, "امتلأت مساحة التخزين")
	if !strings.Contains(s.log.String(), "disk-full") {
		t.Error("the log does not say so")
	}
	b.get("/admin").sees(200, "هيئة الشمال")
	limit(1 << 20)
	b.post("/admin/agencies", "name_ar", "بعد التوسعة", "parent_id", "top").follow().sees(200, "بعد التوسعة", "هيئة الشمال")
}

// zeros is an upload without end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// An upload of 100 MB is read to its end, so that the browser shows the answer,
// and thrown away as it comes.
func TestHugeUpload(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.as(t, "salma")
	b.get("/learning/basics")
	b.post("/learning/basics/enrolment").sees(303)
	b.get("/learning/basics/sheet").sees(200)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.app.Listener(l) }()
	t.Cleanup(func() { _ = s.app.Shutdown() })
	const head = "--x\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"film.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7"
	r, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+l.Addr().String()+"/learning/basics/sheet/work",
		io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, 100<<20), strings.NewReader("\r\n--x--\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = int64(len(head)) + 100<<20 + int64(len("\r\n--x--\r\n"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	for _, k := range b.jar.Cookies(home) {
		r.AddCookie(k)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 413 || !strings.Contains(string(page), "12") {
		t.Errorf("%d, %v: %s", res.StatusCode, err, page)
	}
	b.get("/learning/basics/sheet").sees(200, "املأ الورقة")
}

// What is wrong with a cell is shown, even where it cannot be seen, and no
// more of it than fits.
func TestImportShowsTheCell(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	b.get("/hr/import")
	b.formWith("/hr/import", map[string]string{"agency": "north"}, "file", "people.csv",
		"staff_no,name_ar,department\nN-1,=1+1,\nN-2,ليلى\u202E,\nN-3,"+strings.Repeat("س", 300)+",\nN-4,آمنة,\u202Eالتخطيط\n").follow().
		sees(200, "ليس في الاسم حرف واحد", "=1+1", "رموز خفية", `ليلى\u202e`, strings.Repeat("س", 80)+"…", `\u202eالتخطيط`).misses(strings.Repeat("س", 81))
}
