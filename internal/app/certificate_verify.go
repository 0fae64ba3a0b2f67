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

// VerifyCode returns the certificate with a code that somebody at the address
// typed. Codes that nobody was given are counted: after freeAddressFailures of
// them the address has to wait, whatever it asks, so that guessing tells
// nothing.
func (a *App) VerifyCode(ctx context.Context, typed, address string) (c certificate.Certificate, err error) {
	key := digest("verify " + address)
	if err := a.waitToVerify(ctx, key); err != nil {
		return c, err
	}
	code := certificate.TidyCode(typed)
	if code != "" {
		c, err = a.Store.CertificateByCode(ctx, code)
		if err == nil || !errors.Is(err, store.ErrNotFound) {
			return c, err
		}
	}
	return c, errors.Join(a.countFailure(ctx, []string{key}), ErrUnknownCode)
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
