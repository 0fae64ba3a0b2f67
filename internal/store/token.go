package store

import (
	"context"
	"time"

	"masar/internal/people"

	"github.com/uptrace/bun"
)

// A Token lets a program act for a person under /api. Of what the program
// shows only a digest is kept.
type Token struct {
	bun.BaseModel `bun:"api_tokens,alias:token"`

	ID        string `bun:",pk"`
	TokenHash string
	PersonID  string
	Name      string // what its owner calls it
	Scope     string // what it is for: app.ScopeVerify or app.ScopeIssue
	Subjects  string // of those it may issue credentials about, the beginnings of their ids, one a line
	MadeAt    time.Time
	ExpiresAt time.Time
}

// Tokens returns the person's tokens, the latest first.
func (db Reader) Tokens(ctx context.Context, person string) (ts []Token, err error) {
	defer wrap(&err, "tokens of %s", person)
	err = db.q.NewSelect().Model(&ts).Where("person_id = ?", person).Order("made_at DESC", "id").Scan(ctx)
	return ts, err
}

// TokenOf returns the token with the digest and who holds it, while it lasts and
// they are employed.
func (db Reader) TokenOf(ctx context.Context, hash string, now time.Time) (t Token, p people.Person, err error) {
	defer wrap(&err, "token")
	if err = db.q.NewSelect().Model(&t).Where("token_hash = ? AND expires_at > ?", hash, now).Scan(ctx); err != nil {
		return t, p, err
	}
	err = db.q.NewSelect().Model(&p).Where("left_at IS NULL AND id = ?", t.PersonID).Scan(ctx)
	return t, p, err
}

// AddToken adds t.
func (tx *Tx) AddToken(ctx context.Context, t Token) (err error) {
	defer wrap(&err, "add token")
	_, err = tx.q.NewInsert().Model(&t).Exec(ctx)
	return err
}

// RemoveToken removes one of the person's tokens.
func (tx *Tx) RemoveToken(ctx context.Context, person, id string) (err error) {
	defer wrap(&err, "remove token %s", id)
	res, err := tx.q.NewDelete().Model((*Token)(nil)).Where("person_id = ? AND id = ?", person, id).Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return ErrNotFound
}
