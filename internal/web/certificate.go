package web

import (
	"bytes"

	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/people"
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
	var rows []view.CertificateRow
	for _, ce := range cs {
		rows = append(rows, s.certificateRow(t, ce))
	}
	return s.show(c, view.Shell{Title: t.CertificateTitle()}, view.Certificates(rows))
}

func (s *Server) certificateRow(t *i18n.T, ce certificate.Certificate) view.CertificateRow {
	status := ce.Status(s.App.Now())
	row := view.CertificateRow{
		ID: ce.ID, Title: ce.Record.Title.In(t.Lang), Serial: ce.Serial, Issued: t.Date(ce.IssuedAt), Expires: t.CertificateNever(),
		Status: string(status), StatusText: t.Msg("certificate.status-"+string(status), nil), Verify: "/verify/" + ce.Code, PDF: "/certificates/" + ce.ID + "/pdf",
	}
	if !ce.ExpiresAt.IsZero() {
		row.Expires = t.Date(ce.ExpiresAt)
	}
	if status == certificate.Revoked {
		row.Why = t.CertificateRevokedOn(t.Date(ce.RevokedAt), ce.RevokedWhy)
	}
	return row
}

// certificatePDF prints a certificate for its holder, or for the HR officers
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
	var b bytes.Buffer
	if err := s.App.Printer.Certificate(&b, ce.Record, s.App.ClaimURL(ce.Record)); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Attachment(ce.Serial + ".pdf")
	return c.Send(b.Bytes())
}

// revokeCertificate withdraws a certificate.
func (s *Server) revokeCertificate(c *fiber.Ctx) error {
	ce, err := s.App.RevokeCertificate(c.UserContext(), viewer(c), c.Params("id"), c.FormValue("why"))
	if err != nil {
		return err
	}
	s.flash(c, "certificate.revoked-said")
	return after(c, "/hr/people/"+ce.PersonID)
}
