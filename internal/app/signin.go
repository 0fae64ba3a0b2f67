package app

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

// How long a sign-in lasts: unused, and at the longest.
const (
	Idle     = 8 * time.Hour
	Longest  = 7 * 24 * time.Hour
	seeEvery = time.Minute // how often its use is written down
)

// Throttling: after this many failures in a row, each further one costs a wait
// that doubles, up to the longest.
const (
	freeFailures        = 5
	freeAddressFailures = 30 // many people sit behind one address
	longestWait         = 15 * time.Minute
	forgetAfter         = 24 * time.Hour // without another
)

var (
	ErrSignIn   = fault.New(fault.Invalid, "sign-in.wrong")
	ErrWait     = fault.New(fault.TooMany, "sign-in.wait")
	ErrOut      = fault.New(fault.Anonymous, "sign-in.needed")
	ErrPassword = fault.New(fault.Invalid, "sign-in.password-short").On("password")
	ErrCurrent  = fault.New(fault.Invalid, "sign-in.password-wrong").On("current")
	ErrSame     = fault.New(fault.Invalid, "sign-in.password-same").On("password")
)

// MinPassword and MaxPassword bound the characters of a password. Length is
// what counts (NIST SP 800-63B); no mixture of kinds is asked for.
const (
	MinPassword = 12
	MaxPassword = 200
)

// SignIn signs in whoever knows the password, on the named device, and returns
// the token of the sign-in. Wrong names and wrong passwords are told alike and
// take alike; too many of them have to wait.
func (a *App) SignIn(ctx context.Context, name, password, device, address string) (token string, p people.Person, err error) {
	name = strings.ToLower(strings.TrimSpace(name))
	keys := []string{accountKey(name), digest("address " + address)}
	if err := a.wait(ctx, keys); err != nil {
		return "", p, err
	}
	p, ok, err := a.prove(ctx, name, password)
	if err != nil {
		return "", p, err
	}
	if !ok {
		return "", people.Person{}, errors.Join(a.countFailure(ctx, keys), ErrSignIn)
	}
	token, err = a.open(ctx, p, device, keys[0])
	return token, p, err
}

// accountKey names what is counted of those who sign in with name.
func accountKey(name string) string { return digest("account " + name) }

// prove reports whether the password is that of whoever signs in with name.
func (a *App) prove(ctx context.Context, name, password string) (p people.Person, ok bool, err error) {
	if len(password) > 4*MaxPassword || strings.ContainsRune(name, 0) {
		return p, false, nil
	}
	p, err = a.Store.PersonBySignIn(ctx, name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return p, false, err
	}
	var acc store.Account
	if err == nil {
		acc, err = a.Store.Account(ctx, p.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return p, false, err
		}
	}
	// An unknown name costs the same work as a known one.
	ok, err = a.Passwords.Verify(password, acc.Password)
	return p, ok && p.ID != "" && p.Employed(), err
}

// open adds a sign-in for p and forgets their failures.
func (a *App) open(ctx context.Context, p people.Person, device, throttle string) (token string, err error) {
	token = a.token()
	err = a.do(ctx, people.Viewer{PersonID: p.ID}, func(d *deed) error {
		if err := d.RemoveThrottle(ctx, throttle); err != nil {
			return err
		}
		s := store.SignIn{TokenHash: digest(token), ID: a.NewID(), PersonID: p.ID, Device: device, CreatedAt: d.now, SeenAt: d.now, ExpiresAt: d.now.Add(Idle)}
		if err := d.AddSignIn(ctx, s); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.SignedIn, "person", p.ID, p.AgencyID))
	})
	return token, err
}

// wait returns ErrWait while any of the keys has to wait.
func (a *App) wait(ctx context.Context, keys []string) error {
	for i, key := range keys {
		t, err := a.Store.Throttle(ctx, key)
		if err != nil {
			return err
		}
		free := freeFailures
		if i > 0 {
			free = freeAddressFailures
		}
		if left := t.BlockedAt.Add(penalty(t.Failures - free)).Sub(a.Now()); left > 0 {
			return ErrWait.With("minutes", minutes(left))
		}
	}
	return nil
}

// minutes returns a wait in minutes, rounded up.
func minutes(left time.Duration) int { return int((left + time.Minute - 1) / time.Minute) }

// penalty returns the wait after the nth failure that is not free.
func penalty(n int) time.Duration {
	if n < 0 {
		return 0
	}
	return min(time.Duration(1)<<min(n, 20)*time.Second*2, longestWait)
}

// countFailure counts a failure under each of the keys.
func (a *App) countFailure(ctx context.Context, keys []string) error {
	return a.do(ctx, people.Clock, func(d *deed) error {
		for _, key := range keys {
			if err := d.CountFailure(ctx, key, d.now, d.now.Add(-forgetAfter)); err != nil {
				return err
			}
		}
		return nil
	})
}

// SignedIn returns who holds the token, as a viewer and as a person, or
// ErrOut. Its use is written down once a minute.
func (a *App) SignedIn(ctx context.Context, token string) (v people.Viewer, p people.Person, err error) {
	now := a.Now()
	s, p, err := a.Store.SignedIn(ctx, digest(token), now)
	if errors.Is(err, store.ErrNotFound) {
		return v, p, ErrOut
	}
	if err != nil {
		return v, p, err
	}
	if now.Sub(s.SeenAt) >= seeEvery {
		until := now.Add(Idle)
		if latest := s.CreatedAt.Add(Longest); until.After(latest) {
			until = latest
		}
		if err := a.Store.SeeSignIn(ctx, s.ID, now, until); err != nil {
			return v, p, err
		}
	}
	v, err = a.Store.Viewer(ctx, p, s.ID)
	v.MustSet = s.MustSet
	return v, p, err
}

// SignOut ends one of v's sign-ins, or all of them if id is "".
func (a *App) SignOut(ctx context.Context, v people.Viewer, id string) error {
	return a.do(ctx, v, func(d *deed) error {
		if err := d.RemoveSignIns(ctx, v.PersonID, id); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.SignedOut, "person", v.PersonID, v.AgencyID))
	})
}

// SetPassword replaces v's password, signs out every device and returns the
// token of a new sign-in on this one. Wrong guesses at the current one count as
// those at signing in do.
func (a *App) SetPassword(ctx context.Context, v people.Viewer, current, password, device string) (token string, err error) {
	p, err := a.Store.Person(ctx, v.Own(), v.PersonID)
	if err != nil {
		return "", err
	}
	keys := []string{accountKey(p.SignIn)}
	if err := a.wait(ctx, keys); err != nil {
		return "", err
	}
	_, ok, err := a.prove(ctx, p.SignIn, current)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", errors.Join(a.countFailure(ctx, keys), ErrCurrent)
	}
	if current == password {
		return "", ErrSame
	}
	acc, err := a.account(p.ID, password, false)
	if err != nil {
		return "", err
	}
	err = a.do(ctx, v, func(d *deed) error {
		if err := d.SaveAccount(ctx, acc); err != nil {
			return err
		}
		if err := d.RemoveSignIns(ctx, p.ID, ""); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.PasswordSet, "person", p.ID, p.AgencyID))
	})
	if err != nil {
		return "", err
	}
	return a.open(ctx, p, device, accountKey(p.SignIn))
}

// account returns the account of a person with the password, hashed: slowly,
// so never within a transaction.
func (a *App) account(person, password string, mustSet bool) (store.Account, error) {
	if n := len([]rune(password)); n < MinPassword || n > MaxPassword {
		return store.Account{}, ErrPassword.With("min", MinPassword).With("max", MaxPassword)
	}
	hash, err := a.Passwords.Hash(password)
	return store.Account{PersonID: person, Password: hash, MustSet: mustSet, SetAt: a.Now()}, err
}

// NewPassword returns a random password that is easy to read out: 20
// characters of 100 random bits.
func (a *App) NewPassword() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	var b [20]byte
	a.Random(b[:])
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b[:5]) + "-" + string(b[5:10]) + "-" + string(b[10:15]) + "-" + string(b[15:])
}

func (a *App) token() string {
	var b [32]byte
	a.Random(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// digest returns what is kept of a secret that is random enough to need no
// salt, or of a name that shall not be readable.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
