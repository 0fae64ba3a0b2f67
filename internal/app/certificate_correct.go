package app

import (
	"context"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
)

// CorrectCertificate issues a certificate that takes the place of one with a
// mistake in its holder's name or its course's title, or in the last digits of
// their civil number, which are now right among their details, and sends it to
// its holder. The old one stays as it was and points to the new; both last as
// long.
func (a *App) CorrectCertificate(ctx context.Context, v people.Viewer, id, nameAr, nameEn string, title catalog.Text) (c certificate.Certificate, err error) {
	err = a.do(ctx, v, func(d *deed) error {
		old, err := d.Certificate(ctx, v.Scope(people.HR), id) // load
		if err != nil {
			return err
		}
		if old.PersonID == v.PersonID {
			return ErrOwnCertificate
		}
		p, err := d.Person(ctx, v.Scope(people.HR), old.PersonID)
		if err != nil {
			return err
		}
		drawn, err := drawing(ctx, d.Reader, old.Record)
		if err != nil {
			return err
		}
		c = old
		if c.Record, err = old.Correct(nameAr, nameEn, drawn.Design.CivilTailOf(p), title); err != nil { // decide
			return err
		}
		if c, err = d.number(ctx, c); err != nil {
			return err
		}
		// The old one first: an enrolment leads to one that nothing supersedes.
		if err := d.SupersedeCertificate(ctx, old, c.ID); err != nil { // save
			return err
		}
		if err := d.AddCertificate(ctx, c); err != nil {
			return err
		}
		if err := d.tell(ctx, certified("corrected:", notice.Corrected, c, d.now)); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Certified, "certificate", c.ID, c.AgencyID).With("supersedes", old.ID)) // record
	})
	return c, err
}
