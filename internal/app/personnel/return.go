package personnel

import (
	"context"
	"fmt"

	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/notice"
	"masar/internal/people"
)

// reopenAll puts a person back on every course of which leaving took them off,
// where they were, and tells them of each.
func reopenAll(ctx context.Context, d *core.Unit, person string) error {
	es, err := d.EnrolmentsLeft(ctx, people.Own(person), person)
	if err != nil {
		return err
	}
	for _, e := range es {
		c, err := d.Course(ctx, e.CourseID, e.Version)
		if err != nil {
			return err
		}
		e = e.Back(e.AssignedAt)
		if e.RunID, err = seatKept(ctx, d, e.RunID); err != nil {
			return err
		}
		if err := learn.Reopen(ctx, d, e); err != nil {
			return err
		}
		if err := d.Notify(ctx, notice.Notice{
			ID: fmt.Sprint("reopened:", e.ID, ":", e.Revision), PersonID: person, Kind: notice.Reopened, Args: core.Title(c.Title), Link: "/learning/" + e.CourseID, At: d.Now,
		}); err != nil {
			return err
		}
	}
	return nil
}

// seatKept returns the run in which somebody who is back has their seat still:
// not one that is to come and has been called off or filled meanwhile.
func seatKept(ctx context.Context, d *core.Unit, run string) (string, error) {
	if run == "" {
		return "", nil
	}
	r, err := d.Run(ctx, people.Everywhere("a seat may be in a run of any host"), run)
	if err != nil {
		return "", err
	}
	taken, err := d.SeatsTaken(ctx, run)
	if err != nil {
		return "", err
	}
	if d.Now.Before(r.EndsOn) && r.Room(taken, 1) != nil {
		return "", nil
	}
	return run, nil
}
