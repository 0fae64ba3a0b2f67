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
func (db *DB) AddImport(ctx context.Context, i Import) (err error) {
	defer wrap(&err, "add import %s", i.ID)
	_, err = db.W.NewInsert().Model(&i).Exec(ctx)
	return err
}

// Import returns the import with the given id, locked in a deed.
func (db *DB) Import(ctx context.Context, s people.Scope, id string) (i Import, err error) {
	defer wrap(&err, "import %s", id)
	err = db.R.NewSelect().Model(&i).Apply(within(s), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return i, err
}

// FinishImport notes that so many people of the import were added, and forgets
// its lines.
func (db *DB) FinishImport(ctx context.Context, id string, added int, at time.Time) (err error) {
	defer wrap(&err, "finish import %s", id)
	return one(db.W.NewUpdate().Model((*Import)(nil)).Set("done_at = ?", at).Set("added = ?", added).Set("lines = '[]'").
		Where("id = ? AND done_at IS NULL", id).Exec(ctx))
}

// RemoveImportsBefore forgets the lists that were sent before the given time.
func (db *DB) RemoveImportsBefore(ctx context.Context, at time.Time) (err error) {
	defer wrap(&err, "forget old imports")
	_, err = db.W.NewDelete().Model((*Import)(nil)).Where("made_at < ?", at).Exec(ctx)
	return err
}

// AddPeople adds the people, who have been tidied and checked.
func (db *DB) AddPeople(ctx context.Context, ps []people.Person) (err error) {
	defer wrap(&err, "add %d people", len(ps))
	for part := range slices.Chunk(ps, 500) {
		if _, err := db.W.NewInsert().Model(&part).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Taken returns which of the people's staff numbers the agency has already,
// and which of their sign-in names anybody has.
func (db *DB) Taken(ctx context.Context, agency string, ps []people.Person) (staffNos, signIns map[string]bool, err error) {
	defer wrap(&err, "what is taken")
	staffNos, signIns = map[string]bool{}, map[string]bool{}
	for part := range slices.Chunk(ps, 500) {
		var nos, names, taken []string
		for _, p := range part {
			nos, names = append(nos, p.StaffNo), append(names, p.SignIn)
		}
		err := db.R.NewSelect().Model((*people.Person)(nil)).Column("staff_no").
			Where("agency_id = ? AND staff_no <> '' AND staff_no IN (?)", agency, bun.List(nos)).Scan(ctx, &taken)
		if err != nil {
			return nil, nil, err
		}
		note(staffNos, taken)
		taken = nil
		err = db.R.NewSelect().Model((*people.Person)(nil)).Column("sign_in").Where("sign_in IN (?)", bun.List(names)).Scan(ctx, &taken)
		if err != nil {
			return nil, nil, err
		}
		note(signIns, taken)
	}
	return staffNos, signIns, nil
}

func note(set map[string]bool, keys []string) {
	for _, k := range keys {
		set[k] = true
	}
}
