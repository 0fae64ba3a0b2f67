package certify

import (
	"bytes"
	"strconv"
	"strings"

	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// specimen returns a paper that shows a design: of nobody, with the number of
// no certificate, and marked across.
func (s wing) specimen(ag people.Agency, drawn store.Drawing) certificate.Paper {
	ar, en := i18n.New("ar", i18n.Prefs{}), i18n.New("en", i18n.Prefs{})
	today := certificate.Day(s.App.Now(), s.App.Zone)
	r := certificate.Record{
		Serial: present.SpecimenSerial, Code: present.SpecimenCode, Kind: drawn.Design.Kind, NameAr: ar.CertificateSpecimenName(), NameEn: en.CertificateSpecimenName(),
		Hours: 10, GuidelineVersion: today[:7], From: today, To: today, IssuedOn: today, HijriOffset: ag.HijriOffset,
	}
	r.Agency.Ar, r.Agency.En = ag.NameAr, ag.NameEn
	r.Title.Ar, r.Title.En = ar.CertificateSpecimenCourse(), en.CertificateSpecimenCourse()
	r.Guideline.Ar, r.Guideline.En = ar.CertificateSpecimenBasis(), en.CertificateSpecimenBasis()
	if drawn.Design.CivilTail {
		r.CivilTail = "123"
	}
	return certificate.Paper{Record: r, Site: s.App.Site, Design: drawn.Design, Pictures: drawn.Pictures, Specimen: true}
}

// previewTemplate shows what was filled in as it would be printed, saving
// nothing: as a picture or, asked for, as a PDF.
func (s wing) previewTemplate(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	edit, err := editFrom(c, kind)
	if err != nil && fault.KindOf(err) != fault.Invalid {
		return err
	}
	drawn, wrong := s.App.TryDesign(c.UserContext(), kit.Viewer(c), ag.ID, edit)
	if err == nil {
		err = wrong
	}
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.refusePreview(c, templateForm{Problems: problems})
	}
	if err != nil {
		return err
	}
	if kit.Posted(c, "as") != "pdf" {
		return s.sendPicture(c, s.specimen(ag, drawn))
	}
	var b bytes.Buffer
	if err := s.App.Printer.Certificate(&b, s.specimen(ag, drawn)); err != nil {
		return err
	}
	return kit.SendPDF(c, "masar-specimen.pdf", b.Bytes())
}

// refusePreview says what is wrong with the form: to its script by field, to be
// shown there, and otherwise on a page that is no second form.
func (s wing) refusePreview(c *fiber.Ctx, d templateForm) error {
	t := s.Words(c)
	if !kit.FromScript(c) {
		return s.Render(c, ui.Shell{Title: t.TemplatePreviewRefused()}, previewRefused(d))
	}
	type problem struct {
		Field string `json:"field"`
		Text  string `json:"text"`
	}
	var said []problem
	for _, p := range d.Said(t) {
		said = append(said, problem{p.Field, p.Text})
	}
	return c.JSON(said)
}

// templatePicture shows a version of an agency's template; 0 is the one by which
// its certificates are printed now, whoever's it is.
func (s wing) templatePicture(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	tmpl := certificate.Template{AgencyID: ag.ID, Kind: kind}
	if tmpl.Version, _ = strconv.Atoi(c.Query("version")); tmpl.Version < 1 {
		if tmpl, err = s.App.TemplateOf(c.UserContext(), ag, kind); err != nil {
			return err
		}
	}
	drawn, err := s.App.Store.Drawing(c.UserContext(), tmpl.Name())
	if err != nil {
		return err
	}
	return s.sendPicture(c, s.specimen(ag, drawn))
}

func (s wing) sendPicture(c *fiber.Ctx, p certificate.Paper) error {
	var b strings.Builder
	if err := s.App.Printer.Picture(&b, p); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	return c.SendString(b.String())
}
