package workshop

import (
	"errors"
	"testing"
	"time"
)

func TestLeave(t *testing.T) {
	run := Run{ID: "run", StartsOn: nine, EndsOn: nine.Add(8 * time.Hour)}
	gone := run
	gone.Cancelled = true
	marked := func(in string) []Attendance { return []Attendance{{RunID: in, MarkedAt: nine}} }
	for _, c := range []struct {
		name  string
		r     Run
		open  bool
		there []Attendance
		now   time.Time
		want  error
	}{
		{"ahead", run, true, nil, nine.AddDate(0, 0, -1), nil},
		{"under way, not marked", run, true, nil, nine.Add(time.Hour), nil},
		{"marked in a run before", run, true, marked("before"), nine.Add(time.Hour), nil},
		{"marked in this one", run, true, marked("run"), nine.Add(time.Hour), ErrStays},
		{"completed", run, false, nil, nine.Add(time.Hour), ErrStays},
		{"over", run, true, nil, nine.Add(8 * time.Hour), ErrEnded},
		{"cancelled", gone, true, nil, nine, ErrGone},
	} {
		if err := c.r.Leave(c.open, c.there, c.now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// A seat is given up for another once that has been agreed to, and not while the
// run is under way.
func TestYield(t *testing.T) {
	run := Run{ID: "run", StartsOn: nine, EndsOn: nine.Add(8 * time.Hour)}
	gone := run
	gone.Cancelled = true
	marked := []Attendance{{RunID: "run"}}
	for _, c := range []struct {
		name   string
		r      Run
		there  []Attendance
		agreed bool
		now    time.Time
		want   error
	}{
		{"ahead, not asked", run, nil, false, nine.Add(-1), ErrElsewhere},
		{"ahead, agreed", run, nil, true, nine.Add(-1), nil},
		{"marked at the door", run, marked, true, nine.Add(-1), ErrElsewhereMarked},
		{"marked at the door, not asked", run, marked, false, nine.Add(-1), ErrElsewhereMarked},
		{"marked, as it begins", run, marked, true, nine, ErrElsewhereBegun},
		{"marked in another", run, []Attendance{{RunID: "before"}}, true, nine.Add(-1), nil},
		{"as it begins", run, nil, true, nine, ErrElsewhereBegun},
		{"as it begins, not asked", run, nil, false, nine, ErrElsewhereBegun},
		{"just before its end", run, nil, true, nine.Add(8*time.Hour - 1), ErrElsewhereBegun},
		{"at its end", run, marked, false, nine.Add(8 * time.Hour), nil},
		{"called off", gone, nil, false, nine.Add(-1), nil},
		{"called off under way", gone, marked, false, nine.Add(time.Hour), nil},
	} {
		if err := c.r.Yield(c.there, c.agreed, c.now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		} else if Elsewhere(err) != (err != nil) {
			t.Errorf("%s: that they sit elsewhere is %v", c.name, Elsewhere(err))
		}
	}
}
