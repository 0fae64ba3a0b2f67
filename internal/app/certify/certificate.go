package certify

import (
	"context"
	"errors"
	"time"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/signet"
	"masar/internal/store"
)

// Certify issues the certificate of a completed enrolment, tells its holder
// and, by mail, sends it. However often it is asked to, there is one.
func (a Certification) Certify(ctx context.Context, d *core.Unit, enrolment string) error {
	e, err := d.Enrolment(ctx, people.Everywhere("the clock issues certificates of every agency"), enrolment)
	if err != nil || e.State != progress.Done {
		return err
	}
	_, err = d.CertificateFor(ctx, people.Everywhere("the clock issues certificates of every agency"), e.ID, certificate.Completion)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	p, err := d.Person(ctx, people.Everywhere("the clock issues certificates of every agency"), e.PersonID)
	if err != nil {
		return err
	}
	if at := certificate.IssueAt(e.CompletedAt, !p.NameApprovedAt.IsZero()); d.Now.Before(at) {
		return d.AwaitName(ctx, e, at)
	}
	return issue(ctx, d, e, p, certificate.Completion)
}

// issue issues the certificate of an enrolment, tells its holder and, by mail,
// sends it.
func issue(ctx context.Context, d *core.Unit, e progress.Enrolment, p people.Person, kind string) error {
	c, err := earned(ctx, d, e, p, kind)
	if err != nil {
		return err
	}
	if err := d.AddCertificate(ctx, c); err != nil {
		return err
	}
	if err := d.Emit(ctx, event.Of(event.Certified, core.TheCertificate(c), event.EnrolmentID.Is(e.ID))); err != nil {
		return err
	}
	return d.Notify(ctx, certified("certified:", notice.Certified, c, d.Now))
}

// certified returns a notice to the holder of c, to whom it is sent.
func certified(occasion string, kind notice.Kind, c certificate.Certificate, now time.Time) notice.Notice {
	args := core.Title(c.Record.Title)
	args["certificate"], args["serial"] = c.ID, c.Serial
	return notice.Notice{ID: occasion + c.ID, PersonID: c.PersonID, Kind: kind, Args: args, Link: "/certificates", At: now}
}

// earned returns the certificate that the enrolment of p has earned, as the
// next of the chain.
func earned(ctx context.Context, d *core.Unit, e progress.Enrolment, p people.Person, kind string) (c certificate.Certificate, err error) {
	ag, err := d.Agency(ctx, people.Everywhere("the clock issues certificates of every agency"), p.AgencyID)
	if err != nil {
		return c, err
	}
	course, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return c, err
	}
	var days store.Days
	if days.From, days.To, err = d.AttendedDays(ctx, e); err != nil {
		return c, err
	}
	choice, err := templates(ctx, d, kind, []progress.Enrolment{e}, []people.Agency{ag})
	if err != nil {
		return c, err
	}
	if c, err = drawUp(d, e, p, ag, course, days, choice); err != nil {
		return c, err
	}
	return number(ctx, d, c)
}

// drawUp returns the certificate that the enrolment of p, who is of the agency,
// has earned in the course on the given days, of the kind that templates are
// chosen for. It has no number yet.
func drawUp(d *core.Unit, e progress.Enrolment, p people.Person, ag people.Agency, course catalog.Course, on store.Days, choice templateChoice) (c certificate.Certificate, err error) {
	if p.NameAr == "" && p.NameEn == "" {
		return c, certificate.ErrName
	}
	tmpl, err := choice.of(e, ag)
	if err != nil {
		return c, err
	}
	kind := choice.kind
	c = certificate.Certificate{EnrolmentID: e.ID, PersonID: p.ID, AgencyID: p.AgencyID, CourseID: e.CourseID, Kind: kind}
	if m := course.Certificate.ValidMonths; m > 0 && kind == certificate.Completion {
		c.ExpiresAt = certificate.Expiry(d.Now, m, d.App.Zone)
	}
	c.Record = certificate.Record{
		Kind: kind, NameAr: p.NameAr, NameEn: p.NameEn, CivilTail: tmpl.Design.CivilTailOf(p),
		CourseID: c.CourseID, Version: e.Version, Title: course.Title, Hours: course.Hours,
		Guideline: course.Guideline.Title, GuidelineVersion: course.Guideline.Version,
		From: certificate.Day(on.From, d.App.Zone), To: certificate.Day(on.To, d.App.Zone), ExpiresOn: certificate.Day(c.ExpiresAt, d.App.Zone),
		HijriOffset: ag.HijriOffset, Template: tmpl.Name(), TemplateHash: tmpl.Digest, PersonID: p.ID, EnrolmentID: e.ID,
	}
	c.Record.Agency.Ar, c.Record.Agency.En = ag.NameAr, ag.NameEn
	return c, nil
}

// number makes c, whose record is otherwise complete, the next certificate of
// the chain, issued now. No other transaction adds one until this one is saved.
func number(ctx context.Context, d *core.Unit, c certificate.Certificate) (certificate.Certificate, error) {
	number, before, err := d.ChainEnd(ctx)
	if err != nil {
		return c, err
	}
	s, err := seal(ctx, d)
	if err != nil {
		return c, err
	}
	if c, err = numbered(d, c, number+1, s); err != nil {
		return c, err
	}
	c.Hash = certificate.Chain(before, c.Record)
	drawn, err := drawing(ctx, d.Reader, c.Record)
	if err != nil {
		return c, err
	}
	c.PaperHash, err = within(d).paperHash(c.Record, drawn)
	return c, err
}

// numbered returns c with its number and all that follows from it, its claim
// signed with the seal.
func numbered(d *core.Unit, c certificate.Certificate, number int64, s signet.Seal) (_ certificate.Certificate, err error) {
	var random [10]byte
	d.App.Random(random[:])
	c.ID, c.Number, c.IssuedAt, c.Site = d.App.NewID(), number, d.Now, d.App.Site
	c.Code, c.Serial = certificate.Code(random), certificate.Serial(d.Now.In(d.App.Zone).Year(), number)
	c.Record.Code, c.Record.Serial, c.Record.IssuedOn = c.Code, c.Serial, certificate.Day(d.Now, d.App.Zone)
	c.Record.Press = d.App.Printer.Press()
	c.Record.Claim = "" // a correction is another claim
	c.Record.Claim, err = claim(c.Record, s)
	return c, err
}

// RevokeCertificate withdraws a certificate, for a reason that its holder is
// told. Whoever verifies it learns that it is withdrawn, and not why.
func (a Certification) RevokeCertificate(ctx context.Context, v people.Viewer, id, why string) (c certificate.Certificate, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if c, err = d.Certificate(ctx, v.Scope(people.HR), id); err != nil { // load
			return err
		}
		if c.PersonID == v.PersonID {
			return core.ErrOwnCertificate
		}
		if c, err = c.Revoke(v.Mark(d.Now, why)); err != nil { // decide
			return err
		}
		if err = d.SaveCertificate(ctx, c); err != nil { // save
			return err
		}
		args := core.Title(c.Record.Title)
		args["serial"], args["why"] = c.Serial, c.RevokedWhy
		if err = d.Notify(ctx, notice.Notice{
			ID: "revoked:" + c.ID, PersonID: c.PersonID, Kind: notice.Revoked, Args: args, Link: "/certificates", At: d.Now,
		}); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.CertificateRevoked, core.TheCertificate(c))) // record
	})
	return c, err
}
