package store

import (
	"context"
	"database/sql"
	"errors"

	"masar/internal/certificate"
	"masar/internal/people"
)

// Certificate returns the certificate with the given id.
func (db *DB) Certificate(ctx context.Context, s people.Scope, id string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate %s", id)
	err = db.R.NewSelect().Model(&c).Apply(within(s)).Where("id = ?", id).Scan(ctx)
	return c, err
}

// CertificateByCode returns the certificate with the verification code, to
// anyone who has it.
func (db *DB) CertificateByCode(ctx context.Context, code string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate by code")
	err = db.R.NewSelect().Model(&c).Where("code = ?", code).Scan(ctx)
	return c, err
}

// CertificateFor returns the certificate of the given kind that an enrolment
// has led to.
func (db *DB) CertificateFor(ctx context.Context, s people.Scope, enrolment, kind string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate for %s", enrolment)
	err = db.R.NewSelect().Model(&c).Apply(within(s)).Where("enrolment_id = ? AND kind = ? AND superseded_by = ''", enrolment, kind).Scan(ctx)
	return c, err
}

// CertificatesOf returns the person's certificates, the latest first.
func (db *DB) CertificatesOf(ctx context.Context, s people.Scope, person string) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "certificates of %s", person)
	err = db.R.NewSelect().Model(&cs).Apply(within(s)).Where("person_id = ?", person).Order("issued_at DESC", "number DESC").Scan(ctx)
	return cs, err
}

// CertificatesAfter returns up to n certificates after the given number, in
// the order of the chain.
func (db *DB) CertificatesAfter(ctx context.Context, s people.Scope, number int64, n int) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "certificates after %d", number)
	err = db.R.NewSelect().Model(&cs).Apply(within(s)).Where("number > ?", number).Order("number").Limit(int64(n)).Scan(ctx)
	return cs, err
}

// ChainTip returns the number and hash of the last certificate as they are now;
// zero if there is none.
func (db *DB) ChainTip(ctx context.Context) (number int64, hash string, err error) {
	defer wrap(&err, "tip of the chain")
	err = db.R.NewRaw("SELECT value, hash FROM counters WHERE name = 'certificates'").Scan(ctx, &number, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, hash, err
}

// ChainEnd returns the number and hash of the last certificate, and keeps any
// other deed from adding one until this one is saved.
func (db *DB) ChainEnd(ctx context.Context) (number int64, hash string, err error) {
	defer wrap(&err, "end of the chain")
	if _, err = db.W.NewRaw("INSERT INTO counters (name, value, hash) VALUES ('certificates', 0, '') ON CONFLICT DO NOTHING").Exec(ctx); err != nil {
		return 0, "", err
	}
	lock := ""
	if db.Postgres() {
		lock = " FOR UPDATE"
	}
	err = db.W.NewRaw("SELECT value, hash FROM counters WHERE name = 'certificates'"+lock).Scan(ctx, &number, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, hash, err
}

// AddCertificate adds c as the new end of the chain.
func (db *DB) AddCertificate(ctx context.Context, c certificate.Certificate) (err error) {
	defer wrap(&err, "add certificate %s", c.Serial)
	if _, err = db.W.NewInsert().Model(&c).Exec(ctx); err != nil {
		return err
	}
	return one(db.W.NewRaw("UPDATE counters SET value = ?, hash = ? WHERE name = 'certificates' AND value = ?", c.Number, c.Hash, c.Number-1).Exec(ctx))
}

// SaveCertificate saves how c stands; what it attests never changes.
func (db *DB) SaveCertificate(ctx context.Context, c certificate.Certificate) (err error) {
	defer wrap(&err, "save certificate %s", c.Serial)
	return one(db.W.NewUpdate().Model(&c).Column("superseded_by", "revoked_by", "revoked_at", "revoked_why").
		WherePK().Where("revoked_at IS NULL").Exec(ctx))
}
