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

// Expired reports whether a is of a password that was handed out and not
// replaced in the given time.
func (a Account) Expired(now time.Time, after time.Duration) bool {
	return a.MustSet && !now.Before(a.SetAt.Add(after))
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
	EndedAt   time.Time `bun:",nullzero"` // when it was last used, if it was ended before that
	ProvedAt  time.Time `bun:",nullzero"` // when the password was last given in it
	MustSet   bool      `bun:",scanonly"` // their password is to be replaced first
}

// Account returns the account of the person; in a transaction, locked.
func (db Reader) Account(ctx context.Context, person string) (a Account, err error) {
	defer wrap(&err, "account of %s", person)
	err = db.q.NewSelect().Model(&a).Apply(db.forUpdate).Where("person_id = ?", person).Scan(ctx)
	return a, err
}

// SaveAccount adds or replaces a.
func (tx *Tx) SaveAccount(ctx context.Context, a Account) (err error) {
	defer wrap(&err, "save account of %s", a.PersonID)
	_, err = tx.q.NewInsert().Model(&a).On("CONFLICT (person_id) DO UPDATE").
		Set("password = EXCLUDED.password, must_set = EXCLUDED.must_set, set_at = EXCLUDED.set_at").Exec(ctx)
	return err
}

// SignedIn returns the sign-in with the token's digest, and who it is: as a person
// and as a viewer. All of it is one statement, asked at every request.
func (db Reader) SignedIn(ctx context.Context, tokenHash string, now time.Time) (s SignIn, p people.Person, v people.Viewer, err error) {
	defer wrap(&err, "signed in")
	var found struct {
		SignIn `bun:",extend"`
		Person *people.Person `bun:"rel:belongs-to,join:person_id=id"`
		Reach  string         `bun:",scanonly"`
	}
	err = db.q.NewSelect().Model(&found).Relation("Person").ColumnExpr("?TableAlias.*").
		ColumnExpr("(SELECT must_set FROM accounts WHERE person_id = ?TableAlias.person_id) AS must_set").
		ColumnExpr("(SELECT string_agg(r.role || ' ' || r.path || ' ' || r.parent_id || ' ' || r.listed, ?) FROM ("+reach+"?TableAlias.person_id) AS r) AS reach", "\n").
		Where("?TableAlias.token_hash = ?", tokenHash).Where("?TableAlias.ended_at IS NULL").Where("?TableAlias.expires_at > ?", now).Scan(ctx)
	if err == nil && (found.Person == nil || !found.Person.Employed()) {
		err = ErrNotFound
	}
	if err != nil {
		return s, p, v, err
	}
	s, p = found.SignIn, *found.Person
	v = viewerOf(p, s.ID, splitReach(found.Reach))
	v.MustSet = s.MustSet
	return s, p, v, nil
}

// SignIns returns where the person is signed in, the latest first.
func (db Reader) SignIns(ctx context.Context, person string, now time.Time) (ss []SignIn, err error) {
	defer wrap(&err, "sign-ins of %s", person)
	err = db.q.NewSelect().Model(&ss).Where("person_id = ?", person).Where("ended_at IS NULL").Where("expires_at > ?", now).Order("seen_at DESC").Scan(ctx)
	return ss, err
}

// AddSignIn adds s.
func (tx *Tx) AddSignIn(ctx context.Context, s SignIn) (err error) {
	defer wrap(&err, "sign in")
	_, err = tx.q.NewInsert().Model(&s).Exec(ctx)
	return err
}

// SeeSignIn notes that s was used at the given time and lasts until another.
func (tx *Tx) SeeSignIn(ctx context.Context, id string, at, until time.Time) (err error) {
	defer wrap(&err, "see sign-in")
	_, err = tx.q.NewUpdate().Model((*SignIn)(nil)).Set("seen_at = ?", at).Set("expires_at = ?", until).Where("id = ?", id).Exec(ctx)
	return err
}

// RemoveSignIns signs the person out: on the device with the given id, or
// everywhere if id is "".
func (tx *Tx) RemoveSignIns(ctx context.Context, person, id string) (err error) {
	defer wrap(&err, "sign out %s", person)
	q := tx.q.NewUpdate().Model((*SignIn)(nil)).Set("ended_at = seen_at").Where("person_id = ?", person).Where("ended_at IS NULL")
	if id != "" {
		q = q.Where("id = ?", id)
	}
	_, err = q.Exec(ctx)
	return err
}

// ProveSignIn notes that the password was given again in a sign-in.
func (tx *Tx) ProveSignIn(ctx context.Context, id string, at time.Time) (err error) {
	defer wrap(&err, "prove sign-in")
	_, err = tx.q.NewUpdate().Model((*SignIn)(nil)).Set("proved_at = ?", at).Where("id = ?", id).Exec(ctx)
	return err
}

// EndSignIn ends the sign-in with the token's digest and returns whose it was;
// "" if there is none.
func (tx *Tx) EndSignIn(ctx context.Context, tokenHash string) (person string, err error) {
	defer wrap(&err, "end sign-in")
	var ids []string
	err = tx.q.NewUpdate().Model((*SignIn)(nil)).Set("ended_at = seen_at").Where("token_hash = ?", tokenHash).Where("ended_at IS NULL").
		Returning("person_id").Scan(ctx, &ids)
	if len(ids) == 1 {
		person = ids[0]
	}
	return person, err
}

// RemoveSignInsBefore forgets up to n of the sign-ins that were to last no longer than
// until the given time, and returns how many.
func (tx *Tx) RemoveSignInsBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget old sign-ins")
	return tx.removeSome(ctx, "sign_ins", "token_hash", "expires_at < ?", at, n)
}
