package progress

import (
	"reflect"
	"testing"

	"masar/courses"
	"masar/internal/catalog"
	"masar/internal/courseware"
)

// course returns a day of a hundred minutes to attend, with a break, and a
// unit to read at home.
func course() catalog.Course {
	return catalog.Course{
		ID:     "basics",
		Themes: []catalog.Theme{{ID: "teams"}, {ID: "tools"}, {ID: "none"}},
		Modules: []catalog.Module{
			{ID: "day", Place: "room", Sessions: []catalog.Session{
				{ID: "welcome", Kind: "opening", Minutes: 10},
				{ID: "talk", Kind: "taught", Theme: "teams", Minutes: 50, Steps: []catalog.Step{{Lesson: "read"}, {Quiz: "check"}}},
				{ID: "rest", Kind: "break", Minutes: 30},
				{ID: "practice", Kind: "taught", Theme: "tools", Minutes: 40, Steps: []catalog.Step{{Exercise: "sheet"}, {Survey: "view"}}},
			}},
			{ID: "home", Place: "online", Sessions: []catalog.Session{
				{ID: "later", Kind: "taught", Theme: "teams", Minutes: 60, Steps: []catalog.Step{{Lesson: "more"}, {Quiz: "final"}}},
			}},
		},
		Quizzes: []catalog.Quiz{{ID: "check"}, {ID: "final"}, {ID: "spare"}},
	}
}

func TestOf(t *testing.T) {
	none := map[string]bool{"welcome": false, "talk": false, "practice": false, "later": false}
	steps := map[string]bool{"read": false, "check": false, "sheet": false, "view": false, "more": false, "final": false}
	with := func(m map[string]bool, keys ...string) map[string]bool {
		out := map[string]bool{}
		for k := range m {
			out[k] = false
		}
		for _, k := range keys {
			out[k] = true
		}
		return out
	}
	for _, c := range []struct {
		name string
		ev   Evidence
		want Reading
	}{
		{"nothing", Evidence{}, Reading{Total: 4, Score: -1, Sessions: none, Steps: steps, Next: "read"}},
		{
			"marked absent", Evidence{Minutes: map[string]int{"welcome": 0, "talk": 0}},
			Reading{Total: 4, Score: -1, Sessions: none, Steps: steps, Next: "read"},
		},
		{
			"there for the welcome", Evidence{Minutes: map[string]int{"welcome": 10}},
			Reading{Begun: true, Done: 1, Total: 4, Percent: 14, Attendance: 10, Score: -1, Sessions: with(none, "welcome"), Steps: steps, Next: "read", Complete: true},
		},
		{
			"there, but nothing done", Evidence{Minutes: map[string]int{"talk": 50}},
			Reading{Begun: true, Total: 4, Attendance: 50, Score: -1, Sessions: none, Steps: steps, Next: "read", Complete: true},
		},
		{
			"a lesson, a quiz failed, work not handed in",
			Evidence{Steps: map[string]bool{"read": true}, Quizzes: map[string]int{"check": 0}, Works: map[string]Work{"sheet": {}}},
			Reading{Begun: true, Done: 1, Total: 4, Percent: 28, Score: -1, Sessions: with(none, "talk"), Steps: with(steps, "read", "check"), Next: "sheet", Complete: true},
		},
		{
			"out of order",
			Evidence{Steps: map[string]bool{"more": true, "view": true}, Works: map[string]Work{"sheet": {HandedIn: true}}},
			Reading{Begun: true, Done: 1, Total: 4, Percent: 42, Score: -1, Sessions: with(none, "practice"), Steps: with(steps, "more", "view", "sheet"), Unreviewed: with(nil, "sheet"), Next: "read", Complete: true},
		},
		{
			"everything",
			Evidence{
				Steps: map[string]bool{"read": true, "more": true, "view": true}, Quizzes: map[string]int{"check": 50, "final": 60},
				Works: map[string]Work{"sheet": {HandedIn: true}}, Minutes: map[string]int{"welcome": 10, "talk": 50, "practice": 40},
			},
			Reading{
				Begun: true, Done: 4, Total: 4, Percent: 100, Attendance: 100, Score: -1, Sessions: with(none, "welcome", "talk", "practice", "later"),
				Steps: with(steps, "read", "check", "sheet", "view", "more", "final"), Unreviewed: with(nil, "sheet"), Complete: true,
			},
		},
	} {
		if got := Of(course(), c.ev); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

func TestAttendance(t *testing.T) {
	for _, c := range []struct {
		name    string
		minutes map[string]int
		percent int
		reached bool
	}{
		{"none", nil, 0, false},
		{"exactly", map[string]int{"talk": 50, "practice": 30}, 80, true},
		{"a minute less", map[string]int{"talk": 50, "practice": 29}, 79, false},
		{"the break does not count", map[string]int{"talk": 50, "practice": 29, "rest": 30}, 79, false},
		{"nor does home", map[string]int{"talk": 50, "later": 60}, 50, false},
		{"nor what is no session", map[string]int{"talk": 50, "lunch": 60}, 50, false},
		{"nor more than there is", map[string]int{"talk": 500}, 50, false},
		{"all", map[string]int{"welcome": 10, "talk": 50, "practice": 40}, 100, true},
	} {
		course := course()
		course.Completion.Attendance = 80
		r := Of(course, Evidence{Minutes: c.minutes})
		var missing []Need
		if !c.reached {
			missing = []Need{{Kind: "attendance", Have: c.percent, Want: 80}}
		}
		if r.Attendance != c.percent || r.Attended != c.reached || !reflect.DeepEqual(r.Missing, missing) || r.Complete != c.reached {
			t.Errorf("%s: %d %%, attended %v, missing %v, complete %v; want %d %%, %v", c.name, r.Attendance, r.Attended, r.Missing, r.Complete, c.percent, c.reached)
		}
		course.Completion.Attendance = 0
		if r := Of(course, Evidence{Minutes: c.minutes}); r.Attended || r.Missing != nil {
			t.Errorf("%s, not asked: attended %v, missing %v", c.name, r.Attended, r.Missing)
		}
	}
	// Eighty of a hundred and one minutes are less than 80 %.
	odd := course()
	odd.Completion.Attendance = 80
	odd.Modules[0].Sessions[0].Minutes = 11
	if r := Of(odd, Evidence{Minutes: map[string]int{"talk": 50, "practice": 30}}); r.Attendance != 79 || r.Attended {
		t.Errorf("80 of 101 minutes: %d %%, %v", r.Attendance, r.Attended)
	}
}

func TestMissing(t *testing.T) {
	portfolio := &catalog.Portfolio{Score: 60, Star: 2, Parts: []catalog.PortfolioPart{
		{Exercises: []string{"a", "b", "c"}, Best: 2, Weight: 75}, {Exercises: []string{"plan"}, Weight: 25},
	}}
	work := func(percent, star int) Work {
		return Work{HandedIn: true, Reviewed: true, Percent: percent, Star: star}
	}
	some := Evidence{Steps: map[string]bool{"view": true}}
	for _, c := range []struct {
		name      string
		rules     catalog.Rules
		ev        Evidence
		want      []Need
		portfolio int
		score     int
	}{
		{"no rules", catalog.Rules{}, some, nil, 0, -1},
		{"no lessons asked", catalog.Rules{Lessons: "none"}, some, nil, 0, -1},
		{"no lesson read", catalog.Rules{Lessons: "all"}, some, []Need{{Kind: "lessons", Have: 0, Want: 2}}, 0, -1},
		{"one read", catalog.Rules{Lessons: "all"}, Evidence{Steps: map[string]bool{"more": true}}, []Need{{Kind: "lessons", Have: 1, Want: 2}}, 0, -1},
		{"all read", catalog.Rules{Lessons: "all"}, Evidence{Steps: map[string]bool{"more": true, "read": true}}, nil, 0, -1},
		{"no quiz yet", catalog.Rules{Quizzes: map[string]int{"check": 50, "final": 70}}, some, []Need{{Kind: "quiz", ID: "check", Want: 50}, {Kind: "quiz", ID: "final", Want: 70}}, 0, -1},
		{"at the mark", catalog.Rules{Quizzes: map[string]int{"check": 50}}, Evidence{Quizzes: map[string]int{"check": 50, "spare": 99}}, nil, 0, 50},
		{"under the mark", catalog.Rules{Quizzes: map[string]int{"check": 50}}, Evidence{Quizzes: map[string]int{"check": 49}}, []Need{{Kind: "quiz", ID: "check", Have: 49, Want: 50}}, 0, 49},
		{"the last that counts", catalog.Rules{Quizzes: map[string]int{"check": 50, "final": 70}}, Evidence{Quizzes: map[string]int{"check": 90, "final": 70}}, nil, 0, 70},
		{"nothing handed in", catalog.Rules{Portfolio: portfolio}, some, []Need{{Kind: "portfolio", Want: 60}}, 0, -1},
		{
			"the best two", catalog.Rules{Portfolio: portfolio},
			Evidence{Works: map[string]Work{"a": work(40, 4), "b": work(80, 4), "c": work(60, 4), "plan": work(30, 4)}}, nil, 60, -1,
		},
		{
			"one of the best two missing", catalog.Rules{Portfolio: portfolio},
			Evidence{Works: map[string]Work{"a": work(100, 4), "plan": work(87, 4)}}, []Need{{Kind: "portfolio", Have: 59, Want: 60}}, 59, -1,
		},
		{
			"a star too low", catalog.Rules{Portfolio: portfolio},
			Evidence{Works: map[string]Work{"a": work(100, 2), "b": work(100, 1), "plan": work(100, 4)}}, []Need{{Kind: "star", ID: "b", Have: 1, Want: 2}}, 100, -1,
		},
		{
			"a star too low in what does not count", catalog.Rules{Portfolio: portfolio},
			Evidence{Works: map[string]Work{"a": work(100, 2), "b": work(100, 2), "c": work(25, 1), "plan": work(100, 4)}}, []Need{{Kind: "star", ID: "c", Have: 1, Want: 2}}, 100, -1,
		},
		{
			"not reviewed", catalog.Rules{Portfolio: portfolio},
			Evidence{Works: map[string]Work{"a": {HandedIn: true, Percent: 100}, "b": {HandedIn: true}, "plan": {Percent: 100}}}, []Need{{Kind: "portfolio", Want: 60}}, 0, -1,
		},
		{
			"all of it, in the order of the rules",
			catalog.Rules{Attendance: 80, Lessons: "all", Quizzes: map[string]int{"final": 70}, Portfolio: portfolio},
			Evidence{Steps: map[string]bool{"read": true}, Works: map[string]Work{"plan": work(50, 1)}},
			[]Need{
				{Kind: "attendance", Want: 80}, {Kind: "lessons", Have: 1, Want: 2}, {Kind: "quiz", ID: "final", Want: 70},
				{Kind: "portfolio", Have: 12, Want: 60}, {Kind: "star", ID: "plan", Have: 1, Want: 2},
			}, 12, -1,
		},
	} {
		course := course()
		course.Completion = c.rules
		r := Of(course, c.ev)
		if !reflect.DeepEqual(r.Missing, c.want) || r.Portfolio != c.portfolio || r.Score != c.score {
			t.Errorf("%s: missing %+v, portfolio %d, score %d; want %+v, %d, %d", c.name, r.Missing, r.Portfolio, r.Score, c.want, c.portfolio, c.score)
		}
		if r.Complete != (len(c.want) == 0 && r.Begun) {
			t.Errorf("%s: complete %v, begun %v", c.name, r.Complete, r.Begun)
		}
	}
}

// A portfolio of thirds that add up to its mark reaches it.
func TestPortfolioShares(t *testing.T) {
	p := &catalog.Portfolio{Score: 61, Parts: []catalog.PortfolioPart{
		{Exercises: []string{"a", "b", "c"}, Best: 3, Weight: 30}, {Exercises: []string{"d", "e", "f"}, Best: 3, Weight: 70},
	}}
	works := map[string]Work{}
	for id, percent := range map[string]int{"a": 61, "b": 60, "c": 62, "d": 60, "e": 61, "f": 62} {
		works[id] = Work{Reviewed: true, Percent: percent}
	}
	course := course()
	course.Completion.Portfolio = p
	if r := Of(course, Evidence{Works: works}); r.Portfolio != 61 || r.Missing != nil {
		t.Errorf("portfolio %d, missing %v; want 61", r.Portfolio, r.Missing)
	}
}

// Works count as exactly as they were judged, and the sum is rounded once, down:
// a mean of 75 is 75, and one a hair below it is not.
func TestPortfolioIsExact(t *testing.T) {
	of := func(got, most int) Work {
		return Work{Reviewed: true, Got: got, Of: most, Percent: 100 * got / most, Star: 4}
	}
	for _, c := range []struct {
		name    string
		works   []Work
		percent int
	}{
		{"58⅓ and 91⅔", []Work{of(7, 12), of(11, 12)}, 75},
		{"seven twelfths and nineteen of twenty", []Work{of(7, 12), of(19, 20)}, 76},
		{"three of four and three of four", []Work{of(3, 4), of(3, 4)}, 75},
		{"74.96", []Work{of(1874, 2500), of(1874, 2500)}, 74},
		{"74.99…", []Work{of(7, 12), of(1099, 1200)}, 74},
		{"thirds", []Work{of(1, 3), of(2, 3)}, 50},
		{"as percentages only", []Work{{Reviewed: true, Percent: 74}, {Reviewed: true, Percent: 76}}, 75},
	} {
		course := course()
		course.Completion.Portfolio = &catalog.Portfolio{Score: 75, Parts: []catalog.PortfolioPart{{Exercises: []string{"a", "b"}, Best: 2, Weight: 100}}}
		r := Of(course, Evidence{Works: map[string]Work{"a": c.works[0], "b": c.works[1]}})
		if r.Portfolio != c.percent || (len(r.Missing) == 0) != (c.percent >= 75) {
			t.Errorf("%s: %d %%, missing %v; want %d %%", c.name, r.Portfolio, r.Missing, c.percent)
		}
	}
	// The best two are the best before they are rounded: 75.9 counts, and not 75.
	course := course()
	course.Completion.Portfolio = &catalog.Portfolio{Score: 1, Parts: []catalog.PortfolioPart{{Exercises: []string{"a", "b"}, Best: 1, Weight: 1}, {Exercises: []string{"c"}, Best: 1, Weight: 9}}}
	r := Of(course, Evidence{Works: map[string]Work{"a": of(750, 1000), "b": of(759, 1000), "c": of(759, 1000)}})
	if r.Portfolio != 75 {
		t.Errorf("weights of one and nine of 75.9: %d", r.Portfolio)
	}
}

func TestThemes(t *testing.T) {
	c := course()
	for _, x := range []struct {
		name string
		ev   Evidence
		want []ThemeReading
	}{
		{"nothing", Evidence{}, []ThemeReading{{c.Themes[0], 0, "next", "read"}, {c.Themes[1], 0, "next", "sheet"}, {c.Themes[2], 0, "next", ""}}},
		{
			"a part of one", Evidence{Steps: map[string]bool{"read": true}},
			[]ThemeReading{{c.Themes[0], 25, "now", "check"}, {c.Themes[1], 0, "next", "sheet"}, {c.Themes[2], 0, "next", ""}},
		},
		{
			"its end first", Evidence{Steps: map[string]bool{"more": true}, Quizzes: map[string]int{"final": 10}},
			[]ThemeReading{{c.Themes[0], 50, "now", "read"}, {c.Themes[1], 0, "next", "sheet"}, {c.Themes[2], 0, "next", ""}},
		},
		{
			"one whole", Evidence{Steps: map[string]bool{"view": true}, Works: map[string]Work{"sheet": {HandedIn: true}}},
			[]ThemeReading{{c.Themes[0], 0, "next", "read"}, {c.Themes[1], 100, "done", "sheet"}, {c.Themes[2], 0, "next", ""}},
		},
	} {
		if got := Themes(c, Of(c, x.ev)); !reflect.DeepEqual(got, x.want) {
			t.Errorf("%s: %+v, want %+v", x.name, got, x.want)
		}
	}
}

// Of no course that Masar comes with is anything done by whoever has not begun
// it, and all of each by whoever has done everything in it.
func TestShippedReadings(t *testing.T) {
	cs, _, err := courseware.LoadAll(courses.FS)
	if err != nil || len(cs) == 0 {
		t.Fatal(len(cs), err)
	}
	for _, c := range cs {
		if r := Of(c, Evidence{}); r.Begun || r.Done != 0 || r.Percent != 0 || r.Complete || r.Next == "" || r.Total != len(c.Sessions()) {
			t.Errorf("%s, not begun: %+v", c.ID, r)
		}
		ev := Evidence{Steps: map[string]bool{}, Minutes: map[string]int{}, Quizzes: map[string]int{}, Works: map[string]Work{}}
		for _, s := range c.Sessions() {
			ev.Minutes[s.ID] = s.Minutes
		}
		for _, s := range c.Steps() {
			ev.Steps[s.Lesson+s.Survey] = true
			ev.Quizzes[s.Quiz] = 100
			ev.Works[s.Exercise] = Work{HandedIn: true, Reviewed: true, Percent: 100, Star: catalog.Top}
		}
		r := Of(c, ev)
		if !r.Complete || r.Done != r.Total || r.Percent != 100 || r.Next != "" {
			t.Errorf("%s, all done: missing %v, %d of %d sessions, %d %%, next %q", c.ID, r.Missing, r.Done, r.Total, r.Percent, r.Next)
		}
		for _, th := range Themes(c, r) {
			if th.State != "done" {
				t.Errorf("%s, all done: theme %s is %s", c.ID, th.Theme.ID, th.State)
			}
		}
	}
}
