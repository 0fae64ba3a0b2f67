package web

import (
	"errors"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/pdf"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

var errFileMissing = fault.New(fault.Invalid, "certificate.file-missing").On("file")

// verifyFile tells whether a PDF is a certificate or training record of ours, as it was delivered.
func (s *Server) verifyFile(c *fiber.Ctx) error {
	sent, err := postedFile(c, "file")
	if err != nil {
		return s.failFile(c, errFileMissing)
	}
	file := sent.Body
	err = app.CheckPDF(file)
	if err != nil {
		return s.failFile(c, err)
	}
	signature, err := pdf.CheckSignature(file)
	if err != nil && !errors.Is(err, pdf.ErrUnsigned) && !errors.Is(err, pdf.ErrAltered) {
		return err
	}
	v, genuine, err := s.App.VerifyFile(c.UserContext(), pdf.Serial(file), signature.Certificate, s.addressOf(c))
	if err != nil {
		return s.failFile(c, err)
	}
	if !genuine {
		if wantsJSON(c) {
			return c.JSON(shownCertificate{Status: "altered", Say: i18n.Both("certificate.verdict-altered", nil)})
		}
		t := s.words(c)
		return s.show(c, view.Shell{Title: t.CertificateVerdictAltered()}, view.Verify(view.VerifyData{
			Found: true, Status: "altered", Verdict: t.CertificateVerdictAltered(), Say: t.CertificateVerdictAlteredSay(),
		}))
	}
	return s.showVerified(c, v)
}

// failFile tells what keeps a file from being a certificate of ours.
func (s *Server) failFile(c *fiber.Ctx, err error) error {
	foreign := errors.Is(err, app.ErrForeign)
	problems, correctable := sayAll(c, err)
	switch {
	case wantsJSON(c):
		f := s.faultIn(c, err)
		name := "error"
		if foreign {
			name = "unknown"
		}
		s.refuse(c, f)
		return c.JSON(shownCertificate{Status: name, Say: i18n.Both(f.Key, f.Args)})
	case foreign:
		t := s.words(c)
		c.Status(fiber.StatusNotFound)
		return s.show(c, view.Shell{Title: t.CertificateVerdictForeign()}, view.Verify(view.VerifyData{
			Found: true, Status: "unknown", Verdict: t.CertificateVerdictForeign(),
		}))
	case correctable:
		c.Status(fiber.StatusUnprocessableEntity)
		return s.show(c, view.Shell{Title: s.words(c).CertificateVerifyTitle()}, view.Verify(view.VerifyData{Problem: problems["file"]}))
	}
	return err
}
