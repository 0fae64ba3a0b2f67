package store

import (
	"context"
	"fmt"
	"maps"
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
	rows := make([]EventRow, len(es))
	for i, e := range es {
		if rows[i], err = rowOf(e); err != nil {
			return err
		}
	}
	_, err = tx.q.NewInsert().Model(&rows).Exec(ctx)
	return err
}

// An EventRow is an event as it is stored: its kind as the two words of it.
type EventRow struct {
	bun.BaseModel `bun:"events,alias:event"`

	Seq      int64 `bun:",pk,autoincrement"`
	ID       string
	At       time.Time
	ActorID  string
	AgencyID string
	Verb     string
	Object   string
	ObjectID string
	ObjectAr string
	ObjectEn string
	Detail   map[string]string `bun:"type:jsonb"`
}

func rowOf(e event.Event) (EventRow, error) {
	if e.Kind == event.Other {
		return EventRow{}, fmt.Errorf("event %s is of no kind", e.ID)
	}
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	return EventRow{
		Seq: e.Seq, ID: e.ID, At: e.At, ActorID: e.ActorID, AgencyID: e.AgencyID, Verb: e.Kind.Verb(), Object: e.Kind.Object(),
		ObjectID: e.ObjectID, ObjectAr: e.ObjectAr, ObjectEn: e.ObjectEn, Detail: e.Detail,
	}, nil
}

// event returns the event that a row is. One of Other says as what it is stored.
func (r EventRow) event() event.Event {
	k := event.Stored(r.Verb, r.Object)
	if k == event.Other {
		r.Detail = maps.Clone(r.Detail)
		if r.Detail == nil {
			r.Detail = map[string]string{}
		}
		r.Detail[event.StoredAs] = r.Verb + " " + r.Object
	}
	return event.Event{
		Seq: r.Seq, ID: r.ID, At: r.At, ActorID: r.ActorID, AgencyID: r.AgencyID, Kind: k,
		ObjectID: r.ObjectID, ObjectAr: r.ObjectAr, ObjectEn: r.ObjectEn, Detail: r.Detail,
	}
}

// An EventFilter narrows the audit trail. Its zero value narrows nothing.
type EventFilter struct {
	Kinds    []event.Kind // one of them; none: any
	Sort     event.Sort   // of the thing
	Security bool         // only what is about security
	ObjectID string
	ActorID  string
	From, To time.Time
}

// An EventLine is an event as the audit trail tells it.
type EventLine struct {
	event.Event
	ActorAr, ActorEn   string // name of who did it; "" for the clock
	AgencyAr, AgencyEn string // whose affair it is; "" for the site's own
	AboutAr, AboutEn   string // name of the person it is about, if it is about one: today's where the event kept none
}

type lineRow struct {
	EventRow
	ActorAr, ActorEn, AgencyAr, AgencyEn, AboutAr, AboutEn string
}

func linesOf(rows []lineRow) (es []EventLine) {
	for _, r := range rows {
		es = append(es, EventLine{r.event(), r.ActorAr, r.ActorEn, r.AgencyAr, r.AgencyEn, r.AboutAr, r.AboutEn})
	}
	return es
}

// Events returns the n latest events that the filter lets through, the latest
// first: of those numbered below before, or of all if that is 0.
func (db Reader) Events(ctx context.Context, s people.Scope, f EventFilter, before int64, n int) (es []EventLine, err error) {
	defer wrap(&err, "events")
	q := db.events(s, f)
	if before > 0 {
		q = q.Where("?TableAlias.seq < ?", before)
	}
	var rows []lineRow
	err = q.OrderExpr("?TableAlias.seq DESC").Limit(int64(n)).Scan(ctx, &rows)
	return linesOf(rows), err
}

// EventsAfter returns the n events numbered next above after that the filter lets
// through, the latest first.
func (db Reader) EventsAfter(ctx context.Context, s people.Scope, f EventFilter, after int64, n int) (es []EventLine, err error) {
	defer wrap(&err, "events after %d", after)
	var rows []lineRow
	err = db.events(s, f).Where("?TableAlias.seq > ?", after).OrderExpr("?TableAlias.seq").Limit(int64(n)).Scan(ctx, &rows)
	slices.Reverse(rows)
	return linesOf(rows), err
}

func (db Reader) events(s people.Scope, f EventFilter) *bun.SelectQuery {
	q := db.q.NewSelect().Model((*EventRow)(nil)).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.actor_id")).
		ColumnExpr("?TableAlias.*").
		ColumnExpr("coalesce(p.name_ar, '') AS actor_ar, coalesce(p.name_en, '') AS actor_en").
		ColumnExpr("coalesce(a.name_ar, '') AS agency_ar, coalesce(a.name_en, '') AS agency_en").
		ColumnExpr("coalesce(nullif(?TableAlias.object_ar, ''), o.name_ar, '') AS about_ar, coalesce(nullif(?TableAlias.object_en, ''), o.name_en, '') AS about_en").
		Join("LEFT JOIN people AS p ON p.id = ?TableAlias.actor_id").
		Join("LEFT JOIN people AS o ON ?TableAlias.object = 'person' AND o.id = ?TableAlias.object_id").
		Join("LEFT JOIN agencies AS a ON a.id = ?TableAlias.agency_id")
	for column, value := range map[string]string{"object": f.Sort.Word(), "object_id": f.ObjectID, "actor_id": f.ActorID} {
		if value != "" {
			q = q.Where("?TableAlias.? = ?", bun.Ident(column), value)
		}
	}
	if len(f.Kinds) > 0 {
		var pairs [][2]string
		for _, k := range f.Kinds {
			pairs = append(pairs, k.Pairs()...)
		}
		q = ofPairs(q, pairs)
	}
	if f.Security {
		q = ofPairs(q, event.SecurityPairs())
	}
	if !f.From.IsZero() {
		q = q.Where("?TableAlias.at >= ?", f.From)
	}
	if !f.To.IsZero() {
		q = q.Where("?TableAlias.at < ?", f.To)
	}
	return q
}

// ofPairs narrows a query to events that are stored as one of the pairs of words.
func ofPairs(q *bun.SelectQuery, pairs [][2]string) *bun.SelectQuery {
	return q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		for _, p := range pairs {
			q = q.WhereOr("?TableAlias.verb = ? AND ?TableAlias.object = ?", p[0], p[1])
		}
		return q
	})
}

// SecurityOf returns the latest n events about how a person signs in and what
// they may do, by the person or by anybody else.
func (db Reader) SecurityOf(ctx context.Context, person string, n int) (es []event.Event, err error) {
	defer wrap(&err, "security events of %s", person)
	var rows []EventRow
	q := ofPairs(db.q.NewSelect().Model(&rows).Where("object = 'person' AND object_id = ?", person), event.SecurityPairs())
	err = q.Order("seq DESC").Limit(int64(n)).Scan(ctx)
	for _, r := range rows {
		es = append(es, r.event())
	}
	return es, err
}
