package progress

import (
	"testing"
	"time"

	"masar/courses"
	"masar/internal/catalog"
	"masar/internal/courseware"
)

var (
	muscat = time.FixedZone("Asia/Muscat", 4*60*60)
	eight  = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC) // in Muscat
)

// gated is a workshop of two days with something at home before and after: a
// test before it, a quiz each day, the final and a survey on the second.
func gated() catalog.Course {
	return catalog.Course{
		Kind: catalog.Workshop,
		Modules: []catalog.Module{
			{ID: "home", Place: "online", Sessions: []catalog.Session{{ID: "intro", Kind: "taught", Minutes: 30, Steps: []catalog.Step{{Lesson: "hello"}, {Quiz: "pre"}, {Quiz: "cards"}}}}},
			{ID: "day1", Place: "room", Sessions: []catalog.Session{
				{ID: "talk", Kind: "taught", Minutes: 60, Steps: []catalog.Step{{Lesson: "talk-1"}, {Exercise: "sheet"}}},
				{ID: "rest", Kind: "break", Minutes: 30},
			}},
			{ID: "day2", Place: "room", Sessions: []catalog.Session{
				{ID: "work", Kind: "taught", Minutes: 60, Steps: []catalog.Step{{Quiz: "day"}}},
				{ID: "end", Kind: "closing", Minutes: 60, Steps: []catalog.Step{{Quiz: "final"}, {Survey: "view"}}},
			}},
			{ID: "later", Place: "online", Sessions: []catalog.Session{{ID: "after", Kind: "taught", Minutes: 30, Steps: []catalog.Step{{Quiz: "again"}}}}},
		},
		Quizzes: []catalog.Quiz{
			{ID: "pre", Attempts: 1}, {ID: "cards"}, {ID: "day"}, {ID: "final", Attempts: 2, Pass: 70}, {ID: "again", Attempts: 1},
		},
		Completion: catalog.Rules{Quizzes: map[string]int{"final": 70}},
		Surveys:    map[string]catalog.Survey{"view": {ID: "view", When: "closing"}},
		Exercises:  map[string]catalog.Exercise{"sheet": {ID: "sheet"}},
	}
}

// seated are the surroundings of somebody in a run of it: the first day begins
// at eight, the second on the next day.
func seated() Surroundings {
	at := func(day, hour int) Span {
		from := eight.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
		return Span{from, from.Add(time.Hour)}
	}
	return Surroundings{Seat: true, Zone: muscat, Sessions: map[string]Span{"talk": at(0, 0), "work": at(1, 0), "end": at(1, 1)}, Hands: map[string]Hand{}}
}

// with returns the course with what its step says of when it opens and closes.
func says(c catalog.Course, id, opens, closes string) catalog.Course {
	for i := range c.Modules {
		for j := range c.Modules[i].Sessions {
			steps := c.Modules[i].Sessions[j].Steps
			for k := range steps {
				if steps[k].ID() == id {
					steps[k].Opens, steps[k].Closes = opens, closes
				}
			}
		}
	}
	return c
}

func TestGates(t *testing.T) {
	day2 := eight.AddDate(0, 0, 1)
	end := day2.Add(time.Hour)
	none, alone := seated(), Surroundings{Zone: muscat}
	for _, c := range []struct {
		name, step, opens, closes string
		around                    Surroundings
		ev                        Evidence
		now                       time.Time
		want                      Gate
	}{
		// what says nothing
		{"a lesson", "talk-1", "", "", none, Evidence{}, eight.AddDate(0, 0, -9), Gate{}},
		{"the final on the first day", "final", "", "", none, Evidence{}, eight, Gate{State: Early, Why: BySession, Opens: end}},
		{"an instant before its session", "final", "", "", none, Evidence{}, end.Add(-1), Gate{State: Early, Why: BySession, Opens: end}},
		{"as its session begins", "final", "", "", none, Evidence{}, end, Gate{Opens: end}},
		{"a year later", "final", "", "", none, Evidence{}, end.AddDate(1, 0, 0), Gate{Opens: end}},
		{"the final without a seat", "final", "", "", alone, Evidence{}, end, Gate{State: Early, Why: BySeat}},
		{"the closing survey on the first day", "view", "", "", none, Evidence{}, eight, Gate{State: Early, Why: BySession, Opens: end}},
		{"and in its session", "view", "", "", none, Evidence{}, end, Gate{Opens: end}},
		{"the test before the workshop", "pre", "", "", none, Evidence{}, eight.Add(-1), Gate{Closes: eight}},
		{"as the workshop begins", "pre", "", "", none, Evidence{}, eight, Gate{State: Over, Why: BySession, Closes: eight}},
		{"without a seat", "pre", "", "", alone, Evidence{}, end, Gate{}},
		{"practice before the workshop", "cards", "", "", none, Evidence{}, end, Gate{}},
		{"a quiz that counts for nothing", "day", "", "", none, Evidence{}, eight, Gate{}},
		{"once after the workshop", "again", "", "", none, Evidence{}, end, Gate{}},
		{"an exercise", "sheet", "", "", none, Evidence{}, eight.Add(-1), Gate{}},
		// with its session
		{"a quiz of the second day", "day", "with-session", "with-session", none, Evidence{}, day2.Add(-1), Gate{State: Early, Why: BySession, Opens: day2, Closes: day2.Add(time.Hour)}},
		{"in it", "day", "with-session", "with-session", none, Evidence{}, day2, Gate{Opens: day2, Closes: day2.Add(time.Hour)}},
		{"as it ends", "day", "with-session", "with-session", none, Evidence{}, day2.Add(time.Hour), Gate{State: Over, Why: BySession, Opens: day2, Closes: day2.Add(time.Hour)}},
		{"at home before", "cards", "with-session", "", none, Evidence{}, eight.AddDate(0, 0, -9), Gate{}},
		{"at home before, without a seat", "cards", "with-session", "", alone, Evidence{}, eight, Gate{}},
		{"at home after, too early", "again", "with-session", "", none, Evidence{}, end, Gate{State: Early, Why: BySession, Opens: end.Add(time.Hour)}},
		{"at home after the last session", "again", "with-session", "", none, Evidence{}, end.Add(time.Hour), Gate{Opens: end.Add(time.Hour)}},
		{"at home after, without a seat", "again", "with-session", "", alone, Evidence{}, end, Gate{State: Early, Why: BySeat}},
		// before a session or a module
		{"before the second day", "day", "at-once", "before end", none, Evidence{}, end.Add(-1), Gate{Closes: end}},
		{"which has come", "day", "at-once", "before end", none, Evidence{}, end, Gate{State: Over, Why: BySession, Closes: end}},
		{"before a module", "pre", "", "before day2", none, Evidence{}, day2.Add(-1), Gate{Closes: day2}},
		{"which has begun", "pre", "", "before day2", none, Evidence{}, day2, Gate{State: Over, Why: BySession, Closes: day2}},
		{"before a module that nobody holds", "pre", "", "before day2", alone, Evidence{}, day2, Gate{}},
		// after another step
		{"after an exercise", "final", "after sheet", "", none, Evidence{}, eight, Gate{State: Early, Why: ByStep, Step: "sheet"}},
		{"that is handed in", "final", "after sheet", "", none, Evidence{Works: map[string]Work{"sheet": {HandedIn: true}}}, eight, Gate{}},
		{"that was returned since", "final", "after sheet", "", none, Evidence{Works: map[string]Work{"sheet": {Before: true}}}, eight, Gate{}},
		{"after a quiz not passed", "view", "after final", "", alone, Evidence{Quizzes: map[string]int{"final": 69}}, eight, Gate{State: Early, Why: ByStep, Step: "final"}},
		{"after a quiz passed", "view", "after final", "", alone, Evidence{Quizzes: map[string]int{"final": 70}}, eight, Gate{}},
		{"after a lesson", "day", "after hello", "", alone, Evidence{Steps: map[string]bool{"hello": true}}, eight, Gate{}},
		{"after a step that is no more", "day", "after gone", "", alone, Evidence{}, eight, Gate{}},
		// on a day
		{"the day before", "day", "on 2026-11-25", "", alone, Evidence{}, time.Date(2026, 11, 24, 19, 59, 59, 999999999, time.UTC), Gate{State: Early, Why: ByDay, Opens: time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC)}},
		{"as it begins in Muscat", "day", "on 2026-11-25", "", alone, Evidence{}, time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC), Gate{Opens: time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC)}},
		{"the last instant of the last day", "day", "", "on 2026-11-25", alone, Evidence{}, time.Date(2026, 11, 25, 19, 59, 59, 999999999, time.UTC), Gate{Closes: time.Date(2026, 11, 25, 20, 0, 0, 0, time.UTC)}},
		{"and after it", "day", "", "on 2026-11-25", alone, Evidence{}, time.Date(2026, 11, 25, 20, 0, 0, 0, time.UTC), Gate{State: Over, Why: ByDay, Closes: time.Date(2026, 11, 25, 20, 0, 0, 0, time.UTC)}},
		// the trainer
		{"by the trainer, who has not", "final", "by-trainer", "", none, Evidence{}, end, Gate{State: Early, Why: ByTrainer}},
		{"by a trainer there is not yet", "final", "by-trainer", "", alone, Evidence{}, end, Gate{State: Early, Why: ByTrainer}},
		{"opened before its time", "final", "", "", hand("final", true), Evidence{}, eight, Gate{Opens: eight.Add(-time.Hour), Hand: true}},
		{"opened after its time", "pre", "", "", hand("pre", true), Evidence{}, end, Gate{Opens: eight.Add(-time.Hour), Hand: true}},
		{"closed in its time", "final", "", "", hand("final", false), Evidence{}, end, Gate{State: Over, Why: ByTrainer, Opens: end, Closes: eight.Add(-time.Hour), Hand: true}},
		{"another step", "view", "", "", hand("final", true), Evidence{}, eight, Gate{State: Early, Why: BySession, Opens: end}},
	} {
		course := gated()
		if c.opens+c.closes != "" {
			course = says(course, c.step, c.opens, c.closes)
		}
		_, _, step, ok := course.Step(c.step)
		if !ok {
			t.Fatal(c.step)
		}
		if got := GateOf(course, step, c.ev, c.around, c.now); got != c.want {
			t.Errorf("%s (%s): %+v, want %+v", c.name, c.step, got, c.want)
		}
	}
}

func hand(step string, open bool) Surroundings {
	s := seated()
	s.Hands[step] = Hand{Open: open, At: eight.Add(-time.Hour)}
	return s
}

// A course without days waits for no run: the final of one's own time is open,
// or opens after what it names.
func TestGatesOfOwnTime(t *testing.T) {
	course := gated()
	course.Kind = catalog.SelfPaced
	for i := range course.Modules {
		course.Modules[i].Place = "online"
	}
	for _, opens := range []string{"", "with-session", "at-once", "by-trainer"} {
		_, _, step, _ := says(course, "final", opens, "").Step("final")
		if g := GateOf(course, step, Evidence{}, Surroundings{}, eight); g != (Gate{}) {
			t.Errorf("%q: %+v, want open", opens, g)
		}
	}
	_, _, pre, _ := course.Step("pre")
	if g := GateOf(course, pre, Evidence{}, Surroundings{}, eight); g != (Gate{}) {
		t.Errorf("the first test: %+v, want open", g)
	}
}

// A session that the timetable of a run does not know, as of another version of
// its course, does not open what counts before the run begins.
func TestGateOfAnUnknownSession(t *testing.T) {
	s := seated()
	delete(s.Sessions, "end")
	_, _, final, _ := gated().Step("final")
	day2 := eight.AddDate(0, 0, 1)
	if g := GateOf(gated(), final, Evidence{}, s, eight); g.State != Early || !g.Opens.Equal(day2.Add(time.Hour)) {
		t.Errorf("on the first day: %+v, want early until the session before it ends", g)
	}
	s.Sessions = map[string]Span{"other": {eight, eight.Add(time.Hour)}}
	if g := GateOf(gated(), final, Evidence{}, s, eight.Add(-1)); g.State != Early || !g.Opens.Equal(eight) {
		t.Errorf("of a run of other sessions: %+v, want early until it begins", g)
	}
}

// A day begins with its first instant in its zone, be that at one o'clock.
func TestDayBegins(t *testing.T) {
	for _, c := range []struct{ zone, day, want string }{
		{"Asia/Muscat", "2027-04-30", "2027-04-29T20:00:00Z"},
		{"UTC", "2027-04-30", "2027-04-30T00:00:00Z"},
		{"Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00Z"}, // clocks are put forward at midnight
		{"Asia/Beirut", "2027-03-28", "2027-03-27T22:00:00Z"},
		{"America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"},
		{"Pacific/Kiritimati", "2027-01-01", "2026-12-31T10:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		got := dayBegins(day, zone)
		if got.Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s begins at %s, want %s", c.day, c.zone, got.Format(time.RFC3339), c.want)
		}
		if got.In(zone).Format(time.DateOnly) != c.day || got.Add(-1).In(zone).Format(time.DateOnly) == c.day {
			t.Errorf("%s in %s: %s is not its first instant", c.day, c.zone, got.In(zone))
		}
	}
}

// What is next is what can be done now; what waits comes after it, and what is
// closed, or failed for good, not at all.
func TestNextIsOpen(t *testing.T) {
	c := gated()
	done := Evidence{Steps: map[string]bool{"hello": true, "talk-1": true}, Quizzes: map[string]int{"cards": 50, "day": 10}, Works: map[string]Work{"sheet": {HandedIn: true}}}
	end := eight.AddDate(0, 0, 1).Add(time.Hour)
	for _, x := range []struct {
		name string
		now  time.Time
		more func(ev *Evidence)
		want string
	}{
		{"before the workshop", eight.Add(-1), func(*Evidence) {}, "pre"},
		{"the missed test is passed over", eight, func(*Evidence) {}, "again"},
		{"the final, once it is open", end, func(*Evidence) {}, "final"},
		{"or will be, if nothing else is", eight, func(ev *Evidence) { ev.Quizzes["again"] = 0 }, "final"},
		{"again, with an attempt left", end, func(ev *Evidence) { ev.Quizzes["final"], ev.Tries = 60, map[string]int{"final": 1} }, "final"},
		{"not without one", end, func(ev *Evidence) { ev.Quizzes["final"], ev.Tries = 60, map[string]int{"final": 2} }, "view"},
		{"nor once passed", end, func(ev *Evidence) { ev.Quizzes["final"], ev.Tries = 70, map[string]int{"final": 2} }, "view"},
	} {
		ev := done
		ev.Quizzes = map[string]int{"cards": 50, "day": 10}
		x.more(&ev)
		if got := Of(c, ev).Gated(c, ev, seated(), x.now).Next; got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// A quiz that was not passed is not done, whether or not an attempt is left; the
// one of the course's rules passes by the higher mark.
func TestFailedIsNotDone(t *testing.T) {
	c := gated()
	for _, x := range []struct {
		percent, tries int
		done, failed   bool
		spent          bool
	}{{69, 1, false, true, false}, {69, 2, false, true, true}, {70, 1, true, false, false}, {0, 1, false, true, false}} {
		ev := Evidence{Quizzes: map[string]int{"final": x.percent}, Tries: map[string]int{"final": x.tries}}
		r := Of(c, ev)
		spent, failed := r.Failed["final"]
		if r.Steps["final"] != x.done || failed != x.failed || spent != x.spent || !r.Begun {
			t.Errorf("%d %% in %d: done %v, failed %v, spent %v, begun %v", x.percent, x.tries, r.Steps["final"], failed, spent, r.Begun)
		}
	}
	if r := Of(c, Evidence{Quizzes: map[string]int{"day": 0}}); !r.Steps["day"] || r.Failed != nil {
		t.Errorf("a quiz with nothing to pass: %+v", r)
	}
}

// In none of the courses that Masar comes with can what completes it be taken on
// the first day of a workshop or before its work, nor what people think be asked
// then; and none shows its answers while attempts are left.
func TestShippedGates(t *testing.T) {
	cs, _, err := courseware.LoadAll(courses.FS)
	if err != nil || len(cs) == 0 {
		t.Fatal(len(cs), err)
	}
	looked := 0
	for _, c := range cs {
		s := Surroundings{Seat: true, Zone: muscat, Sessions: map[string]Span{}}
		day := eight
		for _, m := range c.Modules {
			at := day
			for _, se := range m.Sessions {
				if m.Attended() && !se.Break() {
					s.Sessions[se.ID] = Span{at, at.Add(time.Duration(se.Minutes) * time.Minute)}
				}
				at = at.Add(time.Duration(se.Minutes) * time.Minute)
			}
			if m.Attended() {
				day = day.AddDate(0, 0, 1)
			}
		}
		for _, step := range c.Steps() {
			closing := step.Survey != "" && c.Surveys[step.Survey].When == "closing"
			if !c.Counts(step.Quiz) && !closing {
				continue
			}
			looked++
			for name, around := range map[string]Surroundings{"with a seat": s, "without": {Zone: muscat}} {
				if g := GateOf(c, step, Evidence{}, around, eight); g.State != Early {
					t.Errorf("%s: %s, %s, as the first day begins: %+v, want early", c.ID, step.ID(), name, g)
				}
			}
		}
		for _, q := range c.Quizzes {
			if w := c.Shows(q); c.Counts(q.ID) && (w.Word != catalog.ShowKeys || w.Arg != catalog.AfterLast) {
				t.Errorf("%s: %s shows %v", c.ID, q.ID, w)
			}
		}
	}
	if looked != 5 {
		t.Errorf("%d finals and closing surveys were looked at", looked)
	}
}
