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
func (db *DB) Targets(ctx context.Context, s people.Scope, f PeopleFilter) (ts []Target, err error) {
	defer wrap(&err, "targets")
	err = db.R.NewSelect().Model((*people.Person)(nil)).Column("id", "agency_id").
		Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Apply(f.apply).Order("id").Scan(ctx, &ts)
	return ts, err
}

// LatestEnrolments returns the latest enrolment in the course of each of the
// people who have one, by person; locked in a deed.
func (db *DB) LatestEnrolments(ctx context.Context, s people.Scope, course string, persons []string) (es map[string]progress.Enrolment, err error) {
	defer wrap(&err, "enrolments of %d people in %s", len(persons), course)
	es = make(map[string]progress.Enrolment)
	for part := range slices.Chunk(persons, 500) {
		var some []progress.Enrolment
		if err := db.R.NewSelect().Model(&some).Apply(scoped(s, "coalesce(?TableAlias.agency_id, '')", "?TableAlias.person_id"), db.forUpdate).
			Where("course_id = ? AND person_id IN (?)", course, bun.List(part)).Order("person_id", "round").Scan(ctx); err != nil {
			return nil, err
		}
		for _, e := range some {
			es[e.PersonID] = e // the last round wins
		}
	}
	return es, nil
}

// PeopleByNumber returns the people in scope, still employed, whose staff
// number, e-mail address or sign-in name is one of those given.
func (db *DB) PeopleByNumber(ctx context.Context, s people.Scope, numbers []string) (ps []people.Person, err error) {
	defer wrap(&err, "people by %d numbers", len(numbers))
	for part := range slices.Chunk(numbers, 200) {
		var some []people.Person
		if err := db.R.NewSelect().Model(&some).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).
			Where("left_at IS NULL").
			Where("staff_no IN (?) OR email IN (?) OR sign_in IN (?)", bun.List(part), bun.List(part), bun.List(part)).
			Order("id").Scan(ctx); err != nil {
			return nil, err
		}
		ps = append(ps, some...)
	}
	return ps, nil
}

// WithdrawEnrolments takes the person off every course they have not completed,
// and returns off how many.
func (db *DB) WithdrawEnrolments(ctx context.Context, person string) (n int, err error) {
	defer wrap(&err, "withdraw %s", person)
	res, err := db.W.NewUpdate().Model((*progress.Enrolment)(nil)).Set("state = ?", progress.Left).Set("revision = revision + 1").
		Where("person_id = ? AND state IN (?)", person, bun.List([]progress.State{progress.Waiting, progress.UnderWay})).Exec(ctx)
	if err != nil {
		return 0, err
	}
	k, err := res.RowsAffected()
	return int(k), err
}
