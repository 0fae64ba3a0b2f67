package store

import (
	"context"
	"reflect"
	"slices"
	"time"

	"masar/internal/catalog"
	"masar/internal/exercise"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/workshop"

	"github.com/uptrace/bun"
)

// Enrolment returns the enrolment with the given id. In a transaction it is locked:
// two transactions on one enrolment follow one another.
func (db Reader) Enrolment(ctx context.Context, s people.Scope, id string) (e progress.Enrolment, err error) {
	defer wrap(&err, "enrolment %s", id)
	err = db.q.NewSelect().Model(&e).Apply(within(s), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return e, err
}

// EnrolmentIn returns the person's latest enrolment in the course, locked in a
// transaction.
func (db Reader) EnrolmentIn(ctx context.Context, s people.Scope, person, course string) (e progress.Enrolment, err error) {
	defer wrap(&err, "enrolment of %s in %s", person, course)
	err = db.q.NewSelect().Model(&e).Apply(within(s), db.forUpdate).
		Where("person_id = ? AND course_id = ?", person, course).Order("round DESC").Limit(1).Scan(ctx)
	return e, err
}

// EnrolmentsOf returns the person's enrolments, what is due first first.
func (db Reader) EnrolmentsOf(ctx context.Context, s people.Scope, person string) (es []progress.Enrolment, err error) {
	defer wrap(&err, "enrolments of %s", person)
	err = db.q.NewSelect().Model(&es).Apply(within(s)).Where("person_id = ?", person).
		Where("state <> ?", progress.Left).
		OrderExpr("CASE WHEN completed_at IS NULL THEN 0 ELSE 1 END, due_on IS NULL, due_on, assigned_at DESC").Scan(ctx)
	return es, err
}

// EnrolmentsLeft returns the enrolments in scope of which a person was taken off,
// locked in a transaction.
func (db Reader) EnrolmentsLeft(ctx context.Context, s people.Scope, person string) (es []progress.Enrolment, err error) {
	defer wrap(&err, "enrolments that %s left", person)
	err = db.q.NewSelect().Model(&es).Apply(within(s), db.forUpdate).Where("person_id = ? AND state = ?", person, progress.Left).Order("id").Scan(ctx)
	return es, err
}

// AddEnrolments adds the enrolments, but for people who have one in the same
// round of the course already, and returns how many it added.
func (tx *Tx) AddEnrolments(ctx context.Context, es []progress.Enrolment) (n int, err error) {
	defer wrap(&err, "add %d enrolments", len(es))
	for part := range slices.Chunk(es, 500) {
		res, err := tx.q.NewInsert().Model(&part).On("CONFLICT DO NOTHING").Exec(ctx)
		if err != nil {
			return n, err
		}
		k, err := res.RowsAffected()
		if err != nil {
			return n, err
		}
		n += int(k)
	}
	return n, nil
}

// SaveEnrolment saves what has changed in e, read at its revision.
func (tx *Tx) SaveEnrolment(ctx context.Context, e progress.Enrolment) (err error) {
	defer wrap(&err, "save enrolment %s", e.ID)
	was := e.Revision
	e.Revision++
	return one(tx.q.NewUpdate().Model(&e).WherePK().Where("revision = ?", was).Exec(ctx))
}

// AddStepDone notes that a step was done. Done twice, it keeps its first time.
func (tx *Tx) AddStepDone(ctx context.Context, d progress.StepDone) (err error) {
	defer wrap(&err, "step %s done", d.StepID)
	_, err = tx.q.NewInsert().Model(&d).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// Evidence returns what was done under the enrolment.
func (db Reader) Evidence(ctx context.Context, enrolment string) (progress.Evidence, error) {
	evs, err := db.EvidenceOf(ctx, enrolment)
	return evs[enrolment], err
}

// EvidenceOf returns what was done under each of the enrolments.
func (db Reader) EvidenceOf(ctx context.Context, enrolments ...string) (evs map[string]progress.Evidence, err error) {
	defer wrap(&err, "evidence of %d enrolments", len(enrolments))
	evs = make(map[string]progress.Evidence, len(enrolments))
	for part := range slices.Chunk(enrolments, 500) {
		for _, id := range part {
			evs[id] = progress.Evidence{Steps: map[string]bool{}, Minutes: map[string]int{}, Quizzes: map[string]int{}, Tries: map[string]int{}, Works: map[string]progress.Work{}}
		}
		if err := db.gather(ctx, evs, part); err != nil {
			return nil, err
		}
	}
	return evs, nil
}

// gather adds to the evidence what was done under the enrolments.
func (db Reader) gather(ctx context.Context, evs map[string]progress.Evidence, enrolments []string) error {
	var (
		steps []progress.StepDone
		there []workshop.Attendance
		tries []quiz.Attempt
		works []exercise.Work
	)
	of := func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("enrolment_id IN (?)", bun.List(enrolments)) }
	if err := db.q.NewSelect().Model(&steps).Apply(of).Scan(ctx); err != nil {
		return err
	}
	if err := db.q.NewSelect().Model(&there).Apply(of).Scan(ctx); err != nil {
		return err
	}
	if err := db.q.NewSelect().Model(&tries).ExcludeColumn("questions").Apply(of).Where("finished_at IS NOT NULL").Scan(ctx); err != nil {
		return err
	}
	if err := db.q.NewSelect().Model(&works).ExcludeColumn("fields", "handed").Apply(of).Scan(ctx); err != nil {
		return err
	}
	for _, s := range steps {
		evs[s.EnrolmentID].Steps[s.StepID] = true
	}
	for _, t := range there {
		evs[t.EnrolmentID].Minutes[t.SessionID] = t.Minutes
	}
	for _, t := range tries {
		ev := evs[t.EnrolmentID]
		ev.Quizzes[t.QuizID] = max(ev.Quizzes[t.QuizID], t.Percent)
		ev.Tries[t.QuizID]++
	}
	for _, w := range works {
		evs[w.EnrolmentID].Works[w.ExerciseID] = progress.Work{
			HandedIn: w.State == exercise.HandedIn || w.State == exercise.Reviewed,
			Before:   !w.HandedInAt.IsZero(), Reviewed: w.State == exercise.Reviewed, Percent: w.Percent, Star: w.LowestStar, Got: w.Got(), Of: catalog.Top * len(w.Scores),
		}
	}
	return nil
}

// AttendedDays returns the first and the last instant of the sessions that
// were attended under the enrolment, by its run's timetable; zero if none was.
func (db Reader) AttendedDays(ctx context.Context, e progress.Enrolment) (from, to time.Time, err error) {
	defer wrap(&err, "days of %s", e.ID)
	var slots []workshop.Slot
	err = db.q.NewSelect().Model(&slots).Where("(run_id, session_id) IN (SELECT run_id, session_id FROM attendances WHERE enrolment_id = ? AND minutes > 0)", e.ID).
		Order("starts_at").Scan(ctx)
	if err != nil || len(slots) == 0 {
		return from, to, err
	}
	return slots[0].StartsAt, slots[len(slots)-1].StartsAt, nil
}

// TaughtEnrolment returns an enrolment whose learner v teaches: in a run of
// which they are a trainer, wherever its people come from, or in an agency in
// which they are one.
func (db Reader) TaughtEnrolment(ctx context.Context, v people.Viewer, id string) (e progress.Enrolment, err error) {
	defer wrap(&err, "taught enrolment %s", id)
	err = db.q.NewSelect().Model(&e).Apply(taught(v, "?TableAlias.agency_id", "?TableAlias.run_id"), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return e, err
}

// Tried reports whether an attempt or a work was begun under the enrolment, even
// if neither counts yet: what is asked in them is that of its version.
func (db Reader) Tried(ctx context.Context, enrolment string) (yes bool, err error) {
	defer wrap(&err, "what was tried under %s", enrolment)
	if yes, err = db.q.NewSelect().Model((*quiz.Attempt)(nil)).Where("enrolment_id = ?", enrolment).Exists(ctx); err != nil || yes {
		return yes, err
	}
	return db.q.NewSelect().Model((*exercise.Work)(nil)).Where("enrolment_id = ?", enrolment).Exists(ctx)
}

// AllDone returns up to n enrolments under way in which all or nearly all is done
// (a test that was missed before a workshop stays so); by id, those after the
// given one.
func (db Reader) AllDone(ctx context.Context, after string, n int) (es []progress.Enrolment, err error) {
	defer wrap(&err, "enrolments all done")
	err = db.q.NewSelect().Model(&es).Where("state = ? AND percent >= 80 AND id > ?", progress.UnderWay, after).
		Order("id").Limit(int64(n)).Scan(ctx)
	return es, err
}

// enrolmentOf selects the columns of an enrolment from a table under an alias. The
// table has more of them, which are the clock's own.
func (db Reader) enrolmentOf(alias string) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		for _, f := range db.q.Dialect().Tables().Get(reflect.TypeFor[progress.Enrolment]()).Fields {
			q = q.ColumnExpr("?.?", bun.Ident(alias), bun.Ident(f.Name))
		}
		return q
	}
}
