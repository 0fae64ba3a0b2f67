package workshop

import (
	"reflect"
	"testing"
	"time"

	"masar/internal/catalog"
)

func TestChange(t *testing.T) {
	day := 24 * time.Hour
	begin, later := []time.Time{nine, nine.Add(day)}, []time.Time{nine.Add(day), nine.Add(2 * day)}
	slots, err := Timetable(twoDays(), "r1", catalog.Text{Ar: "قاعة 1"}, begin)
	if err != nil {
		t.Fatal(err)
	}
	if got := Begins(twoDays(), slots); !reflect.DeepEqual(got, begin) {
		t.Fatalf("the days begin at %v, want %v", got, begin)
	}
	run := Run{ID: "r1", Place: "قاعة 1", Seats: 10, StartsOn: slots[0].StartsAt, EndsOn: slots[len(slots)-1].EndsAt()}
	gone, full := run, run
	gone.Cancelled, full.Seats = true, 3
	same := Change{Place: "قاعة 1", Seats: 10, Begin: begin}
	for _, c := range []struct {
		name   string
		run    Run
		want   Change
		taken  int
		now    time.Time
		seats  int
		starts time.Time
		moved  bool
		err    error
	}{
		{"nothing", run, same, 5, nine.Add(-1), 10, nine, false, nil},
		{"seats", run, Change{"قاعة 1", "", 5, begin}, 5, nine.Add(-1), 5, nine, false, nil},
		{"as many as come", run, Change{"قاعة 1", "", 0, begin}, 5, nine.Add(-1), 0, nine, false, nil},
		{"below the seats taken", run, Change{"قاعة 1", "", 4, begin}, 5, nine.Add(-1), 10, nine, false, ErrSeats.With("taken", 5)},
		{"fewer seats than there were, as it was", full, Change{"قاعة 1", "", 3, begin}, 5, nine.Add(-1), 3, nine, false, nil},
		{"another place", run, Change{"قاعة 2", "", 10, begin}, 5, nine.Add(-1), 10, nine, true, nil},
		{"later", run, Change{"قاعة 1", "", 10, later}, 5, nine.Add(-1), 10, later[0], true, nil},
		{"the second day alone", run, Change{"قاعة 1", "", 10, []time.Time{nine, later[1]}}, 5, nine.Add(-1), 10, nine, true, nil},
		{"days the other way round", run, Change{"قاعة 1", "", 10, []time.Time{later[0], nine}}, 5, nine.Add(-1), 10, nine, false, ErrOrder},
		{"a day too few", run, Change{"قاعة 1", "", 10, later[:1]}, 5, nine.Add(-1), 10, nine, false, ErrDays.With("n", 2)},
		{"seats and times as it begins", run, Change{"قاعة 1", "", 99, later}, 5, nine, 10, nine, false, nil},
		{"the place when it has begun", run, Change{"قاعة 2", "", 99, nil}, 5, nine, 10, nine, true, nil},
		{"the instant before it ends", run, Change{"قاعة 2", "", 10, nil}, 5, run.EndsOn.Add(-1), 10, nine, true, nil},
		{"as it ends", run, same, 5, run.EndsOn, 10, nine, false, ErrEnded},
		{"cancelled", gone, same, 5, nine.Add(-1), 10, nine, false, ErrGone},
	} {
		got, next, err := c.run.Change(twoDays(), slots, c.want, c.run.Begun(false, c.now), c.taken, c.now)
		if !reflect.DeepEqual(err, c.err) {
			t.Errorf("%s: %v, want %v", c.name, err, c.err)
		}
		if got.Seats != c.seats || !got.StartsOn.Equal(c.starts) || Moved(slots, next) != c.moved {
			t.Errorf("%s: %+v, moved %v", c.name, got, Moved(slots, next))
		}
	}
	if !run.Begun(true, nine.Add(-time.Minute)) {
		t.Error("somebody is marked at the door, and it has not begun")
	}
}

func TestMarked(t *testing.T) {
	run := Run{ID: "run", StartsOn: nine}
	for _, c := range []struct {
		name string
		in   []string
		want bool
	}{
		{"nobody", nil, false},
		{"in a run before", []string{"before"}, false},
		{"in one that is no longer known", []string{""}, false},
		{"in this one", []string{"run"}, true},
		{"in both", []string{"before", "run"}, true},
	} {
		var there []Attendance
		for _, in := range c.in {
			there = append(there, Attendance{RunID: in, MarkedAt: nine})
		}
		if got := run.Marked(there); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
