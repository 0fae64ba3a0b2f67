package store

import (
	"context"
	"time"

	"masar/internal/people"
)

// A NameRequest is how somebody has asked for their name to be spelt.
type NameRequest struct {
	PersonID string `bun:",pk"`
	Spelling string
	AskedAt  time.Time
}

// NameRequest returns what the person asked for that has not been decided;
// nothing is the zero NameRequest.
func (db Reader) NameRequest(ctx context.Context, scope people.Scope, person string) (r NameRequest, err error) {
	defer wrap(&err, "name request of %s", person)
	if _, err := db.Person(ctx, scope, person); err != nil {
		return r, err
	}
	var rs []NameRequest
	err = db.q.NewSelect().Model(&rs).Where("person_id = ?", person).Scan(ctx)
	if len(rs) == 1 {
		r = rs[0]
	}
	return r, err
}

// SaveNameRequest keeps r in place of what the person asked for before.
func (tx *Tx) SaveNameRequest(ctx context.Context, r NameRequest) (err error) {
	defer wrap(&err, "keep a name request")
	_, err = tx.q.NewInsert().Model(&r).On("CONFLICT (person_id) DO UPDATE").
		Set("spelling = EXCLUDED.spelling, asked_at = EXCLUDED.asked_at").Exec(ctx)
	return err
}

// RemoveNameRequest forgets what the person asked for, if they did.
func (tx *Tx) RemoveNameRequest(ctx context.Context, person string) (err error) {
	defer wrap(&err, "forget a name request")
	_, err = tx.q.NewDelete().Model((*NameRequest)(nil)).Where("person_id = ?", person).Exec(ctx)
	return err
}
