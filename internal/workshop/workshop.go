// Package workshop says how a course is run over one or more days: its
// sessions in time and place, its seats, and who attended for how long.
package workshop

import (
	"errors"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/typed"
)

// A Run is a course held on certain days for certain people.
type Run struct {
	ID        string `bun:",pk"`
	CourseID  string
	Version   string
	AgencyID  string // the host's; its HR and trainers see the run
	Place     string // room or address
	PlaceEn   string // the same in English, or ""
	Seats     int    // 0: as many as come
	StartsOn  time.Time
	EndsOn    time.Time
	Cancelled bool
	CreatedAt time.Time
	Revision  int
}

// At returns where r is.
func (r Run) At() catalog.Text { return catalog.Text{Ar: r.Place, En: r.PlaceEn} }

// A Trainer teaches a run.
type Trainer struct {
	RunID    string `bun:",pk"`
	PersonID string `bun:",pk"`
}

// A Switch is what a trainer has last done with a step of a run's course: open or
// close it for everybody in the run, whatever the course says of it.
type Switch struct {
	RunID  string `bun:",pk"`
	StepID string `bun:",pk"`
	Opened bool
	SetAt  time.Time
	SetBy  string
}

// A Slot is one session of a run on the clock.
type Slot struct {
	RunID     string `bun:",pk"`
	SessionID string `bun:",pk"` // of the course
	StartsAt  time.Time
	Minutes   int
	Place     string
	PlaceEn   string
}

// At returns where the slot is.
func (s Slot) At() catalog.Text { return catalog.Text{Ar: s.Place, En: s.PlaceEn} }

// EndsAt returns when the slot is over.
func (s Slot) EndsAt() time.Time { return s.StartsAt.Add(time.Duration(s.Minutes) * time.Minute) }

// Door is how long before a session begins its register may be taken: people
// are marked as they come in.
const Door = time.Hour

// Open returns ErrEarly, which says when s begins, while it is too early to say
// that anybody was there.
func (s Slot) Open(now time.Time) error {
	if now.Before(s.StartsAt.Add(-Door)) {
		return ErrEarly.With("at", moment(s.StartsAt))
	}
	return nil
}

// A moment is an instant of which people are told the hour too.
type moment time.Time

// Moment returns m as a time.
func (m moment) Moment() time.Time { return time.Time(m) }

// An Attendance says for how many of a session's minutes someone was there.
type Attendance struct {
	EnrolmentID string `bun:",pk"`
	SessionID   string `bun:",pk"`
	RunID       string // in which they were there; "" if that is no longer known
	Minutes     int
	MarkedBy    string
	MarkedAt    time.Time
}

var (
	ErrDays    = fault.New(fault.Invalid, "workshop.days-wrong").On("days")
	ErrOrder   = fault.New(fault.Invalid, "workshop.days-order").On("days")
	ErrFull    = fault.New(fault.Conflict, "workshop.full")
	ErrGone    = fault.New(fault.Conflict, "workshop.cancelled")
	ErrOver    = fault.New(fault.Conflict, "workshop.over")
	ErrEarly   = fault.New(fault.Conflict, "workshop.early")
	ErrMarked  = fault.New(fault.Conflict, "workshop.marked-since")
	ErrMinutes = fault.New(fault.Invalid, "workshop.minutes-wrong")
	ErrNot     = fault.New(fault.Invalid, "workshop.not-a-workshop")
	ErrTrainer = fault.New(fault.Invalid, "workshop.not-a-trainer").On("trainers")
)

// Limits of a run.
const (
	MaxPlace = 200  // characters of the name of its place
	MaxSeats = 9999 // where there is a limit at all
)

// Terms returns the name of a place as it is kept, or what is wrong with it,
// with the seats or with the instants at which the days of a run begin.
func Terms(place catalog.Text, seats int, begin []time.Time) (catalog.Text, error) {
	ar, err := typed.Line("place", place.Ar, MaxPlace)
	en, err2 := typed.Line("place_en", place.En, MaxPlace)
	errs := []error{err, err2}
	for _, f := range (typed.Pair{ArField: "place", Ar: ar, EnField: "place_en", En: en}).Check() {
		if !f.Is(typed.ErrArabic) { // a place goes by its first name, in either language
			errs = append(errs, f)
		}
	}
	if seats < 0 || seats > MaxSeats {
		errs = append(errs, typed.ErrWhole.With("min", 1).With("max", MaxSeats).On("seats"))
	}
	for _, at := range begin {
		errs = append(errs, typed.Year("days", at.Year()))
	}
	return catalog.Text{Ar: ar, En: en}, errors.Join(errs...)
}

// Timetable lays the attended modules of c on the given days, one a day, each
// beginning at the instant given for its day. Breaks take their time but get
// no slot.
func Timetable(c catalog.Course, runID string, place catalog.Text, begin []time.Time) (slots []Slot, err error) {
	days := Days(c)
	if len(days) == 0 {
		return nil, ErrNot
	}
	if len(begin) != len(days) {
		return nil, ErrDays.With("n", len(days))
	}
	var at time.Time
	for i, m := range days {
		if begin[i].Before(at) { // the day before it is not over
			return nil, ErrOrder
		}
		at = begin[i]
		for _, s := range m.Sessions {
			if !s.Break() {
				slots = append(slots, Slot{RunID: runID, SessionID: s.ID, StartsAt: at, Minutes: s.Minutes, Place: place.Ar, PlaceEn: place.En})
			}
			at = at.Add(time.Duration(s.Minutes) * time.Minute)
		}
	}
	return slots, nil
}

// Days returns the modules of c that people come together for: one a day.
func Days(c catalog.Course) (days []catalog.Module) {
	for _, m := range c.Modules {
		if m.Attended() {
			days = append(days, m)
		}
	}
	return days
}

// Attend returns the attendance of a session of a run, of the given length, for
// the given minutes of it.
func Attend(run, enrolment string, s catalog.Session, minutes int, by string, now time.Time) (Attendance, error) {
	if s.Break() || minutes < 0 || minutes > s.Minutes {
		return Attendance{}, ErrMinutes.With("max", s.Minutes)
	}
	return Attendance{EnrolmentID: enrolment, SessionID: s.ID, RunID: run, Minutes: minutes, MarkedBy: by, MarkedAt: now}, nil
}

// Replace returns ErrMarked, which says what stands, if a mark of the given
// minutes would take the place of one that whoever made it has not seen. Nil
// stands for no mark.
func Replace(stands, seen *int, minutes int) error {
	if stands == nil || *stands == minutes || seen != nil && *seen == *stands {
		return nil
	}
	return ErrMarked.With("n", *stands)
}

// Cancel returns r as it is once it was called off, at a time at which not all
// of it is over, or whenever nobody is marked in it. What was attended of it
// stays attended.
func (r Run) Cancel(marked bool, now time.Time) (Run, error) {
	switch {
	case r.Cancelled:
		return r, ErrGone
	case marked && !now.Before(r.EndsOn):
		return r, ErrOver
	}
	r.Cancelled = true
	return r, nil
}

// Held returns ErrGone if r was cancelled: then nobody attends it.
func (r Run) Held() error {
	if r.Cancelled {
		return ErrGone
	}
	return nil
}

// Room returns ErrFull, which says how many seats there are, how many are left and
// how many are asked for, or ErrGone, unless n more people may join the run, in
// which taken seats are taken.
func (r Run) Room(taken, n int) error {
	switch {
	case r.Cancelled:
		return ErrGone
	case r.Seats > 0 && taken+n > r.Seats:
		return ErrFull.With("left", max(r.Seats-taken, 0)).With("seats", r.Seats).With("asked", n)
	}
	return nil
}
