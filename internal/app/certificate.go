package app

import (
	"context"
	"errors"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/signet"
	"masar/internal/store"
)

// certify issues the certificate of a completed enrolment, tells its holder
// and, by mail, sends it. However often it is asked to, there is one.
func (a *App) certify(ctx context.Context, d *deed, enrolment string) error {
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
	if at := certificate.IssueAt(e.CompletedAt, !p.NameApprovedAt.IsZero()); d.now.Before(at) {
		return d.awaitName(ctx, e, at)
	}
	return d.issue(ctx, e, p, certificate.Completion)
}

// issue issues the certificate of an enrolment, tells its holder and, by mail,
// sends it.
func (d *deed) issue(ctx context.Context, e progress.Enrolment, p people.Person, kind string) error {
	c, err := d.earned(ctx, e, p, kind)
	if err != nil {
		return err
	}
	if err := d.AddCertificate(ctx, c); err != nil {
		return err
	}
	if err := d.record(ctx, event.Of(event.Certified, theCertificate(c), event.EnrolmentID.Is(e.ID))); err != nil {
		return err
	}
	return d.tell(ctx, certified("certified:", notice.Certified, c, d.now))
}

// certified returns a notice to the holder of c, to whom it is sent.
func certified(occasion string, kind notice.Kind, c certificate.Certificate, now time.Time) notice.Notice {
	args := title(c.Record.Title)
	args["certificate"], args["serial"] = c.ID, c.Serial
	return notice.Notice{ID: occasion + c.ID, PersonID: c.PersonID, Kind: kind, Args: args, Link: "/certificates", At: now}
}

// earned returns the certificate that the enrolment of p has earned, as the
// next of the chain.
func (d *deed) earned(ctx context.Context, e progress.Enrolment, p people.Person, kind string) (c certificate.Certificate, err error) {
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
	choice, err := d.templates(ctx, kind, []progress.Enrolment{e}, []people.Agency{ag})
	if err != nil {
		return c, err
	}
	if c, err = d.drawUp(e, p, ag, course, days, choice); err != nil {
		return c, err
	}
	return d.number(ctx, c)
}

// drawUp returns the certificate that the enrolment of p, who is of the agency,
// has earned in the course on the given days, of the kind that templates are
// chosen for. It has no number yet.
func (d *deed) drawUp(e progress.Enrolment, p people.Person, ag people.Agency, course catalog.Course, on store.Days, choice templateChoice) (c certificate.Certificate, err error) {
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
		c.ExpiresAt = certificate.Expiry(d.now, m, d.app.Zone)
	}
	c.Record = certificate.Record{
		Kind: kind, NameAr: p.NameAr, NameEn: p.NameEn, CivilTail: tmpl.Design.CivilTailOf(p),
		CourseID: c.CourseID, Version: e.Version, Title: course.Title, Hours: course.Hours,
		Guideline: course.Guideline.Title, GuidelineVersion: course.Guideline.Version,
		From: certificate.Day(on.From, d.app.Zone), To: certificate.Day(on.To, d.app.Zone), ExpiresOn: certificate.Day(c.ExpiresAt, d.app.Zone),
		HijriOffset: ag.HijriOffset, Template: tmpl.Name(), TemplateHash: tmpl.Digest, PersonID: p.ID, EnrolmentID: e.ID,
	}
	c.Record.Agency.Ar, c.Record.Agency.En = ag.NameAr, ag.NameEn
	return c, nil
}

// number makes c, whose record is otherwise complete, the next certificate of
// the chain, issued now. No other deed adds one until this one is saved.
func (d *deed) number(ctx context.Context, c certificate.Certificate) (certificate.Certificate, error) {
	number, before, err := d.ChainEnd(ctx)
	if err != nil {
		return c, err
	}
	s, err := d.seal(ctx)
	if err != nil {
		return c, err
	}
	if c, err = d.numbered(c, number+1, s); err != nil {
		return c, err
	}
	c.Hash = certificate.Chain(before, c.Record)
	drawn, err := drawing(ctx, d.Reader, c.Record)
	if err != nil {
		return c, err
	}
	c.PaperHash, err = d.app.paperHash(c.Record, drawn)
	return c, err
}

// numbered returns c with its number and all that follows from it, its claim
// signed with the seal.
func (d *deed) numbered(c certificate.Certificate, number int64, s signet.Seal) (_ certificate.Certificate, err error) {
	var random [10]byte
	d.app.Random(random[:])
	c.ID, c.Number, c.IssuedAt, c.Site = d.app.NewID(), number, d.now, d.app.Site
	c.Code, c.Serial = certificate.Code(random), certificate.Serial(d.now.In(d.app.Zone).Year(), number)
	c.Record.Code, c.Record.Serial, c.Record.IssuedOn = c.Code, c.Serial, certificate.Day(d.now, d.app.Zone)
	c.Record.Press = d.app.Printer.Press()
	c.Record.Claim = "" // a correction is another claim
	c.Record.Claim, err = claim(c.Record, s)
	return c, err
}

// RevokeCertificate withdraws a certificate, for a reason that its holder is
// told. Whoever verifies it learns that it is withdrawn, and not why.
func (a *App) RevokeCertificate(ctx context.Context, v people.Viewer, id, why string) (c certificate.Certificate, err error) {
	err = a.do(ctx, v, func(d *deed) error {
		if c, err = d.Certificate(ctx, v.Scope(people.HR), id); err != nil { // load
			return err
		}
		if c.PersonID == v.PersonID {
			return ErrOwnCertificate
		}
		if c, err = c.Revoke(v.Mark(d.now, why)); err != nil { // decide
			return err
		}
		if err = d.SaveCertificate(ctx, c); err != nil { // save
			return err
		}
		args := title(c.Record.Title)
		args["serial"], args["why"] = c.Serial, c.RevokedWhy
		if err = d.tell(ctx, notice.Notice{
			ID: "revoked:" + c.ID, PersonID: c.PersonID, Kind: notice.Revoked, Args: args, Link: "/certificates", At: d.now,
		}); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.CertificateRevoked, theCertificate(c))) // record
	})
	return c, err
}
