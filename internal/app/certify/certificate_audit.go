package certify

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

	Sites map[string]int // of them, issued under other addresses of the site than its address now, by address
}

// AuditCertificates walks the chain of all certificates and prints each of
// them again. Whatever is wrong it hands to say, with the serial number of the
// certificate, or "" for the end of the chain. It changes nothing; certificates
// issued meanwhile are looked at or not.
func (a Certification) AuditCertificates(ctx context.Context, say func(serial, wrong string)) (n Audited, err error) {
	number, hash, err := a.Store.ChainTip(ctx)
	if err != nil {
		return n, err
	}
	audit, designs := certificate.Audit{Zone: a.Zone}, designAudit{db: a.Store, seen: map[string]audited{}}
	if designs.sites, err = a.Store.CertificateSites(ctx); err != nil {
		return n, err
	}
	n.Sites = map[string]int{}
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
			site, wrong := a.auditPrint(ctx, c, &designs)
			for _, w := range append(audit.Next(c), wrong...) {
				say(c.Serial, w)
			}
			if site != a.Site {
				n.Sites[site]++
			}
			n.Certificates++
			if !a.Printer.Press().Reprints(c.Record.Press) {
				n.Other++
			}
		}
	}
	for _, wrong := range audit.End(number, hash) {
		say("", wrong)
	}
	return n, nil
}

// auditPrint prints c again, as it was printed under the address that the site had
// then. It returns that address, and what is wrong with the print.
func (a Certification) auditPrint(ctx context.Context, c certificate.Certificate, designs *designAudit) (site string, wrong []string) {
	drawn, wrong := designs.of(ctx, c.Record)
	if drawn == nil {
		return a.Site, wrong
	}
	for _, site := range designs.printedUnder(c.Site, a.Site) {
		hash, err := a.paperHashAt(site, c.Record, *drawn)
		if err != nil {
			return a.Site, append(wrong, fmt.Sprintf("it cannot be printed: %v", err))
		}
		if hash == c.PaperHash {
			return site, wrong
		}
	}
	if !a.Printer.Press().Reprints(c.Record.Press) {
		return a.Site, wrong
	}
	if c.Site != "" {
		return a.Site, append(wrong, "printed again, it is not the document that it was at first")
	}
	return a.Site, append(wrong, "printed again under the address "+a.Site+", it is not the document that it was at first; "+
		"if it was issued under another address of the site, audit with MASAR_SITE set to that")
}

// A designAudit reads each template that records name once, as the database
// has it now.
type designAudit struct {
	db   store.Reader
	seen map[string]audited

	sites []string // addresses that certificates were issued under
}

// printedUnder returns the addresses under which a certificate may have been printed:
// the one that is written down with it, or else the present one and all others known.
func (d *designAudit) printedUnder(written, now string) []string {
	if written != "" {
		return []string{written}
	}
	return append([]string{now}, d.sites...)
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
	name := r.TemplateName()
	at, ok := d.seen[name]
	if !ok {
		at = d.read(ctx, name)
		d.seen[name] = at
	}
	if at.drawn != nil && name == r.Template && at.drawn.Design.Digest() != r.TemplateHash {
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
