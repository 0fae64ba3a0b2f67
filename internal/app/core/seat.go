package core

import (
	"context"

	"masar/internal/catalog"
	"masar/internal/notice"
	"masar/internal/progress"
	"masar/internal/store"
)

// LackingSeats returns, of the enrolments, those that cannot be completed because their
// course asks for sessions to be attended, of which too few were, and they have no seat
// in a run that is not over.
func (a *App) LackingSeats(ctx context.Context, enrolments ...string) (map[string]*notice.Seat, error) {
	seatless, err := a.Store.Seatless(ctx, a.Now(), enrolments...)
	if err != nil {
		return nil, err
	}
	lacking, next := map[string]*notice.Seat{}, map[string]*notice.Seat{}
	for _, s := range seatless {
		c, err := a.Store.Course(ctx, s.CourseID, s.Version)
		if err != nil {
			return nil, err
		}
		if asks, err := a.asksForSessions(ctx, c, s); err != nil || !asks {
			if err != nil {
				return nil, err
			}
			continue
		}
		if next[c.ID] == nil {
			if next[c.ID], err = a.nextSeat(ctx, c.ID); err != nil {
				return nil, err
			}
		}
		lacking[s.EnrolmentID] = next[c.ID]
	}
	return lacking, nil
}

// asksForSessions reports whether the course still asks for sessions to be attended.
func (a *App) asksForSessions(ctx context.Context, c catalog.Course, s store.Seatless) (bool, error) {
	if c.Completion.Attendance == 0 || c.AttendedMinutes() == 0 || !s.Attended {
		return c.Completion.Attendance > 0 && c.AttendedMinutes() > 0, nil
	}
	ev, err := a.Store.Evidence(ctx, s.EnrolmentID)
	return progress.Of(c, ev).Attendance < c.Completion.Attendance, err
}

// nextSeat returns when the next run of a course with a free seat begins.
func (a *App) nextSeat(ctx context.Context, course string) (*notice.Seat, error) {
	runs, err := a.Store.RunsToCome(ctx, course, a.Now())
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		taken, err := a.Store.SeatsTaken(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		if r.Seats == 0 || taken < r.Seats {
			return &notice.Seat{Next: r.StartsOn}, nil
		}
	}
	return new(notice.Seat), nil
}
