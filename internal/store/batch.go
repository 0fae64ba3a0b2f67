package store

import (
	"context"
	"time"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// whole narrows q to the batches whose people are all in scope: a batch is
// seen whole or not at all.
func whole(s people.Scope) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		ids, under := s.Agencies()
		switch {
		case s.All():
			return q
		case len(ids)+len(under) == 0:
			return q.Where("FALSE")
		}
		in := inScope(s, "ba.agency_id")
		return q.Where("NOT EXISTS (SELECT 1 FROM batch_agencies ba WHERE ba.batch_id = ?TableAlias.id AND NOT ("+in.text+"))", in.args...)
	}
}

// Batch returns the batch with the given id, locked in a transaction.
func (db Reader) Batch(ctx context.Context, s people.Scope, id string) (b certificate.Batch, err error) {
	defer wrap(&err, "batch %s", id)
	err = db.q.NewSelect().Model(&b).Apply(whole(s), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return b, err
}

// Batches returns the latest n batches.
func (db Reader) Batches(ctx context.Context, s people.Scope, n int) (bs []certificate.Batch, err error) {
	defer wrap(&err, "batches")
	err = db.q.NewSelect().Model(&bs).Apply(whole(s)).Order("made_at DESC", "id DESC").Limit(int64(n)).Scan(ctx)
	return bs, err
}

// BatchUnderWay returns the batch under way that is the same.
func (db Reader) BatchUnderWay(ctx context.Context, same string) (b certificate.Batch, err error) {
	defer wrap(&err, "batch under way")
	err = db.q.NewSelect().Model(&b).Where("same = ? AND ended_at IS NULL", same).Scan(ctx)
	return b, err
}

// BatchHalted reports whether the job that works on a batch was given up.
func (db Reader) BatchHalted(ctx context.Context, id string) (halted bool, err error) {
	defer wrap(&err, "halted batch %s", id)
	return db.q.NewSelect().Model((*Job)(nil)).Where("dead_at IS NOT NULL AND payload = ?", id).Exists(ctx)
}

// AddBatch adds b, unless the same is under way, and reports whether it did.
func (tx *Tx) AddBatch(ctx context.Context, b certificate.Batch) (added bool, err error) {
	defer wrap(&err, "add batch %s", b.ID)
	res, err := tx.q.NewInsert().Model(&b).On("CONFLICT DO NOTHING").Exec(ctx)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// AddWaitingItems makes the completed enrolments without a certificate that
// the batch's filter lets through its items, those that have waited longest
// first, and returns how many there are.
func (tx *Tx) AddWaitingItems(ctx context.Context, s people.Scope, b certificate.Batch) (n int, err error) {
	defer wrap(&err, "items of batch %s", b.ID)
	return tx.addItems(ctx, b, tx.q.NewSelect().TableExpr("enrolments AS e").Apply(waiting(s, b.Filter)).
		ColumnExpr("e.id AS about, e.agency_id, row_number() OVER (ORDER BY e.completed_at, e.id) AS place"))
}

// AddStandingItems makes the certificates that the batch's filter lets through
// and that nobody has withdrawn its items, in the order of their numbers, and
// returns how many there are.
func (tx *Tx) AddStandingItems(ctx context.Context, s people.Scope, b certificate.Batch, now time.Time) (n int, err error) {
	defer wrap(&err, "items of batch %s", b.ID)
	return tx.addItems(ctx, b, tx.q.NewSelect().TableExpr("certificates AS c").Apply(tx.listed(s, b.Filter, now)).
		Where("c.revoked_at IS NULL AND c.superseded_by = ''").
		ColumnExpr("c.id AS about, c.agency_id, row_number() OVER (ORDER BY c.number) AS place"))
}

func (tx *Tx) addItems(ctx context.Context, b certificate.Batch, from *bun.SelectQuery) (int, error) {
	res, err := tx.q.NewRaw(`INSERT INTO batch_items (batch_id, place, about, state, why, size, crc)
		SELECT ?, place, about, ?, '', 0, 0 FROM (?) AS found`, b.ID, certificate.ItemWaiting, from).Exec(ctx)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return 0, err
	}
	_, err = tx.q.NewRaw("INSERT INTO batch_agencies (batch_id, agency_id) SELECT DISTINCT ?, agency_id FROM (?) AS found", b.ID, from).Exec(ctx)
	return int(n), err
}

// BatchItemsWaiting returns the first n items that are left to do.
func (db Reader) BatchItemsWaiting(ctx context.Context, batch string, n int) (is []certificate.BatchItem, err error) {
	defer wrap(&err, "items left of batch %s", batch)
	err = db.q.NewSelect().Model(&is).Where("batch_id = ? AND state = ?", batch, certificate.ItemWaiting).Order("place").Limit(int64(n)).Scan(ctx)
	return is, err
}

// A Packed is a file in an archive.
type Packed struct {
	CertificateID, Serial string
	Size, CRC             int64
}

// PackedIn returns the files of an archive, in their order.
func (db Reader) PackedIn(ctx context.Context, batch string) (ps []Packed, err error) {
	defer wrap(&err, "files of batch %s", batch)
	err = db.q.NewSelect().TableExpr("batch_items AS i").Join("JOIN certificates AS c ON c.id = i.about").
		ColumnExpr("c.id AS certificate_id, c.serial, i.size, i.crc").
		Where("i.batch_id = ? AND i.state = ?", batch, certificate.ItemDone).OrderExpr("i.place").Scan(ctx, &ps)
	return ps, err
}

// BatchWithdrawn reports whether a certificate in an archive was withdrawn or
// superseded since it was put in.
func (db Reader) BatchWithdrawn(ctx context.Context, batch string) (withdrawn bool, err error) {
	defer wrap(&err, "withdrawn in batch %s", batch)
	return db.q.NewSelect().TableExpr("batch_items AS i").Join("JOIN certificates AS c ON c.id = i.about").
		Where("i.batch_id = ? AND i.state = ?", batch, certificate.ItemDone).Where("c.revoked_at IS NOT NULL OR c.superseded_by <> ''").Exists(ctx)
}

// SaveBatchItems saves how the items stand.
func (tx *Tx) SaveBatchItems(ctx context.Context, is []certificate.BatchItem) (err error) {
	defer wrap(&err, "save %d items", len(is))
	if len(is) == 0 {
		return nil
	}
	_, err = tx.q.NewInsert().Model(&is).On("CONFLICT (batch_id, place) DO UPDATE").
		Set("state = EXCLUDED.state, why = EXCLUDED.why, size = EXCLUDED.size, crc = EXCLUDED.crc").Exec(ctx)
	return err
}

// SaveBatch saves how far b is.
func (tx *Tx) SaveBatch(ctx context.Context, b certificate.Batch) (err error) {
	defer wrap(&err, "save batch %s", b.ID)
	return one(tx.q.NewUpdate().Model(&b).Column("total", "done", "failed", "bytes", "made_of", "why", "ended_at").WherePK().Exec(ctx))
}

// A FailedItem is an item of a batch that came to nothing, and whose it is.
type FailedItem struct {
	PersonID, NameAr, NameEn, StaffNo, Why string
	Serial                                 string // of the certificate that an archive is without
}

// BatchFailures returns the first n items of b that came to nothing.
func (db Reader) BatchFailures(ctx context.Context, b certificate.Batch, n int) (fs []FailedItem, err error) {
	defer wrap(&err, "failures of batch %s", b.ID)
	q := db.q.NewSelect().TableExpr("batch_items AS i")
	if b.Kind == certificate.Archiving {
		q = q.Join("JOIN certificates AS a ON a.id = i.about").ColumnExpr("a.serial")
	} else {
		q = q.Join("JOIN enrolments AS a ON a.id = i.about")
	}
	err = q.Join("JOIN people AS p ON p.id = a.person_id").ColumnExpr("p.id AS person_id, p.name_ar, p.name_en, p.staff_no, i.why").
		Where("i.batch_id = ? AND i.state = ?", b.ID, certificate.ItemFailed).OrderExpr("i.place").Limit(int64(n)).Scan(ctx, &fs)
	return fs, err
}

// RemoveBatchesBefore forgets up to n of the batches that ended before the given
// time and have no items any more, and returns how many.
func (tx *Tx) RemoveBatchesBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget old batches")
	return tx.removeSome(ctx, "batches", "id", "ended_at < ? AND NOT EXISTS (SELECT 1 FROM batch_items WHERE batch_id = batches.id)", at, n)
}

// RemoveBatchItemsBefore forgets up to n items of batches that ended before the
// given time, and returns how many.
func (tx *Tx) RemoveBatchItemsBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget items of old batches")
	return tx.removeSome(ctx, "batch_items", "(batch_id, place)", "batch_id IN (SELECT id FROM batches WHERE ended_at < ?)", at, n)
}

// EnrolmentsWith returns the enrolments with the given ids, by id. In a transaction
// they are locked, in one order, so that two transactions on some of the same follow
// one another.
func (db Reader) EnrolmentsWith(ctx context.Context, s people.Scope, ids []string) (es map[string]progress.Enrolment, err error) {
	defer wrap(&err, "%d enrolments", len(ids))
	var rows []progress.Enrolment
	err = db.q.NewSelect().Model(&rows).Apply(within(s), db.forUpdate).Where("id IN (?)", bun.List(ids)).Order("id").Scan(ctx)
	es = make(map[string]progress.Enrolment, len(rows))
	for _, e := range rows {
		es[e.ID] = e
	}
	return es, err
}

// Days are the first and the last instant of what somebody attended.
type Days struct{ From, To time.Time }

// DaysAttended returns of each of the enrolments the first and the last of the
// sessions attended under it, as AttendedDays does of one.
func (db Reader) DaysAttended(ctx context.Context, enrolments []string) (days map[string]Days, err error) {
	defer wrap(&err, "days of %d enrolments", len(enrolments))
	var rows []struct {
		EnrolmentID string
		StartsAt    time.Time
	}
	err = db.q.NewSelect().TableExpr("attendances AS a").Join("JOIN slots AS s ON s.run_id = a.run_id AND s.session_id = a.session_id").
		ColumnExpr("a.enrolment_id, s.starts_at").
		Where("a.enrolment_id IN (?) AND a.minutes > 0", bun.List(enrolments)).OrderExpr("s.starts_at").Scan(ctx, &rows)
	days = make(map[string]Days, len(enrolments))
	for _, r := range rows {
		d, ok := days[r.EnrolmentID]
		if !ok {
			d.From = r.StartsAt
		}
		d.To = r.StartsAt
		days[r.EnrolmentID] = d
	}
	return days, err
}

// AddCertificates adds the certificates, each the next of the chain after the
// one before it, as its new end.
func (tx *Tx) AddCertificates(ctx context.Context, cs []certificate.Certificate) (err error) {
	defer wrap(&err, "add %d certificates", len(cs))
	if len(cs) == 0 {
		return nil
	}
	if _, err = tx.q.NewInsert().Model(&cs).Exec(ctx); err != nil {
		return err
	}
	last := cs[len(cs)-1]
	return one(tx.q.NewRaw("UPDATE counters SET value = ?, hash = ? WHERE name = 'certificates' AND value = ?", last.Number, last.Hash, cs[0].Number-1).Exec(ctx))
}
