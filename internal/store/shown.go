package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// MostShown is how many answers to forms are kept of one sign-in: the latest.
const MostShown = 8

// A ShownPage is a page that answers a form, sealed for the browser that sent it.
type ShownPage struct {
	bun.BaseModel `bun:"shown_pages,alias:shown"`

	ID       string `bun:",pk"`
	SignInID string
	Sealed   []byte
	MadeAt   time.Time
}

// ShownPage returns a page of the sign-in that was made after the given time.
func (db Reader) ShownPage(ctx context.Context, signIn, id string, after time.Time) (p ShownPage, err error) {
	defer wrap(&err, "page that answers a form")
	err = db.q.NewSelect().Model(&p).Where("id = ? AND sign_in_id = ? AND made_at > ?", id, signIn, after).Scan(ctx)
	return p, err
}

// AddShownPage keeps p, in place of the oldest if its sign-in has too many.
func (tx *Tx) AddShownPage(ctx context.Context, p ShownPage) (err error) {
	defer wrap(&err, "keep a page that answers a form")
	if _, err = tx.q.NewInsert().Model(&p).Exec(ctx); err != nil {
		return err
	}
	latest := tx.q.NewSelect().Model((*ShownPage)(nil)).Column("id").Where("sign_in_id = ?", p.SignInID).Order("made_at DESC", "id DESC").Limit(MostShown)
	_, err = tx.q.NewDelete().Model((*ShownPage)(nil)).Where("sign_in_id = ?", p.SignInID).Where("id NOT IN (?)", latest).Exec(ctx)
	return err
}

// RemoveShownPagesBefore forgets up to n of the pages that were made before the
// given time, and returns how many.
func (tx *Tx) RemoveShownPagesBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget pages that answered forms")
	return tx.removeSome(ctx, "shown_pages", "id", "made_at < ?", at, n)
}
