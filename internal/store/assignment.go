package store

import (
	"context"
	"slices"

	"masar/internal/people"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// A Target is one person that something is assigned to.
type Target struct{ ID, AgencyID string }

// Targets returns everyone in scope whom the filter lets through, by id.
func (db Reader) Targets(ctx context.Context, s people.Scope, f PeopleFilter) (ts []Target, err error) {
	defer wrap(&err, "targets")
	err = db.q.NewSelect().Model((*people.Person)(nil)).Column("id", "agency_id").
		Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Apply(f.apply).Order("id").Scan(ctx, &ts)
	return ts, err
}

// LatestEnrolments returns the latest enrolment in the course of each of the
// people who have one, by person; locked in a transaction.
func (db Reader) LatestEnrolments(ctx context.Context, s people.Scope, course string, persons []string) (es map[string]progress.Enrolment, err error) {
	defer wrap(&err, "enrolments of %d people in %s", len(persons), course)
	es = make(map[string]progress.Enrolment)
	for part := range slices.Chunk(persons, 500) {
		var some []progress.Enrolment
		if err := db.q.NewSelect().Model(&some).Apply(scoped(s, "coalesce(?TableAlias.agency_id, '')", "?TableAlias.person_id"), db.forUpdate).
			Where("course_id = ? AND person_id IN (?)", course, bun.List(part)).Order("person_id", "round").Scan(ctx); err != nil {
			return nil, err
		}
		for _, e := range some {
			es[e.PersonID] = e // the last round wins
		}
	}
	return es, nil
}

// PeopleCalled returns the people in scope, still employed, whose staff number,
// e-mail address or sign-in name is among those typed.
func (db Reader) PeopleCalled(ctx context.Context, s people.Scope, typed ...string) (ps []people.Person, err error) {
	defer wrap(&err, "people by %d names", len(typed))
	for part := range slices.Chunk(typed, 200) {
		var numbers, emails, signIns []string
		for _, name := range part {
			n := people.Called(name)
			numbers, emails, signIns = append(numbers, n.StaffKey), append(emails, n.EmailKey), append(signIns, n.SignIn)
		}
		var some []people.Person
		if err := db.q.NewSelect().Model(&some).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).
			Where("left_at IS NULL").
			Where("(staff_key IN (?) OR email_key IN (?) OR sign_in IN (?))", bun.List(numbers), bun.List(emails), bun.List(signIns)).
			Order("sort_ar", "id").Scan(ctx); err != nil {
			return nil, err
		}
		for _, p := range some {
			if !slices.ContainsFunc(ps, func(q people.Person) bool { return q.ID == p.ID }) {
				ps = append(ps, p)
			}
		}
	}
	return ps, nil
}

// WithdrawEnrolments takes the person off every course they have not completed,
// and returns off how many.
func (tx *Tx) WithdrawEnrolments(ctx context.Context, person string) (n int, err error) {
	defer wrap(&err, "withdraw %s", person)
	res, err := tx.q.NewUpdate().Model((*progress.Enrolment)(nil)).Set("state = ?", progress.Left).Set("revision = revision + 1").
		Where("person_id = ? AND state IN (?)", person, bun.List([]progress.State{progress.Waiting, progress.UnderWay})).Exec(ctx)
	if err != nil {
		return 0, err
	}
	k, err := res.RowsAffected()
	return int(k), err
}
