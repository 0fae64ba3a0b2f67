package survey

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"masar/internal/catalog"
)

var muscat = time.FixedZone("Asia/Muscat", 4*60*60)

func after(days string) catalog.Survey { return catalog.Survey{ID: "later", When: days} }

func TestFollowUp(t *testing.T) {
	// Half past eleven at night in Muscat on 1 March; 60 days later it is 30 April.
	completed := time.Date(2026, 3, 1, 19, 30, 0, 0, time.UTC)
	from := time.Date(2026, 4, 30, 19, 30, 0, 0, time.UTC)
	until := time.Date(2026, 6, 29, 20, 0, 0, 0, time.UTC) // the end of 29 June in Muscat
	s, ok := FollowUp(after("60"), completed, muscat)
	if !ok || s != (Span{from, until}) {
		t.Fatalf("%v, %v; want from %v until %v", s, ok, from, until)
	}
	if got := s.Last().In(muscat).Format(time.DateOnly); got != "2026-06-29" {
		t.Errorf("the last day is %s", got)
	}
	for _, c := range []struct {
		now  time.Time
		want error
	}{
		{completed, ErrEarly}, {from.Add(-time.Microsecond), ErrEarly}, {from, nil}, {until.Add(-time.Microsecond), nil}, {until, ErrOver},
	} {
		if got := s.Check(c.now); !errors.Is(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("at %v: %v, want %v", c.now, got, c.want)
		}
	}
	for name, sv := range map[string]catalog.Survey{"closing": after("closing"), "none": after(""), "zero": after("0"), "before": after("-3")} {
		if _, ok := FollowUp(sv, completed, muscat); ok {
			t.Errorf("%s follows up", name)
		}
	}
	if _, ok := FollowUp(after("60"), time.Time{}, muscat); ok {
		t.Error("what was not completed is followed up")
	}
}

// Whoever may answer now completed between the two instants that are looked
// between, whatever the zone.
func TestCompleted(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	from, to := Completed(60, now)
	for _, zone := range []*time.Location{time.UTC, muscat, time.FixedZone("west", -11*60*60)} {
		for h := range 24 * 130 {
			completed := now.Add(-time.Duration(h) * time.Hour)
			s, _ := FollowUp(after("60"), completed, zone)
			if s.Check(now) == nil && (completed.Before(from) || completed.After(to)) {
				t.Errorf("%v may answer in %v and is not looked at", completed, zone)
			}
		}
	}
}

func TestCount(t *testing.T) {
	sv := catalog.Survey{Questions: []catalog.SurveyQuestion{{ID: "good", Kind: "scale"}, {ID: "why", Kind: "text"}, {ID: "proof", Kind: "file"}}}
	one := func(good, why, proof string) map[string]string {
		return map[string]string{"good": good, "why": why, "proof": proof}
	}
	few := []map[string]string{one("5", "ب", "f1"), one("4", "أ", ""), one("4", " ", ""), one("1", "", "f2")}
	enough := append(few[:4:4], one("x", "", ""))
	for _, c := range []struct {
		name  string
		given []map[string]string
		want  [3]Question
		mean  int
	}{
		{"nobody", nil, [3]Question{}, 0},
		{"four: only how many", few, [3]Question{{N: 4}, {N: 2}, {N: 2}}, 0},
		{"five", enough, [3]Question{{N: 5, Scale: [Top]int{1, 0, 0, 2, 1}}, {N: 2, Words: []string{"أ", "ب"}}, {N: 2}}, 35},
	} {
		got := Count(sv, 8, c.given)
		if got.Asked != 8 || got.Answered != len(c.given) || got.Told() != (len(c.given) >= Fewest) {
			t.Errorf("%s: %+v", c.name, got)
		}
		for i, q := range got.Questions {
			c.want[i].SurveyQuestion = sv.Questions[i]
			if !reflect.DeepEqual(q, c.want[i]) {
				t.Errorf("%s: %+v, want %+v", c.name, q, c.want[i])
			}
		}
		if m := got.Questions[0].Mean(); m != c.mean {
			t.Errorf("%s: mean %d, want %d", c.name, m, c.mean)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct{ asked, answered, want int }{{0, 0, -1}, {3, 0, 0}, {3, 1, 33}, {3, 2, 67}, {8, 1, 13}, {3, 3, 100}, {400, 399, 99}} {
		if got := (Tally{Asked: c.asked, Answered: c.answered}).Share(); got != c.want {
			t.Errorf("%d of %d: %d%%, want %d", c.answered, c.asked, got, c.want)
		}
	}
}
