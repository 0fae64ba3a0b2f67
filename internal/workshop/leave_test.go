package workshop

import (
	"errors"
	"testing"
	"time"
)

func TestLeave(t *testing.T) {
	run := Run{StartsOn: nine, EndsOn: nine.Add(8 * time.Hour)}
	gone := run
	gone.Cancelled = true
	marked := func(at time.Time) []Attendance { return []Attendance{{MarkedAt: at}} }
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
		{"marked in a run before", run, true, marked(nine.AddDate(0, -1, 0)), nine.Add(time.Hour), nil},
		{"marked in this one", run, true, marked(nine), nine.Add(time.Hour), ErrStays},
		{"completed", run, false, nil, nine.Add(time.Hour), ErrStays},
		{"over", run, true, nil, nine.Add(8 * time.Hour), ErrEnded},
		{"cancelled", gone, true, nil, nine, ErrGone},
	} {
		if err := c.r.Leave(c.open, c.there, c.now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
