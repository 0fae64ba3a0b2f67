package learn

import (
	"context"
	"time"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

// Reading returns the course of an enrolment in its version, and how far its
// person is on it now, with what is open to them.
func (a Learning) Reading(ctx context.Context, e progress.Enrolment) (c catalog.Course, r progress.Reading, err error) {
	if c, err = a.Store.Course(ctx, e.CourseID, e.Version); err != nil {
		return c, r, err
	}
	ev, err := a.Store.Evidence(ctx, e.ID)
	if err != nil {
		return c, r, err
	}
	s, err := surroundings(ctx, a.Store, e, a.Zone)
	return c, progress.Of(c, ev).Gated(c, ev, s, a.Now()), err
}

// GateOf returns how a step is open to the person of an enrolment now.
func (a Learning) GateOf(ctx context.Context, e progress.Enrolment, c catalog.Course, step string) (progress.Gate, error) {
	return gateOf(ctx, a.Store, e, c, step, a.Zone, a.Now())
}

func gateOf(ctx context.Context, db store.Reader, e progress.Enrolment, c catalog.Course, step string, zone *time.Location, now time.Time) (g progress.Gate, err error) {
	_, _, s, ok := c.Step(step)
	if !ok {
		return g, store.ErrNotFound
	}
	ev, err := db.Evidence(ctx, e.ID)
	if err != nil {
		return g, err
	}
	around, err := surroundings(ctx, db, e, zone)
	return progress.GateOf(c, s, ev, around, now), err
}

// opened returns what progress.NotOpen reports unless the step is open to the
// person of the enrolment.
func opened(ctx context.Context, d *core.Unit, e progress.Enrolment, c catalog.Course, step string) error {
	g, err := gateOf(ctx, d.Reader, e, c, step, d.App.Zone, d.Now)
	if err != nil {
		return err
	}
	return g.Check()
}

// surroundings returns what the gates of an enrolment depend on: its run, unless
// that was called off.
func surroundings(ctx context.Context, db store.Reader, e progress.Enrolment, zone *time.Location) (s progress.Surroundings, err error) {
	s.Zone = zone
	if e.RunID == "" {
		return s, nil
	}
	r, err := db.RunOf(ctx, e)
	if err != nil || r.Cancelled {
		return s, err
	}
	return aroundRun(ctx, db, r, zone)
}

func aroundRun(ctx context.Context, db store.Reader, r workshop.Run, zone *time.Location) (progress.Surroundings, error) {
	s := progress.Surroundings{Seat: true, Zone: zone, Sessions: map[string]progress.Span{}, Hands: map[string]progress.Hand{}}
	slots, err := db.Slots(ctx, r.ID)
	if err != nil {
		return s, err
	}
	for _, sl := range slots {
		s.Sessions[sl.SessionID] = progress.Span{From: sl.StartsAt, Until: sl.EndsAt()}
	}
	switches, err := db.Switches(ctx, r.ID)
	for _, sw := range switches {
		s.Hands[sw.StepID] = progress.Hand{Open: sw.Opened, At: sw.SetAt}
	}
	return s, err
}

// RunGates returns how the steps of a run stand now for somebody in it who has
// done nothing yet, by step.
func (a Learning) RunGates(ctx context.Context, r workshop.Run, c catalog.Course) (map[string]progress.Gate, error) {
	s, err := aroundRun(ctx, a.Store, r, a.Zone)
	return progress.Reading{}.Gated(c, progress.Evidence{}, s, a.Now()).Gates, err
}

// A GateAction is what a trainer does with a step of their run.
type GateAction string

const (
	OpenGate  GateAction = "open"
	CloseGate GateAction = "close"
	LeaveGate GateAction = "plan" // as the course says
)

// SetGate opens or closes a step of a run that v teaches for everybody in it, or
// leaves it to the course again. Those in it are told when it is opened. Done
// twice, it is done once; whoever is in the middle of an attempt ends it in peace.
func (a Learning) SetGate(ctx context.Context, v people.Viewer, run, step string, want GateAction) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		r, err := d.TaughtRun(ctx, v, run)
		if err != nil {
			return err
		}
		if err := r.Held(); err != nil {
			return err
		}
		c, err := d.Course(ctx, r.CourseID, r.Version)
		if err != nil {
			return err
		}
		_, _, s, ok := c.Step(step)
		if !ok || !s.Gated() {
			return store.ErrNotFound
		}
		around, err := aroundRun(ctx, d.Reader, r, a.Zone)
		if err != nil {
			return err
		}
		was, set := around.Hands[step]
		switch {
		case want == LeaveGate && !set, set && want == OpenGate && was.Open, set && want == CloseGate && !was.Open:
			return nil
		case want == LeaveGate:
			err = d.RemoveSwitch(ctx, r.ID, step)
		default:
			err = d.SaveSwitch(ctx, workshop.Switch{RunID: r.ID, StepID: step, Opened: want == OpenGate, SetAt: d.Now, SetBy: v.PersonID})
		}
		if err != nil {
			return err
		}
		if want == OpenGate {
			if err := tellOpened(ctx, d, r, c, s); err != nil {
				return err
			}
		}
		what := map[GateAction]event.Kind{OpenGate: event.StepOpened, CloseGate: event.StepClosed, LeaveGate: event.StepReset}[want]
		return d.RecordRun(ctx, what, r, event.StepID.Is(step))
	})
}

// tellOpened tells those in a run, who are still on its course, that a step is
// open to them now.
func tellOpened(ctx context.Context, d *core.Unit, r workshop.Run, c catalog.Course, s catalog.Step) error {
	ps, err := d.Participants(ctx, r.ID)
	if err != nil {
		return err
	}
	var ns []notice.Notice
	for _, p := range ps {
		if !p.Open() {
			continue
		}
		args, name := core.Title(c.Title), c.StepTitle(s)
		args["step.ar"], args["step.en"] = name.In("ar"), name.In("en")
		ns = append(ns, notice.Notice{
			ID:       string(notice.StepOpened) + ":" + r.ID + ":" + s.ID() + ":" + p.PersonID + ":" + d.Now.UTC().Format(time.RFC3339Nano),
			PersonID: p.PersonID, Kind: notice.StepOpened, Args: args, Link: "/learning/" + c.ID + "/" + s.ID(), At: d.Now,
		})
	}
	return d.Notify(ctx, ns...)
}
