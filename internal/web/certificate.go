package web

import (
	"bytes"
	"time"

	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// certificates lists one's own certificates.
func (s *Server) certificates(c *fiber.Ctx) error {
	v, t := viewer(c), s.words(c)
	cs, err := s.App.Store.CertificatesOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	var rows []view.CertificateRow
	for _, ce := range cs {
		row := certificateRow(t, ce, s.App.Now())
		if ce.SupersededBy == "" && ce.Renewable(s.App.Now()) && lastRound(es, ce) {
			row.Renew = coursePath(ce.CourseID) + "/enrolment"
		}
		rows = append(rows, row)
	}
	return s.show(c, view.Shell{Title: t.CertificateTitle()}, view.Certificates(rows, person(c).NameApprovedAt.IsZero()))
}

// lastRound reports whether no enrolment in the course is later than the one
// that led to the certificate.
func lastRound(es []progress.Enrolment, ce certificate.Certificate) bool {
	latest := progress.Enrolment{}
	for _, e := range es {
		if e.CourseID == ce.CourseID && e.Round > latest.Round {
			latest = e
		}
	}
	return latest.ID == ce.EnrolmentID
}

func certificateRow(t *i18n.T, ce certificate.Certificate, now time.Time) view.CertificateRow {
	status := ce.Status(now)
	row := view.CertificateRow{
		ID: ce.ID, Title: t.Text(ce.Record.Title), Serial: ce.Serial, Issued: t.Date(ce.IssuedAt),
		Status: string(status), StatusText: t.Msg("certificate.status-"+string(status), nil), Verify: "/verify/" + ce.Code, PDF: "/certificates/" + ce.ID + "/pdf",
		Badge: "/certificates/" + ce.ID + "/badge",
	}
	if !ce.ExpiresAt.IsZero() {
		row.Until = t.CertificateUntil(t.Date(ce.ExpiresAt))
	}
	if status == certificate.Revoked {
		row.Why = t.CertificateRevokedOn(t.Date(ce.RevokedAt), ce.RevokedWhy)
	}
	return row
}

// certificatePDF delivers a certificate to its holder, or for the HR officers
// of their agency.
func (s *Server) certificatePDF(c *fiber.Ctx) error {
	v := viewer(c)
	ce, err := s.App.Store.Certificate(c.UserContext(), v.Own(), c.Params("id"))
	if isNotFound(err) {
		ce, err = s.App.Store.Certificate(c.UserContext(), v.Scope(people.HR), c.Params("id"))
	}
	if err != nil {
		return err
	}
	courier, err := s.App.Courier(c.UserContext())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := courier.Deliver(c.UserContext(), &b, ce); err != nil {
		return err
	}
	return sendPDF(c, ce.Serial+".pdf", b.Bytes())
}

// revokeCertificate withdraws a certificate.
func (s *Server) revokeCertificate(c *fiber.Ctx) error {
	ce, err := s.App.RevokeCertificate(c.UserContext(), viewer(c), c.Params("id"), posted(c, "why"))
	if err != nil {
		return s.showRefused(c, "revocation", err)
	}
	s.flash(c, "certificate.revoked-said")
	return after(c, "/hr/people/"+ce.PersonID)
}

// showRefused shows the page of a certificate's holder again with the form of that
// kind as it was typed, and what is wrong with it.
func (s *Server) showRefused(c *fiber.Ctx, kind string, err error) error {
	problems, ok := sayAll(c, err)
	if !ok {
		return err
	}
	s.refuse(c, s.faultIn(c, err))
	return s.showTypedAgain(c, kind, problems)
}

// showTypedAgain is showRefused with the problems, which may be none.
func (s *Server) showTypedAgain(c *fiber.Ctx, kind string, problems map[string]string) error {
	ce, e := s.App.Store.Certificate(c.UserContext(), viewer(c).Scope(people.HR), c.Params("id"))
	if e != nil {
		return e
	}
	values := map[string]string{}
	for _, field := range []string{"name_ar", "name_en", "title_ar", "title_en", "why"} {
		values[field] = posted(c, field)
	}
	begun := view.PersonData{Correction: view.Correction{ID: ce.ID, Kind: kind, Values: values, Problems: problems}}
	return s.showPersonWith(c, ce.PersonID, begun, nil)
}
