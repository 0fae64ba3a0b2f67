package web_test

import (
	"errors"
	"testing"

	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/store"
)

// A mail that cannot be sent is given up, seen with its reason, and sent once
// the administrator has it tried again.
func TestDeadJob(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	m := notice.Mail{ID: "certified:c1", PersonID: "salma", To: "salma@north.example", Lang: "ar", Subject: "شهادتك", Body: "مرحبًا سلمى،\nصدرت شهادتك.", MessageID: "m1@x", State: notice.Queued, At: masartest.Noon}
	job := store.Job{ID: "mail:" + m.ID, Kind: "mail", Payload: m.ID, NextAt: masartest.Noon.UnixMilli()}
	if _, err := masartest.DBOf(s.App).W.NewInsert().Model(&m).Exec(ctx); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(s.App).AddJobs(ctx, job); err != nil {
		t.Fatal(err)
	}
	if err := s.App.BuryJob(ctx, job.ID, errors.New("450 mailbox busy")); err != nil {
		t.Fatal(err)
	}
	b := s.as(t, "admin")
	b.get("/admin/jobs").sees(200, "إرسال رسالة", "450 mailbox busy", `value="mail:certified:c1"`, "شهادتك", "ستُرسل: 1", "رسالة واحدة")
	b.get("/admin/jobs?state=sent").sees(200, "لا شيء هنا بعد")
	b.get("/admin/mails/certified:c1").sees(200, "صدرت شهادتك.", "salma@north.example", "m1@x")
	b.get("/admin/mails/none").sees(404)
	b.post("/admin/jobs/revival", "id", job.ID).follow().sees(200, "ستُعاد المحاولة", "لا مهام متعثرة")
	b.post("/admin/jobs/revival", "id", job.ID).sees(409)
	if failed := masartest.Work(t, s.App); len(failed) > 0 || len(s.Outside.Mails) != 1 {
		t.Errorf("tried again: %v, %d mails", failed, len(s.Outside.Mails))
	}
	b.get("/admin/jobs?lang=en").sees(200, "sent: 1", "Nothing was given up")
}

// Without a mail server mails are kept, and read here; one that may have gone
// twice says so.
func TestMails(t *testing.T) {
	s := newSite(t)
	s.App.Mailer = nil
	for _, m := range []notice.Mail{
		{ID: "a", State: notice.Kept, Subject: "موعدك غدًا"}, {ID: "b", State: notice.Sent, Doubtful: true, Subject: "Certificate"},
		{ID: "c", State: notice.Failed, Error: "550 no such user", Subject: "x"},
	} {
		m.PersonID, m.To, m.Lang, m.Body, m.MessageID, m.At = "badr", "badr@south.example", "ar", "نص الرسالة "+m.ID, m.ID, masartest.Noon
		if _, err := masartest.DBOf(s.App).W.NewInsert().Model(&m).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	b := s.as(t, "admin")
	b.get("/admin/jobs").sees(200, "البريد محفوظ هنا", "MASAR_SMTP_URL", "رسالة واحدة ربما وصلت مرتين", "ربما أُرسلت مرتين", "محفوظة هنا: 1")
	b.get("/admin/mails/c").sees(200, "550 no such user", "نص الرسالة c")
	s.as(t, "hr-s").get("/admin/mails/c").sees(403)
}
