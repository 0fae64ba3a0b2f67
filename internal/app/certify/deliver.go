package certify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/signet"
	"masar/internal/store"
)

// A Courier hands certificates to their holders, signed with the keys that
// were current when it set out. Goroutines may share it.
type Courier struct {
	app   Certification
	seal  signet.Seal
	stamp signet.Stamp
}

// Courier returns one that sets out now.
func (a Certification) Courier(ctx context.Context) (c Courier, err error) {
	c.app = a
	if c.seal, err = a.Issuer(ctx); err != nil {
		return c, err
	}
	c.stamp, err = a.CurrentStamp(ctx)
	return c, err
}

// Deliver prints a certificate as its holder gets it: signed, and with the
// credential in it.
func (c Courier) Deliver(ctx context.Context, w io.Writer, ce certificate.Certificate) error {
	drawn, err := drawing(ctx, c.app.Store, ce.Record)
	if err != nil {
		return err
	}
	return c.app.Printer.Deliver(w, certificate.Delivery{Paper: c.app.paper(ce.Record, drawn), Certificate: ce, Seal: c.seal, Stamp: c.stamp})
}

// drawing returns what a record is printed by. Where its template is gone, the
// house's own takes its place: what was attested can still be printed, and an audit
// tells that the template cannot be read.
func drawing(ctx context.Context, db store.Reader, r certificate.Record) (store.Drawing, error) {
	drawn, err := db.Drawing(ctx, r.TemplateName())
	if !errors.Is(err, store.ErrNotFound) {
		return drawn, err
	}
	t, err := certificate.ParseTemplateName(r.TemplateName())
	if err != nil {
		return drawn, err
	}
	drawn.Pictures = nil
	drawn.Template, err = certificate.Builtin(t.Kind, 0)
	return drawn, err
}

// paper returns what the document of a record is printed from.
func (a Certification) paper(r certificate.Record, drawn store.Drawing) certificate.Paper {
	return certificate.Paper{Record: r, Site: a.Site, Design: drawn.Design, Pictures: drawn.Pictures}
}

// paperHash prints a record by the template it names, unsigned, and returns the
// digest of the document.
func (a Certification) paperHash(r certificate.Record, drawn store.Drawing) (string, error) {
	return a.paperHashAt(a.Site, r, drawn)
}

// paperHashAt does what paperHash does under another address of the site.
func (a Certification) paperHashAt(site string, r certificate.Record, drawn store.Drawing) (string, error) {
	h, paper := sha256.New(), a.paper(r, drawn)
	paper.Site = site
	if err := a.Printer.Certificate(h, paper); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// CurrentStamp returns what signs documents now; the first time, it is made.
func (a Certification) CurrentStamp(ctx context.Context) (s signet.Stamp, err error) {
	ss, err := a.Store.Stamps(ctx)
	if err != nil {
		return s, err
	}
	if s, ok := a.currentStamp(ss); ok {
		return s, nil
	}
	err = a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if _, _, err := d.ChainEnd(ctx); err != nil { // which lets one transaction at a time on
			return err
		}
		if ss, err = d.Stamps(ctx); err != nil {
			return err
		}
		var ok bool
		if s, ok = a.currentStamp(ss); ok {
			return nil
		}
		s, err = newStamp(ctx, d)
		return err
	})
	return s, err
}

// currentStamp returns the current one of ss if the program has its private
// half.
func (a Certification) currentStamp(ss []signet.Stamp) (signet.Stamp, bool) {
	if len(ss) == 0 || !ss[0].Current() {
		return signet.Stamp{}, false
	}
	if a.Stamp.Outside != nil {
		return a.Stamp, ss[0].ID == a.Stamp.ID
	}
	return ss[0], ss[0].Seed != nil
}

// newStamp makes a stamp, or takes the one from outside, and retires those
// before it.
func newStamp(ctx context.Context, d *core.Unit) (s signet.Stamp, err error) {
	s = d.App.Stamp
	s.MadeAt = d.Now
	if s.Outside == nil {
		var seed [32]byte
		d.App.Random(seed[:])
		if s, err = signet.NewStamp(seed, d.App.Host(), d.Now); err != nil {
			return s, err
		}
	}
	held, err := d.Stamps(ctx)
	if err != nil {
		return s, err
	}
	e := event.Of(event.StampAdded, core.Coded(s.ID, "", s.ID), event.KeyID.Is(s.ID))
	if len(held) > 0 && held[0].Current() {
		e = e.With(event.Retires.Is(held[0].ID))
	}
	if err := d.AddStamp(ctx, s, d.Now); err != nil {
		return s, err
	}
	return s, d.Emit(ctx, e)
}
