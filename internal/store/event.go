package store

import (
	"context"
	"slices"
	"time"

	"masar/internal/event"
	"masar/internal/people"

	"github.com/uptrace/bun"
)

// Record appends the events to the log, in their order. Each gets the next number
// of the sequence.
//
// On SQLite, which has one writer, the sequence is the order in which transactions
// commit. On PostgreSQL it is the order in which events were recorded: those of one
// transaction stand in their order, and so do two of which one was recorded after
// the other had been committed. Transactions that run at the same time may commit
// in another order than their numbers, so a number may appear below one that has
// been read already, and one that is rolled back leaves a gap. No lock is held for
// the order here: one that lasts until the commit would have all writers wait for
// each other. Whatever needs an order to which nothing is added below, as a chain of
// hashes does, is to LOCK TABLE events IN SHARE MODE while it reads the greatest
// number: that waits for those who are recording, and no event is ever recorded
// below that number.
func (tx *Tx) Record(ctx context.Context, es ...event.Event) (err error) {
	defer wrap(&err, "record %d events", len(es))
	if len(es) == 0 {
		return nil
	}
	for i := range es {
		if es[i].Detail == nil {
			es[i].Detail = map[string]string{}
		}
	}
	_, err = tx.q.NewInsert().Model(&es).Exec(ctx)
	return err
}

// An EventFilter narrows the audit trail. Its zero value narrows nothing.
type EventFilter struct {
	Verb     event.Verb
	Security bool // only what is about security
	Object   string
	ObjectID string
	ActorID  string
	From, To time.Time
}

// An EventLine is an event as the audit trail tells it.
type EventLine struct {
	event.Event
	ActorAr, ActorEn   string // name of who did it; "" for the clock
	AgencyAr, AgencyEn string // whose affair it is; "" for the house's own
	AboutAr, AboutEn   string // name of the person it is about, if it is about one
}

// Events returns the n latest events that the filter lets through, the latest
// first: of those numbered below before, or of all if that is 0.
func (db Reader) Events(ctx context.Context, s people.Scope, f EventFilter, before int64, n int) (es []EventLine, err error) {
	defer wrap(&err, "events")
	q := db.events(s, f)
	if before > 0 {
		q = q.Where("?TableAlias.seq < ?", before)
	}
	err = q.OrderExpr("?TableAlias.seq DESC").Limit(int64(n)).Scan(ctx, &es)
	return es, err
}

// EventsAfter returns the n events numbered next above after that the filter lets
// through, the latest first.
func (db Reader) EventsAfter(ctx context.Context, s people.Scope, f EventFilter, after int64, n int) (es []EventLine, err error) {
	defer wrap(&err, "events after %d", after)
	err = db.events(s, f).Where("?TableAlias.seq > ?", after).OrderExpr("?TableAlias.seq").Limit(int64(n)).Scan(ctx, &es)
	slices.Reverse(es)
	return es, err
}

func (db Reader) events(s people.Scope, f EventFilter) *bun.SelectQuery {
	q := db.q.NewSelect().Model((*event.Event)(nil)).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.actor_id")).
		ColumnExpr("?TableAlias.*").
		ColumnExpr("coalesce(p.name_ar, '') AS actor_ar, coalesce(p.name_en, '') AS actor_en").
		ColumnExpr("coalesce(a.name_ar, '') AS agency_ar, coalesce(a.name_en, '') AS agency_en").
		ColumnExpr("coalesce(o.name_ar, '') AS about_ar, coalesce(o.name_en, '') AS about_en").
		Join("LEFT JOIN people AS p ON p.id = ?TableAlias.actor_id").
		Join("LEFT JOIN people AS o ON ?TableAlias.object = 'person' AND o.id = ?TableAlias.object_id").
		Join("LEFT JOIN agencies AS a ON a.id = ?TableAlias.agency_id")
	for column, value := range map[string]string{"verb": string(f.Verb), "object": f.Object, "object_id": f.ObjectID, "actor_id": f.ActorID} {
		if value != "" {
			q = q.Where("?TableAlias.? = ?", bun.Ident(column), value)
		}
	}
	if f.Security {
		q = q.Where("?TableAlias.verb IN (?)", bun.List(event.SecurityVerbs()))
	}
	if !f.From.IsZero() {
		q = q.Where("?TableAlias.at >= ?", f.From)
	}
	if !f.To.IsZero() {
		q = q.Where("?TableAlias.at < ?", f.To)
	}
	return q
}

// SecurityOf returns the latest n events about how a person signs in and what
// they may do, whoever brought them about.
func (db Reader) SecurityOf(ctx context.Context, person string, n int) (es []event.Event, err error) {
	defer wrap(&err, "security events of %s", person)
	err = db.q.NewSelect().Model(&es).Where("object = 'person' AND object_id = ?", person).
		Where("verb IN (?)", bun.List(event.SecurityVerbs())).Order("seq DESC").Limit(int64(n)).Scan(ctx)
	return es, err
}
