package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
)

func TestCertificateCorrection(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	id := s.Complete(t, "salma")
	correction := []string{"name_ar", "سلمى بنت خلفان الهنائي", "name_en", "Salma Al Hinai", "title_ar", "أساسيات المشاركة", "title_en", "Participation basics"}

	other := s.as(t, "hr-s")
	other.get("/hr/people").post("/certificates/"+id+"/correction", append(correction, "confirmed", "1")...)
	if other.status != http.StatusNotFound {
		t.Errorf("another agency's HR: %d", other.status)
	}
	if other.get("/hr/people/salma/record.pdf"); other.status != http.StatusNotFound {
		t.Errorf("another agency's training record: %d", other.status)
	}
	own := s.as(t, "salma")
	own.get("/certificates").post("/certificates/"+id+"/correction", append(correction, "confirmed", "1")...)
	if own.status != http.StatusForbidden {
		t.Errorf("the holder: %d", own.status)
	}
	hr := s.as(t, "hr-n")
	hr.get("/hr/people/salma")
	if !strings.Contains(hr.body, "تصحيح الشهادة") {
		t.Fatal("HR finds no form")
	}
	same := []string{"name_ar", "سلمى بنت خلفان الهنائية", "name_en", "Salma Al Hinai", "title_ar", "أساسيات المشاركة", "title_en", "Participation basics"}
	hr.post("/certificates/"+id+"/correction", same...).follow().sees(200, "لم يتغيّر شيء مما على الشهادة", "تصحيح الشهادة")
	issued := s.count(t, "certificates")
	hr.post("/certificates/"+id+"/correction", correction...).follow().
		sees(200, "تأكيد الشهادة المصحّحة", "سلمى بنت خلفان الهنائية", "<strong dir=\"auto\">سلمى بنت خلفان الهنائي</strong>", `name="confirmed"`, "لم يصدر شيء بعد")
	hr.post("/certificates/"+id+"/correction", append(correction, "print", "1")...).sees(200, "%PDF")
	hr.post("/certificates/"+id+"/correction", append(correction, "change", "1")...).follow().sees(200, `<details class="unfold" open`, `value="سلمى بنت خلفان الهنائي"`)
	if n := s.count(t, "certificates"); n != issued {
		t.Errorf("%d certificates once it was looked at, %d before", n, issued)
	}
	if hr.post("/certificates/"+id+"/correction", append(correction, "confirmed", "1")...); hr.status != http.StatusSeeOther {
		t.Fatalf("HR corrects: %d", hr.status)
	}
	if hr.get("/hr/people/salma"); !strings.Contains(hr.body, "حلّت محلها شهادة أخرى") || !strings.Contains(hr.body, "صدرت الشهادة المصحّحة") {
		t.Error("the old one is not shown as superseded")
	}
	if hr.post("/certificates/"+id+"/correction", append(correction, "confirmed", "1")...); hr.status != http.StatusConflict {
		t.Errorf("HR corrects again: %d", hr.status)
	}
	if own.get("/certificates/record.pdf"); own.status != http.StatusOK || strings.Count(own.body, "%PDF") != 1 {
		t.Errorf("the training record: %d %q", own.status, own.body)
	}
	if hr.get("/hr/people/salma/record.pdf"); hr.status != http.StatusOK {
		t.Errorf("HR reads the training record: %d", hr.status)
	}
}

func TestNamePage(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	p, err := s.App.Store.Person(ctx, people.Own("salma"), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.NameApprovedAt, p.NameEn = time.Time{}, "" // nothing in English
	p.NameAr += " ?"                             // the printer of tests lacks it
	if err := masartest.Direct(s.App).SavePerson(ctx, p); err != nil {
		t.Fatal(err)
	}
	hr := s.as(t, "hr-n")
	hr.get("/hr/people/salma")
	for _, want := range []string{"الاسم بالإنجليزية ناقص", "في الاسم ما لا يُطبع", "لم تُؤكَّد كتابة الاسم"} {
		if !strings.Contains(hr.body, want) {
			t.Errorf("HR is not told %q", want)
		}
	}
	b := s.as(t, "salma")
	if b.get("/certificates"); !strings.Contains(b.body, `href="/me/name"`) {
		t.Error("the certificates do not lead to the name")
	}
	if b.get("/me/name"); !strings.Contains(b.body, "الاسم صحيح") || !strings.Contains(b.body, "لا اسم لك بالإنجليزية") {
		t.Error("the page does not ask")
	}
	if b.post("/me/name/correction", "spelling", " "); b.status != http.StatusUnprocessableEntity {
		t.Errorf("no spelling: %d", b.status)
	}
	if b.post("/me/name/correction", "spelling", "سلمى"); b.status != http.StatusSeeOther {
		t.Errorf("asks HR: %d", b.status)
	}
	if hr.get("/notices"); !strings.Contains(hr.body, "تصحيح كتابة اسمه") {
		t.Error("HR is not told")
	}
	if b.get("/me/name").post("/me/name", "revision", "7"); b.status != http.StatusConflict {
		t.Errorf("approves another spelling: %d", b.status)
	}
	if b.post("/me/name", "revision", "1"); b.status != http.StatusSeeOther {
		t.Errorf("approves: %d", b.status)
	}
	if b.get("/me/name"); !strings.Contains(b.body, "أكّدت كتابة اسمك") || strings.Contains(b.body, "الاسم صحيح<") {
		t.Error("the page does not say that it is approved")
	}
}

// Who holds a certificate that expires is told when; of one that does not,
// nothing is said.
func TestHolderSeesExpiry(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	s.Publish(t, c)
	s.Complete(t, "salma")
	c.Version, c.Certificate.ValidMonths = "v2", 12
	s.Publish(t, c)
	s.Complete(t, "badr")
	s.as(t, "salma").get("/certificates").sees(200, "سارية").misses("صالحة حتى")
	badr := s.as(t, "badr")
	badr.get("/certificates").sees(200, "صالحة حتى 22 نوفمبر 2027")
	badr.get("/certificates?lang=en").sees(200, "Valid until 22 November 2027")
}
