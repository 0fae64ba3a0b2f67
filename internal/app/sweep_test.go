package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/progress"
	"masar/internal/report"
	"masar/internal/store"
)

// A meter notes the transactions of an app: how many statements were made, how
// many of them were queries, and how many rows were given at most in one.
type meter struct {
	mu                         sync.Mutex
	statements, queries, given int
	longest, held              time.Duration
	holds                      []time.Duration
	began                      time.Time
	spent, dearest             time.Duration // processor time before a transaction, and in one at most
}

func (m *meter) note(query string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.statements++
	switch word, _, _ := strings.Cut(query, " "); word {
	case "SELECT":
		m.queries++
	case "BEGIN":
		m.began, m.spent = time.Now(), processor()
	case "COMMIT", "ROLLBACK":
		hold := time.Since(m.began)
		m.dearest = max(m.dearest, processor()-m.spent)
		m.longest, m.held, m.holds = max(m.longest, hold), m.held+hold, append(m.holds, hold)
	}
	if strings.HasPrefix(query, `INSERT INTO "notices"`) {
		m.given = max(m.given, strings.Count(query, "/learning/basics"))
	}
}

func (m *meter) reset() {
	m.statements, m.queries, m.given, m.longest, m.held, m.holds, m.dearest = 0, 0, 0, 0, 0, nil, 0
}

// processor returns the processor time that this process has taken.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// medianHold returns how long a transaction took, in milliseconds.
func (m *meter) medianHold() float64 {
	slices.Sort(m.holds)
	return float64(m.holds[len(m.holds)/2].Microseconds()) / 1000
}

// watched has what the app asks of the database noted.
func watched(a *app.App) *meter {
	m := new(meter)
	*a.App = *a.App.On(masartest.DBOf(a).Watch(m.note))
	return m
}

// dueCohort returns the sample house with n people on a course that has been due
// since yesterday, none of whom has an address.
func dueCohort(t testing.TB, n int) masartest.World {
	t.Helper()
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	h.Cohort(t, "north", n)
	change(t, h, "UPDATE enrolments SET state = ?, completed_at = NULL, percent = 50, due_on = ?", progress.UnderWay, masartest.Noon.AddDate(0, 0, -1))
	change(t, h, "UPDATE people SET email = ''")
	return h
}

func change(t testing.TB, h masartest.World, query string, args ...any) {
	t.Helper()
	if _, err := masartest.DBOf(h.App).W.NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func number(t testing.TB, h masartest.World, query string, args ...any) (n int) {
	t.Helper()
	if err := masartest.DBOf(h.App).R.NewRaw(query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// tick adds a job of the clock.
func tick(t testing.TB, h masartest.World, kind, hour string) {
	t.Helper()
	if err := masartest.Direct(h.App).AddJobs(t.Context(), store.Job{ID: kind + ":" + hour, Kind: kind, Payload: hour}); err != nil {
		t.Fatal(err)
	}
}

func work(t testing.TB, h masartest.World) {
	t.Helper()
	for _, err := range masartest.Work(t, h.App) {
		t.Fatal(err)
	}
}

// All who are due are told, once, few in a transaction, however many there are;
// looking again finds nothing and costs nothing.
func TestRemindInSteps(t *testing.T) {
	for _, n := range []int{0, 1, core.Slice, core.Slice + 1, core.Page, core.Page + 1} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			h := dueCohort(t, n)
			m := watched(h.App)
			tick(t, h, core.Remind, "first")
			work(t, h)
			if got := number(t, h, "SELECT count(*) FROM notices WHERE kind = ?", notice.Overdue); got != n {
				t.Errorf("%d told, want %d", got, n)
			}
			if m.given > core.Slice {
				t.Errorf("%d told in one transaction, want %d at most", m.given, core.Slice)
			}
			if most := 20 + n/100; m.queries > most {
				t.Errorf("%d queries, want %d at most", m.queries, most)
			}
			m.reset()
			tick(t, h, core.Remind, "second")
			work(t, h)
			if m.given != 0 || m.statements > 25 {
				t.Errorf("looking again: %d told, %d statements", m.given, m.statements)
			}
		})
	}
}

// Stopped in the middle and delivered three times, two of them at once, a sweep
// tells everybody, and nobody twice.
func TestRemindResumed(t *testing.T) {
	n := 3*core.Slice + 1
	h := dueCohort(t, n)
	change(t, h, "UPDATE people SET email = 'p@north.example'")
	tick(t, h, core.Remind, "first")
	whole := h.App.With(func(*core.App) {})
	ctx, die := context.WithCancel(t.Context())
	written := 0
	*h.App.App = *h.App.App.On(masartest.DBOf(h.App).Watch(func(q string) {
		if strings.HasPrefix(q, `INSERT INTO "mails"`) {
			if written++; written == 2 {
				die()
			}
		}
	}))
	if err := h.App.Perform(ctx, "remind:first"); err == nil {
		t.Fatal("the work is done without its context")
	}
	if got := number(t, h, "SELECT count(*) FROM notices WHERE kind = ?", notice.Overdue); got != core.Slice {
		t.Fatalf("%d told before it was stopped, want %d", got, core.Slice)
	}
	errs := make(chan error)
	for range 2 {
		go func() { errs <- whole.Perform(t.Context(), "remind:first") }()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if err := whole.Perform(t.Context(), "remind:first"); err != nil {
		t.Error(err)
	}
	for _, what := range []string{"notices WHERE kind = 'overdue'", "mails WHERE id LIKE 'overdue:%'", "outbox WHERE id LIKE 'mail:overdue:%'"} {
		if got := number(t, h, "SELECT count(*) FROM "+what); got != n {
			t.Errorf("%d %s, want %d", got, what, n)
		}
	}
}

// A deadline that moves is another deadline; who has left is told once they are
// back.
func TestRemindAgain(t *testing.T) {
	h := dueCohort(t, 1)
	noon := masartest.Noon
	for i, c := range []struct {
		name     string
		due, now time.Time
		left     bool
		want     string // beside what was told before
	}{
		{"four days ahead", noon.AddDate(0, 0, 4), noon, false, ""},
		{"three days ahead, of who has left", noon.AddDate(0, 0, 4), noon.AddDate(0, 0, 1), true, ""},
		{"back again", noon.AddDate(0, 0, 4), noon.AddDate(0, 0, 1), false, "due-soon:e000000:2026-11-26"},
		{"an hour later", noon.AddDate(0, 0, 4), noon.AddDate(0, 0, 1).Add(time.Hour), false, ""},
		{"at that instant", noon.AddDate(0, 0, 4), noon.AddDate(0, 0, 4), false, ""},
		{"just after it", noon.AddDate(0, 0, 4), noon.AddDate(0, 0, 4).Add(time.Microsecond), false, "overdue:e000000:2026-11-26"},
		{"moved", noon.AddDate(0, 0, 6), noon.AddDate(0, 0, 4).Add(time.Hour), false, "due-soon:e000000:2026-11-28"},
		{"past as well", noon.AddDate(0, 0, 6), noon.AddDate(0, 0, 7), false, "overdue:e000000:2026-11-28"},
		{"moved to tomorrow", noon.AddDate(0, 0, 8), noon.AddDate(0, 0, 7), false, "due-soon:e000000:2026-11-30"},
	} {
		h.App.Now = func() time.Time { return c.now }
		change(t, h, "UPDATE enrolments SET due_on = ?", c.due)
		var left *time.Time
		if c.left {
			left = &noon
		}
		change(t, h, "UPDATE people SET left_at = ? WHERE id = 'p000000'", left)
		before := number(t, h, "SELECT count(*) FROM notices")
		tick(t, h, core.Remind, fmt.Sprint(i))
		work(t, h)
		want := 0
		if c.want != "" {
			want = 1
		}
		if got := number(t, h, "SELECT count(*) FROM notices") - before; got != want {
			t.Errorf("%s: told %d things, want %d", c.name, got, want)
		}
		if got := number(t, h, "SELECT count(*) FROM notices WHERE id = ?", c.want); got != want {
			t.Errorf("%s: not told %s", c.name, c.want)
		}
	}
}

// The officer's reminder goes in slices, each with its event, and says how many
// were reminded.
func TestRemindLateInSteps(t *testing.T) {
	for _, n := range []int{0, 1, core.Slice, core.Slice + 1} {
		h := dueCohort(t, n)
		m := watched(h.App)
		for _, want := range []int{n, 0} { // pressed twice
			if got, late, err := h.App.RemindLate(t.Context(), h.Viewer(t, "hr-n"), report.Filter{}); err != nil || got != want || late != n {
				t.Errorf("%d reminded of %d, %v; want %d of %d", got, late, err, want, n)
			}
		}
		if got := number(t, h, "SELECT count(*) FROM events WHERE verb = 'reminded'"); got != (n+core.Slice-1)/core.Slice {
			t.Errorf("%d late: %d events", n, got)
		}
		if m.given > core.Slice {
			t.Errorf("%d told in one transaction, want %d at most", m.given, core.Slice)
		}
	}
}

// Those who were overlooked are found behind any number of others.
func TestSettleInSteps(t *testing.T) {
	n := core.Page + 1
	h := dueCohort(t, n)
	change(t, h, "UPDATE enrolments SET percent = 100")
	last := fmt.Sprintf("e%06d", n-1)
	e, err := h.App.Store.Enrolment(t.Context(), anyone, last)
	if err != nil {
		t.Fatal(err)
	}
	h.Complete(t, "salma") // and how that is done is what is done under the last
	for _, table := range []string{"step_dones", "attempts", "works", "attendances"} {
		change(t, h, "UPDATE "+table+" SET enrolment_id = ? WHERE enrolment_id IN (SELECT id FROM enrolments WHERE person_id = 'salma')", last)
	}
	m := watched(h.App)
	tick(t, h, core.Settle, "first")
	work(t, h)
	if e, err = h.App.Store.Enrolment(t.Context(), anyone, last); err != nil || e.State != progress.Done {
		t.Errorf("the last is %s, %v; want completed", e.State, err)
	}
	if got := number(t, h, "SELECT count(*) FROM enrolments WHERE state = ? AND person_id <> 'salma'", progress.Done); got != 1 {
		t.Errorf("%d are completed, want one", got)
	}
	if m.queries > 100 {
		t.Errorf("%d queries", m.queries)
	}
}

// All whom a follow-up survey has missed are asked, however many.
func TestFollowUpInSteps(t *testing.T) {
	for _, n := range []int{0, 1, core.Page, core.Page + 1} {
		h := masartest.NewWorld(t)
		h.Publish(t, masartest.Surveys(masartest.Course()))
		h.Cohort(t, "north", n)
		change(t, h, "UPDATE enrolments SET completed_at = ?", masartest.Noon.AddDate(0, 0, -70))
		for _, hour := range []string{"first", "second"} {
			tick(t, h, core.FollowUp, hour)
			if err := h.App.Perform(t.Context(), core.FollowUp+":"+hour); err != nil {
				t.Fatal(err)
			}
			if got := number(t, h, "SELECT count(*) FROM outbox WHERE kind = ?", core.Ask); got != n {
				t.Errorf("%s: %d are to be asked, want %d", hour, got, n)
			}
		}
	}
}

// What is old goes, in slices, however much there is, and nothing else does.
func TestTidyInSteps(t *testing.T) {
	for _, n := range []int{0, 1, core.Slice, core.Slice + 1, core.Page + 1} {
		h := masartest.NewWorld(t)
		old := masartest.Noon.AddDate(0, 0, -60)
		const numbers = "WITH RECURSIVE k (n) AS (SELECT 1 WHERE 0 < ? UNION ALL SELECT n + 1 FROM k WHERE n < ?) "
		change(t, h, "INSERT INTO throttles "+numbers+"SELECT 'old' || n, 1, ? FROM k", n, n, old)
		change(t, h, "INSERT INTO throttles VALUES ('new', 1, ?)", masartest.Noon)
		for _, b := range []struct {
			id string
			at time.Time
		}{{"old", old}, {"new", masartest.Noon}} {
			if _, err := masartest.Direct(h.App).AddBatch(t.Context(), certificate.Batch{ID: b.id, Kind: certificate.Issuing, Same: b.id, AskedBy: "hr-n", MadeAt: b.at}); err != nil {
				t.Fatal(err)
			}
			change(t, h, "UPDATE batches SET ended_at = ? WHERE id = ?", b.at, b.id)
			change(t, h, "INSERT INTO batch_items (batch_id, place, about, state, why, size, crc) "+numbers+"SELECT ?, n, '', 'done', '', 0, 0 FROM k", n, n, b.id)
		}
		tick(t, h, core.Tidy, "first")
		work(t, h)
		for what, want := range map[string]int{
			"throttles": 1, "throttles WHERE key = 'new'": 1, "batches": 1, "batches WHERE id = 'new'": 1, "batch_items": n, "batch_items WHERE batch_id = 'new'": n,
		} {
			if got := number(t, h, "SELECT count(*) FROM "+what); got != want {
				t.Errorf("of %d: %d %s, want %d", n, got, what, want)
			}
		}
	}
}
