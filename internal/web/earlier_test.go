package web_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/masartest"
)

// earlierSite is the site on a database that an earlier program filled.
func earlierSite(t *testing.T) *site {
	t.Helper()
	s := siteOf(t, masartest.Earlier(t))
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s.App.Printer = printer
	return s
}

// one returns the text that a query finds.
func (s *site) one(t *testing.T, query string, args ...any) (text string) {
	t.Helper()
	if err := masartest.DBOf(s.App).R.NewRaw(query, args...).Scan(t.Context(), &text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return text
}

const (
	attemptUnderWay = "SELECT id FROM attempts WHERE finished_at IS NULL"
	workHandedIn    = "SELECT id FROM works WHERE state = 'handed-in'"
	lastAttemptOf   = `SELECT a.id FROM attempts a JOIN enrolments e ON e.id = a.enrolment_id JOIN people p ON p.id = e.person_id
		WHERE p.sign_in = ? AND a.finished_at IS NOT NULL ORDER BY a.finished_at DESC LIMIT 1`
)

// What an earlier program stored is shown to whom it was shown.
func TestEarlierDatabaseIsShown(t *testing.T) {
	s := earlierSite(t)
	b := s.as(t, "salim.hinai")
	b.get("/learning/participation-guideline").sees(200, "المشاركة الرقمية في القطاع الحكومي", "اليوم الأول")
	b.get("/learning/shurkum-channels").sees(200, "قنوات تُسمَع")
	b.get("/learning/participation-guideline/e2-documents").sees(200, "عمل ينتظر المراجعة.")
	b.get("/learning/participation-guideline/e1-evaluation").sees(200, "عمل ينتظر المراجعة.")
	b.get("/attempts/"+s.one(t, lastAttemptOf, "salim.hinai")+"/result").sees(200, "12 من 12")
	b.get("/certificates").sees(200, "MSR-2026-000020-1")
	b.get("/notices").sees(200)

	b = s.as(t, "issa.saadi")
	b.get("/attempts/"+s.one(t, attemptUnderWay)).sees(200, "الاختبار النهائي")

	b = s.as(t, "trainer.municipal")
	b.get("/teaching/reviews").sees(200, "سالم بن خلفان الهنائي")
	b.get("/teaching/reviews/"+s.one(t, workHandedIn)).sees(200, "عمل ينتظر المراجعة.")
	b.get("/teaching/courses/shurkum-channels").sees(200, "قنوات تُسمَع", "مسودة")
	b.get("/teaching/surveys/participation-guideline/reaction").sees(200, "وقت أطول لتمرين الموازنة.")
	b.get("/teaching/runs/"+s.one(t, "SELECT id FROM runs ORDER BY starts_on LIMIT 1")).sees(200, "قاعة التدريب 1")

	b = s.as(t, "hr.municipal")
	b.get("/hr/import/"+s.one(t, "SELECT id FROM imports")).sees(200, "سعاد بنت علي الهاشمية", "راشد بن خميس البادي")
	b.get("/hr/certificates/batches/"+s.one(t, "SELECT id FROM batches")).sees(200, "13")
	b.get("/templates/"+s.one(t, "SELECT agency_id FROM templates")+"/completion").sees(200, "شهادة إتمام البرنامج")

	b = s.as(t, "admin")
	b.get("/admin/events?kind=enrolment.completed").sees(200, "استبانات المتابعة", "follow-up-60=60")
	older := regexp.MustCompile(`/admin/events\?before=\d+`)
	b.get("/admin/events")
	for page := range 3 {
		if page > 0 {
			b.get(older.FindString(b.body))
		}
		b.sees(200, "أرسل")
		if key := regexp.MustCompile(`event\.[a-z-]+`).FindString(b.main()); key != "" {
			t.Errorf("page %d of the events has no words for %s", page+1, key)
		}
	}
}

// Certificates that an earlier program issued print, verify and pass the audit,
// and say the version of the course that is stored.
func TestEarlierCertificates(t *testing.T) {
	s := earlierSite(t)
	audited, err := s.App.AuditCertificates(t.Context(), func(serial, wrong string) { t.Errorf("%s: %s", serial, wrong) })
	if err != nil || audited.Certificates != 21 {
		t.Errorf("%d audited, %v; want 21", audited.Certificates, err)
	}
	var cs []certificate.Certificate
	if err := masartest.DBOf(s.App).R.NewSelect().Model(&cs).Order("number").Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range cs {
		if _, err := s.App.Store.Course(t.Context(), c.CourseID, c.Record.Version); err != nil {
			t.Errorf("%s: %v", c.Serial, err)
		}
		s.browser(t).get("/verify/"+c.Code).sees(200, "شهادة صحيحة وسارية", c.Serial)
	}
	last := cs[len(cs)-1]
	courier, err := s.App.Courier(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var paper bytes.Buffer
	if err := courier.Deliver(t.Context(), &paper, last); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(paper.Bytes(), []byte("%PDF-")) || !bytes.Contains(paper.Bytes(), []byte("credential.json")) {
		t.Errorf("%s is delivered in %d bytes", last.Serial, paper.Len())
	}
	s.browser(t).get("/verify/"+s.one(t, "SELECT code FROM transcripts")).sees(200, "MSR-2026-000020-1")
}

func pairsOf(fields map[string]string) (pairs []string) {
	for name, value := range fields {
		pairs = append(pairs, name, value)
	}
	return pairs
}

// What an earlier program left to be done is done, and goes on under the
// versions it began with.
func TestEarlierDatabaseGoesOn(t *testing.T) {
	s := earlierSite(t)
	attempt, work := s.one(t, attemptUnderWay), s.one(t, workHandedIn)
	versions := s.one(t, "SELECT count(*) FROM course_versions")
	for _, failed := range masartest.Work(t, s.App) {
		t.Error(failed)
	}
	if state := s.one(t, "SELECT count(*) FROM batch_items WHERE state = 'done'"); state != "13" {
		t.Errorf("%s of 13 certificates are in the archive", state)
	}
	now := masartest.EarlierDay.Add(3 * time.Hour)
	s.App.Now = func() time.Time { return now }
	for _, failed := range masartest.Work(t, s.App) {
		t.Error(failed)
	}
	s.as(t, "issa.saadi").get("/attempts/"+attempt+"/result").sees(200, "الاختبار النهائي")
	heads, err := s.App.Store.Courses(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range heads {
		c, err := s.App.Store.Course(t.Context(), h.ID, h.Version)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.App.PublishShipped(t.Context(), c, nil); err != nil { // the same content, loaded again
			t.Fatal(err)
		}
	}
	if got := s.one(t, "SELECT count(*) FROM course_versions"); got != versions {
		t.Errorf("%s versions, want the %s there were", got, versions)
	}

	tr := s.as(t, "trainer.municipal")
	tr.get("/teaching/reviews/" + work)
	verdict := map[string]string{"comment": "أحسنت.", "revision": tr.in(revision), "go": "save"}
	for _, m := range regexp.MustCompile(`name="(level-[^"]+)"`).FindAllStringSubmatch(tr.body, -1) {
		verdict[m[1]] = "4"
	}
	tr.post("/teaching/reviews/"+work, pairsOf(verdict)...).follow().sees(200)
	if state := s.one(t, "SELECT state FROM works WHERE id = ?", work); state != "reviewed" {
		t.Errorf("the work is %s", state)
	}

	ad := s.as(t, "admin")
	const editor = "/teaching/courses/shurkum-channels"
	ad.get(editor).sees(200)
	ad.post(editor+"/publication", "revision", ad.in(revision)).follow().sees(200, "نُشر الإصدار الجديد")
	body := s.one(t, "SELECT body FROM course_versions ORDER BY published_at DESC LIMIT 1")
	if !strings.Contains(body, `"lessons":`) || strings.Contains(body, `"Lessons":`) {
		t.Error("the new version is not stored under our keys")
	}
}
