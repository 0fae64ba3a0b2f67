package web_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/i18n"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/store"
)

// While the mail server cannot be reached the administrator reads it on their first
// page, and on that of the jobs since when, why, how many mails wait and when the
// next is tried. Nobody else does, and it goes when the server is back.
func TestMailOutageIsSaid(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	admin := s.as(t, "admin")
	quiet := func(when string) {
		t.Helper()
		admin.get("/").sees(200).misses("خادم البريد", "ما يحتاج إلى نظرك")
		admin.get("/admin/jobs").sees(200).misses("لا يمكن الوصول إلى خادم البريد")
	}
	quiet("before")
	at := masartest.Noon.Add(-2 * time.Hour)
	for n, id := range []string{"a", "b", "c"} {
		job := store.Job{ID: "mail:" + id, Kind: "mail", Lane: store.Mails, Payload: id, NextAt: masartest.Noon.Add(time.Duration(n+1) * time.Minute).UnixMilli()}
		if err := masartest.Direct(s.App).AddJobs(ctx, job); err != nil {
			t.Fatal(err)
		}
	}
	for _, again := range []time.Duration{0, time.Hour} {
		if err := masartest.Direct(s.App).SaveMailOutage(ctx, at.Add(again), notice.NobodyListens, "dial tcp 192.0.2.7:587: connection refused"); err != nil {
			t.Fatal(err)
		}
	}
	admin.get("/").sees(200, "في المنصة ما يحتاج إلى نظرك", "22 نوفمبر 2026، 10:00", "3 رسائل تنتظر", `href="/admin/jobs"`)
	admin.get("/admin/jobs").sees(200, "لا يمكن الوصول إلى خادم البريد", "لا يوجد ما يستقبل الاتصال", "connection refused",
		"22 نوفمبر 2026، 10:00", "22 نوفمبر 2026، 11:00", "22 نوفمبر 2026، 12:01", "ولا يضيع منها شيء")
	admin.get("/admin/jobs?lang=en").sees(200, "The mail server cannot be reached", "Nothing takes connections", "Mails waiting", "Next try")
	admin.get("/?lang=en").sees(200, "The system needs your attention", "3 mails wait.")
	admin.get("/?lang=ar")
	for _, who := range []string{"salma", "hr-n", "trainer-n"} {
		s.as(t, who).get("/").misses("خادم البريد", "connection refused")
	}
	subAdmin(t, s).get("/").sees(200).misses("خادم البريد")
	if err := masartest.Direct(s.App).RemoveMailOutage(ctx); err != nil {
		t.Fatal(err)
	}
	quiet("afterwards")
}

// Jobs given up, a queue that does not answer and a disk that is nearly full are said
// as well; a disk at the edge of low is not.
func TestHealth(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	admin := s.as(t, "admin")
	if err := masartest.Direct(s.App).AddJobs(ctx, store.Job{ID: "x", Kind: "tidy", Payload: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := s.App.BuryJob(ctx, "x", errors.New("no such table")); err != nil {
		t.Fatal(err)
	}
	admin.get("/").sees(200, "مهمة واحدة متعثرة")
	if err := s.App.ReviveJob(ctx, s.Viewer(t, "admin"), "x"); err != nil {
		t.Fatal(err)
	}
	admin.get("/").sees(200).misses("متعثرة")

	queue := errors.New("connection refused")
	s.server.Delayed = func() error { return queue }
	admin.get("/").sees(200, "قائمة انتظار المهام لا تستجيب")
	admin.get("/admin/jobs").sees(200, "قائمة انتظار المهام لا تستجيب", "MASAR_REDIS_URL")
	queue = nil
	admin.get("/").sees(200).misses("لا تستجيب")

	for _, c := range []struct {
		free, all uint64
		err       error
		low       bool
	}{
		{2<<30 - 1, 100 << 30, nil, true}, {2 << 30, 100 << 30, nil, false}, {1 << 30, 20 << 30, nil, false}, {1<<30 - 1, 20 << 30, nil, true},
		{0, 20 << 30, nil, true}, {0, 0, errors.New("no such device"), false},
	} {
		s.server.Disk = func() (uint64, uint64, error) { return c.free, c.all, c.err }
		admin.get("/admin/jobs").sees(200)
		if c.low {
			admin.sees(200, "مساحة التخزين تكاد تمتلئ")
			admin.get("/").sees(200, "مساحة التخزين تكاد تمتلئ")
		} else {
			admin.misses("مساحة التخزين")
		}
	}
}

// Every reason for an outage has words.
func TestOutagesHaveWords(t *testing.T) {
	for _, why := range notice.Outages {
		if why != notice.OutageUnknown && !i18n.Has("mail.outage-"+string(why)) {
			t.Errorf("%s has no words", why)
		}
	}
}
