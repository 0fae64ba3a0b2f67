package personnel

import (
	"bytes"
	"errors"

	"masar/internal/certificate"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// notCorrected says why a certificate was not corrected; that nothing would change is
// no mistake.
func (s wing) notCorrected(c *fiber.Ctx, ce certificate.Certificate, err error) error {
	if !errors.Is(err, certificate.ErrSame) {
		return s.showRefused(c, "correction", err)
	}
	s.FlashNothing(c, certificate.ErrSame.Key)
	return kit.Redirect(c, "/hr/people/"+ce.PersonID)
}

// showCorrection asks whether a certificate is to be issued as r in the place of old.
func (s wing) showCorrection(c *fiber.Ctx, old certificate.Certificate, r certificate.Record) error {
	t, was := s.Words(c), old.Record
	d := correctionCheck{ID: old.ID, Person: old.PersonID, Name: t.Pick(r.NameAr, r.NameEn), Serial: old.Serial}
	for _, f := range []struct{ field, label, was, now string }{
		{"name_ar", t.CertificateCorrectNameAr(), was.NameAr, r.NameAr},
		{"name_en", t.CertificateCorrectNameEn(), was.NameEn, r.NameEn},
		{"title_ar", t.CertificateCorrectTitleAr(), was.Title.Ar, r.Title.Ar},
		{"title_en", t.CertificateCorrectTitleEn(), was.Title.En, r.Title.En},
		{"", t.PeopleCivilTail(), was.CivilTail, r.CivilTail},
	} {
		d.Lines = append(d.Lines, correctionLine{Field: f.field, Label: f.label, Was: f.was, Now: f.now, Typed: kit.Posted(c, f.field)})
	}
	return s.Render(c, ui.Shell{Title: t.CertificateCorrectCheck(), Active: "/hr/people"}, correctionCheckPage(d))
}

// printUnissued sends a certificate as it would be printed, marked across and with no
// number of its own.
func (s wing) printUnissued(c *fiber.Ctx, paper certificate.Paper) error {
	paper.Record.Serial, paper.Record.Code, paper.Specimen = present.SpecimenSerial, present.SpecimenCode, true
	var b bytes.Buffer
	if err := s.App.Printer.Certificate(&b, paper); err != nil {
		return err
	}
	return kit.SendPDF(c, "masar-specimen.pdf", b.Bytes())
}
