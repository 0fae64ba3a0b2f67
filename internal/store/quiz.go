package store

import (
	"context"
	"time"

	"masar/internal/people"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
)

// Attempts returns the attempts at a quiz under the enrolment, the first first.
func (db Reader) Attempts(ctx context.Context, enrolment, quizID string) (as []quiz.Attempt, err error) {
	defer wrap(&err, "attempts at %s", quizID)
	err = db.q.NewSelect().Model(&as).Where("enrolment_id = ? AND quiz_id = ?", enrolment, quizID).Order("number").Scan(ctx)
	return as, err
}

// RunningAttempt returns the attempt of the person that is open at the time,
// the first to end if there are several; the error is ErrNotFound if none is.
func (db Reader) RunningAttempt(ctx context.Context, person string, now time.Time) (a quiz.Attempt, err error) {
	defer wrap(&err, "running attempt of %s", person)
	err = db.q.NewSelect().Model(&a).Where("finished_at IS NULL AND ends_at > ?", now).
		Where("enrolment_id IN (SELECT id FROM enrolments WHERE person_id = ?)", person).Order("ends_at").Limit(1).Scan(ctx)
	return a, err
}

// Attempt returns the attempt with the given id. Whose it is, its enrolment says.
func (db Reader) Attempt(ctx context.Context, id string) (a quiz.Attempt, err error) {
	defer wrap(&err, "attempt %s", id)
	err = db.q.NewSelect().Model(&a).Apply(db.forUpdate).Where("id = ?", id).Scan(ctx)
	return a, err
}

// OwnAttempt returns an attempt under an enrolment in scope, and the course and
// its version that the enrolment is in. In a transaction the attempt is locked, and the
// enrolment is not.
func (db Reader) OwnAttempt(ctx context.Context, s people.Scope, id string) (a quiz.Attempt, course, version string, err error) {
	defer wrap(&err, "attempt %s", id)
	var found struct {
		quiz.Attempt `bun:",extend"`
		CourseID     string `bun:",scanonly"`
		Version      string `bun:",scanonly"`
	}
	err = db.q.NewSelect().Model(&found).ColumnExpr("?TableAlias.*").ColumnExpr("e.course_id, e.version").
		Join("JOIN enrolments AS e ON e.id = ?TableAlias.enrolment_id").Apply(scoped(s, "e.agency_id", "e.person_id")).
		Apply(db.forUpdate).Where("?TableAlias.id = ?", id).Scan(ctx)
	return found.Attempt, found.CourseID, found.Version, err
}

// AddAttempt adds a.
func (tx *Tx) AddAttempt(ctx context.Context, a quiz.Attempt) (err error) {
	defer wrap(&err, "add attempt at %s", a.QuizID)
	_, err = tx.q.NewInsert().Model(&a).Exec(ctx)
	return err
}

// SaveAttempt saves the result of a; an attempt is finished once.
func (tx *Tx) SaveAttempt(ctx context.Context, a quiz.Attempt) (err error) {
	defer wrap(&err, "save attempt %s", a.ID)
	return one(tx.q.NewUpdate().Model(&a).Column("finished_at", "points", "percent", "passed").
		WherePK().Where("finished_at IS NULL").Exec(ctx))
}

// Answers returns the answers of an attempt, by question.
func (db Reader) Answers(ctx context.Context, attempt string) (as []quiz.Answer, err error) {
	defer wrap(&err, "answers of %s", attempt)
	err = db.q.NewSelect().Model(&as).Where("attempt_id = ?", attempt).Scan(ctx)
	return as, err
}

// Answer returns the answer to one question of an attempt; the zero Answer is
// one not given yet. Within a transaction that has read the attempt nobody else
// changes it.
func (db Reader) Answer(ctx context.Context, attempt, item string) (a quiz.Answer, err error) {
	defer wrap(&err, "answer to %s", item)
	var as []quiz.Answer
	err = db.q.NewSelect().Model(&as).Where("attempt_id = ? AND item_id = ?", attempt, item).Scan(ctx)
	if len(as) == 1 {
		a = as[0]
	}
	return a, err
}

// SaveAnswer adds or replaces an answer.
func (tx *Tx) SaveAnswer(ctx context.Context, a quiz.Answer) (err error) {
	defer wrap(&err, "save answer to %s", a.ItemID)
	if a.Value == nil {
		a.Value = item.Response{}
	}
	_, err = tx.q.NewInsert().Model(&a).On("CONFLICT (attempt_id, item_id) DO UPDATE").
		Set("value = EXCLUDED.value, flagged = EXCLUDED.flagged, revision = EXCLUDED.revision, made_at = EXCLUDED.made_at, saved_at = EXCLUDED.saved_at").Exec(ctx)
	return err
}
