package app_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

var anyone = people.Everywhere("a test")

// cohort returns a house in which n certificates of the north wait.
func cohort(t testing.TB, n int) (masartest.World, []progress.Enrolment) {
	t.Helper()
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	return h, h.Cohort(t, "north", n)
}

// issue has the HR officer of the north issue what waits.
func issue(t testing.TB, h masartest.World, f certificate.Filter) certificate.Batch {
	t.Helper()
	b, err := h.App.IssueWaiting(t.Context(), h.Viewer(t, "hr-n"), f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// issuedOnce fails unless every enrolment has one certificate, one notice and
// one mail, in one whole chain.
func issuedOnce(t testing.TB, h masartest.World, es []progress.Enrolment) {
	t.Helper()
	ctx, db := t.Context(), h.App.Store
	cs, err := db.CertificatesAfter(ctx, anyone, 0, len(es)+10)
	if err != nil || len(cs) != len(es) {
		t.Fatalf("%d certificates, %v; want %d", len(cs), err, len(es))
	}
	audit, of := certificate.Audit{Zone: h.App.Zone}, map[string]certificate.Certificate{}
	for _, c := range cs {
		of[c.EnrolmentID] = c
		for _, wrong := range audit.Next(c) {
			t.Errorf("%s: %s", c.Serial, wrong)
		}
	}
	number, hash, err := db.ChainTip(ctx)
	for _, wrong := range audit.End(number, hash) {
		t.Error(wrong, err)
	}
	told, sent := map[string]int{}, map[string]int{}
	var ns []notice.Notice
	if err := masartest.DBOf(h.App).R.NewSelect().Model(&ns).Where("kind = ?", notice.Certified).Scan(ctx); err != nil {
		t.Fatal(err)
	}
	for _, n := range ns {
		told[n.PersonID]++
	}
	for _, m := range h.Outside.Mails {
		sent[m.CertificateID]++
	}
	for _, e := range es {
		c := of[e.ID]
		if c.PersonID != e.PersonID || told[e.PersonID] != 1 || sent[c.ID] != 1 {
			t.Errorf("%s: certificate %+v, %d notices, %d mails", e.ID, c, told[e.PersonID], sent[c.ID])
		}
	}
	if len(ns) != len(es) {
		t.Errorf("%d notices, want %d", len(ns), len(es))
	}
	recorded, err := db.Events(ctx, anyone, store.EventFilter{Kinds: []event.Kind{event.Certified}}, 0, len(es)+10)
	if err != nil || len(recorded) != len(es) {
		t.Errorf("recorded %d times, %v; want %d", len(recorded), err, len(es))
	}
}

// ended fails unless the batch has ended with so many done and failed.
func ended(t testing.TB, h masartest.World, id string, done, failed int) certificate.Batch {
	t.Helper()
	b, err := h.App.Store.Batch(t.Context(), people.Within("north"), id)
	if err != nil || !b.Ended() || b.Done != done || b.Failed != failed || b.Left() != 0 {
		t.Errorf("%+v, %v; want %d done and %d failed", b, err, done, failed)
	}
	return b
}

// A batch of more than a job does at once is issued whole, in the names as
// they are, and what is asked for twice is one batch.
func TestBatchIssued(t *testing.T) {
	n := 20*certificate.Step + certificate.Step + 3
	h, es := cohort(t, n)
	b := issue(t, h, certificate.Filter{CourseID: "basics"})
	if again := issue(t, h, certificate.Filter{CourseID: "basics"}); again.ID != b.ID || b.Total != n {
		t.Errorf("asked twice: %+v and %+v", b, again)
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	ended(t, h, b.ID, n, 0)
	issuedOnce(t, h, es)
	if _, err := h.App.IssueWaiting(t.Context(), h.Viewer(t, "hr-n"), certificate.Filter{}); !errors.Is(err, certificate.ErrNothingWaits) {
		t.Errorf("nothing waits: %v", err)
	}
	bs, err := h.App.Store.Batches(t.Context(), anyone, 10)
	if err != nil || len(bs) != 1 {
		t.Errorf("%d batches, %v; want one", len(bs), err)
	}
}

// The jobs of a batch are delivered five times each, two workers at once, while
// the same certificates are issued one by one: everyone has one.
func TestBatchDeliveredTwice(t *testing.T) {
	h, es := cohort(t, 3*certificate.Step)
	a, ctx := h.App, t.Context()
	b := issue(t, h, certificate.Filter{})
	for i := range 5 {
		if err := masartest.Direct(a).AddJobs(ctx, store.Job{ID: fmt.Sprint("again", i), Kind: core.Batch, Payload: b.ID}); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range es[:10] {
		p, err := a.Store.Person(ctx, anyone, e.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		v := people.Viewer{PersonID: p.ID, AgencyID: p.AgencyID}
		if err := a.ApproveName(ctx, v, p.Revision); err != nil {
			t.Fatal(err)
		}
	}
	jobs, err := a.ClaimJobs(ctx, store.Work, 100)
	if err != nil || len(jobs) != 16 {
		t.Fatalf("%d jobs, %v", len(jobs), err)
	}
	errs := make(chan error)
	for _, j := range jobs {
		for range 2 {
			go func() { errs <- a.Perform(ctx, j.ID) }()
		}
	}
	for range 2 * len(jobs) {
		if err := <-errs; err != nil && !errors.Is(err, store.ErrChanged) {
			t.Error(err)
		}
	}
	for range 3 { // whatever lost a race is tried again
		for _, j := range jobs {
			if err := a.Perform(ctx, j.ID); err != nil {
				t.Error(err)
			}
		}
	}
	for _, err := range masartest.Work(t, a) {
		t.Error(err)
	}
	ended(t, h, b.ID, len(es), 0)
	issuedOnce(t, h, es)
}

// A failing printer fails at the given paper, once.
type failing struct {
	core.Printer
	at    int64
	count atomic.Int64
	then  func()
}

func (f *failing) Certificate(w io.Writer, p certificate.Paper) error {
	if f.count.Add(1) == f.at {
		f.then()
	}
	return f.Printer.Certificate(w, p)
}

// The worker dies in the middle of a batch, in the middle of a step: the next
// one goes on, and nothing is lost or there twice.
func TestBatchResumed(t *testing.T) {
	h, es := cohort(t, 3*certificate.Step)
	b := issue(t, h, certificate.Filter{})
	ctx, die := context.WithCancel(t.Context())
	h.App.Printer = &failing{Printer: h.Outside, at: int64(certificate.Step + 5), then: die}
	jobs, err := h.App.ClaimJobs(ctx, store.Work, 10)
	if err != nil || len(jobs) != 1 {
		t.Fatalf("%d jobs, %v", len(jobs), err)
	}
	if err := h.App.Perform(ctx, jobs[0].ID); err == nil {
		t.Error("the step is done without its context")
	}
	left, err := h.App.Store.Batch(t.Context(), anyone, b.ID)
	if err != nil || left.Done != certificate.Step || left.Left() != 2*certificate.Step {
		t.Fatalf("after the failure: %+v, %v; want one step done", left, err)
	}
	h.App.Printer = h.Outside
	if err := h.App.GiveBackAllJobs(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	ended(t, h, b.ID, len(es), 0)
	issuedOnce(t, h, es)
}

// An unprinting printer cannot print some papers.
type unprinting struct {
	core.Printer
	names []string
}

func (u unprinting) Certificate(w io.Writer, p certificate.Paper) error {
	for _, n := range u.names {
		if p.Record.PersonID == n {
			return errors.New("no ink")
		}
	}
	return u.Printer.Certificate(w, p)
}

// What cannot be issued says why, and keeps nothing else back.
func TestBatchFailures(t *testing.T) {
	h, es := cohort(t, 12)
	ctx, db := t.Context(), h.App.Store
	set := func(query string, args ...any) {
		t.Helper()
		if _, err := masartest.DBOf(h.App).W.NewRaw(query, args...).Exec(ctx); err != nil {
			t.Fatal(err)
		}
	}
	b := issue(t, h, certificate.Filter{})
	set("UPDATE people SET name_ar = '', name_en = '' WHERE id = ?", es[2].PersonID)
	set("UPDATE enrolments SET state = ? WHERE id = ?", progress.Left, es[4].ID)
	set("UPDATE enrolments SET version = 'gone' WHERE id = ?", es[6].ID)
	h.App.Printer = unprinting{h.Outside, []string{es[0].PersonID, es[8].PersonID, es[11].PersonID}}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	ended(t, h, b.ID, 6, 6)
	fs, err := db.BatchFailures(ctx, b, 10)
	var whys []string
	for _, f := range fs {
		whys = append(whys, f.Why)
	}
	want := "batch.why-not-printed certificate.name-missing batch.why-not-completed batch.why-no-course batch.why-not-printed batch.why-not-printed"
	if got := strings.Join(whys, " "); got != want || err != nil {
		t.Errorf("why: %s, %v; want %s", got, err, want)
	}
	var left []progress.Enrolment
	for _, i := range []int{1, 3, 5, 7, 9, 10} {
		left = append(left, es[i])
	}
	issuedOnce(t, h, left)
}

// A batch is of the agencies of whoever asks, and seen whole or not at all.
func TestBatchScope(t *testing.T) {
	h, _ := cohort(t, 2)
	ctx, db := t.Context(), h.App.Store
	if _, err := h.App.IssueWaiting(ctx, h.Viewer(t, "hr-s"), certificate.Filter{}); !errors.Is(err, certificate.ErrNothingWaits) {
		t.Errorf("HR of the south issues the north's: %v", err)
	}
	if _, err := h.App.IssueWaiting(ctx, h.Viewer(t, "hr-s"), certificate.Filter{AgencyID: "north"}); !errors.Is(err, certificate.ErrNothingWaits) {
		t.Errorf("HR of the south issues the north's by name: %v", err)
	}
	b := issue(t, h, certificate.Filter{AgencyID: "north"})
	for _, c := range []struct {
		name string
		s    people.Scope
		want error
	}{
		{"its agency", people.Within("north"), nil}, {"with others", people.Within("north", "south"), nil}, {"everywhere", anyone, nil},
		{"another agency", people.Within("south"), store.ErrNotFound}, {"none", people.Within(), store.ErrNotFound},
		{"one of its people", people.Own("p000000"), store.ErrNotFound},
	} {
		if _, err := db.Batch(ctx, c.s, b.ID); !errors.Is(err, c.want) || err == nil && c.want != nil {
			t.Errorf("from %s: %v, want %v", c.name, err, c.want)
		}
		bs, err := db.Batches(ctx, c.s, 10)
		if err != nil || (len(bs) == 1) != (c.want == nil) {
			t.Errorf("listed from %s: %d, %v", c.name, len(bs), err)
		}
	}
}

// Queries for each certificate are few and bounded, issued alone or in a batch.
func TestQueriesPerCertificate(t *testing.T) {
	n := 4 * certificate.Step
	h, es := cohort(t, n+1)
	a, ctx := h.App, t.Context()
	if _, err := a.Store.Course(ctx, "basics", "v1"); err != nil { // read once in a process's life
		t.Fatal(err)
	}
	if _, err := a.Issuer(ctx); err != nil {
		t.Fatal(err)
	}
	alone := store.Job{ID: "alone", Kind: core.Certify, Payload: es[0].ID}
	if _, err := masartest.DBOf(a).W.NewRaw("UPDATE people SET name_approved_at = ? WHERE id = ?", masartest.Noon, es[0].PersonID).Exec(ctx); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(a).AddJobs(ctx, alone); err != nil {
		t.Fatal(err)
	}
	var queries atomic.Int64
	*a.App = *a.App.On(masartest.DBOf(a).Watch(func(string) { queries.Add(1) }))
	count := func(f func() error) int {
		t.Helper()
		before := queries.Load()
		if err := f(); err != nil {
			t.Fatal(err)
		}
		return int(queries.Load() - before)
	}
	if got := count(func() error { return a.Perform(ctx, alone.ID) }); got > 20 {
		t.Errorf("%d queries for a certificate alone, want 20 at most", got)
	} else {
		t.Logf("%d queries for a certificate alone", got)
	}
	b := issue(t, h, certificate.Filter{})
	got := count(func() error { return a.Perform(ctx, "batch:"+b.ID) })
	if got > n/2 {
		t.Errorf("%d queries for %d certificates in a batch, want one for two of them at most", got, n)
	}
	t.Logf("%.2f queries for a certificate in a batch", float64(got)/float64(n))
	ended(t, h, b.ID, n, 0)
}
