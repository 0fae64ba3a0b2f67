package app

import (
	"context"
	"fmt"

	"masar/internal/certificate"
	"masar/internal/people"
)

// auditBatch is how many certificates an audit reads at a time.
const auditBatch = 200

// An Audited counts what an audit looked at.
type Audited struct {
	Certificates int
	Other        int // of them, printed first on another press, which this program's cannot be compared with
}

// AuditCertificates walks the chain of all certificates and prints each of
// them again. Whatever is wrong it hands to say, with the serial number of the
// certificate, or "" for the end of the chain. It changes nothing; certificates
// issued meanwhile are looked at or not.
func (a *App) AuditCertificates(ctx context.Context, say func(serial, wrong string)) (n Audited, err error) {
	number, hash, err := a.Store.ChainTip(ctx)
	if err != nil {
		return n, err
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
			n.Certificates++
			if c.Record.Press != a.Printer.Press() {
				n.Other++
			}
		}
	}
	for _, wrong := range audit.End(number, hash) {
		say("", wrong)
	}
	return n, nil
}

// auditPrint prints c again and returns what is wrong with that.
func (a *App) auditPrint(c certificate.Certificate) []string {
	switch hash, err := a.paperHash(c.Record); {
	case err != nil:
		return []string{fmt.Sprintf("it cannot be printed: %v", err)}
	case hash != c.PaperHash && c.Record.Press == a.Printer.Press():
		return []string{"printed again, it is not the document that it was at first"}
	}
	return nil
}
