package store

import (
	"context"
	"slices"
	"time"

	"masar/internal/people"

	"github.com/uptrace/bun"
)

// An Import is a list of people that somebody has sent for an agency. Its
// lines are kept until they are confirmed, a day at most.
type Import struct {
	ID       string `bun:",pk"`
	AgencyID string
	PersonID string            // who sent it
	Lines    []people.ListLine `bun:"type:jsonb"`
	MadeAt   time.Time
	DoneAt   time.Time `bun:",nullzero"`
	Added    int
}

// AddImport adds i.
func (tx *Tx) AddImport(ctx context.Context, i Import) (err error) {
	defer wrap(&err, "add import %s", i.ID)
	_, err = tx.q.NewInsert().Model(&i).Exec(ctx)
	return err
}

// Import returns the import with the given id, locked in a transaction.
func (db Reader) Import(ctx context.Context, s people.Scope, id string) (i Import, err error) {
	defer wrap(&err, "import %s", id)
	err = db.q.NewSelect().Model(&i).Apply(within(s), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return i, err
}

// FinishImport notes that so many people of the import were added, and forgets
// its lines.
func (tx *Tx) FinishImport(ctx context.Context, id string, added int, at time.Time) (err error) {
	defer wrap(&err, "finish import %s", id)
	return one(tx.q.NewUpdate().Model((*Import)(nil)).Set("done_at = ?", at).Set("added = ?", added).Set("lines = '[]'").
		Where("id = ? AND done_at IS NULL", id).Exec(ctx))
}

// RemoveImportsBefore forgets up to n of the lists that were sent before the
// given time, and returns how many.
func (tx *Tx) RemoveImportsBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget old imports")
	return tx.removeSome(ctx, "imports", "id", "made_at < ?", at, n)
}

// AddPeople adds the people, who have been tidied and checked.
func (tx *Tx) AddPeople(ctx context.Context, ps []people.Person) (err error) {
	defer wrap(&err, "add %d people", len(ps))
	for part := range slices.Chunk(ps, 500) {
		for i := range part {
			part[i] = part[i].Folded()
		}
		if _, err := tx.q.NewInsert().Model(&part).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Taken is what of some people is somebody else's already, by what it is
// compared by, and who has it.
type Taken struct {
	StaffNos map[string]Holder // the agency's own
	SignIns  map[string]Holder // anybody's
	Emails   map[string]Holder // anybody's
}

// A Holder is somebody who has what another would have.
type Holder struct {
	Value, NameAr, NameEn string
	Path                  string    // of their agency
	LeftAt                time.Time // zero: has not left
}

// Taken returns what of the people is taken by others, who are to be in the
// agency.
func (db Reader) Taken(ctx context.Context, agency string, ps []people.Person) (t Taken, err error) {
	defer wrap(&err, "what is taken")
	t = Taken{map[string]Holder{}, map[string]Holder{}, map[string]Holder{}}
	all := func(q *bun.SelectQuery) *bun.SelectQuery { return q }
	own := func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("agency_id = ?", agency) }
	for part := range slices.Chunk(ps, 500) {
		ids := make([]string, len(part))
		for i, p := range part {
			ids[i] = p.ID
		}
		for _, c := range []struct {
			column string
			of     func(people.Person) string
			among  func(*bun.SelectQuery) *bun.SelectQuery
			into   map[string]Holder
		}{
			{"staff_key", func(p people.Person) string { return p.StaffKey }, own, t.StaffNos},
			{"sign_in", func(p people.Person) string { return p.SignIn }, all, t.SignIns},
			{"email_key", func(p people.Person) string { return p.EmailKey }, all, t.Emails},
		} {
			values := make([]string, len(part))
			for i, p := range part {
				values[i] = c.of(p)
			}
			var rows []Holder
			err := db.q.NewSelect().Model((*people.Person)(nil)).ColumnExpr("? AS value, name_ar, name_en, left_at", bun.Ident(c.column)).
				ColumnExpr("(SELECT a.path FROM agencies AS a WHERE a.id = ?TableAlias.agency_id) AS path").
				Where("? <> '' AND ? IN (?)", bun.Ident(c.column), bun.Ident(c.column), bun.List(values)).
				Where("id NOT IN (?)", bun.List(ids)).Apply(c.among).Scan(ctx, &rows)
			if err != nil {
				return t, err
			}
			for _, r := range rows {
				c.into[r.Value] = r
			}
		}
	}
	return t, nil
}
