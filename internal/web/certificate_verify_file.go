package web

import (
	"errors"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/openbadge"
	"masar/internal/pdf"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

var (
	errFileMissing = fault.New(fault.Invalid, "certificate.file-missing").On("file")
	errFileLarge   = fault.New(fault.Invalid, "certificate.file-large").On("file")
)

// verifyFile tells whether a file is a certificate or training record of ours, as it
// was delivered: the PDF, or the badge in any of its forms.
func (s *Server) verifyFile(c *fiber.Ctx) error {
	s.setCookie(c, s.cookie("verdict"), "", 0, true)
	sent, err := postedFile(c, "file")
	if err != nil {
		return s.failFile(c, errFileMissing)
	}
	file := sent.Body
	if credential, ok := openbadge.Inside(file); ok {
		return s.verifyBadge(c, credential)
	}
	if err := app.CheckPDF(file); err != nil {
		return s.failFile(c, err)
	}
	signature, err := pdf.CheckSignature(file)
	if err != nil && !errors.Is(err, pdf.ErrUnsigned) && !errors.Is(err, pdf.ErrAltered) {
		return err
	}
	v, genuine, err := s.App.VerifyFile(c.UserContext(), pdf.Serials(file), signature.Certificate, s.addressOf(c))
	if err != nil {
		return s.failFile(c, err)
	}
	return s.showFile(c, v, genuine, false)
}

// showFile shows what a file is of, if it is genuine; badge says that it is a badge,
// on which nothing is printed.
func (s *Server) showFile(c *fiber.Ctx, v app.Verified, genuine, badge bool) error {
	if genuine {
		s.rememberVerdict(c, verdictGenuine, v.Code())
		return s.showVerified(c, v, true)
	}
	if wantsJSON(c) {
		return c.JSON(shownCertificate{Status: "altered", Say: i18n.Both("certificate.verdict-altered", nil)})
	}
	name := verdictAltered
	if badge {
		name = verdictAlteredBadge
	}
	s.rememberVerdict(c, name, "")
	return s.showPlainVerdict(c, name)
}

// verifyBadge tells the same of a credential: JSON, a token, or a picture with one of
// them in it. How its certificate stands now is told as for the code on it.
func (s *Server) verifyBadge(c *fiber.Ctx, credential any) error {
	verdict, err := s.judged(c.UserContext(), credential, false)
	if err != nil {
		return err
	}
	v, genuine, err := s.App.VerifyNumbers(c.UserContext(), openbadge.Numbers(credential), verdict.Ours, s.addressOf(c))
	if errors.Is(err, app.ErrForeign) && verdict.Ours {
		return s.showIssuedVerdict(c, verdict)
	}
	if err != nil {
		return s.failFile(c, err)
	}
	if genuine && v.Certificate != nil && v.Certificate.Serial != verdict.serial {
		genuine = false // it names another than its status is of
	}
	return s.showFile(c, v, genuine, true)
}

// showIssuedVerdict tells how a credential stands that a program had signed.
func (s *Server) showIssuedVerdict(c *fiber.Ctx, verdict credentialVerdict) error {
	status, name := "revoked", verdictIssuedRevoked
	if verdict.Verified {
		status, name = "valid", verdictIssuedValid
	}
	if wantsJSON(c) {
		return c.JSON(shownCertificate{Status: status, Say: i18n.Both("issued.verdict-"+status, nil)})
	}
	s.rememberVerdict(c, name, "")
	return s.showPlainVerdict(c, name)
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
		c.Status(statusOf(err, f))
		return c.JSON(shownCertificate{Status: name, Say: i18n.Both(f.Key, f.Args)})
	case foreign:
		s.rememberVerdict(c, verdictForeign, "")
		return s.showPlainVerdict(c, verdictForeign)
	case correctable:
		c.Status(statusOf(err, fault.All(err)[0]))
		return s.show(c, view.Shell{Title: s.words(c).CertificateVerifyTitle()}, view.Verify(view.VerifyData{Problem: problems["file"]}))
	}
	return err
}

// tooLargeToVerify returns err, with which the body of a request could not be taken;
// a file that is too large to be one of ours is shown at its field.
func (s *Server) tooLargeToVerify(c *fiber.Ctx, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Key != errLarge.Key {
		return err
	}
	return s.failFile(c, refusal{fiber.StatusRequestEntityTooLarge, errFileLarge.With("limit", MaxBody>>20)})
}
