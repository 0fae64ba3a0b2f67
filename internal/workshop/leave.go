package workshop

import (
	"errors"
	"time"

	"masar/internal/fault"
)

// ErrStays is what anybody is told who takes out of a run somebody who was in
// a session of it, or has completed the course.
var ErrStays = fault.New(fault.Conflict, "workshop.stays")

var (
	// ErrElsewhere is returned when somebody would give up a seat for one in
	// another run and has not been asked about; see Yield. The others are of those
	// who cannot give it up.
	ErrElsewhere       = fault.New(fault.Conflict, "workshop.elsewhere")
	ErrElsewhereBegun  = fault.New(fault.Conflict, "workshop.elsewhere-begun")
	ErrElsewhereMarked = fault.New(fault.Conflict, "workshop.elsewhere-marked") // before it begins
)

// Elsewhere reports whether err is that somebody has a seat in another run.
func Elsewhere(err error) bool {
	return errors.Is(err, ErrElsewhere) || errors.Is(err, ErrElsewhereBegun) || errors.Is(err, ErrElsewhereMarked)
}

// Yield returns the fault in giving up a seat in r for one in another run of
// the course, which may have been agreed to or not. A run that has begun is not
// left before it is over; what is over or called off holds nobody.
func (r Run) Yield(there []Attendance, agreed bool, now time.Time) error {
	switch {
	case r.Cancelled, !now.Before(r.EndsOn):
		return nil
	case r.Begun(false, now):
		return ErrElsewhereBegun.With("at", moment(r.StartsOn))
	case r.Marked(there):
		return ErrElsewhereMarked.With("at", moment(r.StartsOn))
	case !agreed:
		return ErrElsewhere.With("at", moment(r.StartsOn))
	}
	return nil
}

// Leave returns the fault in taking somebody out of r whose course is open or
// not and who is marked as there says, or nil.
func (r Run) Leave(open bool, there []Attendance, now time.Time) error {
	if err := r.Editable(now); err != nil {
		return err
	}
	if !open || r.Marked(there) {
		return ErrStays
	}
	return nil
}
