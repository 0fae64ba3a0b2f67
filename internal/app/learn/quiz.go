package learn

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/store"
)

// StartAttempt begins v's next attempt at a quiz of the course that is open to
// them, or returns the one that is running.
func (a Learning) StartAttempt(ctx context.Context, v people.Viewer, course, quizID string) (at quiz.Attempt, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		e, c, err := learning(ctx, d, v, course)
		if err != nil {
			return err
		}
		q, ok := c.Quiz(quizID)
		if !ok {
			return store.ErrNotFound
		}
		earlier, err := d.Attempts(ctx, e.ID, quizID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(earlier, func(at quiz.Attempt) bool { return at.Running(d.Now) }) {
			if err := opened(ctx, d, e, c, quizID); err != nil {
				return err
			}
		}
		var began bool
		if at, began, err = quiz.Start(c, q, earlier, a.seed(), d.Now); err != nil || !began {
			return err
		}
		at.ID, at.EnrolmentID = a.NewID(), e.ID
		if err := d.AddAttempt(ctx, at); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.AttemptStarted, core.Titled(at.ID, e.AgencyID, q.Title), event.QuizID.Is(quizID), event.Ends.At(at.EndsAt.Add(quiz.Grace+time.Second))))
	})
	return at, err
}

func (a Learning) seed() int64 {
	var b [8]byte
	a.Random(b[:])
	return int64(binary.LittleEndian.Uint64(b[:]) >> 1)
}

// A Saved is an answer that was saved, or the later one that stands, with the
// attempt and the course that it belongs to.
type Saved struct {
	Answer  quiz.Answer
	Over    bool // it took the place of an answer that its maker had not seen
	Attempt quiz.Attempt
	Course  catalog.Course
}

// SaveAnswer keeps what v answers to one question of their attempt, and
// whether they flag it. It is saved as often as they change their mind.
func (a Learning) SaveAnswer(ctx context.Context, v people.Viewer, attempt, itemID string, r item.Response, flagged bool) (quiz.Answer, error) {
	s, err := a.SaveAnswerMade(ctx, v, attempt, itemID, func(catalog.Item, quiz.Question) item.Response { return r }, flagged, quiz.Making{})
	return s.Answer, err
}

// SaveAnswerMade keeps an answer as SaveAnswer does, unless one that was made
// later stands; that one is returned with quiz.ErrNewer. What is answered is read
// once the question is known.
func (a Learning) SaveAnswerMade(ctx context.Context, v people.Viewer, attempt, itemID string, read func(catalog.Item, quiz.Question) item.Response, flagged bool, m quiz.Making) (s Saved, err error) {
	err = a.Write(ctx, func(tx *store.Tx) error { // no event: answers are kept, not told
		at, course, version, err := tx.OwnAttempt(ctx, v.Own(), attempt)
		if err != nil {
			return err
		}
		s = Saved{Attempt: at}
		if s.Course, err = tx.Course(ctx, course, version); err != nil { // kept in memory: versions never change
			return err
		}
		it, ok := s.Course.Item(itemID)
		if !ok {
			return store.ErrNotFound
		}
		q, _ := at.Question(itemID)
		next, err := at.Take(it, read(it, q), flagged, a.Now())
		if err != nil {
			return err
		}
		was, err := tx.Answer(ctx, attempt, itemID)
		if err != nil {
			return err
		}
		if s.Answer, s.Over, err = was.Replace(next, m, at.StartedAt); err != nil {
			return err
		}
		return tx.SaveAnswer(ctx, s.Answer)
	})
	return s, err
}

// attemptOf loads v's own attempt with its enrolment and course.
func attemptOf(ctx context.Context, db store.Reader, v people.Viewer, id string) (at quiz.Attempt, e progress.Enrolment, c catalog.Course, err error) {
	if at, err = db.Attempt(ctx, id); err != nil {
		return at, e, c, err
	}
	if e, err = db.Enrolment(ctx, v.Own(), at.EnrolmentID); err != nil {
		return at, e, c, err
	}
	c, err = db.Course(ctx, e.CourseID, e.Version)
	return at, e, c, err
}

// FinishAttempt hands v's attempt in and grades it. Handed in twice, it was
// handed in once.
func (a Learning) FinishAttempt(ctx context.Context, v people.Viewer, id string) (at quiz.Attempt, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		var e progress.Enrolment
		var c catalog.Course
		if at, e, c, err = attemptOf(ctx, d.Reader, v, id); err != nil || !at.FinishedAt.IsZero() {
			return err
		}
		at, err = grade(ctx, d, at, e, c)
		return err
	})
	return at, err
}

// GradeLate finishes an attempt whose time is over and that nobody handed in.
func (a Learning) GradeLate(ctx context.Context, d *core.Unit, id string) error {
	at, err := d.Attempt(ctx, id)
	if err != nil || !at.FinishedAt.IsZero() {
		return err
	}
	e, err := d.Enrolment(ctx, people.Everywhere("the clock ends attempts of every agency"), at.EnrolmentID)
	if err != nil {
		return err
	}
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	_, err = grade(ctx, d, at, e, c)
	return err
}

func grade(ctx context.Context, d *core.Unit, at quiz.Attempt, e progress.Enrolment, c catalog.Course) (quiz.Attempt, error) {
	q, ok := c.Quiz(at.QuizID)
	if !ok {
		return at, errors.New("attempt at a quiz that its course has not")
	}
	answers, err := d.Answers(ctx, at.ID)
	if err != nil {
		return at, err
	}
	if at, err = at.Finish(c, q, answers, d.Now); err != nil {
		return at, err
	}
	if err := d.SaveAttempt(ctx, at); err != nil {
		return at, err
	}
	if err := Advance(ctx, d, e, c); err != nil {
		return at, err
	}
	return at, d.Emit(ctx, event.Of(event.AttemptFinished, core.Titled(at.ID, e.AgencyID, q.Title), event.QuizID.Is(at.QuizID)))
}
