// Package progress says how far along someone is on a course, and what still
// stands between them and completion.
package progress

import (
	"math/big"
	"slices"

	"masar/internal/catalog"
)

// Evidence is what someone has done on a course, as plain data.
type Evidence struct {
	Steps   map[string]bool // lessons read and surveys answered, by step
	Minutes map[string]int  // minutes attended, by session
	Quizzes map[string]int  // best percentage of attempts that are over, by quiz
	Tries   map[string]int  // how many those are, by quiz
	Works   map[string]Work // by exercise
}

// A Work is how one piece of work stands.
type Work struct {
	HandedIn bool // handed in, whether or not reviewed
	Before   bool // handed in once, even if returned since
	Reviewed bool
	Percent  int // what it came to, rounded down
	Got, Of  int // the same exactly: the levels it got, of the most it could; Of 0: known as Percent only
	Star     int // lowest level of a starred criterion
}

// share returns what w came to, from 0 to 1, exactly.
func (w Work) share() *big.Rat {
	if w.Of == 0 {
		return big.NewRat(int64(w.Percent), 100)
	}
	return big.NewRat(int64(w.Got), int64(w.Of))
}

// A Need is one thing that completion still asks for.
type Need struct {
	Kind string // "attendance", "lessons", "quiz", "portfolio", "star"
	ID   string // the quiz, or the exercise whose starred criterion is too low
	Have int    // percent, or a level for "star", or lessons read
	Want int
}

// A Reading is how someone stands on a course.
type Reading struct {
	Begun      bool
	Done       int // sessions done
	Total      int // sessions there are
	Percent    int // of steps and sessions to attend, done
	Attendance int // percent of the minutes to attend
	Portfolio  int // percent
	Score      int // percent in the last quiz that counts; −1: none yet
	Sessions   map[string]bool
	Steps      map[string]bool
	Unreviewed map[string]bool // steps done of which the work waits for its review
	Failed     map[string]bool // quizzes taken and not passed, by step; true: no attempt is left
	Gates      map[string]Gate // how the steps that have a gate stand; nil unless read with Gated
	Missing    []Need          // in the order of the course's rules; empty: complete
	Complete   bool
	Attended   bool   // the attendance asked for is reached
	Next       string // the first step not done, or ""
}

// Of reads the evidence against the course.
func Of(c catalog.Course, ev Evidence) Reading {
	r := Reading{Sessions: map[string]bool{}, Steps: map[string]bool{}, Score: -1}
	units, unitsDone := 0, 0
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if s.Break() {
				continue
			}
			done, n, of := session(c, m, s, ev, r.Steps)
			units, unitsDone = units+of, unitsDone+n
			r.Sessions[s.ID] = done
			r.Total++
			if done {
				r.Done++
			}
			for _, step := range s.Steps {
				r.awaitReview(step, ev)
				r.fail(c, step, ev)
			}
		}
	}
	r.Next = r.next(c)
	r.Begun = unitsDone > 0 || tried(ev) || wasThere(ev)
	r.Percent = percent(unitsDone, units)
	r.Attendance = attendance(c, ev)
	r.Attended = c.Completion.Attendance > 0 && r.Attendance >= c.Completion.Attendance
	r.Portfolio = portfolio(c.Completion.Portfolio, ev)
	r.Score = score(c, ev)
	r.Missing = missing(c, ev, r)
	r.Complete = len(r.Missing) == 0 && r.Begun
	return r
}

// next returns the first step to do: one that is open or, where none is, the
// first that will be. What can be done no more is passed over.
func (r Reading) next(c catalog.Course) string {
	later := ""
	for _, s := range c.Steps() {
		id := s.ID()
		if r.Steps[id] || r.Failed[id] || r.Gates[id].State == Over {
			continue
		}
		if r.Gates[id].State != Early {
			return id
		}
		if later == "" {
			later = id
		}
	}
	return later
}

// fail notes a quiz that was taken and not passed.
func (r *Reading) fail(c catalog.Course, s catalog.Step, ev Evidence) {
	_, over := ev.Quizzes[s.Quiz]
	if s.Quiz == "" || !over || r.Steps[s.Quiz] {
		return
	}
	if r.Failed == nil {
		r.Failed = map[string]bool{}
	}
	q, _ := c.Quiz(s.Quiz)
	r.Failed[s.Quiz] = q.Attempts > 0 && ev.Tries[s.Quiz] >= q.Attempts
}

// awaitReview notes a step whose work is handed in and not reviewed.
func (r *Reading) awaitReview(s catalog.Step, ev Evidence) {
	w := ev.Works[s.Exercise]
	if s.Exercise == "" || !w.HandedIn || w.Reviewed {
		return
	}
	if r.Unreviewed == nil {
		r.Unreviewed = map[string]bool{}
	}
	r.Unreviewed[s.ID()] = true
}

// session reports whether the session is done, and how many of its units are:
// its steps and, where people come together, being there.
func session(c catalog.Course, m catalog.Module, s catalog.Session, ev Evidence, steps map[string]bool) (done bool, n, of int) {
	for _, step := range s.Steps {
		of++
		steps[step.ID()] = stepDone(c, step, ev)
		if steps[step.ID()] {
			n++
		}
	}
	if m.Attended() && len(s.Steps) == 0 {
		of++
		if ev.Minutes[s.ID] > 0 {
			n++
		}
	}
	return n == of, n, of
}

// stepDone reports whether the step is done: a quiz with a pass mark, once it is
// passed.
func stepDone(c catalog.Course, s catalog.Step, ev Evidence) bool {
	switch {
	case s.Quiz != "":
		best, over := ev.Quizzes[s.Quiz]
		return over && best >= c.PassMark(s.Quiz)
	case s.Exercise != "":
		return ev.Works[s.Exercise].HandedIn
	}
	return ev.Steps[s.ID()]
}

// tried reports whether any quiz was taken.
func tried(ev Evidence) bool { return len(ev.Quizzes) > 0 }

// wasThere reports whether any session was attended; who is marked absent was
// not there.
func wasThere(ev Evidence) bool {
	for _, minutes := range ev.Minutes {
		if minutes > 0 {
			return true
		}
	}
	return false
}

// attendance returns the percentage, rounded down, of the minutes to attend.
func attendance(c catalog.Course, ev Evidence) int {
	n := 0
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if m.Attended() && !s.Break() {
				n += min(ev.Minutes[s.ID], s.Minutes)
			}
		}
	}
	return percent(n, c.AttendedMinutes())
}

// portfolio returns the weighted percentage of the work that counts, exact
// until it is rounded down at the end: 74.96 does not reach 75. Work that is not
// reviewed counts as nothing.
func portfolio(p *catalog.Portfolio, ev Evidence) int {
	if p == nil {
		return 0
	}
	sum, weights := new(big.Rat), 0
	for _, part := range p.Parts {
		best := big.NewRat(int64(part.Weight), int64(max(part.Best, 1)))
		sum.Add(sum, best.Mul(best, bestOf(part, ev)))
		weights += part.Weight
	}
	sum.Mul(sum, big.NewRat(100, int64(max(weights, 1))))
	return int(new(big.Int).Quo(sum.Num(), sum.Denom()).Int64())
}

// bestOf returns the sum of the best works of the part, each from 0 to 1.
func bestOf(part catalog.PortfolioPart, ev Evidence) *big.Rat {
	var got []*big.Rat
	for _, id := range part.Exercises {
		if w := ev.Works[id]; w.Reviewed {
			got = append(got, w.share())
		}
	}
	slices.SortFunc(got, func(a, b *big.Rat) int { return b.Cmp(a) })
	sum := new(big.Rat)
	for _, x := range got[:min(max(part.Best, 1), len(got))] {
		sum.Add(sum, x)
	}
	return sum
}

// score returns the best percentage in the last quiz that has to be passed,
// or −1.
func score(c catalog.Course, ev Evidence) int {
	out := -1
	for _, q := range c.Quizzes {
		if _, counts := c.Completion.Quizzes[q.ID]; counts {
			if p, over := ev.Quizzes[q.ID]; over {
				out = p
			}
		}
	}
	return out
}

func missing(c catalog.Course, ev Evidence, r Reading) (needs []Need) {
	rules := c.Completion
	if r.Attendance < rules.Attendance {
		needs = append(needs, Need{Kind: "attendance", Have: r.Attendance, Want: rules.Attendance})
	}
	if rules.Lessons == "all" {
		if read, of := lessons(c, ev); read < of {
			needs = append(needs, Need{Kind: "lessons", Have: read, Want: of})
		}
	}
	for _, q := range c.Quizzes {
		if want, counts := rules.Quizzes[q.ID]; counts && ev.Quizzes[q.ID] < want {
			needs = append(needs, Need{Kind: "quiz", ID: q.ID, Have: ev.Quizzes[q.ID], Want: want})
		}
	}
	if p := rules.Portfolio; p != nil {
		if r.Portfolio < p.Score {
			needs = append(needs, Need{Kind: "portfolio", Have: r.Portfolio, Want: p.Score})
		}
		needs = append(needs, stars(*p, ev)...)
	}
	return needs
}

// BelowStar reports whether a work on the exercise with the given lowest starred
// level keeps the course from being completed.
func BelowStar(c catalog.Course, exercise string, lowest int) bool {
	p := c.Completion.Portfolio
	if p == nil {
		return false
	}
	ev := Evidence{Works: map[string]Work{exercise: {Reviewed: true, Star: lowest}}}
	return len(stars(*p, ev)) > 0
}

func stars(p catalog.Portfolio, ev Evidence) (needs []Need) {
	for _, part := range p.Parts {
		for _, id := range part.Exercises {
			if w := ev.Works[id]; w.Reviewed && w.Star < p.Star {
				needs = append(needs, Need{Kind: "star", ID: id, Have: w.Star, Want: p.Star})
			}
		}
	}
	return needs
}

func lessons(c catalog.Course, ev Evidence) (read, of int) {
	for _, s := range c.Steps() {
		if s.Lesson == "" {
			continue
		}
		of++
		if ev.Steps[s.Lesson] {
			read++
		}
	}
	return read, of
}

// A ThemeReading is how far along someone is on one theme of a course.
type ThemeReading struct {
	Theme   catalog.Theme
	Percent int
	State   string // "done", "now" or "next"
	Step    string // the first step to do in it, or its first
}

// Themes reads each theme of the course from r.
func Themes(c catalog.Course, r Reading) (ts []ThemeReading) {
	for _, th := range c.Themes {
		t := ThemeReading{Theme: th, State: "next"}
		n, of, first := 0, 0, ""
		for _, s := range c.Sessions() {
			if s.Theme != th.ID {
				continue
			}
			for _, step := range s.Steps {
				of++
				if first == "" {
					first = step.ID()
				}
				if r.Steps[step.ID()] {
					n++
				} else if t.Step == "" {
					t.Step = step.ID()
				}
			}
		}
		if t.Step == "" {
			t.Step = first
		}
		t.Percent = percent(n, of)
		switch {
		case of > 0 && n == of:
			t.State = "done"
		case n > 0:
			t.State = "now"
		}
		ts = append(ts, t)
	}
	return ts
}

func percent(n, of int) int {
	if of == 0 {
		return 0
	}
	return 100 * n / of
}
