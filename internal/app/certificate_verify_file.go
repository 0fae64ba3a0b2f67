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

// VerifyFile returns the certificate whose serial number a file names, and
// whether the file is that certificate as it was delivered, to the byte: its
// signature, whose own certificate is signer, is good and one of ours. Signer
// is nil where the file has none or was changed. Numbers that nobody was given
// are counted against the address.
func (a *App) VerifyFile(ctx context.Context, serial string, signer *x509.Certificate, address string) (c certificate.Certificate, genuine bool, err error) {
	key := digest("verify " + address)
	if err := a.waitToVerify(ctx, key); err != nil {
		return c, false, err
	}
	err = store.ErrNotFound
	if certificate.SerialFits(serial) {
		c, err = a.Store.CertificateBySerial(ctx, serial)
	}
	if errors.Is(err, store.ErrNotFound) {
		return c, false, errors.Join(a.countFailure(ctx, []string{key}), ErrForeign)
	}
	if err != nil {
		return c, false, err
	}
	stamps, err := a.Store.Stamps(ctx)
	if err != nil {
		return c, false, err
	}
	if signer == nil || !slices.ContainsFunc(stamps, func(s signet.Stamp) bool { return s.IsOf(signer) }) {
		return c, false, a.countFailure(ctx, []string{key})
	}
	return c, true, nil
}
