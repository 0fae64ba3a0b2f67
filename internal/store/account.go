package store

import (
	"context"
	"time"

	"masar/internal/people"
)

// An Account is what its owner proves who they are with.
type Account struct {
	PersonID string `bun:",pk"`
	Password string // argon2id, in PHC form
	MustSet  bool   // to be replaced at the next sign-in
	SetAt    time.Time
}

// A SignIn is one device on which somebody is signed in. Of its token only a
// digest is kept.
type SignIn struct {
	TokenHash string `bun:",pk"`
	ID        string // names it to its owner
	PersonID  string
	Device    string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	MustSet   bool `bun:",scanonly"` // their password is to be replaced first
}

// A Throttle counts the failed sign-ins of one account or address.
type Throttle struct {
	Key       string `bun:",pk"`
	Failures  int
	BlockedAt time.Time // when the last of them was
}

// Account returns the account of the person.
func (db *DB) Account(ctx context.Context, person string) (a Account, err error) {
	defer wrap(&err, "account of %s", person)
	err = db.R.NewSelect().Model(&a).Where("person_id = ?", person).Scan(ctx)
	return a, err
}

// SaveAccount adds or replaces a.
func (db *DB) SaveAccount(ctx context.Context, a Account) (err error) {
	defer wrap(&err, "save account of %s", a.PersonID)
	_, err = db.W.NewInsert().Model(&a).On("CONFLICT (person_id) DO UPDATE").
		Set("password = EXCLUDED.password, must_set = EXCLUDED.must_set, set_at = EXCLUDED.set_at").Exec(ctx)
	return err
}

// SignedIn returns the sign-in with the token's digest, and who it is.
func (db *DB) SignedIn(ctx context.Context, tokenHash string, now time.Time) (s SignIn, p people.Person, err error) {
	defer wrap(&err, "signed in")
	err = db.R.NewSelect().Model(&s).ColumnExpr("?TableAlias.*").
		ColumnExpr("(SELECT must_set FROM accounts WHERE person_id = ?TableAlias.person_id) AS must_set").
		Where("token_hash = ?", tokenHash).Where("expires_at > ?", now).Scan(ctx)
	if err != nil {
		return s, p, err
	}
	err = db.R.NewSelect().Model(&p).Where("id = ?", s.PersonID).Where("left_at IS NULL").Scan(ctx)
	return s, p, err
}

// SignIns returns where the person is signed in, the latest first.
func (db *DB) SignIns(ctx context.Context, person string, now time.Time) (ss []SignIn, err error) {
	defer wrap(&err, "sign-ins of %s", person)
	err = db.R.NewSelect().Model(&ss).Where("person_id = ?", person).Where("expires_at > ?", now).Order("seen_at DESC").Scan(ctx)
	return ss, err
}

// AddSignIn adds s.
func (db *DB) AddSignIn(ctx context.Context, s SignIn) (err error) {
	defer wrap(&err, "sign in")
	_, err = db.W.NewInsert().Model(&s).Exec(ctx)
	return err
}

// SeeSignIn notes that s was used at the given time and lasts until another.
func (db *DB) SeeSignIn(ctx context.Context, id string, at, until time.Time) (err error) {
	defer wrap(&err, "see sign-in")
	_, err = db.W.NewUpdate().Model((*SignIn)(nil)).Set("seen_at = ?", at).Set("expires_at = ?", until).Where("id = ?", id).Exec(ctx)
	return err
}

// RemoveSignIns signs the person out: on the device with the given id, or
// everywhere if id is "".
func (db *DB) RemoveSignIns(ctx context.Context, person, id string) (err error) {
	defer wrap(&err, "sign out %s", person)
	q := db.W.NewDelete().Model((*SignIn)(nil)).Where("person_id = ?", person)
	if id != "" {
		q = q.Where("id = ?", id)
	}
	_, err = q.Exec(ctx)
	return err
}

// RemoveSignInsBefore forgets the sign-ins that ended before the given time.
func (db *DB) RemoveSignInsBefore(ctx context.Context, at time.Time) (err error) {
	defer wrap(&err, "forget old sign-ins")
	_, err = db.W.NewDelete().Model((*SignIn)(nil)).Where("expires_at < ?", at).Exec(ctx)
	return err
}

// Throttle returns the failures counted under key; none is the zero Throttle.
func (db *DB) Throttle(ctx context.Context, key string) (t Throttle, err error) {
	defer wrap(&err, "throttle")
	var ts []Throttle
	err = db.R.NewSelect().Model(&ts).Where("key = ?", key).Scan(ctx)
	if len(ts) == 1 {
		t = ts[0]
	}
	return t, err
}

// CountFailure counts one more failure under key, at the given time, in one
// statement: of many at once, each is counted. Those whose last was before
// since are forgotten.
func (db *DB) CountFailure(ctx context.Context, key string, at, since time.Time) (err error) {
	defer wrap(&err, "count failure")
	_, err = db.W.NewInsert().Model(&Throttle{Key: key, Failures: 1, BlockedAt: at}).On("CONFLICT (key) DO UPDATE").
		Set("failures = CASE WHEN ?TableAlias.blocked_at < ? THEN 1 ELSE ?TableAlias.failures + 1 END", since).
		Set("blocked_at = EXCLUDED.blocked_at").Exec(ctx)
	return err
}

// RemoveThrottle forgets the failures counted under key.
func (db *DB) RemoveThrottle(ctx context.Context, key string) (err error) {
	defer wrap(&err, "remove throttle")
	_, err = db.W.NewDelete().Model((*Throttle)(nil)).Where("key = ?", key).Exec(ctx)
	return err
}
