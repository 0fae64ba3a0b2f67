package store

import (
	"context"
	"time"

	"masar/internal/signet"
)

// Stamps returns the keys that sign documents, the current one first.
func (db Reader) Stamps(ctx context.Context) (ss []signet.Stamp, err error) {
	defer wrap(&err, "stamps")
	err = db.q.NewSelect().Model(&ss).OrderExpr("retired_at IS NOT NULL, made_at DESC, id").Scan(ctx)
	return ss, err
}

// AddStamp adds s as the current stamp and retires every other. A stamp that
// was there before becomes current again.
func (tx *Tx) AddStamp(ctx context.Context, s signet.Stamp, at time.Time) (err error) {
	defer wrap(&err, "add stamp %s", s.ID)
	if _, err = tx.q.NewUpdate().Model((*signet.Stamp)(nil)).Set("retired_at = ?", at).
		Where("retired_at IS NULL AND id <> ?", s.ID).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.q.NewInsert().Model(&s).On("CONFLICT (id) DO UPDATE").Set("retired_at = NULL").Exec(ctx)
	return err
}
