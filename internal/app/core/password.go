package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"masar/internal/password"
	"masar/internal/people"
	"masar/internal/store"
)

// HandedFor is how long a password that was handed out may wait for its owner
// to replace it.
const HandedFor = 14 * 24 * time.Hour

// ChosenAccount returns the account of a person with the password, which is
// theirs to choose, if it is not too easy to guess.
func (a *App) ChosenAccount(ctx context.Context, p people.Person, chosen string, mustSet bool) (acc store.Account, err error) {
	above, err := a.Store.AgenciesAbove(ctx, people.Everywhere("a password must not be the name of an agency above its owner"), p.AgencyID)
	if err != nil {
		return acc, err
	}
	return a.Account(p, above, chosen, mustSet)
}

// Account returns the account of a person of the agencies with the password,
// hashed: slowly, so never within a transaction. Every password comes this way.
func (a *App) Account(p people.Person, agencies []people.Agency, chosen string, mustSet bool) (store.Account, error) {
	if f := password.Check(chosen, password.ContextOf(p, agencies...)); f != nil {
		return store.Account{}, f
	}
	hash, err := a.Passwords.Hash(chosen)
	return store.Account{PersonID: p.ID, Password: hash, MustSet: mustSet, SetAt: a.Now()}, err
}

// NewPassword returns a random password that is easy to read out: 20
// characters of 100 random bits.
func (a *App) NewPassword() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	for {
		var b [20]byte
		a.Random(b[:])
		for i := range b {
			b[i] = letters[int(b[i])%len(letters)]
		}
		made := string(b[:5]) + "-" + string(b[5:10]) + "-" + string(b[10:15]) + "-" + string(b[15:])
		if password.Check(made, password.Context{}) == nil {
			return made
		}
	}
}

// Digest returns what is kept of a secret that is random enough to need no
// salt, or of a name that shall not be readable.
func Digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
