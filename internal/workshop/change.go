package workshop

import (
	"slices"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
)

// A Change is how a run is wanted to be from now on.
type Change struct {
	Place   string
	PlaceEn string
	Seats   int         // 0: as many as come
	Begin   []time.Time // when each day begins
}

var (
	ErrEnded = fault.New(fault.Conflict, "workshop.ended")
	ErrSeats = fault.New(fault.Invalid, "workshop.seats-few").On("seats")
	ErrTwin  = fault.New(fault.Conflict, "workshop.twin")
)

// Editable returns ErrGone or ErrEnded unless r can be corrected.
func (r Run) Editable(now time.Time) error {
	if !r.Cancelled && !now.Before(r.EndsOn) {
		return ErrEnded
	}
	return r.Held()
}

// Marked reports whether any of what is marked of people in r was marked in r,
// and not in a run they were in before.
func (r Run) Marked(there []Attendance) bool {
	return slices.ContainsFunc(there, func(a Attendance) bool { return a.RunID == r.ID })
}

// Begun reports whether r has begun: then its seats and times stay as they
// are. It has, too, once somebody's attendance is marked, at the door.
func (r Run) Begun(marked bool, now time.Time) bool { return marked || !now.Before(r.StartsOn) }

// Change returns r and its slots as they are wanted, at a time before it is
// over, if it has begun or not and so many seats are taken. Of a run that has
// begun only the place changes.
func (r Run) Change(c catalog.Course, slots []Slot, want Change, begun bool, taken int, now time.Time) (Run, []Slot, error) {
	if err := r.Editable(now); err != nil {
		return r, slots, err
	}
	if begun {
		want.Seats, want.Begin = r.Seats, Begins(c, slots)
	}
	place, err := Terms(catalog.Text{Ar: want.Place, En: want.PlaceEn}, want.Seats, want.Begin)
	if err != nil {
		return r, slots, err
	}
	want.Place, want.PlaceEn = place.Ar, place.En
	if want.Seats > 0 && want.Seats < taken && want.Seats != r.Seats {
		return r, slots, ErrSeats.With("taken", taken)
	}
	next, err := Timetable(c, r.ID, catalog.Text{Ar: want.Place, En: want.PlaceEn}, want.Begin)
	if err != nil {
		return r, slots, err
	}
	r.Place, r.PlaceEn, r.Seats = want.Place, want.PlaceEn, want.Seats
	r.StartsOn, r.EndsOn = next[0].StartsAt, next[len(next)-1].EndsAt()
	return r, next, nil
}

// Begins returns when each day of a run of c begins, as its slots say.
func Begins(c catalog.Course, slots []Slot) (begin []time.Time) {
	at := map[string]time.Time{}
	for _, s := range slots {
		at[s.SessionID] = s.StartsAt
	}
	for _, m := range Days(c) {
		var into time.Duration
		for _, s := range m.Sessions {
			if start, ok := at[s.ID]; ok {
				begin = append(begin, start.Add(-into))
				break
			}
			into += time.Duration(s.Minutes) * time.Minute
		}
	}
	return begin
}

// Moved reports whether a timetable differs from what it was, in time or in
// place; a place by another name in English is the same place.
func Moved(was, is []Slot) bool {
	return !slices.EqualFunc(was, is, func(a, b Slot) bool {
		return a.SessionID == b.SessionID && a.Place == b.Place && a.Minutes == b.Minutes && a.StartsAt.Equal(b.StartsAt)
	})
}
