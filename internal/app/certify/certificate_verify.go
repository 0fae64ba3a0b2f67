package certify

import (
	"context"
	"errors"

	"masar/internal/app/core"
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

// Code returns the code of what was verified.
func (v Verified) Code() string {
	if v.Transcript != nil {
		return v.Transcript.Code
	}
	return v.Certificate.Code
}

// VerifyCode returns what has the code that somebody at the address typed. A
// right code is answered whatever came before it: a whole ministry may sit behind
// one address. Codes of nobody are counted against it, and when there were too
// many are not judged but told to wait; at 80 random bits, guessing is for
// nothing.
func (a Certification) VerifyCode(ctx context.Context, typed, address string) (v Verified, err error) {
	if v, err = a.byCode(ctx, certificate.TidyCode(typed)); errors.Is(err, store.ErrNotFound) {
		return v, a.wrongProof(ctx, address, ErrUnknownCode)
	}
	return v, err
}

// wrongProof counts a code or file of nobody against the address and returns what
// is to be said of it, or ErrVerifyWait after too many.
func (a Certification) wrongProof(ctx context.Context, address string, verdict error) error {
	if _, err := a.Take(ctx, ErrVerifyWait, core.Try{Key: core.VerifierKey(address), Limit: core.PerVerifier}); err != nil {
		return err
	}
	return verdict
}

// byCode returns what has the code.
func (a Certification) byCode(ctx context.Context, code string) (Verified, error) {
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

// Successor returns the code of the certificate that took the place of c, or
// "" if none did.
func (a Certification) Successor(ctx context.Context, c certificate.Certificate) (code string, err error) {
	if c.SupersededBy == "" {
		return "", nil
	}
	next, err := a.Store.Certificate(ctx, people.Everywhere("an old certificate points to the new one"), c.SupersededBy)
	return next.Code, err
}
