package certify

import (
	"errors"

	"masar/internal/app/certify"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/openbadge"
	"masar/internal/pdf"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

var (
	errFileMissing = fault.New(fault.Invalid, "certificate.file-missing").On("file")
	errFileLarge   = fault.New(fault.Invalid, "certificate.file-large").On("file")
)

// verifyFile tells whether a file is a certificate or training record of ours, as it
// was delivered: the PDF, or the badge in any of its forms.
func (s wing) verifyFile(c *fiber.Ctx) error {
	s.SetCookie(c, s.Cookie("verdict"), "", 0, true)
	sent, err := kit.PostedFile(c, "file")
	if err != nil {
		return s.failFile(c, errFileMissing)
	}
	file := sent.Body
	if credential, ok := openbadge.Inside(file); ok {
		return s.verifyBadge(c, credential)
	}
	if err := certify.CheckPDF(file); err != nil {
		return s.failFile(c, err)
	}
	signature, err := pdf.CheckSignature(file)
	if err != nil && !errors.Is(err, pdf.ErrUnsigned) && !errors.Is(err, pdf.ErrAltered) {
		return err
	}
	v, genuine, err := s.App.VerifyFile(c.UserContext(), pdf.Serials(file), signature.Certificate, s.AddressOf(c))
	if err != nil {
		return s.failFile(c, err)
	}
	return s.showFile(c, v, genuine, false)
}

// showFile shows what a file is of, if it is genuine; badge says that it is a badge,
// on which nothing is printed.
func (s wing) showFile(c *fiber.Ctx, v certify.Verified, genuine, badge bool) error {
	if genuine {
		s.rememberVerdict(c, verdictGenuine, v.Code())
		return s.showVerified(c, v, true)
	}
	if kit.WantsJSON(c) {
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
func (s wing) verifyBadge(c *fiber.Ctx, credential any) error {
	verdict, err := s.judged(c.UserContext(), credential, false)
	if err != nil {
		return err
	}
	v, genuine, err := s.App.VerifyNumbers(c.UserContext(), openbadge.Numbers(credential), verdict.Ours, s.AddressOf(c))
	if errors.Is(err, certify.ErrForeign) && verdict.Ours {
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
func (s wing) showIssuedVerdict(c *fiber.Ctx, verdict credentialVerdict) error {
	status, name := "revoked", verdictIssuedRevoked
	if verdict.Verified {
		status, name = "valid", verdictIssuedValid
	}
	if kit.WantsJSON(c) {
		return c.JSON(shownCertificate{Status: status, Say: i18n.Both("issued.verdict-"+status, nil)})
	}
	s.rememberVerdict(c, name, "")
	return s.showPlainVerdict(c, name)
}

// failFile tells what keeps a file from being a certificate of ours.
func (s wing) failFile(c *fiber.Ctx, err error) error {
	foreign := errors.Is(err, certify.ErrForeign)
	problems, correctable := kit.SayAll(c, err)
	switch {
	case kit.WantsJSON(c):
		f := s.FaultIn(c, err)
		name := "error"
		if foreign {
			name = "unknown"
		}
		s.Refuse(c, f)
		c.Status(kit.StatusOf(err, f))
		return c.JSON(shownCertificate{Status: name, Say: i18n.Both(f.Key, f.Args)})
	case foreign:
		s.rememberVerdict(c, verdictForeign, "")
		return s.showPlainVerdict(c, verdictForeign)
	case correctable:
		c.Status(kit.StatusOf(err, fault.All(err)[0]))
		return s.Render(c, ui.Shell{Title: s.Words(c).CertificateVerifyTitle()}, verify(verifyData{Problem: problems["file"]}))
	}
	return err
}

// tooLargeToVerify returns err, with which the body of a request could not be taken;
// a file that is too large to be one of ours is shown at its field.
func (s wing) tooLargeToVerify(c *fiber.Ctx, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Key != kit.ErrLarge.Key {
		return err
	}
	return s.failFile(c, kit.Refusal{Status: fiber.StatusRequestEntityTooLarge, Fault: errFileLarge.With("limit", kit.MaxBody>>20)})
}
