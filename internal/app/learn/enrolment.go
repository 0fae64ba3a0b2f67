package learn

import (
	"context"
	"errors"
	"time"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// Enrol enrols v in a course they chose themselves, in its current version.
// Enrolled already, they stay as they are, unless their certificate is to be
// renewed: then they begin another round, and the certificate stays as it is.
// Taken off the course before, they are back on it where they were.
func (a Learning) Enrol(ctx context.Context, v people.Viewer, course string) (e progress.Enrolment, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		var round int
		if e, round, err = Round(ctx, d, v.PersonID, course); err != nil {
			return err
		}
		if e.State == progress.Left && round == 0 {
			return comeBack(ctx, d, &e)
		}
		if round == 0 {
			return nil
		}
		c, err := Current(ctx, d, course)
		if err != nil {
			return err
		}
		var added bool
		if e, added, err = Enrol(ctx, d, progress.Enrolment{
			ID: a.NewID(), PersonID: v.PersonID, AgencyID: v.AgencyID, CourseID: course, Version: c.Version, Round: round,
			AssignedAt: d.Now, State: progress.Waiting, TotalCount: len(c.Sessions()), Score: -1,
		}); err != nil || !added {
			return err
		}
		return d.Emit(ctx, event.Of(event.Enrolled, core.TheEnrolment(e, c), event.CourseID.Is(course)))
	})
	return e, err
}

// comeBack has somebody who was taken off a course be on it once more.
func comeBack(ctx context.Context, d *core.Unit, e *progress.Enrolment) error {
	*e = e.Back(d.Now)
	e.AssignedBy, e.DueOn = "", time.Time{}
	if err := Reopen(ctx, d, *e); err != nil {
		return err
	}
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	return d.Emit(ctx, event.Of(event.Enrolled, core.TheEnrolment(*e, c), event.CourseID.Is(e.CourseID)))
}

// Round returns the person's latest enrolment in the course, and the round in
// which another is to follow: 1 if there is none yet, the next if the
// certificate is to be renewed, and 0 if they stay as they are.
func Round(ctx context.Context, d *core.Unit, person, course string) (e progress.Enrolment, round int, err error) {
	e, err = d.EnrolmentIn(ctx, people.Own(person), person, course)
	if errors.Is(err, store.ErrNotFound) {
		return e, 1, nil
	}
	if err != nil {
		return e, 0, err
	}
	due, err := core.Renewable(ctx, d.Reader, d.Now, e)
	if err != nil || !due[e.ID] {
		return e, 0, err
	}
	return e, e.Round + 1, nil
}

// Enrol adds e, and reports whether it did: what somebody else has added for
// the same round at the same time is returned instead.
func Enrol(ctx context.Context, d *core.Unit, e progress.Enrolment) (_ progress.Enrolment, added bool, err error) {
	n, err := d.AddEnrolments(ctx, []progress.Enrolment{e})
	if err != nil || n == 1 {
		return e, n == 1, err
	}
	e, err = d.EnrolmentIn(ctx, people.Own(e.PersonID), e.PersonID, e.CourseID)
	return e, false, err
}

// Current returns the version of the course that those who begin now get.
func Current(ctx context.Context, d *core.Unit, course string) (catalog.Course, error) {
	h, err := d.CourseHead(ctx, course)
	if err != nil {
		return catalog.Course{}, err
	}
	return d.Course(ctx, course, h.Version)
}

// learning loads v's own enrolment in the course, locked, with the version
// they learn.
func learning(ctx context.Context, d *core.Unit, v people.Viewer, course string) (e progress.Enrolment, c catalog.Course, err error) {
	if e, err = d.EnrolmentIn(ctx, v.Own(), v.PersonID, course); err != nil {
		return e, c, err
	}
	if e.State == progress.Left {
		return e, c, progress.ErrLeft
	}
	c, err = d.Course(ctx, e.CourseID, e.Version)
	return e, c, err
}

// Advance brings the enrolment up to what has just been done under it. Every transaction
// that adds to the evidence ends with it.
func Advance(ctx context.Context, d *core.Unit, e progress.Enrolment, c catalog.Course) error {
	e.ActiveAt = d.Now
	return reread(ctx, d, e, c)
}

// Reopen saves an enrolment whose state, course version or run is another than
// it was, and brings it up to what was done under it in the meantime: an attempt
// may have ended, or a work been reviewed, while nothing counted.
func Reopen(ctx context.Context, d *core.Unit, e progress.Enrolment) error {
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	return reread(ctx, d, e, c)
}

// reread saves e with what the evidence says now. A completion that has just been
// reached is recorded after what brought it about, whatever comes first in the transaction.
func reread(ctx context.Context, d *core.Unit, e progress.Enrolment, c catalog.Course) error {
	ev, err := d.Evidence(ctx, e.ID)
	if err != nil {
		return err
	}
	e, completed := e.Apply(progress.Of(c, ev), d.Now)
	if err := d.SaveEnrolment(ctx, e); err != nil || !completed {
		return err
	}
	done := event.Of(event.Completed, core.TheEnrolment(e, c), event.CourseID.Is(e.CourseID), event.Version.Is(e.Version), event.FollowUps.Are(followUpsOf(c)))
	d.Effects = append(d.Effects, done)
	return nil
}

// Settle completes those who have done everything and meet every rule of their
// course, and were overlooked: by a version of the program that did not read
// their evidence when they came back to it.
func (a Learning) Settle(ctx context.Context, after string) (end string, err error) {
	es, err := a.Store.AllDone(ctx, after, core.Page)
	if err != nil || len(es) == 0 {
		return "", err
	}
	var ids []string
	for _, e := range es {
		ids = append(ids, e.ID)
	}
	evs, err := a.Store.EvidenceOf(ctx, ids...)
	if err != nil {
		return "", err
	}
	for _, e := range es {
		c, err := a.Store.Course(ctx, e.CourseID, e.Version)
		if err != nil {
			return "", err
		}
		if !progress.Of(c, evs[e.ID]).Complete {
			continue
		}
		if err := a.Do(ctx, people.Clock, func(d *core.Unit) error { return complete(ctx, d, e.ID) }); err != nil {
			return "", err
		}
	}
	return core.IfFull(len(es), core.Page, es[len(es)-1].ID), nil
}

// complete reads the evidence of an enrolment that is under way once more.
func complete(ctx context.Context, d *core.Unit, id string) error {
	e, err := d.Enrolment(ctx, everyCompletion, id)
	if err != nil || e.State != progress.UnderWay {
		return err
	}
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	return reread(ctx, d, e, c)
}

// ReadLesson notes that v has read a lesson of the course. Read twice, it was
// read once.
func (a Learning) ReadLesson(ctx context.Context, v people.Viewer, course, lesson string) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		e, c, err := learning(ctx, d, v, course)
		if err != nil {
			return err
		}
		_, _, step, ok := c.Step(lesson)
		if !ok || step.Lesson == "" {
			return store.ErrNotFound
		}
		if err := d.AddStepDone(ctx, progress.StepDone{EnrolmentID: e.ID, StepID: lesson, At: d.Now}); err != nil {
			return err
		}
		if err := Advance(ctx, d, e, c); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.LessonRead, core.Titled(lesson, e.AgencyID, c.Lessons[lesson].Title), event.EnrolmentID.Is(e.ID)))
	})
}
