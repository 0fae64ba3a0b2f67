package store

import (
	"context"
	"time"

	"masar/internal/event"
	"masar/internal/people"

	"github.com/uptrace/bun"
)

// Record appends e to the log.
func (tx *Tx) Record(ctx context.Context, e event.Event) (err error) {
	defer wrap(&err, "record %s %s", e.Verb, e.ObjectID)
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	_, err = tx.q.NewInsert().Model(&e).Exec(ctx)
	return err
}

// RecordAll appends the events to the log.
func (tx *Tx) RecordAll(ctx context.Context, es []event.Event) (err error) {
	defer wrap(&err, "record %d events", len(es))
	if len(es) == 0 {
		return nil
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

// Events returns the events that the filter lets through, the latest first, n
// of them from the given offset on.
func (db Reader) Events(ctx context.Context, s people.Scope, f EventFilter, offset, n int) (es []EventLine, err error) {
	defer wrap(&err, "events")
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
	err = q.OrderExpr("?TableAlias.at DESC, ?TableAlias.id DESC").Offset(int64(offset)).Limit(int64(n)).Scan(ctx, &es)
	return es, err
}

// SecurityOf returns the latest n events about how a person signs in and what
// they may do, whoever brought them about.
func (db Reader) SecurityOf(ctx context.Context, person string, n int) (es []event.Event, err error) {
	defer wrap(&err, "security events of %s", person)
	err = db.q.NewSelect().Model(&es).Where("object = 'person' AND object_id = ?", person).
		Where("verb IN (?)", bun.List(event.SecurityVerbs())).Order("at DESC", "id DESC").Limit(int64(n)).Scan(ctx)
	return es, err
}
