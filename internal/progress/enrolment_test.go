package progress

import (
	"testing"
	"time"

	"masar/internal/people"
)

var (
	noon  = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	later = noon.Add(time.Hour)
)

func TestApply(t *testing.T) {
	begun := Reading{Begun: true, Done: 1, Total: 4, Percent: 30, Score: -1}
	done := Reading{Begun: true, Done: 4, Total: 4, Percent: 100, Score: 80, Complete: true}
	for _, c := range []struct {
		name      string
		e         Enrolment
		r         Reading
		want      Enrolment
		completed bool
	}{
		{"nothing done", Enrolment{State: Waiting}, Reading{Total: 4, Score: -1}, Enrolment{State: Waiting, TotalCount: 4, Score: -1}, false},
		{"begun", Enrolment{State: Waiting}, begun, Enrolment{State: UnderWay, DoneCount: 1, TotalCount: 4, Percent: 25, Score: -1, BeganAt: later}, false},
		{
			"begun before", Enrolment{State: UnderWay, BeganAt: noon}, begun,
			Enrolment{State: UnderWay, DoneCount: 1, TotalCount: 4, Percent: 25, Score: -1, BeganAt: noon}, false,
		},
		{
			"completed", Enrolment{State: UnderWay, BeganAt: noon}, done,
			Enrolment{State: Done, DoneCount: 4, TotalCount: 4, Percent: 100, Score: 80, BeganAt: noon, CompletedAt: later}, true,
		},
		{
			"completed at once", Enrolment{State: Waiting}, done,
			Enrolment{State: Done, DoneCount: 4, TotalCount: 4, Percent: 100, Score: 80, BeganAt: later, CompletedAt: later}, true,
		},
		{
			"completed before", Enrolment{State: Done, BeganAt: noon, CompletedAt: noon}, done,
			Enrolment{State: Done, DoneCount: 4, TotalCount: 4, Percent: 100, Score: 80, BeganAt: noon, CompletedAt: noon}, false,
		},
		{
			"completed, and a work given back", Enrolment{State: Done, BeganAt: noon, CompletedAt: noon}, begun,
			Enrolment{State: Done, DoneCount: 1, TotalCount: 4, Percent: 100, Score: -1, BeganAt: noon, CompletedAt: noon}, false,
		},
		{
			"completed without what is optional", Enrolment{State: UnderWay, BeganAt: noon}, Reading{Begun: true, Done: 9, Total: 11, Percent: 82, Score: 80, Complete: true},
			Enrolment{State: Done, DoneCount: 9, TotalCount: 11, Percent: 100, Score: 80, BeganAt: noon, CompletedAt: later}, true,
		},
		{
			"every step but no session", Enrolment{State: UnderWay, BeganAt: noon}, Reading{Begun: true, Total: 3, Percent: 66, Score: -1},
			Enrolment{State: UnderWay, TotalCount: 3, Score: -1, BeganAt: noon}, false,
		},
		{"a course without sessions", Enrolment{State: UnderWay, BeganAt: noon}, Reading{Begun: true, Score: -1}, Enrolment{State: UnderWay, Score: -1, BeganAt: noon}, false},
		{
			"taken off", Enrolment{State: Left, BeganAt: noon}, done,
			Enrolment{State: Left, DoneCount: 4, TotalCount: 4, Percent: 100, Score: 80, BeganAt: noon}, false,
		},
	} {
		if got, completed := c.e.Apply(c.r, later); got != c.want || completed != c.completed {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, completed, c.want, c.completed)
		}
	}
}

func TestLate(t *testing.T) {
	for _, c := range []struct {
		name string
		e    Enrolment
		want bool
	}{
		{"no date", Enrolment{State: Waiting}, false},
		{"due this instant", Enrolment{State: Waiting, DueOn: noon}, false},
		{"due the instant before", Enrolment{State: Waiting, DueOn: noon.Add(-1)}, true},
		{"under way", Enrolment{State: UnderWay, DueOn: noon.Add(-1)}, true},
		{"completed", Enrolment{State: Done, DueOn: noon.Add(-1)}, false},
		{"taken off", Enrolment{State: Left, DueOn: noon.Add(-1)}, false},
		{"due later", Enrolment{State: UnderWay, DueOn: later}, false},
	} {
		if got := c.e.Late(noon); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		if got, want := c.e.Open(), c.e.State == Waiting || c.e.State == UnderWay; got != want {
			t.Errorf("%s: open %v", c.name, got)
		}
	}
}

func TestAssign(t *testing.T) {
	by := people.Mark{By: "reem", At: later}
	for _, c := range []struct {
		name    string
		e       Enrolment
		due     time.Time
		want    Enrolment
		changed bool
	}{
		{"the same date", Enrolment{State: Waiting, DueOn: noon}, noon, Enrolment{State: Waiting, DueOn: noon}, false},
		{"no date takes none away", Enrolment{State: UnderWay, DueOn: noon}, time.Time{}, Enrolment{State: UnderWay, DueOn: noon}, false},
		{"another date", Enrolment{State: UnderWay, DueOn: noon, AssignedBy: "x"}, later, Enrolment{State: UnderWay, DueOn: later, AssignedBy: "reem"}, true},
		{"a first date", Enrolment{State: Waiting}, later, Enrolment{State: Waiting, DueOn: later, AssignedBy: "reem"}, true},
		{"completed", Enrolment{State: Done}, later, Enrolment{State: Done}, false},
		{
			"taken off before the beginning", Enrolment{State: Left, DueOn: noon}, time.Time{},
			Enrolment{State: Waiting, AssignedBy: "reem", AssignedAt: later}, true,
		},
		{
			"taken off under way", Enrolment{State: Left, BeganAt: noon}, later,
			Enrolment{State: UnderWay, BeganAt: noon, DueOn: later, AssignedBy: "reem", AssignedAt: later}, true,
		},
	} {
		if got, changed := c.e.Assign(c.due, by); got != c.want || changed != c.changed {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, changed, c.want, c.changed)
		}
	}
}
