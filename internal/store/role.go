package store

import (
	"context"

	"masar/internal/people"

	"github.com/uptrace/bun"
)

// A GrantLine is a role that somebody has been given, with the name of the
// agency.
type GrantLine struct {
	people.Grant
	AgencyAr, AgencyEn string
}

// GrantsIn returns the roles that the people with the given ids hold at
// agencies in scope, by person.
func (db Reader) GrantsIn(ctx context.Context, s people.Scope, ids []string) (gs map[string][]GrantLine, err error) {
	defer wrap(&err, "grants of %d people", len(ids))
	gs = make(map[string][]GrantLine, len(ids))
	if len(ids) == 0 {
		return gs, nil
	}
	var rows []GrantLine
	err = db.q.NewSelect().Model((*people.Grant)(nil)).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.person_id")).
		ColumnExpr("?TableAlias.*").ColumnExpr("a.name_ar AS agency_ar, a.name_en AS agency_en").
		Join("JOIN agencies AS a ON a.id = ?TableAlias.agency_id").
		Where("?TableAlias.person_id IN (?)", bun.List(ids)).OrderExpr("?TableAlias.role, a.path").Scan(ctx, &rows)
	for _, g := range rows {
		gs[g.PersonID] = append(gs[g.PersonID], g)
	}
	return gs, err
}
