package certify

import (
	"context"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// CorrectCertificate issues a certificate that takes the place of one with a
// mistake in its holder's name or its course's title, or in the last digits of
// their civil number, which are now right among their details, and sends it to
// its holder. The old one stays as it was and points to the new; both last as
// long.
func (a Certification) CorrectCertificate(ctx context.Context, v people.Viewer, id, nameAr, nameEn string, title catalog.Text) (c certificate.Certificate, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		old, record, _, err := correcting(ctx, d.Reader, v, id, nameAr, nameEn, title) // load, decide
		if err != nil {
			return err
		}
		c = old
		c.Record = record
		if c, err = number(ctx, d, c); err != nil {
			return err
		}
		// The old one first: an enrolment leads to one that nothing supersedes.
		if err := d.SupersedeCertificate(ctx, old, c.ID); err != nil { // save
			return err
		}
		if err := d.AddCertificate(ctx, c); err != nil {
			return err
		}
		if err := d.Notify(ctx, certified("corrected:", notice.Corrected, c, d.Now)); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.Certified, core.TheCertificate(c), event.Supersedes.Is(old.ID))) // record
	})
	return c, err
}

// TryCorrection returns a certificate and the paper that CorrectCertificate would
// print in its place, without a number, or why it would not. It changes nothing.
func (a Certification) TryCorrection(ctx context.Context, v people.Viewer, id, nameAr, nameEn string, title catalog.Text) (certificate.Certificate, certificate.Paper, error) {
	old, record, drawn, err := correcting(ctx, a.Store, v, id, nameAr, nameEn, title)
	return old, a.paper(record, drawn), err
}

// correcting returns a certificate that v may correct, its record as it is to be,
// and what that is printed by.
func correcting(ctx context.Context, db store.Reader, v people.Viewer, id, nameAr, nameEn string, title catalog.Text) (old certificate.Certificate, record certificate.Record, drawn store.Drawing, err error) {
	if old, err = db.Certificate(ctx, v.Scope(people.HR), id); err != nil {
		return old, record, drawn, err
	}
	if old.PersonID == v.PersonID {
		return old, record, drawn, core.ErrOwnCertificate
	}
	p, err := db.Person(ctx, v.Scope(people.HR), old.PersonID)
	if err != nil {
		return old, record, drawn, err
	}
	if drawn, err = drawing(ctx, db, old.Record); err != nil {
		return old, record, drawn, err
	}
	record, err = old.Correct(nameAr, nameEn, drawn.Design.CivilTailOf(p), title)
	return old, record, drawn, err
}
