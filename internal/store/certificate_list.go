package store

import (
	"context"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/workshop"

	"github.com/uptrace/bun"
)

// standing is how a certificate AS c stands at a given time, in the terms of
// Certificate.Status.
const standing = `CASE WHEN c.revoked_at IS NOT NULL THEN 'revoked' WHEN c.superseded_by <> '' THEN 'superseded'
	WHEN c.expires_at <= ? THEN 'expired' ELSE 'valid' END`

// listed narrows q, over certificates AS c, to those in scope that the filter
// lets through at the given time.
func (db Reader) listed(s people.Scope, f certificate.Filter, now time.Time) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Apply(scoped(s, "c.agency_id", "c.person_id"))
		if f.AgencyID != "" {
			q = q.Where("c.agency_id = ?", f.AgencyID)
		}
		if f.CourseID != "" {
			q = q.Where("c.course_id = ?", f.CourseID)
		}
		if f.RunID != "" {
			q = q.Where("c.enrolment_id IN (SELECT id FROM enrolments WHERE run_id = ?)", f.RunID)
		}
		if f.Kind != "" {
			q = q.Where("c.kind = ?", f.Kind)
		}
		if f.Status != "" {
			q = q.Where(standing+" = ?", now, f.Status)
		}
		if !f.Since.IsZero() {
			q = q.Where("c.issued_at >= ?", f.Since.UTC())
		}
		return q
	}
}

// Certificates returns the certificates that the filter lets through, the
// latest first, n of them from the given offset on. They are picked from an
// index alone, before any record is read.
func (db Reader) Certificates(ctx context.Context, s people.Scope, f certificate.Filter, now time.Time, offset, n int) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "certificates")
	picked := db.q.NewSelect().TableExpr("certificates AS c").Column("c.id").Apply(db.listed(s, f, now)).
		OrderExpr("c.number DESC").Offset(int64(offset)).Limit(int64(n))
	err = db.q.NewSelect().Model(&cs).Where("id IN (SELECT id FROM (?) AS picked)", picked).Order("number DESC").Scan(ctx)
	return cs, err
}

// CountCertificates counts the certificates that the filter lets through, by
// how they stand.
func (db Reader) CountCertificates(ctx context.Context, s people.Scope, f certificate.Filter, now time.Time) (counts map[certificate.Status]int, err error) {
	defer wrap(&err, "count certificates")
	var rows []struct {
		Status certificate.Status
		N      int
	}
	err = db.q.NewSelect().TableExpr("certificates AS c").ColumnExpr(standing+" AS status, count(*) AS n", now).
		Apply(db.listed(s, f, now)).GroupExpr("1").Scan(ctx, &rows)
	counts = map[certificate.Status]int{}
	for _, r := range rows {
		counts[r.Status] = r.N
	}
	return counts, err
}

// CertificatesWith returns the certificates with the given ids, by id.
func (db Reader) CertificatesWith(ctx context.Context, s people.Scope, ids []string) (cs map[string]certificate.Certificate, err error) {
	defer wrap(&err, "%d certificates", len(ids))
	var rows []certificate.Certificate
	err = db.q.NewSelect().Model(&rows).Apply(within(s)).Where("id IN (?)", bun.List(ids)).Scan(ctx)
	cs = make(map[string]certificate.Certificate, len(rows))
	for _, c := range rows {
		cs[c.ID] = c
	}
	return cs, err
}

// RunsAttended returns the latest n runs, of any host, in which people in scope
// are enrolled; of one course only if one is given.
func (db Reader) RunsAttended(ctx context.Context, s people.Scope, course string, n int) (rs []workshop.Run, err error) {
	defer wrap(&err, "runs attended")
	attended := db.q.NewSelect().TableExpr("enrolments AS e").Column("e.run_id").Where("e.run_id <> ''").Apply(scoped(s, "e.agency_id", "e.person_id"))
	q := db.q.NewSelect().Model(&rs).Where("id IN (?)", attended).Where("NOT cancelled").Order("starts_on DESC", "id").Limit(int64(n))
	if course != "" {
		q = q.Where("course_id = ?", course)
	}
	err = q.Scan(ctx)
	return rs, err
}

// A Waiting is a completed enrolment that has no certificate yet.
type Waiting struct {
	EnrolmentID, PersonID      string
	NameAr, NameEn             string
	CourseAr, CourseEn, RunID  string
	AgencyAr, AgencyEn         string
	CompletedAt                time.Time
	Approved, Nameless, Halted bool
}

// Wait returns what tells what it waits for.
func (w Waiting) Wait() certificate.Wait {
	return certificate.Wait{CompletedAt: w.CompletedAt, Nameless: w.Nameless, Approved: w.Approved, Stopped: w.Halted}
}

// Course returns what the course is called.
func (w Waiting) Course() catalog.Text { return catalog.Text{Ar: w.CourseAr, En: w.CourseEn} }

// Agency returns what the agency is called.
func (w Waiting) Agency() catalog.Text { return catalog.Text{Ar: w.AgencyAr, En: w.AgencyEn} }

// waiting narrows q, over enrolments AS e, to those in scope that were
// completed, have no certificate, and that the filter lets through.
func waiting(s people.Scope, f certificate.Filter) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Apply(scoped(s, "e.agency_id", "e.person_id")).Where("e.state = ?", progress.Done).
			Where("NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = e.id AND c.kind = ? AND c.superseded_by = '')", certificate.Completion)
		if f.AgencyID != "" {
			q = q.Where("e.agency_id = ?", f.AgencyID)
		}
		if f.CourseID != "" {
			q = q.Where("e.course_id = ?", f.CourseID)
		}
		if f.RunID != "" {
			q = q.Where("e.run_id = ?", f.RunID)
		}
		if !f.Since.IsZero() {
			q = q.Where("e.completed_at >= ?", f.Since.UTC())
		}
		return q
	}
}

// Waiting returns the completed enrolments without a certificate, those that
// have waited longest first, n of them from the given offset on.
func (db Reader) Waiting(ctx context.Context, s people.Scope, f certificate.Filter, offset, n int) (ws []Waiting, err error) {
	defer wrap(&err, "waiting certificates")
	err = db.q.NewSelect().TableExpr("enrolments AS e").Apply(waiting(s, f)).
		Join("JOIN people AS p ON p.id = e.person_id").
		Join("JOIN agencies AS a ON a.id = e.agency_id").
		Join("JOIN courses AS c ON c.id = e.course_id").
		ColumnExpr("e.id AS enrolment_id, e.person_id, e.run_id, e.completed_at, p.name_ar, p.name_en").
		ColumnExpr("c.title_ar AS course_ar, c.title_en AS course_en, a.name_ar AS agency_ar, a.name_en AS agency_en").
		ColumnExpr("p.name_approved_at IS NOT NULL AS approved, p.name_ar = '' AND p.name_en = '' AS nameless").
		ColumnExpr("EXISTS (SELECT 1 FROM outbox o WHERE o.dead_at IS NOT NULL AND o.kind = 'certify' AND o.payload = e.id) AS halted").
		OrderExpr("e.completed_at, e.id").Offset(int64(offset)).Limit(int64(n)).Scan(ctx, &ws)
	return ws, err
}

// CountWaiting returns how many completed enrolments have no certificate.
func (db Reader) CountWaiting(ctx context.Context, s people.Scope, f certificate.Filter) (n int, err error) {
	defer wrap(&err, "count waiting certificates")
	err = db.q.NewSelect().TableExpr("enrolments AS e").ColumnExpr("count(*)").Apply(waiting(s, f)).Scan(ctx, &n)
	return n, err
}
