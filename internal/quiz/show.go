package quiz

import (
	"time"

	"masar/internal/catalog"
)

// Shows returns what the results of a quiz show somebody with the attempts as:
// catalog.ShowScore, ShowOwn or ShowKeys. Closed says that the quiz is closed to
// them.
func Shows(c catalog.Course, q catalog.Quiz, as []Attempt, closed bool, now time.Time) string {
	switch w := c.Shows(q); w.Arg {
	case catalog.AtOnce:
		return w.Word
	case catalog.AfterLast:
		if !running(as, now) && (spent(q, as) || passed(c, q, as)) {
			return w.Word
		}
	case catalog.AfterClosing:
		if closed && !running(as, now) {
			return w.Word
		}
	}
	return catalog.ShowScore
}

// spent reports whether no attempt is left.
func spent(q catalog.Quiz, as []Attempt) bool { return q.Attempts > 0 && len(as) >= q.Attempts }

func running(as []Attempt, now time.Time) bool {
	for _, a := range as {
		if a.Running(now) {
			return true
		}
	}
	return false
}

// passed reports whether one of the attempts has reached the pass mark.
func passed(c catalog.Course, q catalog.Quiz, as []Attempt) bool {
	mark := c.PassMark(q.ID)
	best, any := Best(as)
	return any && mark > 0 && best >= mark
}

// More returns ErrNoMore or ErrPassed unless another attempt may be begun after
// the others. Of a quiz that shows its answers once it is passed, nobody takes
// another then.
func More(c catalog.Course, q catalog.Quiz, as []Attempt) error {
	if spent(q, as) {
		return ErrNoMore.With("n", q.Attempts)
	}
	if w := c.Shows(q); w.Arg == catalog.AfterLast && w.Word != catalog.ShowScore && passed(c, q, as) {
		return ErrPassed
	}
	return nil
}
