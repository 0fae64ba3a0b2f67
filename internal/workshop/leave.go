package workshop

import (
	"time"

	"masar/internal/fault"
)

// ErrStays is what anybody is told who takes out of a run somebody who was in
// a session of it, or has completed the course.
var ErrStays = fault.New(fault.Conflict, "workshop.stays")

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
