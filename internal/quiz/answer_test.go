package quiz

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// The answer that was made last stands, in whichever order the two arrive, and
// whatever the clocks of the devices say.
func TestReplace(t *testing.T) {
	began := noon.Add(-20 * time.Minute)
	stands := Answer{AttemptID: "a", ItemID: "q", Value: said("b"), Revision: 2, MadeAt: noon.Add(-5 * time.Minute), SavedAt: noon.Add(-4 * time.Minute)}
	old := stands
	old.Revision, old.MadeAt = 0, time.Time{} // from a database before answers counted their changes
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	for _, c := range []struct {
		name  string
		was   Answer
		value []string
		flag  bool
		m     Making
		want  error
		over  bool
		rev   int
	}{
		{"the first", Answer{}, []string{"a"}, false, Making{Said: true}, nil, false, 1},
		{"the first of a form that says nothing", Answer{}, []string{"a"}, false, Making{}, nil, false, 1},
		{"on what stands", stands, []string{"a"}, false, Making{On: 2, Said: true, Fresh: true}, nil, false, 3},
		{"on what stands, by a slow line", stands, []string{"a"}, false, Making{On: 2, Said: true, Ago: minutes(9), Fresh: true}, nil, false, 3},
		{"made before, sent after", stands, []string{"a"}, false, Making{On: 1, Said: true, Ago: minutes(6), Fresh: true}, ErrNewer, false, 2},
		{"made at the same moment", stands, []string{"a"}, false, Making{On: 1, Said: true, Ago: minutes(5), Fresh: true}, ErrNewer, false, 2},
		{"made after, on another", stands, []string{"a"}, false, Making{On: 1, Said: true, Ago: minutes(4), Fresh: true}, nil, true, 3},
		{"never answered here", stands, nil, false, Making{On: 0, Said: true}, ErrNewer, false, 2},
		{"a flag alone, on another", stands, []string{"b"}, true, Making{On: 1, Said: true}, ErrNewer, false, 2},
		{"the same, sent twice", stands, []string{"b"}, false, Making{On: 1, Said: true, Ago: minutes(9), Fresh: true}, nil, false, 2},
		{"a clock that was put back", stands, []string{"a"}, false, Making{On: 1, Said: true, Ago: -minutes(60), Fresh: true}, nil, true, 3},
		{"a clock that leapt ahead", stands, []string{"a"}, false, Making{On: 1, Said: true, Ago: 9000 * time.Hour, Fresh: true}, ErrNewer, false, 2},
		{"over an answer of an old database", old, []string{"a"}, false, Making{Said: true, Ago: minutes(1), Fresh: true}, nil, false, 1},
		{"a late one over an answer of an old database", old, []string{"a"}, false, Making{On: 7, Said: true, Ago: minutes(9), Fresh: true}, ErrNewer, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			next := Answer{AttemptID: "a", ItemID: "q", Value: said(c.value...), Flagged: c.flag, SavedAt: noon}
			got, over, err := c.was.Replace(next, c.m, began)
			if !errors.Is(err, c.want) || over != c.over || got.Revision != c.rev {
				t.Errorf("got revision %d, over %v, %v; want %d, %v, %v", got.Revision, over, err, c.rev, c.over, c.want)
			}
			want := said(c.value...)
			if c.want != nil {
				want = c.was.Value
			}
			if !slices.Equal(got.Value, want) {
				t.Errorf("%v stands, want %v", got.Value, want)
			}
			if c.want == nil && (got.MadeAt.Before(began) && !got.MadeAt.IsZero() || got.MadeAt.After(noon) || got.MadeAt.Before(c.was.MadeAt)) {
				t.Errorf("made at %v", got.MadeAt)
			}
		})
	}
}
