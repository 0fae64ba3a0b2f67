package app

import (
	"bytes"
	"context"
	"errors"

	"masar/internal/certificate"
	"masar/internal/fault"
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
// whether the file is that certificate as it is printed, to the byte. A
// certificate is a pure function of its record, so printing it again is the
// proof. Numbers that nobody was given are counted against the address.
func (a *App) VerifyFile(ctx context.Context, serial string, file []byte, address string) (c certificate.Certificate, same bool, err error) {
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
	var own bytes.Buffer
	if err := a.Printer.Certificate(&own, c.Record, a.ClaimURL(c.Record)); err != nil {
		return c, false, err
	}
	if same = bytes.Equal(own.Bytes(), file); !same {
		return c, false, a.countFailure(ctx, []string{key})
	}
	return c, true, nil
}
