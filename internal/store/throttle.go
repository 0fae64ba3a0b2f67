package store

import (
	"context"
	"time"
)

// A Throttle counts tries under a key. What its fields mean is the limit's
// affair; see app.Limit.
type Throttle struct {
	Key       string `bun:",pk"`
	Failures  int
	BlockedAt time.Time // when the last of them was
}

// LockThrottle returns what is counted under key and keeps everybody else from
// it until the transaction ends; none is a count of zero.
func (tx *Tx) LockThrottle(ctx context.Context, key string, now time.Time) (t Throttle, err error) {
	defer wrap(&err, "throttle")
	if _, err := tx.q.NewInsert().Model(&Throttle{Key: key, BlockedAt: now}).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
		return t, err
	}
	err = tx.q.NewSelect().Model(&t).Where("key = ?", key).Apply(tx.forUpdate).Scan(ctx)
	return t, err
}

// SaveThrottle saves what is counted, which LockThrottle has returned.
func (tx *Tx) SaveThrottle(ctx context.Context, t Throttle) (err error) {
	defer wrap(&err, "throttle")
	return one(tx.q.NewUpdate().Model(&t).WherePK().Exec(ctx))
}

// RemoveThrottle forgets what is counted under key.
func (tx *Tx) RemoveThrottle(ctx context.Context, key string) (err error) {
	defer wrap(&err, "remove throttle")
	_, err = tx.q.NewDelete().Model((*Throttle)(nil)).Where("key = ?", key).Exec(ctx)
	return err
}

// RemoveThrottlesBefore forgets up to n of what was last counted before the
// given time, and returns how many.
func (tx *Tx) RemoveThrottlesBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget old throttles")
	return tx.removeSome(ctx, "throttles", "key", "blocked_at < ?", at, n)
}
