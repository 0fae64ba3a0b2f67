package identity

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/password"
	"masar/internal/people"
	"masar/internal/store"
)

// How long a sign-in lasts: unused, and at the longest.
const (
	Idle     = 8 * time.Hour
	Longest  = 7 * 24 * time.Hour
	seeEvery = time.Minute // how often its use is written down
)

// KnownFor is how long a browser is known in which somebody has signed in.
const KnownFor = 365 * 24 * time.Hour

var (
	ErrSignIn   = fault.New(fault.Invalid, "sign-in.wrong")
	ErrWait     = fault.New(fault.TooMany, "sign-in.wait")
	ErrOut      = fault.New(fault.Anonymous, "sign-in.needed")
	ErrHanded   = fault.New(fault.Invalid, "sign-in.password-expired").With("n", int(core.HandedFor/(24*time.Hour)))
	ErrPassword = password.ErrLength
	ErrCurrent  = fault.New(fault.Invalid, "sign-in.password-wrong").On("current")
	ErrSame     = fault.New(fault.Invalid, "sign-in.password-same").On("password")
)

// A From says where somebody signs in: Device names the browser, roughly, to
// its owner.
type From struct {
	Device, Address string
	Known           string // the token of an earlier sign-in that the browser keeps, or ""
	Ends            string // the token of the sign-in that this one takes the place of, or ""
}

// An Opened is what a browser is given when somebody has signed in in it.
type Opened struct {
	Person people.Person
	Token  string // of the sign-in
	Known  string // to be kept when the sign-in has ended; see From
}

// SignIn signs in the person who knows the password. Wrong names and wrong
// passwords are answered alike and take alike; after too many of them the next
// has to wait. In a browser that the person has signed in in before, only what
// is wrong there counts: a stranger who guesses elsewhere does not keep them
// out.
func (a Identity) SignIn(ctx context.Context, name, secret string, from From) (in Opened, err error) {
	name = people.FoldSignIn(name)
	tries, err := a.signInTries(ctx, name, from)
	if err != nil {
		return in, err
	}
	if tries, err = a.Take(ctx, ErrWait, tries...); err != nil {
		return in, err
	}
	p, acc, ok, err := a.prove(ctx, name, secret)
	switch {
	case err != nil:
		return in, errors.Join(err, a.GiveBack(ctx, tries)) // it was not judged
	case !ok:
		return in, errors.Join(a.signInFailed(ctx, p, from, tries), ErrSignIn)
	case acc.Expired(a.Now(), core.HandedFor):
		return in, errors.Join(a.GiveBack(ctx, tries), ErrHanded)
	}
	return a.open(ctx, p, from, tries)
}

// signInTries returns what a sign-in with the name counts as.
func (a Identity) signInTries(ctx context.Context, name string, from From) ([]core.Try, error) {
	p, err := a.personNamed(ctx, name)
	if err != nil {
		return nil, err
	}
	known, err := a.Store.Knows(ctx, p.ID, core.Digest(from.Known))
	if err != nil {
		return nil, err
	}
	if known {
		return []core.Try{{Key: core.DeviceKey(p.ID, from.Known), Limit: core.PerDevice}}, nil
	}
	return []core.Try{{Key: core.AccountKey(name), Limit: core.PerAccount}, {Key: core.AddressKey(from.Address), Limit: core.PerAddress}}, nil
}

// personNamed returns the person who signs in with the name, or nobody.
func (a Identity) personNamed(ctx context.Context, name string) (p people.Person, err error) {
	if strings.ContainsRune(name, 0) {
		return p, nil
	}
	p, err = a.Store.PersonBySignIn(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return people.Person{}, nil
	}
	return p, err
}

// prove reports whether the password is that of the person who signs in with
// the name, and returns them.
func (a Identity) prove(ctx context.Context, name, secret string) (p people.Person, acc store.Account, ok bool, err error) {
	if p, err = a.personNamed(ctx, name); err != nil || len(secret) > 4*password.Max {
		return p, acc, false, err
	}
	if p.ID != "" {
		if acc, err = a.Store.Account(ctx, p.ID); err != nil && !errors.Is(err, store.ErrNotFound) {
			return p, acc, false, err
		}
	}
	// An unknown name costs the same work as a known one.
	ok, err = a.Passwords.Verify(secret, acc.Password)
	return p, acc, ok && p.ID != "" && p.Employed(), err
}

// signInFailed records that a sign-in was wrong; the name that was typed is
// kept only as the person's whom it names, for people type passwords there. Its
// owner is told, once a day, when the next guess has to wait.
func (a Identity) signInFailed(ctx context.Context, p people.Person, from From, tries []core.Try) error {
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		e := event.Of(event.SignInFailed, core.ThePerson(p), event.Device.Is(from.Device), event.Address.Is(from.Address))
		if err := d.Emit(ctx, e); err != nil {
			return err
		}
		guessed := slices.ContainsFunc(tries, func(t core.Try) bool { return t.Last && t.Key == core.AccountKey(p.SignIn) })
		if p.ID == "" || !guessed {
			return nil
		}
		return d.Notify(ctx, notice.Notice{
			ID: "guessed:" + p.ID + ":" + d.Now.In(a.Zone).Format(time.DateOnly), PersonID: p.ID, Kind: notice.Guessed, Link: "/me", At: d.Now,
		})
	})
}

// open adds a sign-in for p, whose tries were none too many, and knows the
// browser from now on.
func (a Identity) open(ctx context.Context, p people.Person, from From, tries []core.Try) (in Opened, err error) {
	in = a.opening(p, from)
	err = a.Do(ctx, people.Viewer{PersonID: p.ID, Address: from.Address}, func(d *core.Unit) error {
		if err := d.GiveBack(ctx, tries); err != nil {
			return err
		}
		for _, t := range tries {
			if t.Limit == core.PerAddress {
				continue // others sit behind it
			}
			if err := d.RemoveThrottle(ctx, t.Key); err != nil {
				return err
			}
		}
		if err := endSignIn(ctx, d, from.Ends); err != nil {
			return err
		}
		if err := d.Emit(ctx, event.Of(event.SignedIn, core.ThePerson(p), event.Device.Is(from.Device))); err != nil {
			return err
		}
		return addSignIn(ctx, d, in, from)
	})
	return in, err
}

// reopen adds a sign-in for p in the place of the one they are signed in by.
func (a Identity) reopen(ctx context.Context, p people.Person, from From) (in Opened, err error) {
	in = a.opening(p, from)
	err = a.Do(ctx, people.Viewer{PersonID: p.ID, Address: from.Address}, func(d *core.Unit) error {
		return addSignIn(ctx, d, in, from)
	})
	return in, err
}

func (a Identity) opening(p people.Person, from From) Opened {
	in := Opened{Person: p, Token: a.token(), Known: from.Known}
	if len(in.Known) != len(in.Token) {
		in.Known = a.token()
	}
	return in
}

func addSignIn(ctx context.Context, d *core.Unit, in Opened, from From) error {
	s := store.SignIn{TokenHash: core.Digest(in.Token), ID: d.App.NewID(), PersonID: in.Person.ID, Device: from.Device, CreatedAt: d.Now, SeenAt: d.Now, ProvedAt: d.Now, ExpiresAt: d.Now.Add(Idle)}
	if err := d.AddSignIn(ctx, s); err != nil {
		return err
	}
	return seeDevice(ctx, d, s, in.Known)
}

// endSignIn ends the sign-in that another takes the place of in one browser.
func endSignIn(ctx context.Context, d *core.Unit, token string) error {
	if token == "" {
		return nil
	}
	person, err := d.EndSignIn(ctx, core.Digest(token))
	if err != nil || person == "" {
		return err
	}
	p, err := d.Person(ctx, people.Own(person), person)
	if err != nil {
		return err
	}
	return d.Emit(ctx, event.Of(event.SignedOut, core.ThePerson(p)))
}

// seeDevice notes where s was opened. Its owner is told if they had signed in
// before, and never there.
func seeDevice(ctx context.Context, d *core.Unit, s store.SignIn, known string) error {
	there, elsewhere, err := d.SeeDevice(ctx, store.KnownDevice{PersonID: s.PersonID, DeviceHash: core.Digest(known), Device: s.Device, MadeAt: d.Now, SeenAt: d.Now})
	if err != nil || there || !elsewhere {
		return err
	}
	return d.Notify(ctx, notice.Notice{
		ID: "new-device:" + s.ID, PersonID: s.PersonID, Kind: notice.NewDevice, Link: "/me", At: d.Now,
		Args: map[string]string{"device": s.Device, "at": d.Now.Format(time.RFC3339)},
	})
}

// SignedIn returns who holds the token, as a viewer and as a person, or
// ErrOut. Its use is written down once a minute.
func (a Identity) SignedIn(ctx context.Context, token string) (v people.Viewer, p people.Person, err error) {
	now := a.Now()
	s, p, v, err := a.Store.SignedIn(ctx, core.Digest(token), now)
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
		if err := a.Write(ctx, func(tx *store.Tx) error { return tx.SeeSignIn(ctx, s.ID, now, until) }); err != nil {
			return v, p, err
		}
	}
	return v, p, nil
}

// SignOut ends the sign-in that v has in this browser.
func (a Identity) SignOut(ctx context.Context, v people.Viewer) error {
	return a.signOut(ctx, v, v.SignInID)
}

// ProvedFor is how long somebody may end sign-ins elsewhere after they have
// given their password.
const ProvedFor = 15 * time.Minute

// ErrProve is returned when the password is needed before anything else.
var ErrProve = fault.New(fault.Invalid, "sign-in.prove").On("current")

// SignOutDevice ends one of v's sign-ins in another browser, or all of them if id
// is "", once the password was given: in the last minutes, or as current.
func (a Identity) SignOutDevice(ctx context.Context, v people.Viewer, id, current string) error {
	if id == v.SignInID {
		return a.SignOut(ctx, v)
	}
	proved, err := a.proved(ctx, v)
	if err != nil {
		return err
	}
	if !proved && current == "" {
		return ErrProve
	}
	if !proved {
		if _, err := a.proveAgain(ctx, v, current); err != nil {
			return err
		}
		if err := a.Counting(ctx, func(d *core.Unit) error { return d.ProveSignIn(ctx, v.SignInID, d.Now) }); err != nil {
			return err
		}
	}
	return a.signOut(ctx, v, id)
}

// proved reports whether v gave the password in the last minutes.
func (a Identity) proved(ctx context.Context, v people.Viewer) (bool, error) {
	now := a.Now()
	ins, err := a.Store.SignIns(ctx, v.PersonID, now)
	this := slices.IndexFunc(ins, func(s store.SignIn) bool { return s.ID == v.SignInID })
	return this >= 0 && now.Sub(ins[this].ProvedAt) < ProvedFor, err
}

func (a Identity) signOut(ctx context.Context, v people.Viewer, id string) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		if err := d.RemoveSignIns(ctx, v.PersonID, id); err != nil {
			return err
		}
		return d.RecordPerson(ctx, event.SignedOut, v.PersonID, v.AgencyID)
	})
}

// SetPassword replaces v's password, signs out every device and signs in again
// on this one. Wrong guesses at the current one are counted.
func (a Identity) SetPassword(ctx context.Context, v people.Viewer, current, chosen string, from From) (in Opened, err error) {
	p, err := a.proveAgain(ctx, v, current)
	if err != nil {
		return in, err
	}
	if current == chosen {
		return in, ErrSame
	}
	acc, err := a.ChosenAccount(ctx, p, chosen, false)
	if err != nil {
		return in, err
	}
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if err := d.SaveAccount(ctx, acc); err != nil {
			return err
		}
		if err := d.RemoveSignIns(ctx, p.ID, ""); err != nil {
			return err
		}
		if err := d.Emit(ctx, event.Of(event.PasswordSet, core.ThePerson(p))); err != nil {
			return err
		}
		return d.Notify(ctx, notice.Notice{ID: "password-changed:" + a.NewID(), PersonID: p.ID, Kind: notice.PasswordChanged, Link: "/me", At: d.Now})
	})
	if err != nil {
		return in, err
	}
	return a.reopen(ctx, p, from)
}

// proveAgain returns v as a person if the password is theirs, and ErrCurrent
// otherwise. Its wrong guesses are counted apart from those at signing in, which
// strangers make.
func (a Identity) proveAgain(ctx context.Context, v people.Viewer, current string) (p people.Person, err error) {
	if p, err = a.Store.Person(ctx, v.Own(), v.PersonID); err != nil {
		return p, err
	}
	tries, err := a.Take(ctx, ErrWait, core.Try{Key: core.CurrentKey(p.ID), Limit: core.PerAccount})
	if err != nil {
		return p, err
	}
	_, _, ok, err := a.prove(ctx, p.SignIn, current)
	switch {
	case err != nil:
		return p, errors.Join(err, a.GiveBack(ctx, tries))
	case !ok:
		return p, errors.Join(a.proofFailed(ctx, v, p), ErrCurrent)
	}
	return p, a.Counting(ctx, func(d *core.Unit) error { return d.RemoveThrottle(ctx, core.CurrentKey(p.ID)) })
}

// proofFailed records that somebody who is signed in gave a wrong password.
func (a Identity) proofFailed(ctx context.Context, v people.Viewer, p people.Person) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		return d.Emit(ctx, event.Of(event.ProofFailed, core.ThePerson(p)))
	})
}

func (a Identity) token() string {
	var b [32]byte
	a.Random(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}
