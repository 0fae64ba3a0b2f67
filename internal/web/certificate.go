package web

import (
	"bytes"
	"time"

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
	if err := s.App.Printer.Certificate(&b, ce.Record, s.App.VerifyURL(ce.Code)); err != nil {
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

// verifyForm asks for the code of a certificate, or leads to its page.
func (s *Server) verifyForm(c *fiber.Ctx) error {
	if code := certificate.TidyCode(c.Query("code")); code != "" {
		return c.Redirect("/verify/"+code, fiber.StatusFound)
	}
	return s.show(c, view.Shell{Title: s.words(c).CertificateVerifyTitle()}, view.Verify(view.VerifyData{Typed: c.Query("code"), Unknown: c.Query("code") != ""}))
}

// verify tells anyone whether a certificate is genuine: what is printed on it
// and how it stands, no more.
func (s *Server) verify(c *fiber.Ctx) error {
	t := s.words(c)
	code := certificate.TidyCode(c.Params("code"))
	ce, err := s.App.Store.CertificateByCode(c.UserContext(), code)
	if isNotFound(err) {
		c.Status(fiber.StatusNotFound)
		return s.show(c, view.Shell{Title: t.CertificateVerifyTitle()}, view.Verify(view.VerifyData{Typed: c.Params("code"), Unknown: true}))
	}
	if err != nil {
		return err
	}
	status, r := ce.Status(s.App.Now()), ce.Record
	d := view.VerifyData{
		Found: true, Status: string(status), Verdict: t.Msg("certificate.verdict-"+string(status), nil), Typed: ce.Code,
		Facts: []view.Fact{
			{Term: t.CertificateHolder(), Text: t.Pick(r.NameAr, r.NameEn)}, {Term: t.CertificateCourse(), Text: r.Title.In(t.Lang)},
			{Term: t.CertificateHours(), Text: t.CertificateHoursPaper(int(r.Hours))}, {Term: t.CertificateAgency(), Text: r.Agency.In(t.Lang)},
			{Term: t.CertificateIssued(), Text: t.Date(ce.IssuedAt)}, {Term: t.CertificateExpires(), Text: expiry(t, ce.ExpiresAt)},
			{Term: t.CertificateSerial(), Text: t.Isolate(r.Serial)},
		},
	}
	if status == certificate.Revoked {
		d.Say = t.CertificateRevokedOn(t.Date(ce.RevokedAt), ce.RevokedWhy)
	}
	return s.show(c, view.Shell{Title: d.Verdict}, view.Verify(d))
}

func expiry(t *i18n.T, at time.Time) string {
	if at.IsZero() {
		return t.CertificateNever()
	}
	return t.Date(at)
}
