package progress

import (
	"errors"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
)

// States of a gate. The zero state is open.
type GateState int

const (
	Open  GateState = iota
	Early           // not open yet
	Over            // closed
)

// A Why says what a gate waits for, or what closed it.
type Why string

const (
	BySession Why = "session" // its session, at a time that is known
	BySeat    Why = "seat"    // a seat in a workshop: the course has days to attend
	ByStep    Why = "step"    // another step
	ByDay     Why = "day"     // a day of the calendar
	ByTrainer Why = "trainer" // the trainer opens it, or closed it
)

// A Gate is how a step stands for one person at one time.
type Gate struct {
	State  GateState
	Why    Why       // unless open
	Opens  time.Time // when it opens or opened; zero: not known, or always open
	Closes time.Time // when it closes or closed; zero: it stays open
	Step   string    // the step to be done first
	Hand   bool      // the trainer has opened or closed it
}

var (
	ErrEarly = fault.New(fault.Conflict, "gate.early")
	ErrOver  = fault.New(fault.Conflict, "gate.over")
	ErrShut  = fault.New(fault.Conflict, "gate.shut-refused") // by the trainer
)

// Check returns ErrEarly, ErrOver or ErrShut unless g is open.
func (g Gate) Check() error {
	switch g.State {
	case Early:
		return ErrEarly
	case Over:
		if g.Why == ByTrainer {
			return ErrShut
		}
		return ErrOver
	}
	return nil
}

// NotOpen reports whether err says that a step is not open, for whatever reason.
func NotOpen(err error) bool {
	return errors.Is(err, ErrEarly) || errors.Is(err, ErrOver) || errors.Is(err, ErrShut)
}

// A Span is from one instant to another, which is not in it.
type Span struct{ From, Until time.Time }

// A Hand is what a trainer has last done with a step of their run.
type Hand struct {
	Open bool
	At   time.Time
}

// Surroundings are what the gates of somebody's course depend on beside what
// they have done.
type Surroundings struct {
	Seat     bool            // in a run, which is held
	Sessions map[string]Span // of that run
	Hands    map[string]Hand // by step
	Zone     *time.Location  // where a day begins
}

// Gated returns r with how each step that can have a gate stands at the time,
// and what is next in view of that.
func (r Reading) Gated(c catalog.Course, ev Evidence, s Surroundings, now time.Time) Reading {
	r.Gates = map[string]Gate{}
	for _, step := range c.Steps() {
		if step.Gated() {
			r.Gates[step.ID()] = GateOf(c, step, ev, s, now)
		}
	}
	r.Next = r.next(c)
	return r
}

// GateOf returns how a step stands at the time. What a trainer did stands above
// what the course says. It opens at the instant that is named, and is closed
// from the one on at which it closes.
func GateOf(c catalog.Course, step catalog.Step, ev Evidence, s Surroundings, now time.Time) Gate {
	g := opening(c, step, ev, s, now)
	g.Closes = closing(c, step, s)
	if hand, ok := s.Hands[step.ID()]; ok {
		if hand.Open {
			return Gate{Opens: hand.At, Hand: true}
		}
		return Gate{State: Over, Why: ByTrainer, Opens: g.Opens, Closes: hand.At, Hand: true}
	}
	if !g.Closes.IsZero() && !now.Before(g.Closes) {
		g.State, g.Why = Over, BySession
		if c.Closes(step).Word == catalog.On {
			g.Why = ByDay
		}
	}
	return g
}

// WasOpen reports whether a step is open at the time or has been: what closed
// before it would have opened has not. Of one that opens by hand and is closed,
// nobody closes what they had not opened.
func WasOpen(c catalog.Course, step catalog.Step, ev Evidence, s Surroundings, now time.Time) bool {
	g := GateOf(c, step, ev, s, now)
	switch {
	case g.State == Open:
		return true
	case g.State == Early:
		return false
	case g.Hand && c.Opens(step).Word == catalog.ByTrainer:
		return true
	}
	return opening(c, step, ev, s, g.Closes.Add(-time.Microsecond)).State == Open
}

func opening(c catalog.Course, step catalog.Step, ev Evidence, s Surroundings, now time.Time) (g Gate) {
	switch when := c.Opens(step); when.Word {
	case catalog.WithSession:
		return withSession(c, step, s, now)
	case catalog.ByTrainer:
		if hasDays(c) {
			g.State, g.Why = Early, ByTrainer
		}
	case catalog.After:
		_, _, first, ok := c.Step(when.Arg)
		if ok && !stepDone(c, first, ev) && !ev.Works[first.Exercise].Before {
			g = Gate{State: Early, Why: ByStep, Step: when.Arg}
		}
	case catalog.On:
		if day, ok := when.Day(); ok {
			g.Opens = dayBegins(day, s.Zone)
			g.wait(ByDay, now)
		}
	}
	return g
}

// wait makes g early until it opens.
func (g *Gate) wait(why Why, now time.Time) {
	if now.Before(g.Opens) {
		g.State, g.Why = Early, why
	}
}

// withSession opens a step as its session begins in the run. Without a seat it
// waits for one, if the session is attended or comes after one that is.
func withSession(c catalog.Course, step catalog.Step, s Surroundings, now time.Time) (g Gate) {
	_, session, _, _ := c.Step(step.ID())
	span, attended := held(c, session.ID, s)
	switch {
	case !attended:
	case !s.Seat:
		g.State, g.Why = Early, BySeat
	default:
		g.Opens = span.From
		g.wait(BySession, now)
	}
	return g
}

func closing(c catalog.Course, step catalog.Step, s Surroundings) time.Time {
	when := c.Closes(step)
	session := ""
	switch when.Word {
	case catalog.On:
		if day, ok := when.Day(); ok {
			return dayBegins(day.AddDate(0, 0, 1), s.Zone)
		}
	case catalog.WithSession:
		_, at, _, _ := c.Step(step.ID())
		session = at.ID
	case catalog.Before:
		session, _ = c.Start(when.Arg)
	}
	span, attended := held(c, session, s)
	switch {
	case session == "" || !attended || !s.Seat:
		return time.Time{}
	case when.Word == catalog.Before:
		return span.From
	}
	return span.Until
}

// held returns when a session is held in the run, and whether it waits for the
// run at all: it is attended, or comes after a session that is. One that has no
// time in the run, such as what is done at home afterwards, begins as the last
// before it ends.
func held(c catalog.Course, session string, s Surroundings) (span Span, attended bool) {
	for _, m := range c.Modules {
		for _, se := range m.Sessions {
			attended = attended || m.Attended() && !se.Break()
			at, ok := s.Sessions[se.ID]
			if se.ID == session {
				if !ok && span == (Span{}) && attended {
					span.Until = s.first()
				}
				if !ok {
					at = Span{span.Until, span.Until}
				}
				return at, attended
			}
			if ok {
				span = at
			}
		}
	}
	return Span{}, false
}

// first returns when the run begins.
func (s Surroundings) first() (at time.Time) {
	for _, span := range s.Sessions {
		if at.IsZero() || span.From.Before(at) {
			at = span.From
		}
	}
	return at
}

func hasDays(c catalog.Course) bool {
	for _, m := range c.Modules {
		if m.Attended() {
			return true
		}
	}
	return false
}

// dayBegins returns the first instant of a day in the zone, which is not
// midnight where clocks are put forward then.
func dayBegins(day time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	y, m, d := day.Date()
	t := time.Date(y, m, d, 0, 0, 0, 0, zone)
	if t.Day() != d {
		_, t = t.ZoneBounds()
	}
	return t.UTC()
}
