package app

import (
	"context"

	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/signet"
)

// ErrKeysOutside is returned when keys that are kept outside the database are to be
// rotated.
var ErrKeysOutside = fault.New(fault.Conflict, "certificate.keys-outside")

// Issuer returns the key that signs what is issued now; the first time, it is
// made.
func (a *App) Issuer(ctx context.Context) (s signet.Seal, err error) {
	keys, err := a.Store.IssuerKeys(ctx)
	if err != nil {
		return s, err
	}
	if s, ok := a.seal(keys); ok {
		return s, nil
	}
	err = a.do(ctx, people.Clock, func(d *deed) error {
		s, err = d.seal(ctx)
		return err
	})
	return s, err
}

// seal returns the current key of keys if the program has its private half.
func (a *App) seal(keys []signet.IssuerKey) (signet.Seal, bool) {
	if len(keys) == 0 || !keys[0].Current() {
		return signet.Seal{}, false
	}
	k := keys[0]
	if a.Signet == nil {
		return signet.Seal{Key: k, Signer: k.Signer()}, k.Signer() != nil
	}
	own, err := signet.Of(a.Signet, k.MadeAt)
	return signet.Seal{Key: k, Signer: a.Signet}, err == nil && own.ID == k.ID
}

// seal returns the issuer's current key: the one given from outside the
// database if there is one, or the database's own. Whichever of two deeds comes
// second finds the first one's.
func (d *deed) seal(ctx context.Context) (s signet.Seal, err error) {
	keys, err := d.IssuerKeys(ctx)
	if err != nil {
		return s, err
	}
	if s, ok := d.app.seal(keys); ok {
		return s, nil
	}
	if _, _, err := d.ChainEnd(ctx); err != nil { // which lets one deed at a time on
		return s, err
	}
	if keys, err = d.IssuerKeys(ctx); err != nil {
		return s, err
	}
	if s, ok := d.app.seal(keys); ok {
		return s, nil
	}
	return d.newSeal(ctx)
}

// newSeal makes a key and retires those before it.
func (d *deed) newSeal(ctx context.Context) (s signet.Seal, err error) {
	if d.app.Signet != nil {
		s.Signer = d.app.Signet
		s.Key, err = signet.Of(s.Signer, d.now)
	} else {
		var seed [32]byte
		d.app.Random(seed[:])
		s.Key = signet.New(seed, d.now)
		s.Signer = s.Key.Signer()
	}
	if err != nil {
		return s, err
	}
	held, err := d.IssuerKeys(ctx)
	if err != nil {
		return s, err
	}
	e := event.Of(event.IssuerKeyAdded, coded(s.Key.ID, "", s.Key.ID), event.KeyID.Is(s.Key.ID))
	if len(held) > 0 && held[0].Current() {
		e = e.With(event.Retires.Is(held[0].ID))
	}
	if err := d.AddIssuerKey(ctx, s.Key, d.now); err != nil {
		return s, err
	}
	return s, d.record(ctx, e)
}

// RotateKeys makes new keys in the database, one for claims and credentials and
// one for documents, which sign from now on. What the keys before them signed
// stays good. Those kept outside the database are rotated there.
func (a *App) RotateKeys(ctx context.Context, v people.Viewer) error {
	if a.Signet != nil && a.Stamp.Outside != nil {
		return ErrKeysOutside
	}
	return a.do(ctx, v, func(d *deed) error {
		if _, _, err := d.ChainEnd(ctx); err != nil { // no certificate is issued meanwhile
			return err
		}
		if a.Signet == nil {
			if _, err := d.newSeal(ctx); err != nil {
				return err
			}
		}
		if a.Stamp.Outside == nil {
			if _, err := d.newStamp(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// claim returns what the QR code of a certificate says of it, signed with the
// seal.
func claim(r certificate.Record, s signet.Seal) (string, error) {
	name := r.NameEn
	if name == "" {
		name = r.NameAr
	}
	return signet.Claim{
		Code: r.Code, Course: r.CourseID, Issued: r.IssuedOn, Expires: r.ExpiresOn, Initials: certificate.Initials(name),
	}.Sign(s.Key.ID, s.Signer)
}
