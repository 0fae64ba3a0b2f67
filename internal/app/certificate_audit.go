package app

import (
	"bytes"
	"context"
	"fmt"

	"masar/internal/certificate"
	"masar/internal/people"
)

// auditBatch is how many certificates an audit reads at a time.
const auditBatch = 200

// AuditCertificates walks the chain of all certificates and prints each of
// them twice. Whatever is wrong it hands to say, with the serial number of the
// certificate, or "" for the end of the chain. It returns how many it looked
// at. It changes nothing; certificates issued meanwhile are looked at or not.
func (a *App) AuditCertificates(ctx context.Context, say func(serial, wrong string)) (n int, err error) {
	number, hash, err := a.Store.ChainTip(ctx)
	if err != nil {
		return 0, err
	}
	audit := certificate.Audit{Zone: a.Zone}
	for last := int64(0); last < number; {
		cs, err := a.Store.CertificatesAfter(ctx, people.Everywhere("an audit sees every certificate"), last, auditBatch)
		if err != nil {
			return n, err
		}
		if len(cs) == 0 {
			break
		}
		for _, c := range cs {
			if last = c.Number; last > number {
				break
			}
			for _, wrong := range append(audit.Next(c), a.auditPrint(c)...) {
				say(c.Serial, wrong)
			}
			n++
		}
	}
	for _, wrong := range audit.End(number, hash) {
		say("", wrong)
	}
	return n, nil
}

// auditPrint prints c twice and returns what is wrong with that.
func (a *App) auditPrint(c certificate.Certificate) []string {
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := a.Printer.Certificate(b, c.Record, a.ClaimURL(c.Record)); err != nil {
			return []string{fmt.Sprintf("it cannot be printed: %v", err)}
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		return []string{"printed twice, it is not the same"}
	}
	return nil
}
