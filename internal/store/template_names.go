package store

import (
	"context"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// NamesMissing returns up to n of the people in scope, of one agency or of all
// if agency is "", who are to get a certificate and have no name in one of the
// languages of the paper, by their names in lang; and how many there are. To get
// one is whoever is learning, or has completed a course and waits for theirs.
func (db Reader) NamesMissing(ctx context.Context, s people.Scope, agency, languages, lang string, n int) (ps []people.Person, total int, err error) {
	defer wrap(&err, "names missing in %s", languages)
	q := db.q.NewSelect().Model(&ps).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Where("left_at IS NULL")
	switch languages {
	case certificate.Arabic:
		q = q.Where("name_ar = ''")
	case certificate.English:
		q = q.Where("name_en = ''")
	default:
		q = q.Where("(name_ar = '' OR name_en = '')")
	}
	if agency != "" {
		q = q.Where("agency_id = ?", agency)
	}
	count, err := q.Where(`EXISTS (SELECT 1 FROM enrolments e WHERE e.person_id = ?TableAlias.id AND (e.state IN (?) OR e.state = ? AND NOT EXISTS
		(SELECT 1 FROM certificates c WHERE c.enrolment_id = e.id)))`,
		bun.List([]progress.State{progress.Waiting, progress.UnderWay}), progress.Done).
		Order(sortColumn(lang), "id").Limit(int64(n)).ScanAndCount(ctx)
	return ps, int(count), err
}
