package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/personnel"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/report"
	"masar/internal/store"
)

var due = time.Date(2026, 12, 10, 19, 59, 59, 0, time.UTC)

func TestAssign(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	if _, err := a.Enrol(ctx, h.Viewer(t, "salma"), "basics"); err != nil {
		t.Fatal(err)
	}
	as := personnel.Assignment{CourseID: "basics", DueOn: due, AgencyID: "north"}
	want := personnel.AssignmentCount{Enrolled: 2, Dated: 1} // trainer-n and hr-n; salma is on it already
	if n, err := a.CountAssignment(ctx, hr, as); err != nil || n != want {
		t.Fatalf("counted %+v, %v; want %+v", n, err, want)
	}
	if n, err := a.Assign(ctx, hr, as); err != nil || n != want {
		t.Fatalf("assigned %+v, %v; want %+v", n, err, want)
	}
	want = personnel.AssignmentCount{Kept: 3}
	if n, err := a.Assign(ctx, hr, as); err != nil || n != want {
		t.Errorf("assigned twice: %+v, %v; want %+v", n, err, want)
	}
	e, err := a.Store.EnrolmentIn(ctx, people.Within("north"), "salma", "basics")
	if err != nil || !e.DueOn.Equal(due) || e.AssignedBy != "hr-n" {
		t.Errorf("salma's enrolment: %+v, %v", e, err)
	}
	for _, id := range []string{"salma", "trainer-n", "hr-n"} {
		ns, err := a.Store.NoticesOf(ctx, id, 10)
		if err != nil || len(ns) != 1 || ns[0].Kind != notice.Assigned || ns[0].Args["at"] == "" {
			t.Errorf("%s was told %+v, %v; want once", id, ns, err)
		}
	}
	if failed := masartest.Work(t, a); failed != nil || len(h.Outside.Mails) != 3 {
		t.Errorf("%d mails, %v; want 3", len(h.Outside.Mails), failed)
	}
}

func TestAssignReach(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	for name, c := range map[string]struct {
		by   string
		as   personnel.Assignment
		want personnel.AssignmentCount
		err  error
	}{
		"another agency":           {"hr-n", personnel.Assignment{CourseID: "basics", AgencyID: "south"}, personnel.AssignmentCount{}, store.ErrNotFound},
		"a person of another":      {"hr-n", personnel.Assignment{CourseID: "basics", PersonIDs: []string{"badr"}}, personnel.AssignmentCount{}, personnel.ErrNobody},
		"one's own among others":   {"hr-n", personnel.Assignment{CourseID: "basics", PersonIDs: []string{"badr", "salma"}}, personnel.AssignmentCount{Enrolled: 1}, nil},
		"a department":             {"hr-s", personnel.Assignment{CourseID: "basics", AgencyID: "south", Department: "التخطيط"}, personnel.AssignmentCount{Enrolled: 3}, nil},
		"an empty department":      {"hr-s", personnel.Assignment{CourseID: "basics", AgencyID: "south", Department: "المالية"}, personnel.AssignmentCount{}, personnel.ErrNobody},
		"the top alone":            {"admin", personnel.Assignment{CourseID: "basics", AgencyID: "top"}, personnel.AssignmentCount{Enrolled: 1}, nil},
		"the top and all under it": {"admin", personnel.Assignment{CourseID: "basics", AgencyID: "top", Under: true}, personnel.AssignmentCount{Enrolled: 7}, nil},
		"an employee":              {"salma", personnel.Assignment{CourseID: "basics", AgencyID: "north"}, personnel.AssignmentCount{}, store.ErrNotFound},
		"no such course":           {"hr-n", personnel.Assignment{CourseID: "magic", AgencyID: "north"}, personnel.AssignmentCount{}, store.ErrNotFound},
		"yesterday":                {"hr-n", personnel.Assignment{CourseID: "basics", AgencyID: "north", DueOn: masartest.Noon.AddDate(0, 0, -1)}, personnel.AssignmentCount{}, personnel.ErrDue},
	} {
		if n, err := a.CountAssignment(ctx, h.Viewer(t, c.by), c.as); n != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v, %v; want %+v, %v", name, n, err, c.want, c.err)
		}
	}
}

// Who leaves is taken off what they have not completed; who is back is back on
// it, where they were.
func TestLeaving(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	as := personnel.Assignment{CourseID: "basics", PersonIDs: []string{"salma"}}
	if _, err := a.Assign(ctx, hr, as); err != nil {
		t.Fatal(err)
	}
	if err := a.ReadLesson(ctx, h.Viewer(t, "salma"), "basics", "read"); err != nil {
		t.Fatal(err)
	}
	if err := a.SetEmployed(ctx, h.Viewer(t, "hr-s"), "salma", false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency ends it: %v", err)
	}
	for range 2 {
		if err := a.SetEmployed(ctx, hr, "salma", false); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := a.Store.ReportCount(ctx, people.Within("north"), report.Filter{}, store.ReportAt{Now: masartest.Noon, Zone: masartest.Zone}); err != nil || n != 0 {
		t.Errorf("%d in the report, %v; want none", n, err)
	}
	if _, err := a.Assign(ctx, hr, as); !errors.Is(err, personnel.ErrNobody) {
		t.Errorf("assigned to who has left: %v", err)
	}
	if err := a.SetEmployed(ctx, hr, "salma", true); err != nil {
		t.Fatal(err)
	}
	if n, err := a.Assign(ctx, hr, as); err != nil || n.Kept != 1 {
		t.Fatalf("assigned what she is back on: %+v, %v", n, err)
	}
	e, err := a.Store.EnrolmentIn(ctx, people.Within("north"), "salma", "basics")
	if err != nil || e.State != progress.UnderWay || e.Percent == 0 {
		t.Errorf("back again: %+v, %v; want where she was", e, err)
	}
	if err := a.SetEmployed(ctx, hr, "hr-n", false); !errors.Is(err, personnel.ErrSelf) {
		t.Errorf("ends their own: %v", err)
	}
}

func TestRemindLate(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	for _, by := range []string{"hr-n", "hr-s"} {
		v := h.Viewer(t, by)
		if _, err := a.Assign(ctx, v, personnel.Assignment{CourseID: "basics", DueOn: due, AgencyID: v.AgencyID}); err != nil {
			t.Fatal(err)
		}
	}
	remind := func(now time.Time, want, wantLate int) {
		t.Helper()
		a.Now = func() time.Time { return now }
		if n, late, err := a.RemindLate(ctx, hr, report.Filter{}); err != nil || n != want || late != wantLate {
			t.Errorf("at %v: %d reminded of %d, %v; want %d of %d", now, n, late, err, want, wantLate)
		}
	}
	remind(due, 0, 0)
	remind(due.Add(time.Second), 3, 3)              // midnight in Muscat
	remind(due.Add(24*time.Hour), 0, 3)             // twice on one day
	remind(due.Add(24*time.Hour+time.Second), 3, 3) // the day after
	if ns, err := a.Store.NoticesOf(ctx, "badr", 10); err != nil || len(ns) != 1 {
		t.Errorf("another agency's employee was told %d things, %v; want only the assignment", len(ns), err)
	}
}
