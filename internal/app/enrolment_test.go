package app_test

import (
	"sync"
	"testing"
	"time"

	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/progress"
)

// rows returns how many rows the query counts.
func rows(t *testing.T, h masartest.World, query string, args ...any) (n int) {
	t.Helper()
	if err := masartest.DBOf(h.App).R.NewRaw("SELECT count(*) FROM "+query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Whoever presses many times at once is enrolled once, and one event says so.
func TestEnrolAtOnce(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	v := h.Viewer(t, "salma")
	var presses sync.WaitGroup
	ids, errs := make([]string, 8), make([]error, 8)
	for i := range ids {
		presses.Go(func() {
			e, err := h.App.Enrol(t.Context(), v, "basics")
			ids[i], errs[i] = e.ID, err
		})
	}
	presses.Wait()
	for i := range ids {
		if errs[i] != nil || ids[i] != ids[0] || ids[i] == "" {
			t.Errorf("press %d: %q, %v; want %q", i, ids[i], errs[i], ids[0])
		}
	}
	if n := rows(t, h, "enrolments WHERE person_id = 'salma'"); n != 1 {
		t.Errorf("%d enrolments", n)
	}
	if n := rows(t, h, "events WHERE verb = ? AND object_id = ?", event.Enrolled.Verb(), ids[0]); n != 1 {
		t.Errorf("%d events", n)
	}
}

// Whoever enrols while HR assigns the course and a trainer gives them a seat
// has one enrolment, with the date and in the run.
func TestEnrolWhileAssigned(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	salma, hr := h.Viewer(t, "salma"), h.Viewer(t, "hr-n")
	r, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon.Add(day)}})
	if err != nil {
		t.Fatal(err)
	}
	var deeds sync.WaitGroup
	errs := make([]error, 3)
	deeds.Go(func() { _, errs[0] = a.Enrol(ctx, salma, "basics") })
	deeds.Go(func() {
		_, errs[1] = a.Assign(ctx, hr, personnel.Assignment{CourseID: "basics", DueOn: due, PersonIDs: []string{"salma"}})
	})
	deeds.Go(func() { _, errs[2] = a.JoinRun(ctx, trainer, r.ID, []string{"salma"}) })
	deeds.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("deed %d: %v", i, err)
		}
	}
	e, err := a.Store.EnrolmentIn(ctx, salma.Own(), "salma", "basics")
	if err != nil || e.RunID != r.ID || !e.DueOn.Equal(due) {
		t.Errorf("%+v, %v; want the run and the date", e, err)
	}
	if n := rows(t, h, "enrolments WHERE person_id = 'salma'"); n != 1 {
		t.Errorf("%d enrolments", n)
	}
	if n, m := rows(t, h, "events WHERE verb = ? AND object = 'run'", event.RunJoined.Verb()), rows(t, h, "events WHERE verb = ?", event.CourseAssigned.Verb()); n != 1 || m != 1 {
		t.Errorf("%d events of the run, %d of the assignment", n, m)
	}
}

// Whoever's certificate is to be renewed takes the course again, whether they
// enrol themselves, HR assigns it or a trainer gives them a seat; before that,
// nothing changes.
func TestRenewedByOthers(t *testing.T) {
	for name, enrol := range map[string]func(t *testing.T, h masartest.World) int{
		"enrols": func(t *testing.T, h masartest.World) int {
			before := rows(t, h, "enrolments WHERE person_id = 'salma'")
			if _, err := h.App.Enrol(t.Context(), h.Viewer(t, "salma"), "basics"); err != nil {
				t.Fatal(err)
			}
			return rows(t, h, "enrolments WHERE person_id = 'salma'") - before
		},
		"is assigned": func(t *testing.T, h masartest.World) int {
			as := personnel.Assignment{CourseID: "basics", PersonIDs: []string{"salma"}}
			counted, err := h.App.CountAssignment(t.Context(), h.Viewer(t, "hr-n"), as)
			if err != nil {
				t.Fatal(err)
			}
			n, err := h.App.Assign(t.Context(), h.Viewer(t, "hr-n"), as)
			if err != nil || n != counted {
				t.Fatalf("%+v, counted %+v, %v", n, counted, err)
			}
			return n.Enrolled
		},
		"gets a seat": func(t *testing.T, h masartest.World) int {
			ctx, trainer := t.Context(), h.Viewer(t, "trainer-n")
			r, err := h.App.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon.Add(400 * day)}})
			if err != nil {
				t.Fatal(err)
			}
			n, err := h.App.JoinRun(ctx, trainer, r.ID, []string{"salma"})
			if err != nil {
				t.Fatal(err)
			}
			return n
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := masartest.NewWorld(t)
			course := masartest.Course()
			course.Certificate.ValidMonths = 12
			h.Publish(t, course)
			h.Complete(t, "salma")
			first := held(t, h, "salma")[0]
			window := first.ExpiresAt.Add(-90 * day)
			for _, step := range []struct {
				when  string
				now   time.Time
				want  int
				round int
			}{
				{"before the window", window.Add(-time.Microsecond), 0, 1},
				{"in the window", window, 1, 2},
				{"again", window.Add(time.Microsecond), 0, 2},
			} {
				h.App.Now = func() time.Time { return step.now }
				if n := enrol(t, h); n != step.want {
					t.Errorf("%s: %d, want %d", step.when, n, step.want)
				}
				e, err := h.App.Store.EnrolmentIn(t.Context(), h.Viewer(t, "salma").Own(), "salma", "basics")
				if err != nil || e.Round != step.round || step.round == 2 && e.State != progress.Waiting {
					t.Errorf("%s: %+v, %v", step.when, e, err)
				}
			}
		})
	}
}
