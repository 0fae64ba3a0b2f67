package report

import (
	"testing"
	"time"
)

var muscat = time.FixedZone("Asia/Muscat", 4*60*60)

func TestStateOf(t *testing.T) {
	due := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		kept State
		due  time.Time
		now  time.Time
		want State
	}{
		{Waiting, due, due, Waiting},
		{Waiting, due, due.Add(time.Microsecond), Late},
		{UnderWay, due, due.Add(time.Microsecond), Late},
		{UnderWay, time.Time{}, due.AddDate(9, 0, 0), UnderWay},
		{Completed, due, due.AddDate(1, 0, 0), Completed},
	} {
		if got := StateOf(c.kept, c.due, c.now); got != c.want {
			t.Errorf("%s due %v at %v: %s, want %s", c.kept, c.due, c.now, got, c.want)
		}
	}
}

func TestChange(t *testing.T) {
	totals := Totals{
		Now:    Figures{Enrolled: 1240, Completed: 866, Late: 37, Score: 84},
		Before: Figures{Enrolled: 1200, Completed: 748, Late: 46, Score: 81},
	}
	if got, want := totals.Completed(), (Change{118, true}); got != want {
		t.Errorf("completed: %v, want %v", got, want)
	}
	if got, want := totals.Late(), (Change{-9, true}); got != want {
		t.Errorf("late: %v, want %v", got, want)
	}
	if got, want := totals.Score(), (Change{3, true}); got != want {
		t.Errorf("score: %v, want %v", got, want)
	}
	totals.Before.Score, totals.Before.Late, totals.Before.Completed = -1, 30, 866
	if got, want := totals.Score(), (Change{}); got != want {
		t.Errorf("score without a month before: %v, want %v", got, want)
	}
	if got, want := totals.Late(), (Change{7, false}); got != want {
		t.Errorf("more are late: %v, want %v", got, want)
	}
	if got, want := totals.Completed(), (Change{0, false}); got != want {
		t.Errorf("as many completed: %v, want %v", got, want)
	}
}

func TestBarPercent(t *testing.T) {
	for _, c := range []struct{ enrolled, completed, want int }{{0, 0, -1}, {3, 2, 67}, {8, 3, 38}, {7, 2, 29}, {200, 1, 1}, {201, 1, 0}, {3, 1, 33}, {200, 199, 99}, {1000, 999, 99}, {7, 7, 100}} {
		if got := (Bar{Enrolled: c.enrolled, Completed: c.completed}).Percent(); got != c.want {
			t.Errorf("%d of %d: %d, want %d", c.completed, c.enrolled, got, c.want)
		}
	}
}

func TestWeeks(t *testing.T) {
	saturdayNight := time.Date(2026, 11, 21, 23, 59, 59, 0, muscat)
	for _, c := range []struct {
		now  time.Time
		last string
	}{
		{saturdayNight, "2026-11-15"},
		{saturdayNight.Add(time.Second), "2026-11-22"}, // Sunday in Muscat, Saturday in UTC
		{time.Date(2026, 1, 1, 8, 0, 0, 0, muscat), "2025-12-28"},
	} {
		ws := Weeks(c.now.UTC(), muscat)
		last := ws[len(ws)-1]
		if got := last.From.Format(time.DateOnly); len(ws) != WeekCount || got != c.last || !last.Open || ws[0].Open {
			t.Errorf("weeks up to %v: %d, the last from %s, open %v; want %d, %s, open", c.now, len(ws), got, last.Open, WeekCount, c.last)
		}
		for i := 1; i < len(ws); i++ {
			if !ws[i].From.Equal(ws[i-1].To) {
				t.Errorf("week %d begins %v, the one before ends %v", i, ws[i].From, ws[i-1].To)
			}
		}
	}
}

func TestFilter(t *testing.T) {
	f := Filter{AgencyID: "a", Department: "د", CourseID: "c", Period: ThisYear, State: Late, Search: "س", Sort: ByName, Down: true}
	sent := f.Values()
	if sent.Has("q") {
		t.Error("the search is among what may stand in an address")
	}
	sent.Set("q", f.Search)
	if got := Read(sent.Get); got != f {
		t.Errorf("read back: %+v, want %+v", got, f)
	}
	odd := map[string]string{"period": "century", "state": "asleep", "sort": "shoe-size", "q": "  x "}
	if got, want := Read(func(n string) string { return odd[n] }), (Filter{Search: "x"}); got != want {
		t.Errorf("of what there is not: %+v, want %+v", got, want)
	}
	if got, want := f.Wide(), (Filter{AgencyID: "a", Department: "د", CourseID: "c", Period: ThisYear}); got != want {
		t.Errorf("wide: %+v, want %+v", got, want)
	}
}

func TestPeriod(t *testing.T) {
	now := time.Date(2025, 12, 31, 20, 0, 0, 0, time.UTC) // 2026 in Muscat
	for p, want := range map[Period]string{Month: "2025-12-02", Quarter: "2025-10-03", ThisYear: "2026-01-01"} {
		if got := p.From(now, muscat).Format(time.DateOnly); got != want {
			t.Errorf("%s from %s, want %s", p, got, want)
		}
	}
	if !Always.From(now, muscat).IsZero() {
		t.Error("always has a beginning")
	}
}
