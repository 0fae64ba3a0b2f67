package app

import (
	"context"
	"errors"

	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// Enrol enrols v in a course they chose themselves, in its current version.
// Enrolled already, they stay as they are, unless their certificate is to be
// renewed: then they begin another round, and the certificate stays as it is.
func (a *App) Enrol(ctx context.Context, v people.Viewer, course string) (e progress.Enrolment, err error) {
	err = a.do(ctx, v, func(d *deed) error {
		e, err = d.EnrolmentIn(ctx, v.Own(), v.PersonID, course)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		round := 1
		if err == nil {
			again, err := d.renewable(ctx, v, e)
			if err != nil || !again {
				return err
			}
			round = e.Round + 1
		}
		c, err := d.current(ctx, course)
		if err != nil {
			return err
		}
		e = progress.Enrolment{
			ID: a.NewID(), PersonID: v.PersonID, AgencyID: v.AgencyID, CourseID: course, Version: c.Version, Round: round,
			AssignedAt: d.now, State: progress.Waiting, TotalCount: len(c.Sessions()), Score: -1,
		}
		n, err := d.AddEnrolments(ctx, []progress.Enrolment{e})
		if err != nil {
			return err
		}
		if n == 0 { // they pressed twice at once
			e, err = d.EnrolmentIn(ctx, v.Own(), v.PersonID, course)
			return err
		}
		return d.record(ctx, event.Of(event.Enrolled, "enrolment", e.ID, e.AgencyID).With("course", course))
	})
	return e, err
}

// current returns the version of the course that those who begin now get.
func (d *deed) current(ctx context.Context, course string) (catalog.Course, error) {
	h, err := d.CourseHead(ctx, course)
	if err != nil {
		return catalog.Course{}, err
	}
	return d.Course(ctx, course, h.Version)
}

// learning loads v's own enrolment in the course, locked, with the version
// they learn.
func (d *deed) learning(ctx context.Context, v people.Viewer, course string) (e progress.Enrolment, c catalog.Course, err error) {
	if e, err = d.EnrolmentIn(ctx, v.Own(), v.PersonID, course); err != nil {
		return e, c, err
	}
	if e.State == progress.Left {
		return e, c, progress.ErrLeft
	}
	c, err = d.Course(ctx, e.CourseID, e.Version)
	return e, c, err
}

// advance brings the enrolment up to what has been done under it, and records
// its completion when that has just been reached. Every deed that adds to the
// evidence ends with it.
func (d *deed) advance(ctx context.Context, e progress.Enrolment, c catalog.Course) error {
	ev, err := d.Evidence(ctx, e.ID)
	if err != nil {
		return err
	}
	e, completed := e.Apply(progress.Of(c, ev), d.now)
	e.ActiveAt = d.now
	if err := d.SaveEnrolment(ctx, e); err != nil || !completed {
		return err
	}
	return d.record(ctx, event.Of(event.Completed, "enrolment", e.ID, e.AgencyID).With("course", e.CourseID).With("version", e.Version))
}

// ReadLesson notes that v has read a lesson of the course. Read twice, it was
// read once.
func (a *App) ReadLesson(ctx context.Context, v people.Viewer, course, lesson string) error {
	return a.do(ctx, v, func(d *deed) error {
		e, c, err := d.learning(ctx, v, course)
		if err != nil {
			return err
		}
		_, _, step, ok := c.Step(lesson)
		if !ok || step.Lesson == "" {
			return store.ErrNotFound
		}
		if err := d.AddStepDone(ctx, progress.StepDone{EnrolmentID: e.ID, StepID: lesson, At: d.now}); err != nil {
			return err
		}
		if err := d.advance(ctx, e, c); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Read, "lesson", lesson, e.AgencyID).With("enrolment", e.ID))
	})
}
