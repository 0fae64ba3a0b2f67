package certify

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
	case !bytes.Contains(file[:min(len(file), 1024)], []byte("%PDF-")): // readers look for it in the first 1,024 bytes
		return ErrNotPDF
	case bytes.Contains(file, []byte("/Encrypt ")):
		return ErrEncrypted
	case !bytes.Contains(tail, []byte("%%EOF")):
		return ErrTruncated
	}
	return nil
}

// VerifyFile returns the certificate or training record that a file names by one
// of the numbers, and whether the file is that one as it was delivered, to the
// byte: its signature, whose own certificate is signer, is good and one of ours.
// Signer is nil where the file has none or was changed. Files that are not genuine
// are counted against the address as wrong codes are; a genuine one is answered
// whatever came before it.
func (a Certification) VerifyFile(ctx context.Context, numbers []string, signer *x509.Certificate, address string) (v Verified, genuine bool, err error) {
	stamps, err := a.Store.Stamps(ctx)
	if err != nil {
		return v, false, err
	}
	genuine = signer != nil && slices.ContainsFunc(stamps, func(s signet.Stamp) bool { return s.IsOf(signer) })
	return a.VerifyNumbers(ctx, numbers, genuine, address)
}

// VerifyNumbers returns what has one of the numbers that something names which
// somebody brought, and whether it is genuine: which the caller has found out. What
// is not is counted as in VerifyFile.
func (a Certification) VerifyNumbers(ctx context.Context, numbers []string, genuine bool, address string) (v Verified, _ bool, err error) {
	for _, number := range numbers {
		if v, err = a.byNumber(ctx, number); errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil || genuine {
			return v, genuine, err
		}
		return v, false, a.wrongProof(ctx, address, nil)
	}
	return Verified{}, false, a.wrongProof(ctx, address, ErrForeign)
}

// byNumber returns what is printed with the number: a certificate's serial
// number, or a training record's code.
func (a Certification) byNumber(ctx context.Context, number string) (Verified, error) {
	if certificate.SerialFits(number) {
		c, err := a.Store.CertificateBySerial(ctx, number)
		return Verified{Certificate: &c}, err
	}
	return a.byCode(ctx, certificate.TidyCode(number))
}
