// Package exercise says how work is handed in and reviewed by its rubric.
package exercise

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
)

// A State is where a piece of work stands.
type State string

const (
	Draft    State = "draft"     // begun, seen by nobody else
	HandedIn State = "handed-in" // waits for its review
	Returned State = "returned"  // to be handed in again, with a comment
	Reviewed State = "reviewed"  // has its score
)

// A Work is what one person hands in for one exercise.
type Work struct {
	ID          string `bun:",pk"`
	EnrolmentID string
	ExerciseID  string
	State       State
	Fields      map[string]string `bun:"type:jsonb"` // as its author wrote them last, by field; of a file, its id
	Handed      map[string]string `bun:"type:jsonb"` // as they were handed in; nil if never, or before this was kept
	Turn        int               // counts what its reviewer sees change: hand-ins, reviews and returns
	HandedInAt  time.Time         `bun:",nullzero"`
	Scores      map[string]int    `bun:"type:jsonb"` // 1 to 4, by criterion
	Comment     string            // the reviewer's
	ReviewedBy  string
	ReviewedAt  time.Time `bun:",nullzero"`
	Percent     int       // of the reviewed work, rounded down
	LowestStar  int       // lowest level of a starred criterion; 4 if none is starred
	SavedAt     time.Time
	Revision    int // counts its changes; what was begun is 1
}

// MaxText is how many characters a field may hold.
const MaxText = 20_000

var (
	ErrMissing  = fault.New(fault.Invalid, "exercise.field-missing")
	ErrLong     = fault.New(fault.Invalid, "exercise.field-long")
	ErrNumber   = fault.New(fault.Invalid, "exercise.field-number")
	ErrChoice   = fault.New(fault.Invalid, "exercise.field-choice")
	ErrChanged  = fault.New(fault.Conflict, "exercise.changed")
	ErrReviewed = fault.New(fault.Conflict, "exercise.reviewed-already")
	ErrNotIn    = fault.New(fault.Conflict, "exercise.not-handed-in")
	ErrUnjudged = fault.New(fault.Invalid, "exercise.criterion-missing")
	ErrWhy      = fault.New(fault.Invalid, "exercise.comment-missing").On("comment")
)

// Got returns the sum of the levels at which w was judged.
func (w Work) Got() (n int) {
	for _, level := range w.Scores {
		n += level
	}
	return n
}

// In returns the fields of w as they were handed in, which is what its reviewer
// sees. What its author writes after that is theirs until it is handed in again.
func (w Work) In() map[string]string {
	if w.Handed == nil {
		return w.Fields
	}
	return w.Handed
}

// Beside reports whether the author of work that was handed in has written
// something else since, and has not handed that in.
func (w Work) Beside() bool {
	return (w.State == HandedIn || w.State == Reviewed) && !maps.Equal(w.Fields, w.In())
}

// Open reports whether the work can still be changed by its author.
func (w Work) Open() bool { return w.State != Reviewed }

// Save returns w with the fields as they are now; what was handed in stays as it
// is, and handed in.
func (w Work) Save(e catalog.Exercise, fields map[string]string, now time.Time) (Work, error) {
	if !w.Open() {
		return w, ErrReviewed
	}
	kept := map[string]string{}
	for _, f := range e.Fields {
		v := Tidy(fields[f.ID])
		if len([]rune(v)) > MaxText {
			return w, ErrLong.With("max", MaxText).On(f.ID)
		}
		if v != "" {
			kept[f.ID] = v
		}
	}
	if w.State == "" {
		w.State = Draft
	}
	if w.State == HandedIn {
		w.Handed = w.In()
	}
	w.Fields, w.SavedAt = kept, now
	return w, nil
}

// Tidy returns a field as it is kept: a form ends its lines in one way and a
// script in another.
func Tidy(v string) string {
	return strings.TrimSpace(strings.NewReplacer("\x00", "", "\r\n", "\n", "\r", "\n").Replace(v))
}

// HandIn hands w in as it is saved, or says everything that is missing.
func (w Work) HandIn(e catalog.Exercise, now time.Time) (Work, []*fault.Fault) {
	if !w.Open() {
		return w, []*fault.Fault{ErrReviewed}
	}
	var faults []*fault.Fault
	for _, f := range e.Fields {
		if err := check(f, w.Fields[f.ID]); err != nil {
			faults = append(faults, err.On(f.ID))
		}
	}
	if len(faults) == 0 {
		w.State, w.Handed, w.HandedInAt, w.SavedAt = HandedIn, maps.Clone(w.Fields), now, now
		w.Turn++
	}
	return w, faults
}

func check(f catalog.Field, v string) *fault.Fault {
	switch {
	case v == "" && f.Required:
		return ErrMissing
	case v == "":
		return nil
	case f.Kind == catalog.Number:
		err := f.Check(v)
		if err != nil && errors.Is(err, catalog.ErrNumber) {
			return ErrNumber
		}
		return err
	case f.Kind == catalog.Choice:
		if !slices.ContainsFunc(f.Options, func(o catalog.Option) bool { return o.ID == v }) {
			return ErrChoice
		}
	}
	return nil
}

// Review judges w: a level from 1 to 4 for every criterion of the rubric.
// Work that has been reviewed may be reviewed again.
func (w Work) Review(e catalog.Exercise, scores map[string]int, comment, by string, now time.Time) (Work, []*fault.Fault) {
	if w.State != HandedIn && w.State != Reviewed {
		return w, []*fault.Fault{ErrNotIn}
	}
	var faults []*fault.Fault
	if len([]rune(comment)) > MaxText {
		faults = append(faults, ErrLong.With("max", MaxText).On("comment"))
	}
	sum, star := 0, catalog.Top
	kept := map[string]int{}
	for _, c := range e.Rubric {
		s := scores[c.ID]
		if s < 1 || s > catalog.Top {
			faults = append(faults, ErrUnjudged.On(c.ID))
			continue
		}
		kept[c.ID] = s
		sum += s
		if c.Star {
			star = min(star, s)
		}
	}
	if len(faults) > 0 {
		return w, faults
	}
	w.State, w.Scores, w.Comment = Reviewed, kept, strings.TrimSpace(comment)
	w.ReviewedBy, w.ReviewedAt = by, now
	w.Turn++
	w.Percent, w.LowestStar = 100*sum/max(catalog.Top*len(e.Rubric), 1), star
	return w, nil
}

// Return gives w back to its author, with a comment that says what to do.
func (w Work) Return(comment, by string, now time.Time) (Work, error) {
	if w.State != HandedIn && w.State != Reviewed {
		return w, ErrNotIn
	}
	switch {
	case strings.TrimSpace(comment) == "":
		return w, ErrWhy
	case len([]rune(comment)) > MaxText:
		return w, ErrLong.With("max", MaxText).On("comment")
	}
	w.State, w.Comment, w.ReviewedBy, w.ReviewedAt = Returned, strings.TrimSpace(comment), by, now
	w.Turn++
	w.Scores, w.Percent, w.LowestStar = nil, 0, 0
	return w, nil
}
