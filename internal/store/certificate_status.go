package store

import (
	"context"

	"masar/internal/certificate"
)

// CertificatesWithdrawn returns the numbers, from the first up to but without the last, of
// certificates that no longer stand: revoked, or superseded by another.
func (db Reader) CertificatesWithdrawn(ctx context.Context, first, last int64) (numbers []int64, err error) {
	defer wrap(&err, "withdrawn certificates")
	err = db.q.NewSelect().Model((*certificate.Certificate)(nil)).Column("number").Where("number >= ? AND number < ?", first, last).
		Where("revoked_at IS NOT NULL OR superseded_by <> ''").Order("number").Scan(ctx, &numbers)
	return numbers, err
}

// LastNumber returns the number of the last certificate, or 0.
func (db Reader) LastNumber(ctx context.Context) (n int64, err error) {
	defer wrap(&err, "last certificate")
	err = db.q.NewSelect().Model((*certificate.Certificate)(nil)).ColumnExpr("COALESCE(MAX(number), 0)").Scan(ctx, &n)
	return n, err
}

// CertificateSites returns the addresses of the site that certificates were issued
// under, as far as they were written down.
func (db Reader) CertificateSites(ctx context.Context) (sites []string, err error) {
	defer wrap(&err, "sites of certificates")
	err = db.q.NewSelect().Model((*certificate.Certificate)(nil)).ColumnExpr("DISTINCT site").Where("site <> ''").OrderExpr("site").Scan(ctx, &sites)
	return sites, err
}

// CertificateByNumber returns the certificate with the number, to who has its
// credential.
func (db Reader) CertificateByNumber(ctx context.Context, n int64) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate by number")
	err = db.q.NewSelect().Model(&c).Where("number = ?", n).Scan(ctx)
	return c, err
}

// CertificateBySerial returns the certificate with the serial number, to who
// has its file.
func (db Reader) CertificateBySerial(ctx context.Context, serial string) (c certificate.Certificate, err error) {
	defer wrap(&err, "certificate by serial")
	err = db.q.NewSelect().Model(&c).Where("serial = ?", serial).Scan(ctx)
	return c, err
}
