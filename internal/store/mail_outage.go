package store

import (
	"context"
	"errors"
	"time"

	"masar/internal/notice"

	"github.com/uptrace/bun"
)

// A MailOutage is a time in which the mail server does not take mails. All
// processes of the site share it. Its zero value is none.
type MailOutage struct {
	bun.BaseModel `bun:"mail_outage"`

	ID       int `bun:",pk"` // always 1
	Since    time.Time
	FailedAt time.Time // when it was tried last
	Why      notice.Outage
	Error    string // what was said then
}

// Lasts reports whether there is one.
func (o MailOutage) Lasts() bool { return !o.Since.IsZero() }

// MailOutage returns the outage that lasts, or the zero value.
func (db Reader) MailOutage(ctx context.Context) (o MailOutage, err error) {
	defer wrap(&err, "mail outage")
	err = db.q.NewSelect().Model(&o).Where("id = 1").Scan(ctx)
	if errors.Is(translate(err), ErrNotFound) {
		return MailOutage{}, nil
	}
	return o, err
}

// SaveMailOutage notes that the mail server was not to be had at an instant, and
// why; the outage goes on from when it began.
func (tx *Tx) SaveMailOutage(ctx context.Context, at time.Time, why notice.Outage, said string) (err error) {
	defer wrap(&err, "save mail outage")
	o := MailOutage{ID: 1, Since: at, FailedAt: at, Why: why, Error: said}
	_, err = tx.q.NewInsert().Model(&o).On("CONFLICT (id) DO UPDATE").
		Set("failed_at = EXCLUDED.failed_at").Set("why = EXCLUDED.why").Set("error = EXCLUDED.error").Exec(ctx)
	return err
}

// RemoveMailOutage notes that the mail server takes mails.
func (tx *Tx) RemoveMailOutage(ctx context.Context) (err error) {
	defer wrap(&err, "end mail outage")
	_, err = tx.q.NewDelete().Model((*MailOutage)(nil)).Where("id = 1").Exec(ctx)
	return err
}

// MailsWaiting returns how many mails have not gone out and have not been given up,
// and when the next of them is due, or the zero time if none is.
func (db Reader) MailsWaiting(ctx context.Context) (n int, next time.Time, err error) {
	defer wrap(&err, "mails waiting")
	var row struct {
		N    int
		Next int64 // milliseconds
	}
	err = db.q.NewRaw(`SELECT count(*) AS n, coalesce(min(next_at), 0) AS next FROM outbox
		WHERE lane = ? AND done_at IS NULL AND dead_at IS NULL`, Mails).Scan(ctx, &row)
	if row.Next > 0 {
		next = time.UnixMilli(row.Next)
	}
	return row.N, next, err
}
