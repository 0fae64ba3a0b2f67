package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"masar/internal/certificate"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// Certificate returns the certificate with the given id, locked in a transaction.
func (db Reader) Certificate(ctx context.Context, s people.Scope, id string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate %s", id)
	err = db.q.NewSelect().Model(&c).Apply(within(s), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return c, err
}

// CertificateByCode returns the certificate with the verification code, to
// anyone who has it.
func (db Reader) CertificateByCode(ctx context.Context, code string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate by code")
	err = db.q.NewSelect().Model(&c).Where("code = ?", code).Scan(ctx)
	return c, err
}

// CertificateFor returns the certificate of the given kind that an enrolment
// has led to.
func (db Reader) CertificateFor(ctx context.Context, s people.Scope, enrolment, kind string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate for %s", enrolment)
	err = db.q.NewSelect().Model(&c).Apply(within(s)).Where("enrolment_id = ? AND kind = ? AND superseded_by = ''", enrolment, kind).Scan(ctx)
	return c, err
}

// CertificatesFor returns the certificates of the given kind that the
// enrolments have led to.
func (db Reader) CertificatesFor(ctx context.Context, s people.Scope, enrolments []string, kind string) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "certificates for %d enrolments", len(enrolments))
	for part := range slices.Chunk(enrolments, 500) {
		var some []certificate.Certificate
		if err := db.q.NewSelect().Model(&some).Apply(within(s)).
			Where("enrolment_id IN (?) AND kind = ? AND superseded_by = ''", bun.List(part), kind).Scan(ctx); err != nil {
			return nil, err
		}
		cs = append(cs, some...)
	}
	return cs, nil
}

// CertificatesOf returns the person's certificates, the latest first.
func (db Reader) CertificatesOf(ctx context.Context, s people.Scope, person string) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "certificates of %s", person)
	err = db.q.NewSelect().Model(&cs).Apply(within(s)).Where("person_id = ?", person).Order("issued_at DESC", "number DESC").Scan(ctx)
	return cs, err
}

// CertificatesAfter returns up to n certificates after the given number, in
// the order of the chain.
func (db Reader) CertificatesAfter(ctx context.Context, s people.Scope, number int64, n int) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "certificates after %d", number)
	err = db.q.NewSelect().Model(&cs).Apply(within(s)).Where("number > ?", number).Order("number").Limit(int64(n)).Scan(ctx)
	return cs, err
}

// ChainTip returns the number and hash of the last certificate as they are now;
// zero if there is none.
func (db Reader) ChainTip(ctx context.Context) (number int64, hash string, err error) {
	defer wrap(&err, "tip of the chain")
	err = db.q.NewRaw("SELECT value, hash FROM counters WHERE name = 'certificates'").Scan(ctx, &number, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, hash, err
}

// ChainEnd returns the number and hash of the last certificate, and keeps any
// other transaction from adding one until this one is saved.
func (tx *Tx) ChainEnd(ctx context.Context) (number int64, hash string, err error) {
	defer wrap(&err, "end of the chain")
	if _, err = tx.q.NewRaw("INSERT INTO counters (name, value, hash) VALUES ('certificates', 0, '') ON CONFLICT DO NOTHING").Exec(ctx); err != nil {
		return 0, "", err
	}
	lock := ""
	if tx.Postgres() {
		lock = " FOR UPDATE"
	}
	err = tx.q.NewRaw("SELECT value, hash FROM counters WHERE name = 'certificates'"+lock).Scan(ctx, &number, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, hash, err
}

// AddCertificate adds c as the new end of the chain.
func (tx *Tx) AddCertificate(ctx context.Context, c certificate.Certificate) (err error) {
	defer wrap(&err, "add certificate %s", c.Serial)
	if _, err = tx.q.NewInsert().Model(&c).Exec(ctx); err != nil {
		return err
	}
	return one(tx.q.NewRaw("UPDATE counters SET value = ?, hash = ? WHERE name = 'certificates' AND value = ?", c.Number, c.Hash, c.Number-1).Exec(ctx))
}

// SupersedeCertificate notes that the one with the id of another, which is yet
// to be added, takes the place of c.
func (tx *Tx) SupersedeCertificate(ctx context.Context, c certificate.Certificate, by string) (err error) {
	defer wrap(&err, "supersede certificate %s", c.Serial)
	return one(tx.q.NewUpdate().Model((*certificate.Certificate)(nil)).Set("superseded_by = ?", by).
		Where("id = ? AND superseded_by = '' AND revoked_at IS NULL", c.ID).Exec(ctx))
}

// CertificatesExpiring returns the certificates that expire after from and not
// after to, of people still employed, but for those that were withdrawn, or
// that a later one for the same course replaces, and those whose holder was told;
// up to n, those first that expire first.
func (db Reader) CertificatesExpiring(ctx context.Context, from, to time.Time, n int) (es []notice.Expiry, err error) {
	defer wrap(&err, "certificates expiring")
	var cs []certificate.Certificate
	err = db.q.NewSelect().Model(&cs).Where("expires_at > ? AND expires_at <= ?", from, to).
		Where("revoked_at IS NULL AND superseded_by = ''").
		Where("EXISTS (SELECT 1 FROM people p WHERE p.id = ?TableAlias.person_id AND p.left_at IS NULL)").
		Where(`NOT EXISTS (SELECT 1 FROM certificates later WHERE later.person_id = ?TableAlias.person_id AND later.course_id = ?TableAlias.course_id
			AND later.kind = ?TableAlias.kind AND later.revoked_at IS NULL AND later.number > ?TableAlias.number)`).
		Where("NOT EXISTS (SELECT 1 FROM notices n WHERE n.id = ? || ?TableAlias.id)", string(notice.Renew)+":").
		Order("expires_at", "id").Limit(int64(n)).Scan(ctx)
	for _, c := range cs {
		es = append(es, notice.Expiry{CertificateID: c.ID, PersonID: c.PersonID, Title: c.Record.Title, ExpiresAt: c.ExpiresAt})
	}
	return es, err
}

// Uncertified returns the enrolments in scope that were completed by the person
// and have no certificate.
func (db Reader) Uncertified(ctx context.Context, s people.Scope, person string) (es []progress.Enrolment, err error) {
	defer wrap(&err, "uncertified enrolments of %s", person)
	err = db.q.NewSelect().Model(&es).Apply(within(s)).Where("person_id = ? AND state = ?", person, progress.Done).
		Where("NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = ?TableAlias.id AND c.kind = ?)", certificate.Completion).
		Order("id").Scan(ctx)
	return es, err
}

// An AttendedRun is an open enrolment in a run that has ended.
type AttendedRun struct {
	progress.Enrolment `bun:",extend"`

	EndsOn time.Time // the run's
}

// AttendedRuns returns the enrolments, not completed, under which sessions were
// attended of a run that ended after from and not after to, and for which
// nothing has been arranged; up to n, by enrolment, those after the given one.
func (db Reader) AttendedRuns(ctx context.Context, from, to time.Time, after string, n int) (as []AttendedRun, err error) {
	defer wrap(&err, "attended runs")
	err = db.q.NewSelect().TableExpr("enrolments AS e").Apply(db.enrolmentOf("e")).ColumnExpr("r.ends_on").Join("JOIN runs AS r ON r.id = e.run_id").
		Where("NOT r.cancelled AND r.ends_on > ? AND r.ends_on <= ?", from, to).
		Where("e.state = ? AND e.id > ?", progress.UnderWay, after).
		Where("EXISTS (SELECT 1 FROM attendances a WHERE a.enrolment_id = e.id AND a.minutes > 0)").
		Where("NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = 'attest:' || e.id)").
		OrderExpr("e.id").Limit(int64(n)).Scan(ctx, &as)
	return as, err
}

// SaveCertificate saves how c stands; what it attests never changes.
func (tx *Tx) SaveCertificate(ctx context.Context, c certificate.Certificate) (err error) {
	defer wrap(&err, "save certificate %s", c.Serial)
	return one(tx.q.NewUpdate().Model(&c).Column("superseded_by", "revoked_by", "revoked_at", "revoked_why").
		WherePK().Where("revoked_at IS NULL").Exec(ctx))
}
