package quiz

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/courses"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/quiz/item"
)

// said reads a response as it is written here: "a" is a part or what was typed,
// and "a=b" the part b given to the part a.
func said(v ...string) (r item.Response) {
	if v != nil {
		r = item.Response{}
	}
	for _, s := range v {
		value := item.Value{Is: s}
		if of, is, pair := strings.Cut(s, "="); pair {
			value = item.Value{Of: of, Is: is}
		}
		r = append(r, value)
	}
	return r
}

var noon = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func options(ids ...string) (os []catalog.Option) {
	for i, id := range ids {
		os = append(os, catalog.Option{ID: id, Right: i == 0})
	}
	return os
}

var (
	single   = catalog.Item{ID: "single", Type: item.Single, Options: options("a", "b", "c")}
	multiple = catalog.Item{ID: "multiple", Type: item.Multiple, Options: []catalog.Option{{ID: "a", Right: true}, {ID: "b", Right: true}, {ID: "c"}}}
	ordering = catalog.Item{ID: "ordering", Type: item.Ordering, Items: options("a", "b", "c")}
	matching = catalog.Item{ID: "matching", Type: item.Matching, Pairs: []catalog.Pair{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
	numeric  = catalog.Item{ID: "numeric", Type: item.Numeric, Answer: 12.5, Tolerance: 0.5}
)

// bank returns n items of a block, of the levels in turn.
func bank(block string, n int, levels ...string) (items []catalog.Item) {
	for i := range n {
		items = append(items, catalog.Item{
			ID: fmt.Sprint(block, i), Block: block, Bloom: levels[i%len(levels)], Type: item.Single, Options: options("a", "b", "c", "d"),
		})
	}
	return items
}

func TestDraw(t *testing.T) {
	items := slices.Concat(bank("A", 10, "remember", "apply"), bank("B", 6, "create"))
	q := catalog.Quiz{ID: "q", Draw: []catalog.Draw{{Block: "A", Bloom: "apply", Count: 3}, {Block: "B", Count: 6}, {Block: "A", Count: 7}}}
	all := map[string]bool{}
	for seed := range int64(200) {
		qs, err := Draw(items, q, seed)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Draw(items, q, seed)
		if err != nil || !reflect.DeepEqual(qs, again) {
			t.Fatalf("seed %d drew two different quizzes: %v, %v; %v", seed, qs, again, err)
		}
		drawn := map[string]bool{}
		for i, d := range qs {
			it, ok := (catalog.Course{Bank: items}).Item(d.Item)
			if !ok || drawn[d.Item] {
				t.Fatalf("seed %d: %s is not in the bank, or drawn twice", seed, d.Item)
			}
			drawn[d.Item] = true
			want := q.Draw[0]
			switch {
			case i >= 9:
				want = q.Draw[2]
			case i >= 3:
				want = q.Draw[1]
			}
			if it.Block != want.Block || want.Bloom != "" && it.Bloom != want.Bloom {
				t.Errorf("seed %d: question %d is %s of block %s, %s; want one of %+v", seed, i, it.ID, it.Block, it.Bloom, want)
			}
			if order := slices.Sorted(slices.Values(d.Order)); !slices.Equal(order, []string{"a", "b", "c", "d"}) {
				t.Errorf("seed %d: %s shows %v", seed, it.ID, d.Order)
			}
		}
		if len(qs) != q.Count() {
			t.Errorf("seed %d: %d questions, want %d", seed, len(qs), q.Count())
		}
		all[fmt.Sprint(qs)] = true
	}
	if len(all) < 190 {
		t.Errorf("200 seeds drew only %d different quizzes", len(all))
	}
}

// Every item of the bank, and every order of its parts, is drawn by some seed.
func TestDrawReachesEverything(t *testing.T) {
	items, orders := map[string]bool{}, map[string]bool{}
	for seed := range int64(400) {
		qs, err := Draw([]catalog.Item{single, multiple, matching, numeric}, catalog.Quiz{Draw: []catalog.Draw{{Count: 1}}}, seed)
		if err != nil {
			t.Fatal(err)
		}
		items[qs[0].Item], orders[qs[0].Item+fmt.Sprint(qs[0].Order)] = true, true
	}
	if len(items) != 4 || len(orders) != 3*6+1 {
		t.Errorf("%d items in %d orders, want 4 in 19", len(items), len(orders))
	}
}

func TestDrawTooMany(t *testing.T) {
	items := bank("A", 4, "remember", "apply")
	for _, c := range []struct {
		name string
		draw []catalog.Draw
		want error
	}{
		{"all there are", []catalog.Draw{{Block: "A", Count: 4}}, nil},
		{"one too many", []catalog.Draw{{Block: "A", Count: 5}}, ErrBank},
		{"of the level", []catalog.Draw{{Block: "A", Bloom: "apply", Count: 3}}, ErrBank},
		{"of no such block", []catalog.Draw{{Block: "B", Count: 1}}, ErrBank},
		{"taken by the first draw", []catalog.Draw{{Block: "A", Bloom: "apply", Count: 2}, {Block: "A", Count: 3}}, ErrBank},
		{"what the first draw leaves", []catalog.Draw{{Block: "A", Bloom: "apply", Count: 2}, {Block: "A", Count: 2}}, nil},
		{"nothing", nil, nil},
	} {
		qs, err := Draw(items, catalog.Quiz{Draw: c.draw}, 1)
		if !errors.Is(err, c.want) || err != nil && qs != nil {
			t.Errorf("%s: %v, %v; want %v", c.name, qs, err, c.want)
		}
	}
}

// Whatever is shuffled, each order is shown as often as any other: the right
// one too, which would be told by being the one that never comes.
func TestOrdersAreEven(t *testing.T) {
	const seeds = 2400
	pairs := func(n int) (ps []catalog.Pair) {
		for _, o := range options("a", "b", "c", "d")[:n] {
			ps = append(ps, catalog.Pair{ID: o.ID})
		}
		return ps
	}
	for n := 2; n <= 4; n++ {
		os := options("a", "b", "c", "d")[:n]
		for _, it := range []catalog.Item{
			{ID: "s", Type: item.Single, Options: os}, {ID: "m", Type: item.Multiple, Options: os},
			{ID: "o", Type: item.Ordering, Items: os}, {ID: "p", Type: item.Matching, Pairs: pairs(n)},
		} {
			times, all := map[string]int{}, 1
			for i := 2; i <= n; i++ {
				all *= i
			}
			for seed := range int64(seeds) {
				qs, err := Draw([]catalog.Item{it}, catalog.Quiz{Draw: []catalog.Draw{{Count: 1}}}, seed)
				if err != nil {
					t.Fatal(err)
				}
				times[fmt.Sprint(qs[0].Order)]++
			}
			mean := seeds / all
			for order, k := range times {
				if k < mean/2 || k > mean*2 {
					t.Errorf("%s of %d: %s comes %d times in %d, of %d orders", it.Type, n, order, k, seeds, all)
				}
			}
			if len(times) != all {
				t.Errorf("%s of %d: %d orders, want %d", it.Type, n, len(times), all)
			}
		}
	}
}

// A second attempt shows what the first did not, as far as the bank goes; then
// what was shown longest ago.
func TestDrawAvoidsWhatWasShown(t *testing.T) {
	items := slices.Concat(bank("A", 6, "apply"), bank("B", 3, "apply"), bank("C", 2, "apply"))
	q := catalog.Quiz{ID: "q", Draw: []catalog.Draw{{Block: "A", Count: 2}, {Block: "B", Count: 2}, {Block: "C", Count: 2}}}
	again := map[string]int{"A": 0, "B": 1, "C": 2} // of each block, in the second
	for seed := range int64(100) {
		var as []Attempt
		for n := range 4 {
			qs, err := Draw(items, q, 100*seed+int64(n), as...)
			if err != nil {
				t.Fatal(err)
			}
			as = append(as, Attempt{Number: n + 1, Questions: qs})
		}
		shown := lastShown(as[:1])
		got := map[string]int{"A": 0, "B": 0, "C": 0}
		for _, d := range as[1].Questions {
			if shown[d.Item] > 0 {
				got[d.Item[:1]]++
			}
		}
		if !reflect.DeepEqual(got, again) {
			t.Errorf("seed %d: %v come again, want %v", seed, got, again)
		}
		first := lastShown(as[:1])
		for _, d := range as[3].Questions {
			if d.Item[0] == 'A' && first[d.Item] == 0 {
				t.Errorf("seed %d: the fourth attempt shows %s, and not what the first did", seed, d.Item)
			}
		}
	}
}

// The bank of each quiz that counts has enough for two attempts to differ in
// most of their questions.
func TestShippedSecondAttempts(t *testing.T) {
	cs, _, err := courseware.LoadAll(courses.FS)
	if err != nil || len(cs) == 0 {
		t.Fatal(len(cs), err)
	}
	for _, c := range cs {
		for _, q := range c.Quizzes {
			if c.Completion.Quizzes[q.ID] == 0 {
				continue
			}
			most := 0
			for seed := range int64(50) {
				first, _, err := Start(c, q, nil, seed, noon)
				if err != nil {
					t.Fatal(err)
				}
				first.FinishedAt = noon
				second, _, err := Start(c, q, []Attempt{first}, seed+1000, noon)
				if err != nil {
					t.Fatal(err)
				}
				shown, again := lastShown([]Attempt{first}), 0
				for _, d := range second.Questions {
					again += min(shown[d.Item], 1)
				}
				most = max(most, again)
			}
			t.Logf("%s, %s: at most %d of %d come again", c.ID, q.ID, most, q.Count())
			if most > q.Count()/8 {
				t.Errorf("%s, %s: %d of %d come again", c.ID, q.ID, most, q.Count())
			}
		}
	}
}

func TestStart(t *testing.T) {
	c := catalog.Course{Bank: bank("A", 3, "apply")}
	q := catalog.Quiz{ID: "q", Minutes: 10, Attempts: 2, Draw: []catalog.Draw{{Block: "A", Count: 2}}}
	first, began, err := Start(c, q, nil, 7, noon)
	if err != nil || !began {
		t.Fatal(began, err)
	}
	qs, err := Draw(c.Bank, q, 7)
	want := Attempt{QuizID: "q", Number: 1, Seed: 7, Questions: qs, StartedAt: noon, EndsAt: noon.Add(10 * time.Minute)}
	if err != nil || !reflect.DeepEqual(first, want) {
		t.Errorf("started %+v, want %+v", first, want)
	}
	over := first
	over.FinishedAt = noon.Add(time.Minute)
	for _, s := range []struct {
		name     string
		attempts int
		earlier  []Attempt
		now      time.Time
		number   int
		began    bool
		err      error
	}{
		{"while one runs", 2, []Attempt{first}, noon.Add(time.Minute), 1, false, nil},
		{"in its last instant of grace", 2, []Attempt{first}, first.EndsAt.Add(Grace), 1, false, nil},
		{"while the last one allowed runs", 1, []Attempt{first}, noon, 1, false, nil},
		{"after it ran out", 2, []Attempt{first}, first.EndsAt.Add(Grace + 1), 2, true, nil},
		{"after it was handed in", 2, []Attempt{over}, noon.Add(time.Minute), 2, true, nil},
		{"after all of them", 2, []Attempt{over, over}, noon.Add(time.Minute), 0, false, ErrNoMore},
		{"after one that ran out", 1, []Attempt{first}, first.EndsAt.Add(Grace + 1), 0, false, ErrNoMore},
		{"as often as one likes", 0, []Attempt{over, over, over}, noon.Add(time.Minute), 4, true, nil},
	} {
		q.Attempts = s.attempts
		a, began, err := Start(c, q, s.earlier, 8, s.now)
		if a.Number != s.number || began != s.began || !errors.Is(err, s.err) {
			t.Errorf("%s: number %d, began %v, %v; want %d, %v, %v", s.name, a.Number, began, err, s.number, s.began, s.err)
		}
	}
	if _, _, err := Start(catalog.Course{}, q, nil, 1, noon); !errors.Is(err, ErrBank) {
		t.Errorf("without a bank: %v", err)
	}
}

func TestTake(t *testing.T) {
	at := Attempt{ID: "at", EndsAt: noon, Questions: []Question{
		{"single", []string{"c", "a", "b"}}, {"multiple", []string{"c", "a", "b"}}, {"ordering", []string{"b", "a", "c"}},
		{"matching", []string{"c", "b", "a"}}, {"numeric", nil},
	}}
	for _, c := range []struct {
		it   catalog.Item
		good [][]string
		bad  [][]string
	}{
		{single, [][]string{nil, {}, {"a"}, {"c"}}, [][]string{{"a", "b"}, {"a", "a"}, {"d"}, {""}, {"A"}}},
		{multiple, [][]string{nil, {"a"}, {"a", "b"}, {"c", "b", "a"}}, [][]string{{"a", "a"}, {"a", "d"}, {""}}},
		{ordering, [][]string{nil, {"a", "b", "c"}, {"c", "b", "a"}}, [][]string{{"a"}, {"a", "b"}, {"a", "b", "b"}, {"a", "b", "c", "a"}, {"a", "b", "d"}}},
		{matching, [][]string{nil, {"a=a"}, {"a=b", "b=a", "c=c"}}, [][]string{{"a"}, {"a="}, {"=a"}, {"a=d"}, {"d=a"}, {"a=b=c"}, {"a=a", "a=b"}, {""}}},
		{numeric, [][]string{nil, {""}, {"12"}, {"١٢٫٥"}, {"-3"}, {"12 يومًا"}, {"OMR 12.5"}, {"﷼ ١٢"}, {"2,5"}, {"1,234.5"}}, [][]string{{"twelve"}, {"2 5"}, {"٢ ٥"}, {"12,34.5"}, {"1", "2"}, {"", ""}, {"12 or 13"}, {"NaN"}, {"∞"}}},
	} {
		for _, v := range c.good {
			got, err := at.Take(c.it, said(v...), true, noon)
			want := Answer{AttemptID: "at", ItemID: c.it.ID, Value: said(v...), Flagged: true, SavedAt: noon}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %q: %+v, %v; want %+v", c.it.ID, v, got, err, want)
			}
		}
		want := item.ErrBad
		if c.it.Type == item.Numeric {
			want = item.ErrNumber
		}
		if c.it.Type == item.Numeric {
			_, err := at.Take(c.it, said("1,234 يومًا"), false, noon)
			if !errors.Is(err, catalog.ErrTwoWays) {
				t.Errorf("a number that is two: %v", err)
			}
		}
		for _, v := range c.bad {
			if got, err := at.Take(c.it, said(v...), false, noon); !errors.Is(err, want) || !reflect.DeepEqual(got, Answer{}) {
				t.Errorf("%s, %q: %+v, %v; want %v", c.it.ID, v, got, err, want)
			}
		}
	}
	over := at
	over.FinishedAt = noon
	for _, c := range []struct {
		name string
		at   Attempt
		item string
		now  time.Time
		want error
	}{
		{"of another quiz", at, "other", noon, ErrNotDrawn},
		{"at the last instant of grace", at, "single", noon.Add(Grace), nil},
		{"after grace", at, "single", noon.Add(Grace + 1), ErrOver},
		{"handed in already", over, "single", noon, ErrOver},
	} {
		if _, err := c.at.Take(catalog.Item{ID: c.item, Type: item.Single}, nil, false, c.now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestGiven(t *testing.T) {
	for _, c := range []struct {
		v    []string
		want bool
	}{{nil, false}, {[]string{}, false}, {[]string{""}, false}, {[]string{"", "a"}, true}, {[]string{"0"}, true}} {
		if got := (Answer{Value: said(c.v...)}).Given(); got != c.want {
			t.Errorf("%q: %v", c.v, got)
		}
	}
}

func TestGrade(t *testing.T) {
	for _, c := range []struct {
		it   catalog.Item
		v    []string
		want float64
	}{
		{single, nil, 0}, {single, []string{"a"}, 1}, {single, []string{"b"}, 0}, {single, []string{"a", "b"}, 0},
		{multiple, nil, 0}, {multiple, []string{"a", "b"}, 1}, {multiple, []string{"b", "a"}, 1},
		{multiple, []string{"a"}, 0}, {multiple, []string{"a", "c"}, 0}, {multiple, []string{"a", "b", "c"}, 0},
		{ordering, nil, 0}, {ordering, []string{"a", "b", "c"}, 1}, {ordering, []string{"b", "a", "c"}, 1. / 3},
		{ordering, []string{"b", "c", "a"}, 0}, {ordering, []string{"a"}, 1. / 3},
		{matching, nil, 0}, {matching, []string{"a=a", "b=b", "c=c"}, 1}, {matching, []string{"c=c", "a=b", "b=a"}, 1. / 3},
		{matching, []string{"a=a", "b=b"}, 2. / 3}, {matching, []string{"a=b", "b=c", "c=a"}, 0},
		{numeric, nil, 0}, {numeric, []string{""}, 0}, {numeric, []string{"12.5"}, 1}, {numeric, []string{"12"}, 1}, {numeric, []string{"13"}, 1},
		{numeric, []string{"11.99"}, 0}, {numeric, []string{"13.01"}, 0}, {numeric, []string{"١٢٫٥"}, 1}, {numeric, []string{"١٣"}, 1},
		{numeric, []string{"-12.5"}, 0}, {numeric, []string{"12.5", "12.5"}, 0}, {numeric, []string{"12.5 %"}, 1}, {numeric, []string{"12٫5 يومًا"}, 1}, {numeric, []string{"14 يومًا"}, 0},
		{numeric, []string{"12,5"}, 1}, {numeric, []string{"١٢،٥ ر.ع"}, 1}, {numeric, []string{"OMR 12,5"}, 1}, {numeric, []string{"ر.ع. 12.5"}, 1}, {catalog.Item{Type: item.Numeric, Answer: .5}, []string{"OMR .5"}, 1}, {numeric, []string{"12 5"}, 0}, {numeric, []string{"125"}, 0},
		{catalog.Item{Type: item.Numeric, Answer: 1234}, []string{"1,234"}, 1}, {catalog.Item{Type: item.Numeric, Answer: 1.234}, []string{"1,234"}, 1}, // kept before it was asked about
		{catalog.Item{Type: item.Numeric, Answer: 0.1, Tolerance: 0.2}, []string{"0.3"}, 1}, // 0.3−0.1 is not 0.2 in binary
		{catalog.Item{Type: item.Numeric, Answer: 40}, []string{"40"}, 1},
		{catalog.Item{Type: item.Numeric, Answer: 40}, []string{"40.001"}, 0},
		{catalog.Item{Type: item.Numeric}, nil, 0}, // zero has to be said
		{catalog.Item{Type: item.Ordering}, nil, 0}, {catalog.Item{Type: item.Matching}, nil, 0},
		{catalog.Item{Type: "essay"}, []string{"a"}, 0},
	} {
		if got := Grade(c.it, said(c.v...)); got != c.want {
			t.Errorf("%s, %q: %v, want %v", c.it.Type, c.v, got, c.want)
		}
	}
}

func TestFinish(t *testing.T) {
	yesNo := func(id string) catalog.Item {
		return catalog.Item{ID: id, Type: item.Single, Options: options("a", "b")}
	}
	thirds := func(id string) catalog.Item {
		return catalog.Item{ID: id, Type: item.Ordering, Items: options("a", "b", "c")}
	}
	third, all := []string{"a", "c", "b"}, []string{"a", "b", "c"}
	yes := []string{"a"}
	for _, c := range []struct {
		name    string
		bank    []catalog.Item
		answers [][]string
		pass    int
		points  float64
		percent int
		passed  bool
	}{
		{"everything", []catalog.Item{yesNo("1"), yesNo("2")}, [][]string{yes, yes}, 100, 2, 100, true},
		{"nothing", []catalog.Item{yesNo("1"), yesNo("2")}, nil, 1, 0, 0, false},
		{"the pass mark exactly", []catalog.Item{yesNo("1"), yesNo("2"), yesNo("3"), yesNo("4"), yesNo("5")}, [][]string{yes, yes, yes, yes}, 80, 4, 80, true},
		{"just under it", []catalog.Item{yesNo("1"), yesNo("2"), yesNo("3")}, [][]string{yes, yes}, 67, 2, 66, false},
		{"no mark to pass", []catalog.Item{yesNo("1")}, [][]string{yes}, 0, 1, 100, false},
		{"thirds that make a whole", []catalog.Item{thirds("1"), thirds("2"), thirds("3"), yesNo("4")}, [][]string{third, third, third, nil}, 25, 1, 25, true},
		{"six thirds", []catalog.Item{thirds("1"), thirds("2"), thirds("3"), thirds("4"), thirds("5"), thirds("6")}, [][]string{third, third, third, third, third, third}, 34, 2, 33, false},
		{"all in order", []catalog.Item{thirds("1")}, [][]string{all}, 100, 1, 100, true},
		{"no questions", nil, nil, 50, 0, 0, false},
	} {
		at := Attempt{ID: "at", QuizID: "q", StartedAt: noon, EndsAt: noon.Add(10 * time.Minute), Points: 9}
		var answers []Answer
		for i, it := range c.bank {
			at.Questions = append(at.Questions, Question{Item: it.ID})
			if i < len(c.answers) {
				answers = append(answers, Answer{AttemptID: "at", ItemID: it.ID, Value: said(c.answers[i]...)})
			}
		}
		answers = append(answers, Answer{AttemptID: "at", ItemID: "not drawn", Value: said(yes...)})
		got, err := at.Finish(catalog.Course{Bank: append(c.bank, yesNo("not drawn"))}, catalog.Quiz{Pass: c.pass}, answers, noon)
		if diff := got.Points - c.points; err != nil || diff < -1e-9 || diff > 1e-9 || got.Percent != c.percent || got.Passed != c.passed || !got.FinishedAt.Equal(noon) {
			t.Errorf("%s: %+v, %v; want %v points, %d %%, %v", c.name, got, err, c.points, c.percent, c.passed)
		}
	}
}

// Every way of getting one, two or three thirds right, of up to sixty
// questions, passes at exactly the percentage that it makes.
func TestSharesAddUp(t *testing.T) {
	for parts := 2; parts <= 7; parts++ {
		it := catalog.Item{Type: item.Matching}
		for i := range parts {
			it.Pairs = append(it.Pairs, catalog.Pair{ID: fmt.Sprint(i)})
		}
		for n := 1; n <= 60; n++ {
			at := Attempt{EndsAt: noon}
			var bank []catalog.Item
			var answers []Answer
			for i := range n {
				it.ID = fmt.Sprint("q", i)
				bank, at.Questions = append(bank, it), append(at.Questions, Question{Item: it.ID})
				answers = append(answers, Answer{ItemID: it.ID, Value: said("0=0")})
			}
			pass := 100 / parts
			got, err := at.Finish(catalog.Course{Bank: bank}, catalog.Quiz{Pass: pass}, answers, noon)
			if err != nil || got.Percent != pass || !got.Passed {
				t.Fatalf("one of %d, %d times: %d %%, %v, %v; want %d %%", parts, n, got.Percent, got.Passed, err, pass)
			}
		}
	}
}

func TestFinishTime(t *testing.T) {
	ends := noon.Add(10 * time.Minute)
	for _, c := range []struct {
		name      string
		now, want time.Time
	}{
		{"before its end", ends.Add(-1), ends.Add(-1)},
		{"at its end", ends, ends},
		{"in grace", ends.Add(Grace), ends},
		{"the next day", ends.Add(24 * time.Hour), ends},
	} {
		got, err := Attempt{StartedAt: noon, EndsAt: ends}.Finish(catalog.Course{}, catalog.Quiz{}, nil, c.now)
		if err != nil || !got.FinishedAt.Equal(c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, got.FinishedAt, err, c.want)
		}
		again, err := got.Finish(catalog.Course{}, catalog.Quiz{}, nil, c.now)
		if !errors.Is(err, ErrOver) || !reflect.DeepEqual(again, got) {
			t.Errorf("%s, again: %+v, %v; want it as it was", c.name, again, err)
		}
	}
}

func TestBest(t *testing.T) {
	over := func(percent int) Attempt { return Attempt{Percent: percent, FinishedAt: noon} }
	for _, c := range []struct {
		name    string
		as      []Attempt
		percent int
		any     bool
	}{
		{"none", nil, 0, false},
		{"one running", []Attempt{{Percent: 90}}, 0, false},
		{"one of nothing", []Attempt{over(0)}, 0, true},
		{"the best in the middle", []Attempt{over(40), over(80), {Percent: 90}, over(60)}, 80, true},
	} {
		if percent, any := Best(c.as); percent != c.percent || any != c.any {
			t.Errorf("%s: %d, %v; want %d, %v", c.name, percent, any, c.percent, c.any)
		}
	}
}

// The right answer to every item of the courses that Masar comes with earns
// its point, fits what is shown, and is not shown already given.
func TestShippedItems(t *testing.T) {
	cs, _, err := courseware.LoadAll(courses.FS)
	if err != nil || len(cs) == 0 {
		t.Fatal(len(cs), err)
	}
	for _, c := range cs {
		for i, it := range c.Bank {
			right := Right(it)
			if got := Grade(it, right); got != 1 {
				t.Errorf("%s: the right answer to %s, %q, earns %v", c.ID, it.ID, right, got)
			}
			if Grade(it, nil) != 0 {
				t.Errorf("%s: no answer to %s earns something", c.ID, it.ID)
			}
			qs, err := Draw([]catalog.Item{it}, catalog.Quiz{Draw: []catalog.Draw{{Block: it.Block, Bloom: it.Bloom, Count: 1}}}, int64(i))
			if err != nil {
				t.Fatal(err)
			}
			at := Attempt{Questions: qs, EndsAt: noon}
			if _, err := at.Take(it, right, false, noon); err != nil {
				t.Errorf("%s: the right answer to %s, %q, does not fit %q: %v", c.ID, it.ID, right, qs[0].Order, err)
			}
		}
		for _, q := range c.Quizzes {
			a, _, err := Start(c, q, nil, 42, noon)
			if err != nil {
				t.Errorf("%s: %s: %v", c.ID, q.ID, err)
				continue
			}
			var answers []Answer
			for _, d := range a.Questions {
				it, _ := c.Item(d.Item)
				answers = append(answers, Answer{ItemID: it.ID, Value: Right(it)})
			}
			if a, err = a.Finish(c, q, answers, noon); err != nil || a.Percent != 100 || a.Passed != (q.Pass > 0) {
				t.Errorf("%s: all right in %s makes %d %%, passed %v, %v", c.ID, q.ID, a.Percent, a.Passed, err)
			}
		}
	}
}
