package progress

import (
	"testing"
	"time"

	"masar/internal/catalog"
)

// A survey counts as having been open to somebody from the instant at which its
// gate opens, however it was closed later; never where it would have opened only
// after it closed.
func TestWasOpen(t *testing.T) {
	course := func(opens, closes string) (catalog.Course, catalog.Step) {
		step := catalog.Step{Survey: "end", Opens: opens, Closes: closes}
		return catalog.Course{
			Surveys: map[string]catalog.Survey{"end": {ID: "end", When: "closing"}},
			Modules: []catalog.Module{{ID: "day", Place: "room", Sessions: []catalog.Session{
				{ID: "first", Minutes: 60, Steps: []catalog.Step{{Lesson: "read"}}}, {ID: "last", Minutes: 60, Steps: []catalog.Step{step}},
			}}},
		}, step
	}
	opens, ends := noon.Add(time.Hour), noon.Add(2*time.Hour)
	run := Surroundings{Seat: true, Zone: time.UTC, Sessions: map[string]Span{"first": {noon, opens}, "last": {opens, ends}}}
	hand := func(open bool, at time.Time) Surroundings {
		s := run
		s.Hands = map[string]Hand{"end": {open, at}}
		return s
	}
	read := Evidence{Steps: map[string]bool{"read": true}}
	for _, c := range []struct {
		name          string
		opens, closes string
		ev            Evidence
		s             Surroundings
		now           time.Time
		want          bool
	}{
		{"the instant before its session", "", "", Evidence{}, run, opens.Add(-time.Microsecond), false},
		{"as its session begins", "", "", Evidence{}, run, opens, true},
		{"long after", "", "", Evidence{}, run, ends.AddDate(1, 0, 0), true},
		{"without a seat", "", "", Evidence{}, Surroundings{Zone: time.UTC}, ends, false},
		{"at once", "at-once", "", Evidence{}, Surroundings{Zone: time.UTC}, noon, true},
		{"closed with its session", "", "with-session", Evidence{}, run, ends, true},
		{"closed by the trainer", "", "", Evidence{}, hand(false, ends), ends.Add(time.Hour), true},
		{"closed by the trainer before it opened", "", "", Evidence{}, hand(false, noon), ends, false},
		{"opened by the trainer early", "", "", Evidence{}, hand(true, noon), noon, true},
		{"that waits for the trainer", "by-trainer", "", Evidence{}, run, ends, false},
		{"opened and closed by hand", "by-trainer", "", Evidence{}, hand(false, noon), ends, true},
		{"that waits for a lesson", "after read", "", Evidence{}, run, ends, false},
		{"whose lesson is read", "after read", "", read, run, ends, true},
		{"whose lesson is read, over", "after read", "on 2026-11-21", read, run, ends, true},
		{"whose lesson was not read, over", "after read", "on 2026-11-21", Evidence{}, run, ends, false},
		{"on a day to come", "on 2026-11-23", "", Evidence{}, run, ends, false},
		{"on the day", "on 2026-11-22", "", Evidence{}, run, noon, true},
	} {
		course, step := course(c.opens, c.closes)
		if got := WasOpen(course, step, c.ev, c.s, c.now); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
