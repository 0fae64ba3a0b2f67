package store

import (
	"context"
	"slices"

	"masar/internal/certificate"
	"masar/internal/people"

	"github.com/uptrace/bun"
)

// AddTranscript adds t, unless the person has been handed the same already,
// and returns the one there is.
func (tx *Tx) AddTranscript(ctx context.Context, t certificate.Transcript) (own certificate.Transcript, added bool, err error) {
	defer wrap(&err, "add transcript of %s", t.PersonID)
	res, err := tx.q.NewInsert().Model(&t).On("CONFLICT (person_id, hash) DO NOTHING").Exec(ctx)
	if err != nil {
		return own, false, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 1 {
		return t, n == 1, err
	}
	err = tx.q.NewSelect().Model(&own).Where("person_id = ? AND hash = ?", t.PersonID, t.Hash).Scan(ctx)
	return own, false, err
}

// Transcript returns the training record with the verification code, to anyone
// who has it.
func (db Reader) Transcript(ctx context.Context, code string) (t certificate.Transcript, err error) {
	defer wrap(&err, "transcript by code")
	err = db.q.NewSelect().Model(&t).Where("code = ?", code).Scan(ctx)
	return t, err
}

// CertificatesBySerial returns the certificates in scope with the serial
// numbers.
func (db Reader) CertificatesBySerial(ctx context.Context, s people.Scope, serials []string) (cs []certificate.Certificate, err error) {
	defer wrap(&err, "%d certificates by serial", len(serials))
	for part := range slices.Chunk(serials, 500) {
		var some []certificate.Certificate
		if err := db.q.NewSelect().Model(&some).Apply(within(s)).Where("serial IN (?)", bun.List(part)).Scan(ctx); err != nil {
			return nil, err
		}
		cs = append(cs, some...)
	}
	return cs, nil
}
