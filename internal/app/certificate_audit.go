package app

import (
	"context"
	"fmt"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/store"
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
	audit, designs := certificate.Audit{Zone: a.Zone}, designAudit{db: a.Store, seen: map[string]audited{}}
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
			for _, wrong := range append(audit.Next(c), a.auditPrint(ctx, c, &designs)...) {
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
func (a *App) auditPrint(ctx context.Context, c certificate.Certificate, designs *designAudit) []string {
	drawn, wrong := designs.of(ctx, c.Record)
	if drawn == nil {
		return wrong
	}
	switch hash, err := a.paperHash(c.Record, *drawn); {
	case err != nil:
		return append(wrong, fmt.Sprintf("it cannot be printed: %v", err))
	case hash != c.PaperHash && c.Record.Press == a.Printer.Press():
		return append(wrong, "printed again, it is not the document that it was at first")
	}
	return wrong
}

// A designAudit reads each template that records name once, as the database
// has it now.
type designAudit struct {
	db   *store.DB
	seen map[string]audited
}

// An audited template: what is printed by it, unless it cannot be read, and
// what is wrong with it.
type audited struct {
	drawn *store.Drawing
	wrong []string
}

// of returns what r is printed by, or nil, and what is wrong with it: that its
// digest is not the record's, or that a picture is not what its digest says.
func (d *designAudit) of(ctx context.Context, r certificate.Record) (drawn *store.Drawing, wrong []string) {
	at, ok := d.seen[r.Template]
	if !ok {
		at = d.read(ctx, r.Template)
		d.seen[r.Template] = at
	}
	if at.drawn != nil && at.drawn.Design.Digest() != r.TemplateHash {
		return at.drawn, append([]string{"its template is not the one that it was issued by"}, at.wrong...)
	}
	return at.drawn, at.wrong
}

func (d *designAudit) read(ctx context.Context, name string) (at audited) {
	drawn, err := d.db.ReadDrawing(ctx, name)
	if err != nil {
		return audited{wrong: []string{fmt.Sprintf("its template cannot be read: %v", err)}}
	}
	for hash, body := range drawn.Pictures {
		if certificate.PictureHash(body) != hash {
			at.wrong = append(at.wrong, "a picture of its template is not the one that it was issued with")
		}
	}
	at.drawn = &drawn
	return at
}
