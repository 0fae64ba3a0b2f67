package app

import (
	"context"
	"errors"

	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

var (
	ErrUnknownCode = fault.New(fault.NotFound, "certificate.verdict-unknown")
	ErrVerifyWait  = fault.New(fault.TooMany, "certificate.verify-wait")
)

// A Verified is what somebody has the code or the file of: a certificate or a
// training record, and the other is nil.
type Verified struct {
	Certificate *certificate.Certificate
	Transcript  *certificate.Transcript
}

// VerifyCode returns what has the code that somebody at the address typed. Codes that nobody was given are counted: after freeAddressFailures of
// them the address has to wait, whatever it asks, so that guessing tells
// nothing.
func (a *App) VerifyCode(ctx context.Context, typed, address string) (v Verified, err error) {
	key := digest("verify " + address)
	if err := a.waitToVerify(ctx, key); err != nil {
		return v, err
	}
	if v, err = a.byCode(ctx, certificate.TidyCode(typed)); errors.Is(err, store.ErrNotFound) {
		return v, errors.Join(a.countFailure(ctx, []string{key}), ErrUnknownCode)
	}
	return v, err
}

// byCode returns what has the code.
func (a *App) byCode(ctx context.Context, code string) (Verified, error) {
	if code == "" {
		return Verified{}, store.ErrNotFound
	}
	c, err := a.Store.CertificateByCode(ctx, code)
	if err == nil {
		return Verified{Certificate: &c}, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return Verified{}, err
	}
	t, err := a.Store.Transcript(ctx, code)
	return Verified{Transcript: &t}, err
}

// waitToVerify returns ErrVerifyWait while the address behind key has to wait.
func (a *App) waitToVerify(ctx context.Context, key string) error {
	t, err := a.Store.Throttle(ctx, key)
	if err != nil {
		return err
	}
	if left := t.BlockedAt.Add(penalty(t.Failures - freeAddressFailures)).Sub(a.Now()); left > 0 {
		return ErrVerifyWait.With("minutes", minutes(left))
	}
	return nil
}

// Successor returns the code of the certificate that took the place of c, or
// "" if none did.
func (a *App) Successor(ctx context.Context, c certificate.Certificate) (code string, err error) {
	if c.SupersededBy == "" {
		return "", nil
	}
	next, err := a.Store.Certificate(ctx, people.Everywhere("an old certificate points to the new one"), c.SupersededBy)
	return next.Code, err
}
