package store

import (
	"context"

	"masar/internal/people"

	"github.com/uptrace/bun"
)

// Agencies returns the agencies in scope, each after the one above it.
func (db Reader) Agencies(ctx context.Context, s people.Scope) (as []people.Agency, err error) {
	defer wrap(&err, "agencies")
	err = db.q.NewSelect().Model(&as).Apply(agencies(s)).Order("path").Scan(ctx)
	return as, err
}

// Agency returns the agency with the given id.
func (db Reader) Agency(ctx context.Context, s people.Scope, id string) (a people.Agency, err error) {
	defer wrap(&err, "agency %s", id)
	err = db.q.NewSelect().Model(&a).Apply(agencies(s)).Where("id = ?", id).Scan(ctx)
	return a, err
}

// AgenciesUnder returns the agencies directly under one. In a transaction nobody adds
// another there, or moves one there, until it ends.
func (db Reader) AgenciesUnder(ctx context.Context, parent string) (as []people.Agency, err error) {
	defer wrap(&err, "agencies under %s", parent)
	var above people.Agency
	if err = db.q.NewSelect().Model(&above).Apply(db.forUpdate).Where("id = ?", parent).Scan(ctx); err != nil && parent != "" {
		return nil, err
	}
	err = db.q.NewSelect().Model(&as).Where("parent_id = ?", parent).Order("id").Scan(ctx)
	return as, err
}

// AgenciesWith returns the agencies with the given ids, by id.
func (db Reader) AgenciesWith(ctx context.Context, s people.Scope, ids []string) (as map[string]people.Agency, err error) {
	defer wrap(&err, "%d agencies", len(ids))
	var rows []people.Agency
	err = db.q.NewSelect().Model(&rows).Apply(agencies(s)).Where("id IN (?)", bun.List(ids)).Scan(ctx)
	as = make(map[string]people.Agency, len(rows))
	for _, a := range rows {
		as[a.ID] = a
	}
	return as, err
}

// AgenciesAbove returns an agency and those above it, the top one first.
func (db Reader) AgenciesAbove(ctx context.Context, s people.Scope, id string) (as []people.Agency, err error) {
	defer wrap(&err, "agencies above %s", id)
	err = db.q.NewSelect().Model(&as).Apply(agencies(s), db.above(id)).Where("id IN (SELECT id FROM above)").
		OrderExpr("length(path)").Scan(ctx)
	return as, err
}

// above gives q the table "above", of the ids of an agency and of those above it.
func (db Reader) above(id string) func(*bun.SelectQuery) *bun.SelectQuery {
	const up = "SELECT id, parent_id FROM agencies WHERE id = ? " +
		"UNION ALL SELECT a.id, a.parent_id FROM agencies AS a JOIN above ON a.id = above.parent_id"
	return func(q *bun.SelectQuery) *bun.SelectQuery { return q.WithRecursive("above", db.q.NewRaw(up, id)) }
}

// AddAgency adds a.
func (tx *Tx) AddAgency(ctx context.Context, a people.Agency) (err error) {
	defer wrap(&err, "add agency %s", a.ID)
	a = a.Folded()
	_, err = tx.q.NewInsert().Model(&a).Exec(ctx)
	return err
}

// SaveAgency saves what has changed in a, read at its revision. Where its path
// has changed from the old one, those under it move along.
func (tx *Tx) SaveAgency(ctx context.Context, a people.Agency, old string) (err error) {
	defer wrap(&err, "save agency %s", a.ID)
	was := a.Revision
	a = a.Folded()
	a.Revision++
	if err := one(tx.q.NewUpdate().Model(&a).WherePK().Where("revision = ?", was).Exec(ctx)); err != nil || a.Path == old {
		return err
	}
	_, err = tx.q.NewUpdate().Model((*people.Agency)(nil)).
		Set("path = ? || substr(path, ?)", a.Path, len(old)+1).
		Where("path >= ? AND path < ?", old, after(old)).Where("id <> ?", a.ID).Exec(ctx)
	return err
}

// CountPeople returns how many people who have not left each agency in scope
// has, by agency.
func (db Reader) CountPeople(ctx context.Context, s people.Scope) (counts map[string]int, err error) {
	defer wrap(&err, "count people")
	var rows []struct {
		AgencyID string
		N        int
	}
	err = db.q.NewSelect().Model((*people.Person)(nil)).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).
		ColumnExpr("agency_id, count(*) AS n").Where("left_at IS NULL").Group("agency_id").Scan(ctx, &rows)
	counts = make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.AgencyID] = r.N
	}
	return counts, err
}
