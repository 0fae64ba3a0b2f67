// Package report says what an HR officer reads about the training of their
// people: who has completed, who is under way and who is late, and how that
// compares with a month ago.
//
// Figures count enrolments, not people: someone on two courses counts twice.
// Who was taken off a course is not in it.
package report

import (
	"cmp"
	"slices"
	"time"

	"masar/internal/catalog"
)

// A State is how an enrolment stands in the eyes of HR. Each is in exactly one.
type State string

const (
	Waiting   State = "waiting"   // nothing done yet, and time left
	UnderWay  State = "under-way" // begun, and time left
	Late      State = "late"      // not completed by its date
	Completed State = "completed"
)

// States are all of them, in the order in which people choose from them.
var States = []State{Completed, UnderWay, Waiting, Late}

// A Row is one enrolment as HR reads it.
type Row struct {
	EnrolmentID  string
	PersonID     string
	NameAr       string
	NameEn       string
	StaffNo      string
	Department   string
	DepartmentEn string
	AgencyAr     string
	AgencyEn     string
	CourseID     string
	CourseAr     string
	CourseEn     string
	State        State // see StateOf
	DoneCount    int   // sessions
	TotalCount   int
	Percent      int // of sessions; 100 once completed
	Score        int // percent; −1: none yet
	AssignedAt   time.Time
	DueOn        time.Time
	ActiveAt     time.Time
	CompletedAt  time.Time
}

// Name returns the person's name in lang or, failing that, the other language.
func (r Row) Name(lang string) string { return catalog.Text{Ar: r.NameAr, En: r.NameEn}.In(lang) }

// DepartmentIn returns the department's name in lang or, failing that, the other
// language.
func (r Row) DepartmentIn(lang string) string {
	return catalog.Text{Ar: r.Department, En: r.DepartmentEn}.In(lang)
}

// Agency returns what the agency is called.
func (r Row) Agency() catalog.Text { return catalog.Text{Ar: r.AgencyAr, En: r.AgencyEn} }

// Course returns what the course is called.
func (r Row) Course() catalog.Text { return catalog.Text{Ar: r.CourseAr, En: r.CourseEn} }

// StateOf returns the state of an enrolment that is kept as being in the given
// state, at the given time: one not completed is late once its date has passed.
func StateOf(kept State, due, now time.Time) State {
	if kept != Completed && !due.IsZero() && now.After(due) {
		return Late
	}
	return kept
}

// Figures are the numbers of one moment.
type Figures struct {
	Enrolled  int
	Completed int
	Late      int
	Score     int // average percentage of those who completed; −1: nobody has
}

// Totals are the numbers of now, and those of a month before.
type Totals struct{ Now, Before Figures }

// A Change is how a number moved since a month before.
type Change struct {
	By   int
	Good bool // it moved the way one hopes for; false for no movement
}

// Completed returns how the number of completions moved.
func (t Totals) Completed() Change {
	by := t.Now.Completed - t.Before.Completed
	return Change{by, by > 0}
}

// Late returns how the number of those who are late moved.
func (t Totals) Late() Change {
	by := t.Now.Late - t.Before.Late
	return Change{by, by < 0}
}

// Score returns how the average score moved, in points. It has not where
// either month has none.
func (t Totals) Score() Change {
	if t.Now.Score < 0 || t.Before.Score < 0 {
		return Change{}
	}
	by := t.Now.Score - t.Before.Score
	return Change{by, by > 0}
}

// A Bar is how far one agency or department has come.
type Bar struct {
	ID        string // of the agency, or the department's name
	Name      catalog.Text
	Enrolled  int
	Completed int
}

// Percent returns the percentage of enrolments completed, −1 of nobody.
func (b Bar) Percent() int { return Share(b.Completed, b.Enrolled) }

// Share returns how many percent n is of all; see catalog.Share.
func Share(n, all int) int { return catalog.Share(n, all) }

// Rank puts the bars in order: the furthest first, the bigger first among
// equals.
func Rank(bs []Bar) {
	slices.SortFunc(bs, func(a, b Bar) int {
		return cmp.Or(cmp.Compare(b.Percent(), a.Percent()), cmp.Compare(b.Enrolled, a.Enrolled), cmp.Compare(a.ID, b.ID))
	})
}
