package certify

import (
	"context"

	"masar/internal/app/core"
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
func (a Certification) Issuer(ctx context.Context) (s signet.Seal, err error) {
	keys, err := a.Store.IssuerKeys(ctx)
	if err != nil {
		return s, err
	}
	if s, ok := a.seal(keys); ok {
		return s, nil
	}
	err = a.Do(ctx, people.Clock, func(d *core.Unit) error {
		s, err = seal(ctx, d)
		return err
	})
	return s, err
}

// seal returns the current key of keys if the program has its private half.
func (a Certification) seal(keys []signet.IssuerKey) (signet.Seal, bool) {
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
// database if there is one, or the database's own. Whichever of two transactions comes
// second finds the first one's.
func seal(ctx context.Context, d *core.Unit) (s signet.Seal, err error) {
	keys, err := d.IssuerKeys(ctx)
	if err != nil {
		return s, err
	}
	if s, ok := within(d).seal(keys); ok {
		return s, nil
	}
	if _, _, err := d.ChainEnd(ctx); err != nil { // which lets one transaction at a time on
		return s, err
	}
	if keys, err = d.IssuerKeys(ctx); err != nil {
		return s, err
	}
	if s, ok := within(d).seal(keys); ok {
		return s, nil
	}
	return newSeal(ctx, d)
}

// newSeal makes a key and retires those before it.
func newSeal(ctx context.Context, d *core.Unit) (s signet.Seal, err error) {
	if d.App.Signet != nil {
		s.Signer = d.App.Signet
		s.Key, err = signet.Of(s.Signer, d.Now)
	} else {
		var seed [32]byte
		d.App.Random(seed[:])
		s.Key = signet.New(seed, d.Now)
		s.Signer = s.Key.Signer()
	}
	if err != nil {
		return s, err
	}
	held, err := d.IssuerKeys(ctx)
	if err != nil {
		return s, err
	}
	e := event.Of(event.IssuerKeyAdded, core.Coded(s.Key.ID, "", s.Key.ID), event.KeyID.Is(s.Key.ID))
	if len(held) > 0 && held[0].Current() {
		e = e.With(event.Retires.Is(held[0].ID))
	}
	if err := d.AddIssuerKey(ctx, s.Key, d.Now); err != nil {
		return s, err
	}
	return s, d.Emit(ctx, e)
}

// RotateKeys makes new keys in the database, one for claims and credentials and
// one for documents, which sign from now on. What the keys before them signed
// stays good. Those kept outside the database are rotated there.
func (a Certification) RotateKeys(ctx context.Context, v people.Viewer) error {
	if a.Signet != nil && a.Stamp.Outside != nil {
		return ErrKeysOutside
	}
	return a.Do(ctx, v, func(d *core.Unit) error {
		if _, _, err := d.ChainEnd(ctx); err != nil { // no certificate is issued meanwhile
			return err
		}
		if a.Signet == nil {
			if _, err := newSeal(ctx, d); err != nil {
				return err
			}
		}
		if a.Stamp.Outside == nil {
			if _, err := newStamp(ctx, d); err != nil {
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
