package quiz

import (
	"errors"
	"testing"
	"time"

	"masar/internal/catalog"
)

func TestShows(t *testing.T) {
	over := func(percent int) Attempt { return Attempt{Percent: percent, FinishedAt: noon} }
	running := Attempt{EndsAt: noon.Add(time.Hour)}
	const score, own, keys = catalog.ShowScore, catalog.ShowOwn, catalog.ShowKeys
	for _, c := range []struct {
		name     string
		shows    string
		attempts int
		counts   int
		as       []Attempt
		closed   bool
		want     string
		more     error
	}{
		// what says nothing
		{"one of two failed", "", 2, 70, []Attempt{over(69)}, false, score, nil},
		{"one of two failed, and it is closed", "", 2, 70, []Attempt{over(69)}, true, score, nil},
		{"the second runs", "", 2, 70, []Attempt{over(69), running}, false, score, ErrNoMore},
		{"both failed", "", 2, 70, []Attempt{over(69), over(69)}, false, keys, ErrNoMore},
		{"passed at the mark", "", 2, 70, []Attempt{over(70)}, false, keys, ErrPassed},
		{"passed, and another runs", "", 2, 70, []Attempt{over(70), running}, false, score, ErrNoMore},
		{"as often as one likes, not passed", "", 0, 70, []Attempt{over(69), over(69), over(69)}, false, score, nil},
		{"as often as one likes, passed", "", 0, 70, []Attempt{over(69), over(90)}, false, keys, ErrPassed},
		{"practice", "", 0, 0, []Attempt{over(10)}, false, keys, nil},
		{"once, for nothing", "", 1, 0, []Attempt{over(10)}, false, keys, ErrNoMore},
		{"twice, for nothing", "", 2, 0, []Attempt{over(100)}, false, score, nil},
		// what says something
		{"the score", "score", 1, 70, []Attempt{over(100)}, true, score, ErrNoMore},
		{"the score, passed", "score", 2, 70, []Attempt{over(100)}, true, score, nil},
		{"own at once", "own", 2, 70, []Attempt{over(10)}, false, own, nil},
		{"own after the last", "own after-last-attempt", 2, 70, []Attempt{over(10)}, false, score, nil},
		{"own, passed", "own after-last-attempt", 2, 70, []Attempt{over(80)}, false, own, ErrPassed},
		{"keys at once", "keys at-once", 2, 70, []Attempt{over(10)}, false, keys, nil},
		{"keys after closing, open", "keys after-closing", 2, 70, []Attempt{over(100), over(100)}, false, score, ErrNoMore},
		{"keys after closing, closed", "keys after-closing", 2, 70, []Attempt{over(10)}, true, keys, nil},
		{"keys after closing, one runs on", "keys after-closing", 2, 70, []Attempt{over(10), running}, true, score, ErrNoMore},
	} {
		q := catalog.Quiz{ID: "q", Attempts: c.attempts, Shows: c.shows}
		course := catalog.Course{Quizzes: []catalog.Quiz{q}, Completion: catalog.Rules{Quizzes: map[string]int{}}}
		if c.counts > 0 {
			course.Completion.Quizzes["q"] = c.counts
		}
		if got := Shows(course, q, c.as, c.closed, noon); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if err := More(course, q, c.as); !errors.Is(err, c.more) {
			t.Errorf("%s: another attempt: %v, want %v", c.name, err, c.more)
		}
	}
}
