package web_test

import (
	"strings"
	"testing"

	"masar/internal/masartest"
)

// HR sees the certificates of their agencies, narrowed and counted, and who
// has none yet and why; another agency's HR sees nothing of it.
func TestCertificateList(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	s.Complete(t, "salma")
	s.Complete(t, "badr")
	es := s.Cohort(t, "north", 30)
	b := s.as(t, "hr-n")
	b.get("/hr/certificates").sees(200, "سلمى بنت خلفان الهنائية", "MSR-2026-000001-", "أساسيات المشاركة", "30 شهادة تنتظر الإصدار", "شهادة واحدة", "إتمام دورة").
		misses("بدر بن سيف الغافري")
	for _, filter := range []string{"course=basics", "kind=completion", "status=valid", "period=30-days", "agency=north", "period=nonsense&status=no"} {
		b.get("/hr/certificates?"+filter).sees(200, "سلمى بنت خلفان الهنائية")
	}
	for _, filter := range []string{"course=other", "kind=attendance", "status=revoked", "status=expired", "run=none", "agency=south"} {
		b.get("/hr/certificates?"+filter).sees(200, "لا شهادات بهذه الخيارات").misses("سلمى بنت خلفان الهنائية")
	}
	b.get("/hr/certificates/waiting").sees(200, "30 شهادة تنتظر الإصدار", "وتصدر على أي حال في 28 نوفمبر 2026", "من 1 إلى 25")
	if _, err := masartest.DBOf(s.App).W.NewRaw("UPDATE people SET name_ar = '', name_en = '' WHERE id = ?", es[29].PersonID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.get("/hr/certificates/waiting?page=2").sees(200, "لا اسم له في السجل", "بلا اسم")
	b.get("/hr/certificates?lang=en").sees(200, "30 certificates are waiting", "Salma Al Hinai")

	other := s.as(t, "hr-s")
	other.get("/hr/certificates").sees(200, "بدر بن سيف الغافري").misses("سلمى بنت خلفان الهنائية", "شهادة تنتظر الإصدار")
	other.get("/hr/certificates/waiting").sees(200, "لا شيء ينتظر")
	s.as(t, "salma").get("/hr/certificates").sees(403)
	s.as(t, "admin").get("/hr/certificates").sees(200, "بدر بن سيف الغافري", "سلمى بنت خلفان الهنائية")
}

// HR has what waits issued: asked once more first, followed on its own page,
// and pressed twice it is one.
func TestIssueWaiting(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	es := s.Cohort(t, "north", 60)
	if _, err := masartest.DBOf(s.App).W.NewRaw("UPDATE people SET name_ar = '', name_en = '' WHERE id = ?", es[3].PersonID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := s.as(t, "hr-n")
	b.get("/hr/certificates/waiting?course=basics").sees(200, "إصدار المنتظر الآن")
	b.post("/hr/certificates/waiting", "course", "basics").follow().sees(200, "بالاسم المسجّل كما هو الآن", "أصدر 60 شهادة", `name="course" value="basics"`)
	b.post("/hr/certificates/waiting", "course", "basics", "confirmed", "1").sees(303)
	at := b.header.Get("Location")
	b.post("/hr/certificates/waiting", "course", "basics", "confirmed", "1").sees(303)
	if again := b.header.Get("Location"); again != at {
		t.Errorf("pressed twice: %s and %s", at, again)
	}
	b.get(at).sees(200, "0 من 60", "قيد التنفيذ", "data-more", `<noscript><meta http-equiv="refresh"`, `<progress max="60" value="0"`)
	b.get("/hr/certificates").sees(200, "أعمال جارية وحديثة", "0 من 60")
	s.as(t, "hr-s").get(at).sees(404)
	s.as(t, "hr-s").get("/hr/certificates").misses("أعمال جارية وحديثة")
	s.as(t, "salma").get(at).sees(403)
	for _, err := range masartest.Work(t, s.App) {
		t.Error(err)
	}
	b.get(at).sees(200, "60 من 60", "اكتمل وفيه ما تعذّر", "لا اسم لصاحب الشهادة", `<progress max="60" value="60"`).misses("data-more", "http-equiv")
	b.get("/hr/certificates").sees(200, "شهادة واحدة تنتظر الإصدار", "59 شهادة")
	b.get("/hr/certificates/waiting").sees(200, "لا اسم له في السجل")
	b.post("/hr/certificates/waiting", "course", "other").sees(409, "لا شهادة تنتظر")
	s.as(t, "hr-s").post("/hr/certificates/waiting", "confirmed", "1").sees(403) // without a form of ours
	if log := s.log.String(); strings.Contains(log, "p0000") {
		t.Error("the log names people")
	}
}
