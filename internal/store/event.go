package store

import (
	"context"
	"time"

	"masar/internal/event"
	"masar/internal/people"

	"github.com/uptrace/bun"
)

// Record appends e to the log.
func (db *DB) Record(ctx context.Context, e event.Event) (err error) {
	defer wrap(&err, "record %s %s", e.Verb, e.ObjectID)
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	_, err = db.W.NewInsert().Model(&e).Exec(ctx)
	return err
}

// An EventFilter narrows the audit trail. Its zero value narrows nothing.
type EventFilter struct {
	Verb     event.Verb
	Object   string
	ObjectID string
	ActorID  string
	From, To time.Time
}

// Events returns the events that the filter lets through, the latest first, n
// of them from the given offset on.
func (db *DB) Events(ctx context.Context, s people.Scope, f EventFilter, offset, n int) (es []event.Event, err error) {
	defer wrap(&err, "events")
	q := db.R.NewSelect().Model(&es).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.actor_id"))
	for column, value := range map[string]string{"verb": string(f.Verb), "object": f.Object, "object_id": f.ObjectID, "actor_id": f.ActorID} {
		if value != "" {
			q = q.Where("? = ?", bun.Ident(column), value)
		}
	}
	if !f.From.IsZero() {
		q = q.Where("at >= ?", f.From)
	}
	if !f.To.IsZero() {
		q = q.Where("at < ?", f.To)
	}
	err = q.Order("at DESC", "id DESC").Offset(int64(offset)).Limit(int64(n)).Scan(ctx)
	return es, err
}
