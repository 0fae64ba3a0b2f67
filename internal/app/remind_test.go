package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/teach"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// However often the clock runs, everyone is told each thing once, in their own
// language.
func TestReminders(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	a.Letters = letter.Writer{Zone: masartest.Zone}
	everywhere := people.Everywhere("tests look at everyone")
	badr, err := a.Store.Person(ctx, everywhere, "badr")
	if err != nil {
		t.Fatal(err)
	}
	badr.Lang = "en"
	if err := masartest.Direct(a).SavePerson(ctx, badr); err != nil {
		t.Fatal(err)
	}
	due := masartest.Noon.AddDate(0, 0, 5)
	for _, id := range []string{"salma", "badr"} {
		v := h.Viewer(t, id)
		e := progress.Enrolment{
			ID: "e-" + id, PersonID: id, AgencyID: v.AgencyID, CourseID: "basics", Version: "v1", Round: 1,
			AssignedAt: masartest.Noon, DueOn: due, State: progress.Waiting, TotalCount: 2, Score: -1,
		}
		if _, err := masartest.Direct(a).AddEnrolments(ctx, []progress.Enrolment{e}); err != nil {
			t.Fatal(err)
		}
	}
	trainer := h.Viewer(t, "trainer-n")
	run, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "قاعة 1", Begin: []time.Time{masartest.Noon.AddDate(0, 0, 2)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.JoinRun(ctx, trainer, run.ID, []string{"salma"}); err != nil {
		t.Fatal(err)
	}
	now := masartest.Noon
	a.Now = func() time.Time { return now }
	for range 24 * 8 { // eight days, looked at every hour
		if err := a.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		for _, err := range masartest.Work(t, a) {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	got := map[string]int{}
	for _, m := range h.Outside.Mails {
		kind, _, _ := strings.Cut(m.ID, ":")
		got[m.PersonID+" "+kind]++
		if arabic := strings.ContainsAny(m.Subject, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"); arabic != (m.PersonID == "salma") {
			t.Errorf("%s is written to in the wrong language: %s", m.PersonID, m.Subject)
		}
	}
	for _, want := range []string{"salma due-soon", "salma overdue", "salma session-tomorrow", "salma run-joined", "badr due-soon", "badr overdue"} {
		if got[want] != 1 {
			t.Errorf("%s: told %d times, want once", want, got[want])
		}
		delete(got, want)
	}
	if len(got) > 0 {
		t.Errorf("told beyond that: %v", got)
	}
	ns, err := a.Store.NoticesOf(ctx, "badr", 10)
	if err != nil || len(ns) != 2 {
		t.Errorf("in the house: %d notices, %v; want 2", len(ns), err)
	}
}

// A dying is a mailer whose process dies right after the server took the mail.
type dying struct {
	*masartest.Outside
	die func()
}

func (d dying) Send(ctx context.Context, m notice.Mail, at *notice.Attachment) error {
	err := d.Outside.Send(ctx, m, at)
	d.die()
	return err
}

// So is one that the server took in whole and said nothing of.
func TestUnansweredMail(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx := h.App, t.Context()
	m := notice.Mail{ID: "n1", PersonID: "salma", To: "salma@north.example", Lang: "ar", Subject: "س", Body: "ن", MessageID: "mid@x", State: notice.Queued, At: masartest.Noon}
	job := store.Job{ID: "mail:n1", Kind: core.SendMail, Payload: m.ID, NextAt: masartest.Noon.UnixMilli()}
	if err := errors.Join(masartest.Direct(a).AddMails(ctx, []notice.Mail{m}), masartest.Direct(a).AddJobs(ctx, job)); err != nil {
		t.Fatal(err)
	}
	h.Outside.Fail = fmt.Errorf("%w: EOF", notice.ErrUnanswered)
	if err := a.Perform(ctx, job.ID); !errors.Is(err, notice.ErrUnanswered) {
		t.Fatal(err)
	}
	h.Outside.Fail = nil
	if err := a.Perform(ctx, job.ID); err != nil {
		t.Fatal(err)
	}
	if got, err := a.Store.Mail(ctx, m.ID); err != nil || got.State != notice.Sent || !got.Doubtful || got.Tries != 2 {
		t.Errorf("%+v, %v; want sent and doubtful", got, err)
	}
}

// A mail that may have gone out already goes out again under the same
// Message-ID, and is flagged; one that was refused is not.
func TestDoubtfulMail(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx := h.App, t.Context()
	m := notice.Mail{ID: "n1", PersonID: "salma", To: "salma@north.example", Lang: "ar", Subject: "س", Body: "ن", MessageID: "mid@x", State: notice.Queued, At: masartest.Noon}
	job := store.Job{ID: "mail:n1", Kind: core.SendMail, Payload: m.ID, NextAt: masartest.Noon.UnixMilli()}
	if err := masartest.Direct(a).AddMails(ctx, []notice.Mail{m}); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(a).AddJobs(ctx, job); err != nil {
		t.Fatal(err)
	}
	h.Outside.Fail = errors.New("451 later")
	if err := a.Perform(ctx, job.ID); err == nil {
		t.Fatal("a refusal is no error")
	}
	if got, err := a.Store.Mail(ctx, m.ID); err != nil || got.Doubtful || got.State != notice.Queued || got.Error != "451 later" {
		t.Errorf("refused: %+v, %v", got, err)
	}
	h.Outside.Fail = nil
	short, die := context.WithCancel(ctx)
	a.Mailer = dying{h.Outside, die}
	if err := a.Perform(short, job.ID); err == nil {
		t.Fatal("the process did not die")
	}
	if got, err := a.Store.Mail(ctx, m.ID); err != nil || got.State != notice.Sending {
		t.Errorf("after the death: %+v, %v", got, err)
	}
	a.Mailer = h.Outside
	for range 3 {
		if err := a.Perform(ctx, job.ID); err != nil {
			t.Fatal(err)
		}
	}
	got, err := a.Store.Mail(ctx, m.ID)
	if err != nil || got.State != notice.Sent || !got.Doubtful {
		t.Errorf("in the end: %+v, %v; want sent and doubtful", got, err)
	}
	if sent := h.Outside.Mails; len(sent) != 2 || sent[0].MessageID != "mid@x" || sent[1].MessageID != "mid@x" {
		t.Errorf("sent: %+v; want twice under one Message-ID", sent)
	}
}
