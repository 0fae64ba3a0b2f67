package web

import (
	"bytes"
	"errors"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// correctCertificate shows what a certificate would be in the place of one with a
// mistake in it and, confirmed, issues it. Between the two it is shown as it would be
// printed, or changed again.
func (s *Server) correctCertificate(c *fiber.Ctx) error {
	if posted(c, "change") != "" {
		return s.showTypedAgain(c, "correction", nil)
	}
	nameAr, nameEn := posted(c, "name_ar"), posted(c, "name_en")
	title := catalog.Text{Ar: posted(c, "title_ar"), En: posted(c, "title_en")}
	if posted(c, "confirmed") == "" {
		old, paper, err := s.App.TryCorrection(c.UserContext(), viewer(c), c.Params("id"), nameAr, nameEn, title)
		if err != nil {
			return s.notCorrected(c, old, err)
		}
		if posted(c, "print") != "" {
			return s.printUnissued(c, paper)
		}
		return s.showCorrection(c, old, paper.Record)
	}
	ce, err := s.App.CorrectCertificate(c.UserContext(), viewer(c), c.Params("id"), nameAr, nameEn, title)
	if err != nil {
		return s.notCorrected(c, ce, err)
	}
	s.flash(c, "certificate.corrected-said")
	return after(c, "/hr/people/"+ce.PersonID)
}

// notCorrected says why a certificate was not corrected; that nothing would change is
// no mistake.
func (s *Server) notCorrected(c *fiber.Ctx, ce certificate.Certificate, err error) error {
	if !errors.Is(err, certificate.ErrSame) {
		return s.showRefused(c, "correction", err)
	}
	s.flashNothing(c, certificate.ErrSame.Key)
	return after(c, "/hr/people/"+ce.PersonID)
}

// showCorrection asks whether a certificate is to be issued as r in the place of old.
func (s *Server) showCorrection(c *fiber.Ctx, old certificate.Certificate, r certificate.Record) error {
	t, was := s.words(c), old.Record
	d := view.CorrectionCheck{ID: old.ID, Person: old.PersonID, Name: t.Pick(r.NameAr, r.NameEn), Serial: old.Serial}
	for _, f := range []struct{ field, label, was, now string }{
		{"name_ar", t.CertificateCorrectNameAr(), was.NameAr, r.NameAr},
		{"name_en", t.CertificateCorrectNameEn(), was.NameEn, r.NameEn},
		{"title_ar", t.CertificateCorrectTitleAr(), was.Title.Ar, r.Title.Ar},
		{"title_en", t.CertificateCorrectTitleEn(), was.Title.En, r.Title.En},
		{"", t.PeopleCivilTail(), was.CivilTail, r.CivilTail},
	} {
		d.Lines = append(d.Lines, view.CorrectionLine{Field: f.field, Label: f.label, Was: f.was, Now: f.now, Typed: posted(c, f.field)})
	}
	return s.show(c, view.Shell{Title: t.CertificateCorrectCheck(), Active: "/hr/people"}, view.CorrectionCheckPage(d))
}

// printUnissued sends a certificate as it would be printed, marked across and with no
// number of its own.
func (s *Server) printUnissued(c *fiber.Ctx, paper certificate.Paper) error {
	paper.Record.Serial, paper.Record.Code, paper.Specimen = specimenSerial, specimenCode, true
	var b bytes.Buffer
	if err := s.App.Printer.Certificate(&b, paper); err != nil {
		return err
	}
	return sendPDF(c, "masar-specimen.pdf", b.Bytes())
}
