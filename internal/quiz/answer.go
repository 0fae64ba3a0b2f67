package quiz

import (
	"slices"
	"time"

	"masar/internal/fault"
	"masar/internal/quiz/item"
)

// ErrNewer says that another answer to the same question stands, made later on
// another device or in another window.
var ErrNewer = fault.New(fault.Conflict, "quiz.newer")

// An Answer is what was answered to one question of an attempt.
type Answer struct {
	AttemptID string        `bun:",pk"`
	ItemID    string        `bun:",pk"`
	Value     item.Response `bun:"type:jsonb"`
	Flagged   bool
	Revision  int       // counts its changes; the first answer is 1
	MadeAt    time.Time `bun:",nullzero"` // by the server's clock; zero in old databases
	SavedAt   time.Time
}

// Given reports whether the question has been answered at all.
func (a Answer) Given() bool { return a.Value.Given() }

// A Making is what is known of how an answer came to be. Clocks of devices are
// wrong; how long ago something happened they know well.
type Making struct {
	On    int           // revision of the answer that stood when this one was made
	Said  bool          // On is known
	Ago   time.Duration // since it was made, until it arrived
	Fresh bool          // Ago is known: somebody made this answer, the form did not only stand there
}

// at returns when the answer was made, not before the attempt began.
func (m Making) at(began, now time.Time) time.Time {
	made := now.Add(-max(m.Ago, 0))
	if made.Before(began) {
		return began
	}
	return made
}

// Replace returns next in place of a: the answer that was made last stands,
// whichever arrives last. Made on a itself, next is the later one; otherwise
// the times say, and over reports that a was not seen by who made next.
// ErrNewer is returned if a stands.
func (a Answer) Replace(next Answer, m Making, began time.Time) (_ Answer, over bool, err error) {
	if !a.SavedAt.IsZero() && a.Flagged == next.Flagged && slices.Equal(a.Value, next.Value) {
		return a, false, nil // the same, sent twice
	}
	stood := a.MadeAt
	if stood.IsZero() {
		stood = a.SavedAt
	}
	next.Revision, next.MadeAt = a.Revision+1, m.at(began, next.SavedAt)
	if over = m.Said && m.On != a.Revision; !over {
		if next.MadeAt.Before(stood) {
			next.MadeAt = stood
		}
		return next, false, nil
	}
	if !m.Fresh || !next.MadeAt.After(stood) {
		return a, false, ErrNewer
	}
	return next, true, nil
}
