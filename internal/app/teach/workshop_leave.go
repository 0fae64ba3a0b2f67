package teach

import (
	"context"
	"errors"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

// LeaveRun takes people out of a run, by their enrolments, in which nothing of
// theirs is marked yet, and tells them. Their seats are free again, and what
// they have done in the course is kept. Whoever teaches the run may, and HR of
// the agency they are enrolled in. Done twice, it is done once.
func (a Teaching) LeaveRun(ctx context.Context, v people.Viewer, run string, enrolments []string) (left int, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		r, scope, err := leaving(ctx, d, v, run)
		if err != nil {
			return err
		}
		left = 0
		for _, id := range enrolments {
			gone, err := leave(ctx, d, v, r, scope, id)
			if err != nil {
				return err
			}
			if gone {
				left++
			}
		}
		return nil
	})
	return left, err
}

// leaving returns a run and whose enrolments in it v may end: all of them, if
// they teach it, and otherwise those of which they are HR.
func leaving(ctx context.Context, d *core.Unit, v people.Viewer, run string) (workshop.Run, people.Scope, error) {
	r, err := d.TaughtRun(ctx, v, run)
	if !errors.Is(err, store.ErrNotFound) {
		return r, people.Everywhere("a trainer takes anyone out of the run, whichever agency they come from"), err
	}
	r, err = d.Run(ctx, people.Everywhere("an agency takes its people out of runs of any host"), run)
	return r, v.Scope(people.HR), err
}

// leave takes one person out of a run, and reports whether they were in it.
func leave(ctx context.Context, d *core.Unit, v people.Viewer, r workshop.Run, scope people.Scope, enrolment string) (bool, error) {
	e, err := d.Enrolment(ctx, scope, enrolment)
	if err != nil || e.RunID != r.ID {
		return false, err
	}
	there, err := d.AttendancesOf(ctx, e.ID)
	if err != nil {
		return false, err
	}
	if err := r.Leave(e.Open(), there, d.Now); err != nil {
		return false, err
	}
	e.RunID = ""
	if err := d.SaveEnrolment(ctx, e); err != nil {
		return false, err
	}
	return true, unseat(ctx, d, v, r, e)
}

// unseat tells somebody that they have no seat in a run any more, and records
// it.
func unseat(ctx context.Context, d *core.Unit, v people.Viewer, r workshop.Run, e progress.Enrolment) error {
	if e.PersonID != v.PersonID {
		c, err := d.Course(ctx, r.CourseID, r.Version)
		if err != nil {
			return err
		}
		n := ofRun(notice.Unseated, r, c, e.PersonID, "/learning/"+r.CourseID, d.Now)
		n.ID += ":" + d.App.NewID() // who is back may leave again
		if err := d.Notify(ctx, n); err != nil {
			return err
		}
	}
	o, err := core.TheRun(ctx, d.Reader, r)
	if err != nil {
		return err
	}
	o.ID, o.AgencyID = e.ID, e.AgencyID
	return d.Emit(ctx, event.Of(event.Unseated, o, event.RunID.Is(r.ID)))
}
