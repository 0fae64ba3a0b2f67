package certify

import (
	"errors"
	"strconv"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

var errBundleMissing = fault.New(fault.Invalid, "template.bundle-missing").On("file")

// exportDesign offers an agency's template as a zip.
func (s wing) exportDesign(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	versions, err := s.App.Store.Templates(c.UserContext(), kit.Viewer(c).Scope(certify.Designers...), ag.ID, kind)
	if err != nil {
		return err
	}
	if len(versions) == 0 {
		return fiber.ErrNotFound
	}
	pictures, err := s.App.Store.PicturesOf(c.UserContext(), versions[0].Design)
	if err != nil {
		return err
	}
	b, err := certificate.WriteBundle(versions[0].Design, pictures)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	kit.Attach(c, "masar-template-"+kind+"-"+strconv.Itoa(versions[0].Version)+".zip", "application/zip")
	return c.Send(b)
}

// importDesign makes an exported template the agency's next version. Of one
// with anything wrong in it, nothing is kept.
func (s wing) importDesign(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	edit, err := bundleFrom(c, kind)
	if err == nil {
		_, err = s.App.SaveTemplate(c.UserContext(), kit.Viewer(c), ag.ID, edit)
	}
	if err := s.Said(c, err, "template.imported"); err != nil {
		return s.failImport(c, ag, kind, err)
	}
	return kit.Redirect(c, templatePath(ag.ID, kind))
}

// bundleFrom reads the zip that a form brings.
func bundleFrom(c *fiber.Ctx, kind string) (edit certify.DesignEdit, err error) {
	sent, err := kit.PostedFile(c, "file")
	if errors.Is(err, kit.ErrNoFile) {
		return edit, errBundleMissing
	}
	if err != nil {
		return edit, err
	}
	edit.Seen, _ = strconv.Atoi(kit.Posted(c, "seen"))
	edit.Design, edit.Pictures, err = certificate.ReadBundle(sent.Body)
	if err == nil && edit.Design.Kind != kind {
		err = certificate.ErrBundleOtherKind
	}
	return edit, err
}

// failImport shows the template as it is, and what is wrong with the zip.
func (s wing) failImport(c *fiber.Ctx, ag people.Agency, kind string, err error) error {
	problems, ok := kit.SayAll(c, err)
	if !ok {
		return err
	}
	c.Status(fiber.StatusUnprocessableEntity)
	t, v := s.Words(c), kit.Viewer(c)
	var d templateForm
	if fault.KindOf(err) == fault.Conflict {
		c.Status(fiber.StatusConflict)
		problems = map[string]string{"file": t.TemplateChangedMeanwhile()}
	}
	for _, p := range ui.Ordered(problems) {
		if p.Field != "file" {
			p.Text = t.TemplateProblem(templateField(t, p.Field), p.Text)
		}
		d.Import = append(d.Import, ui.Problem{Field: "file", Text: p.Text})
	}
	versions, err := s.App.Store.Templates(c.UserContext(), v.Scope(certify.Designers...), ag.ID, kind)
	if err != nil {
		return err
	}
	if len(versions) > 0 {
		d.Design, d.Seen = versions[0].Design, versions[0].Version
	} else if d.Design, err = s.firstDesign(c, ag, kind); err != nil {
		return err
	}
	return s.showTemplate(c, ag, kind, versions, d)
}
