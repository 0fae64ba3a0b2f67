package web

import (
	"bytes"

	"masar/internal/certificate"
	"masar/internal/people"

	"github.com/gofiber/fiber/v2"
)

// trainingRecord prints one's own training record, in the language of the
// site.
func (s *Server) trainingRecord(c *fiber.Ctx) error {
	return s.printRecord(c, viewer(c).Own(), viewer(c).PersonID)
}

// personRecord prints the training record of one of the viewer's people.
func (s *Server) personRecord(c *fiber.Ctx) error {
	return s.printRecord(c, viewer(c).Scope(people.HR), c.Params("id"))
}

func (s *Server) printRecord(c *fiber.Ctx, scope people.Scope, id string) error {
	ctx, t := c.UserContext(), s.words(c)
	p, err := s.App.Store.Person(ctx, scope, id)
	if err != nil {
		return err
	}
	ag, err := s.App.Store.Agency(ctx, people.Within(p.AgencyID), p.AgencyID)
	if err != nil {
		return err
	}
	cs, err := s.App.Store.CertificatesOf(ctx, scope, p.ID)
	if err != nil {
		return err
	}
	r := certificate.Transcript{
		NameAr: p.NameAr, NameEn: p.NameEn, Lang: t.Lang, ArabicDigits: person(c).Digits == "arab", At: s.App.Now(), Records: certificate.Transcribe(cs),
	}
	r.Agency.Ar, r.Agency.En = ag.NameAr, ag.NameEn
	var b bytes.Buffer
	if err := s.App.Printer.Transcript(&b, r, s.App.Site+"/verify"); err != nil {
		return err
	}
	return sendPDF(c, "masar-training-record.pdf", b.Bytes())
}

// sendPDF answers with a document that is for its reader alone.
func sendPDF(c *fiber.Ctx, name string, body []byte) error {
	c.Attachment(name)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(body)
}
