package app

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"slices"

	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/signet"
	"masar/internal/store"
)

// What may be wrong with a file that is to be verified.
var (
	ErrForeign   = fault.New(fault.NotFound, "certificate.verdict-foreign")
	ErrNotPDF    = fault.New(fault.Invalid, "certificate.file-not-pdf").On("file")
	ErrEncrypted = fault.New(fault.Invalid, "certificate.file-encrypted").On("file")
	ErrTruncated = fault.New(fault.Invalid, "certificate.file-truncated").On("file")
)

// CheckPDF returns what keeps a file from being compared at all, or nil.
func CheckPDF(file []byte) error {
	switch tail := file[max(0, len(file)-1024):]; {
	case !bytes.HasPrefix(file, []byte("%PDF-")):
		return ErrNotPDF
	case bytes.Contains(file, []byte("/Encrypt ")):
		return ErrEncrypted
	case !bytes.Contains(tail, []byte("%%EOF")):
		return ErrTruncated
	}
	return nil
}

// VerifyFile returns the certificate or training record whose number a file
// names, and whether the file is that one as it was delivered, to the byte: its
// signature, whose own certificate is signer, is good and one of ours. Signer
// is nil where the file has none or was changed. Files that are not genuine are
// counted against the address as wrong codes are; a genuine one is answered
// whatever came before it.
func (a *App) VerifyFile(ctx context.Context, number string, signer *x509.Certificate, address string) (v Verified, genuine bool, err error) {
	if v, err = a.byNumber(ctx, number); errors.Is(err, store.ErrNotFound) {
		return v, false, a.wrongProof(ctx, address, ErrForeign)
	}
	if err != nil {
		return v, false, err
	}
	stamps, err := a.Store.Stamps(ctx)
	if err != nil {
		return v, false, err
	}
	if signer == nil || !slices.ContainsFunc(stamps, func(s signet.Stamp) bool { return s.IsOf(signer) }) {
		return v, false, a.wrongProof(ctx, address, nil)
	}
	return v, true, nil
}

// byNumber returns what is printed with the number: a certificate's serial
// number, or a training record's code.
func (a *App) byNumber(ctx context.Context, number string) (Verified, error) {
	if certificate.SerialFits(number) {
		c, err := a.Store.CertificateBySerial(ctx, number)
		return Verified{Certificate: &c}, err
	}
	return a.byCode(ctx, certificate.TidyCode(number))
}
