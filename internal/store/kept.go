package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// MostKept is how many forms are kept of one person: the latest.
const MostKept = 5

// A KeptForm is a form that was sent when its writer was signed out.
type KeptForm struct {
	bun.BaseModel `bun:"kept_forms,alias:kept"`

	ID       string `bun:",pk"`
	PersonID string // who wrote it
	Route    string // where it was sent to, as the table of routes has it
	Path     string
	Page     string // on which it stood, or ""
	Fields   string // as in an address
	Parts    bool   // it is a form that takes files
	Files    bool   // there were some, which are not kept
	KeptAt   time.Time
}

// KeptForms returns the forms that wait for the person, the latest first.
func (db Reader) KeptForms(ctx context.Context, person string) (fs []KeptForm, err error) {
	defer wrap(&err, "forms kept for %s", person)
	err = db.q.NewSelect().Model(&fs).Where("person_id = ?", person).Order("kept_at DESC", "id DESC").Scan(ctx)
	return fs, err
}

// AddKeptForm keeps f in place of what was kept for the same path, and of the
// oldest if there are too many.
func (tx *Tx) AddKeptForm(ctx context.Context, f KeptForm) (err error) {
	defer wrap(&err, "keep a form")
	if _, err = tx.q.NewDelete().Model((*KeptForm)(nil)).Where("person_id = ? AND path = ?", f.PersonID, f.Path).Exec(ctx); err != nil {
		return err
	}
	if _, err = tx.q.NewInsert().Model(&f).Exec(ctx); err != nil {
		return err
	}
	latest := tx.q.NewSelect().Model((*KeptForm)(nil)).Column("id").Where("person_id = ?", f.PersonID).Order("kept_at DESC", "id DESC").Limit(MostKept)
	_, err = tx.q.NewDelete().Model((*KeptForm)(nil)).Where("person_id = ?", f.PersonID).Where("id NOT IN (?)", latest).Exec(ctx)
	return err
}

// RemoveKeptForm forgets one of the person's forms, if it is still there.
func (tx *Tx) RemoveKeptForm(ctx context.Context, person, id string) (err error) {
	defer wrap(&err, "forget a kept form")
	_, err = tx.q.NewDelete().Model((*KeptForm)(nil)).Where("person_id = ? AND id = ?", person, id).Exec(ctx)
	return err
}

// RemoveKeptFormsBefore forgets up to n of the forms that were kept before the
// given time, and returns how many.
func (tx *Tx) RemoveKeptFormsBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget old kept forms")
	return tx.removeSome(ctx, "kept_forms", "id", "kept_at < ?", at, n)
}

// SignInHashes returns the digests of the person's latest sign-ins, ended or not.
func (db Reader) SignInHashes(ctx context.Context, person string) (hashes []string, err error) {
	defer wrap(&err, "latest sign-ins of %s", person)
	err = db.q.NewSelect().Model((*SignIn)(nil)).Column("token_hash").Where("person_id = ?", person).Order("created_at DESC").Limit(100).Scan(ctx, &hashes)
	return hashes, err
}

// WasSignedIn reports whether the token's digest is that of a sign-in, ended or
// not.
func (db Reader) WasSignedIn(ctx context.Context, tokenHash string) (was bool, err error) {
	defer wrap(&err, "earlier sign-in")
	return db.q.NewSelect().Model((*SignIn)(nil)).Where("token_hash = ?", tokenHash).Exists(ctx)
}
