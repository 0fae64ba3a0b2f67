package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// An Issued is a credential that a program had signed. The document itself is not
// kept, only what it takes to find and withdraw it.
type Issued struct {
	bun.BaseModel `bun:"issued_credentials,alias:issued"`

	Number       int64  `bun:",pk"` // its place in the status lists, from 1
	CredentialID string // or ""
	Types        string // with a space between them
	Subjects     string // ids of those it is about, with a space between them
	Digest       string // SHA-256, in hex, of the document as it came
	IssuedBy     string // person
	TokenName    string // or "" for somebody who was signed in
	IssuedAt     time.Time
	RevokedBy    string
	RevokedAt    time.Time `bun:",nullzero"`
	RevokedWhy   string
}

// IssuedCredentials returns n of what programs had signed, from the offset on,
// the latest first, and how many there are. search finds the ids of credentials
// and of those whom they are about; "" finds all.
func (db Reader) IssuedCredentials(ctx context.Context, search string, offset, n int) (all []Issued, total int, err error) {
	defer wrap(&err, "issued credentials")
	q := db.q.NewSelect().Model(&all)
	if search != "" {
		q = q.Where("credential_id = ? OR subjects LIKE ? ESCAPE '!'", search, like(search))
	}
	count, err := q.Order("number DESC").Offset(int64(offset)).Limit(int64(n)).ScanAndCount(ctx)
	return all, int(count), err
}

// IssuedCredential returns what has the number.
func (db Reader) IssuedCredential(ctx context.Context, number int64) (i Issued, err error) {
	defer wrap(&err, "issued credential %d", number)
	err = db.q.NewSelect().Model(&i).Where("number = ?", number).Scan(ctx)
	return i, err
}

// IssuedWithdrawn returns the numbers, from the first up to but without the last,
// of what was withdrawn.
func (db Reader) IssuedWithdrawn(ctx context.Context, first, last int64) (numbers []int64, err error) {
	defer wrap(&err, "withdrawn credentials")
	err = db.q.NewSelect().Model((*Issued)(nil)).Column("number").Where("number >= ? AND number < ? AND revoked_at IS NOT NULL", first, last).
		Order("number").Scan(ctx, &numbers)
	return numbers, err
}

// LastIssued returns the number of the last credential issued, or 0.
func (db Reader) LastIssued(ctx context.Context) (n int64, err error) {
	defer wrap(&err, "last issued credential")
	err = db.q.NewSelect().Model((*Issued)(nil)).ColumnExpr("COALESCE(MAX(number), 0)").Scan(ctx, &n)
	return n, err
}

// AddIssued adds i as the next one and returns it with its number. One transaction at a
// time does.
func (tx *Tx) AddIssued(ctx context.Context, i Issued) (_ Issued, err error) {
	defer wrap(&err, "add issued credential")
	if _, _, err = tx.ChainEnd(ctx); err != nil {
		return i, err
	}
	if err = tx.q.NewSelect().Model((*Issued)(nil)).ColumnExpr("COALESCE(MAX(number), 0)").Scan(ctx, &i.Number); err != nil {
		return i, err
	}
	i.Number++
	_, err = tx.q.NewInsert().Model(&i).Exec(ctx)
	return i, err
}

// SaveIssued saves that i was withdrawn.
func (tx *Tx) SaveIssued(ctx context.Context, i Issued) (err error) {
	defer wrap(&err, "save issued credential %d", i.Number)
	return one(tx.q.NewUpdate().Model(&i).Column("revoked_by", "revoked_at", "revoked_why").WherePK().Where("revoked_at IS NULL").Exec(ctx))
}
