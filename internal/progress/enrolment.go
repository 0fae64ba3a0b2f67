package progress

import (
	"time"

	"masar/internal/fault"
	"masar/internal/people"
)

// A State is how an enrolment stands.
type State string

const (
	Waiting  State = "waiting"   // enrolled, nothing done yet
	UnderWay State = "under-way" // begun
	Done     State = "completed" // the rules of the course are met
	Left     State = "withdrawn" // taken off the course
)

// An Enrolment is one person on one version of one course. The second half of
// it is a projection of what they have done, kept up to date with every event
// so that reports need not count it again.
type Enrolment struct {
	ID         string `bun:",pk"`
	PersonID   string
	AgencyID   string // the person's, when enrolled
	CourseID   string
	Version    string
	Round      int    // 1, and one more for each re-certification
	RunID      string // the run they attend, or ""
	AssignedBy string // "" if they enrolled themselves
	AssignedAt time.Time
	DueOn      time.Time `bun:",nullzero"` // the end of the last day to complete it

	State       State
	DoneCount   int       // sessions done
	TotalCount  int       // sessions there are
	Percent     int       // of the sessions done; 100 once completed, as some may be optional
	Score       int       // percent in the last quiz that counts; −1: none yet
	BeganAt     time.Time `bun:",nullzero"`
	ActiveAt    time.Time `bun:",nullzero"` // when something was last done
	CompletedAt time.Time `bun:",nullzero"`
	Revision    int
}

// Late reports whether e should have been completed by now.
func (e Enrolment) Late(now time.Time) bool {
	return !e.DueOn.IsZero() && now.After(e.DueOn) && (e.State == Waiting || e.State == UnderWay)
}

// Open reports whether anything is left to do.
func (e Enrolment) Open() bool { return e.State == Waiting || e.State == UnderWay }

// Assign returns e, which its person has already, as assigned once more with a
// new date, and whether that changes anything. Who was taken off the course is
// back on it, where they were; what is completed stays so, and no date takes an
// earlier one away.
func (e Enrolment) Assign(due time.Time, by people.Mark) (_ Enrolment, changed bool) {
	if e.State == Done || e.Open() && (due.IsZero() || due.Equal(e.DueOn)) {
		return e, false
	}
	e = e.Back(by.At)
	e.DueOn, e.AssignedBy = due, by.By
	return e, true
}

// Back returns e, if its person was taken off the course, as on it once more
// since the given time, where they were. What was done under it in the meantime
// is still to be read.
func (e Enrolment) Back(at time.Time) Enrolment {
	if e.State != Left {
		return e
	}
	e.State, e.AssignedAt = UnderWay, at
	if e.BeganAt.IsZero() {
		e.State = Waiting
	}
	return e
}

// A StepDone says that a lesson was read or a survey answered.
type StepDone struct {
	EnrolmentID string `bun:",pk"`
	StepID      string `bun:",pk"`
	At          time.Time
}

// ErrLeft is what anybody is told who goes on with a course they were taken off.
var ErrLeft = fault.New(fault.Conflict, "progress.withdrawn")

// Apply returns e with what the reading says, as of now, and whether e has
// just been completed. What has been completed stays so.
func (e Enrolment) Apply(r Reading, now time.Time) (_ Enrolment, completed bool) {
	e.DoneCount, e.TotalCount, e.Percent, e.Score = r.Done, r.Total, percent(r.Done, r.Total), r.Score
	if r.Begun && e.BeganAt.IsZero() {
		e.BeganAt = now
	}
	if r.Begun && e.State == Waiting {
		e.State = UnderWay
	}
	if r.Complete && e.Open() {
		e.State, e.CompletedAt, completed = Done, now, true
	}
	if e.State == Done {
		e.Percent = 100
	}
	return e, completed
}
