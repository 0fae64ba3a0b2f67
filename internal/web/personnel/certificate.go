package personnel

import (
	"masar/internal/catalog"
	"masar/internal/people"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// revokeCertificate withdraws a certificate.
func (s wing) revokeCertificate(c *fiber.Ctx) error {
	ce, err := s.App.RevokeCertificate(c.UserContext(), kit.Viewer(c), c.Params("id"), kit.Posted(c, "why"))
	if err != nil {
		return s.showRefused(c, "revocation", err)
	}
	s.Flash(c, "certificate.revoked-said")
	return kit.Redirect(c, "/hr/people/"+ce.PersonID)
}

// showRefused shows the page of a certificate's holder again with the form of that
// kind as it was typed, and what is wrong with it.
func (s wing) showRefused(c *fiber.Ctx, kind string, err error) error {
	problems, ok := kit.SayAll(c, err)
	if !ok {
		return err
	}
	s.Refuse(c, s.FaultIn(c, err))
	return s.showTypedAgain(c, kind, problems)
}

// showTypedAgain is showRefused with the problems, which may be none.
func (s wing) showTypedAgain(c *fiber.Ctx, kind string, problems map[string]string) error {
	ce, e := s.App.Store.Certificate(c.UserContext(), kit.Viewer(c).Scope(people.HR), c.Params("id"))
	if e != nil {
		return e
	}
	values := map[string]string{}
	for _, field := range []string{"name_ar", "name_en", "title_ar", "title_en", "why"} {
		values[field] = kit.Posted(c, field)
	}
	begun := personData{Correction: correction{ID: ce.ID, Kind: kind, Values: values, Problems: problems}}
	return s.showPersonWith(c, ce.PersonID, begun, nil)
}

// correctCertificate shows what a certificate would be in the place of one with a
// mistake in it and, confirmed, issues it. Between the two it is shown as it would be
// printed, or changed again.
func (s wing) correctCertificate(c *fiber.Ctx) error {
	if kit.Posted(c, "change") != "" {
		return s.showTypedAgain(c, "correction", nil)
	}
	nameAr, nameEn := kit.Posted(c, "name_ar"), kit.Posted(c, "name_en")
	title := catalog.Text{Ar: kit.Posted(c, "title_ar"), En: kit.Posted(c, "title_en")}
	if kit.Posted(c, "confirmed") == "" {
		old, paper, err := s.App.TryCorrection(c.UserContext(), kit.Viewer(c), c.Params("id"), nameAr, nameEn, title)
		if err != nil {
			return s.notCorrected(c, old, err)
		}
		if kit.Posted(c, "print") != "" {
			return s.printUnissued(c, paper)
		}
		return s.showCorrection(c, old, paper.Record)
	}
	ce, err := s.App.CorrectCertificate(c.UserContext(), kit.Viewer(c), c.Params("id"), nameAr, nameEn, title)
	if err != nil {
		return s.notCorrected(c, ce, err)
	}
	s.Flash(c, "certificate.corrected-said")
	return kit.Redirect(c, "/hr/people/"+ce.PersonID)
}
