package store

import (
	"context"
	"time"

	"masar/internal/signet"
)

// IssuerKeys returns the issuer's keys, the current one first.
func (db Reader) IssuerKeys(ctx context.Context) (ks []signet.IssuerKey, err error) {
	defer wrap(&err, "issuer keys")
	err = db.q.NewSelect().Model(&ks).OrderExpr("retired_at IS NOT NULL, made_at DESC, id").Scan(ctx)
	return ks, err
}

// AddIssuerKey adds k as the current key and retires every other. A key that
// was there before becomes current again.
func (tx *Tx) AddIssuerKey(ctx context.Context, k signet.IssuerKey, at time.Time) (err error) {
	defer wrap(&err, "add issuer key %s", k.ID)
	if _, err = tx.q.NewUpdate().Model((*signet.IssuerKey)(nil)).Set("retired_at = ?", at).
		Where("retired_at IS NULL AND id <> ?", k.ID).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.q.NewInsert().Model(&k).On("CONFLICT (id) DO UPDATE").Set("retired_at = NULL").Exec(ctx)
	return err
}
