package app_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// later sets the clock to some time after noon and performs what is due.
func later(t *testing.T, h masartest.World, after time.Duration) {
	t.Helper()
	h.App.Now = func() time.Time { return masartest.Noon.Add(after) }
	if err := h.App.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Fatal(err)
	}
}

const day = 24 * time.Hour

// told returns how many notices of the kind the person has had.
func told(t *testing.T, h masartest.World, person string, kind notice.Kind) (n int) {
	t.Helper()
	ns, err := h.App.Store.NoticesOf(t.Context(), person, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range ns {
		if x.Kind == kind {
			n++
		}
	}
	return n
}

// held returns the person's certificates, the latest first.
func held(t *testing.T, h masartest.World, person string) []certificate.Certificate {
	t.Helper()
	cs, err := h.App.Store.CertificatesOf(t.Context(), people.Own(person), person)
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

// Whatever delivers the job, however often and from however many workers,
// there is one certificate and one notice.
func TestCertifyOnce(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	h.Complete(t, "salma")
	e := held(t, h, "salma")[0].EnrolmentID
	// As many further jobs for the same enrolment, each delivered five times,
	// by two workers at once.
	if _, err := masartest.DBOf(h.App).W.NewRaw("DELETE FROM notices WHERE person_id = 'salma'").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"certificates", "counters"} {
		if _, err := masartest.DBOf(h.App).W.NewRaw("DELETE FROM " + table).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var ids []string
	for i := range 4 {
		id := fmt.Sprintf("certify:%s:%d", e, i)
		ids = append(ids, id)
		if err := masartest.Direct(h.App).AddJobs(t.Context(), store.Job{ID: id, Kind: core.Certify, Payload: e}); err != nil {
			t.Fatal(err)
		}
	}
	var workers sync.WaitGroup
	errs := make(chan error, 100)
	for range 2 {
		workers.Go(func() {
			for range 5 {
				for _, id := range ids {
					errs <- h.App.Perform(t.Context(), id)
				}
			}
		})
	}
	workers.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if n := len(held(t, h, "salma")); n != 1 {
		t.Errorf("%d certificates", n)
	}
	if n := told(t, h, "salma", notice.Certified); n != 1 {
		t.Errorf("told %d times", n)
	}
	if n, _, err := h.App.Store.ChainTip(t.Context()); n != 1 || err != nil {
		t.Errorf("the chain ends at %d, %v", n, err)
	}
}

func TestCorrectCertificate(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	id := h.Complete(t, "salma")
	ctx, hr := t.Context(), h.Viewer(t, "hr-n")
	old := held(t, h, "salma")[0]
	title := old.Record.Title

	if _, err := h.App.CorrectCertificate(ctx, h.Viewer(t, "hr-s"), id, "سلمى", "Salma", title); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency's HR: %v", err)
	}
	if _, err := h.App.CorrectCertificate(ctx, hr, id, old.Record.NameAr, old.Record.NameEn, title); !errors.Is(err, certificate.ErrSame) {
		t.Errorf("nothing corrected: %v", err)
	}
	// Two officers press at once, and both again.
	var wg sync.WaitGroup
	got := make([]error, 4)
	for i := range got {
		wg.Go(func() {
			_, got[i] = h.App.CorrectCertificate(ctx, hr, id, "سلمى بنت خلفان الهنائي", "Salma Al Hinai", title)
		})
	}
	wg.Wait()
	done := 0
	for _, err := range got {
		if err == nil {
			done++
		} else if !errors.Is(err, certificate.ErrSuperseded) {
			t.Errorf("pressed again: %v", err)
		}
	}
	cs := held(t, h, "salma")
	if done != 1 || len(cs) != 2 {
		t.Fatalf("corrected %d times, %d certificates", done, len(cs))
	}
	c, was := cs[0], cs[1]
	if was.ID != id || was.SupersededBy != c.ID || was.Status(masartest.Noon) != certificate.Superseded || was.Record != old.Record {
		t.Errorf("the old one: %+v", was)
	}
	if c.Record.NameAr != "سلمى بنت خلفان الهنائي" || c.Record.Supersedes != old.Serial || c.Status(masartest.Noon) != certificate.Valid || c.ExpiresAt != old.ExpiresAt {
		t.Errorf("the new one: %+v", c)
	}
	if n := told(t, h, "salma", notice.Corrected); n != 1 {
		t.Errorf("told %d times", n)
	}
	// The completion, told again, finds the new one.
	if err := masartest.Direct(h.App).AddJobs(ctx, store.Job{ID: "certify:again", Kind: core.Certify, Payload: c.EnrolmentID}); err != nil {
		t.Fatal(err)
	}
	later(t, h, time.Hour)
	if n := len(held(t, h, "salma")); n != 2 {
		t.Errorf("%d certificates after the job was done again", n)
	}
	if n, err := h.App.AuditCertificates(ctx, func(serial, wrong string) { t.Errorf("%s: %s", serial, wrong) }); n.Certificates != 2 || err != nil {
		t.Errorf("audited %d, %v", n.Certificates, err)
	}
	if _, err := h.App.CorrectCertificate(ctx, hr, c.ID, "سلمى", "", catalog.Text{}); !errors.Is(err, certificate.ErrTitle) {
		t.Errorf("no title: %v", err)
	}
}

func TestRenewal(t *testing.T) {
	h := masartest.NewWorld(t)
	course := masartest.Course()
	course.Certificate.ValidMonths = 12
	h.Publish(t, course)
	h.Complete(t, "salma")
	ctx, v := t.Context(), h.Viewer(t, "salma")
	first := held(t, h, "salma")[0]
	expires := first.ExpiresAt.Sub(masartest.Noon)
	if first.Record.ExpiresOn != "2027-11-22" {
		t.Errorf("expires on %s", first.Record.ExpiresOn)
	}
	enrol := func(after time.Duration) int {
		t.Helper()
		h.App.Now = func() time.Time { return masartest.Noon.Add(after) }
		e, err := h.App.Enrol(ctx, v, "basics")
		if err != nil {
			t.Fatal(err)
		}
		return e.Round
	}
	if r := enrol(expires - 90*day - time.Microsecond); r != 1 {
		t.Errorf("before the window: round %d", r)
	}
	later(t, h, expires-60*day-time.Hour)
	if n := told(t, h, "salma", notice.Renew); n != 0 {
		t.Errorf("told %d times before sixty days", n)
	}
	later(t, h, expires-60*day)
	later(t, h, expires-59*day)
	if n := told(t, h, "salma", notice.Renew); n != 1 {
		t.Errorf("told %d times", n)
	}
	if r := enrol(expires - 90*day); r != 2 {
		t.Errorf("in the window: round %d", r)
	}
	if r := enrol(expires - 90*day); r != 2 {
		t.Errorf("pressed again: round %d", r)
	}
	// A new pass gives a new certificate; the old one is kept until it expires.
	e, err := h.App.Store.EnrolmentIn(ctx, v.Own(), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	e.State, e.CompletedAt = progress.Done, masartest.Noon.Add(expires-80*day)
	if err := masartest.Direct(h.App).SaveEnrolment(ctx, e); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(h.App).AddJobs(ctx, store.Job{ID: "certify:" + e.ID, Kind: core.Certify, Payload: e.ID}); err != nil {
		t.Fatal(err)
	}
	later(t, h, expires-80*day)
	cs := held(t, h, "salma")
	if len(cs) != 2 || cs[1].ID != first.ID || cs[1].Status(h.App.Now()) != certificate.Valid || cs[0].Record.Supersedes != "" {
		t.Fatalf("certificates: %+v", cs)
	}
	if got := cs[1].Status(first.ExpiresAt); got != certificate.Expired {
		t.Errorf("the old one ends as %s", got)
	}
	es, err := h.App.Store.CertificatesExpiring(ctx, h.App.Now(), first.ExpiresAt, 10)
	if err != nil || len(es) != 0 {
		t.Errorf("renewed, yet expiring: %v, %v", es, err)
	}
}

// attend has somebody attend the whole of a run that ended yesterday, or at
// most the given minutes of each session, and returns their enrolment.
func attend(t *testing.T, h masartest.World, person string, most int) string {
	t.Helper()
	ctx, trainer, v := t.Context(), h.Viewer(t, "trainer-n"), h.Viewer(t, person)
	r, err := h.App.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Place: "قاعة 1", Begin: []time.Time{masartest.Noon.Add(-2 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.App.JoinRun(ctx, trainer, r.ID, []string{person}); err != nil {
		t.Fatal(err)
	}
	e, err := h.App.Store.EnrolmentIn(ctx, v.Own(), person, "basics")
	if err != nil {
		t.Fatal(err)
	}
	for session, minutes := range map[string]int{"talk": 60, "practice": 40} {
		if err := h.App.MarkAttendance(ctx, trainer, r.ID, session, []teach.Mark{{EnrolmentID: e.ID, Minutes: min(minutes, most)}}); err != nil {
			t.Fatal(err)
		}
	}
	return e.ID
}

func TestAttendanceCertificate(t *testing.T) {
	h := masartest.NewWorld(t)
	course := masartest.Course()
	course.Certificate = catalog.Award{Attendance: true, ValidMonths: 12}
	h.Publish(t, course)
	e := attend(t, h, "salma", 60)
	attend(t, h, "hr-n", 20) // too little
	later(t, h, time.Hour)   // the run ended at noon
	later(t, h, 7*day-time.Minute)
	if n := len(held(t, h, "salma")); n != 0 {
		t.Fatalf("%d certificates before seven days", n)
	}
	later(t, h, 7*day)
	later(t, h, 9*day)
	cs := held(t, h, "salma")
	if len(cs) != 1 || cs[0].Kind != certificate.Attendance || cs[0].Record.Kind != certificate.Attendance || !cs[0].ExpiresAt.IsZero() {
		t.Fatalf("certificates: %+v", cs)
	}
	if n := len(held(t, h, "hr-n")); n != 0 {
		t.Errorf("%d certificates for too little attendance", n)
	}
	if n := told(t, h, "salma", notice.Certified); n != 1 {
		t.Errorf("told %d times", n)
	}
	// Completed later after all: that certificate as well.
	done, err := h.App.Store.Enrolment(t.Context(), people.Own("salma"), e)
	if err != nil {
		t.Fatal(err)
	}
	done.State, done.CompletedAt = progress.Done, h.App.Now()
	if err := masartest.Direct(h.App).SaveEnrolment(t.Context(), done); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(h.App).AddJobs(t.Context(), store.Job{ID: "certify:" + e, Kind: core.Certify, Payload: e}); err != nil {
		t.Fatal(err)
	}
	later(t, h, 10*day)
	if cs := held(t, h, "salma"); len(cs) != 2 || cs[0].Kind != certificate.Completion {
		t.Errorf("certificates: %+v", cs)
	}
}

func TestNoAttendanceCertificate(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course()) // gives none
	attend(t, h, "salma", 60)
	later(t, h, time.Hour)
	later(t, h, 8*day)
	if n := len(held(t, h, "salma")); n != 0 {
		t.Errorf("%d certificates", n)
	}
}
