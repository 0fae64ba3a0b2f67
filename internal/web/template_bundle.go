package web

import (
	"errors"
	"strconv"

	"masar/internal/app"
	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

var errBundleMissing = fault.New(fault.Invalid, "template.bundle-missing").On("file")

// exportDesign offers an agency's template as a zip.
func (s *Server) exportDesign(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	versions, err := s.App.Store.Templates(c.UserContext(), viewer(c).Scope(app.Designers...), ag.ID, kind)
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
	attach(c, "masar-template-"+kind+"-"+strconv.Itoa(versions[0].Version)+".zip", "application/zip")
	return c.Send(b)
}

// importDesign makes an exported template the agency's next version. Of one
// with anything wrong in it, nothing is kept.
func (s *Server) importDesign(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	edit, err := bundleFrom(c, kind)
	if err == nil {
		_, err = s.App.SaveTemplate(c.UserContext(), viewer(c), ag.ID, edit)
	}
	if err := s.said(c, err, "template.imported"); err != nil {
		return s.failImport(c, ag, kind, err)
	}
	return after(c, templatePath(ag.ID, kind))
}

// bundleFrom reads the zip that a form brings.
func bundleFrom(c *fiber.Ctx, kind string) (edit app.DesignEdit, err error) {
	sent, err := postedFile(c, "file")
	if errors.Is(err, errNoFile) {
		return edit, errBundleMissing
	}
	if err != nil {
		return edit, err
	}
	edit.Seen, _ = strconv.Atoi(posted(c, "seen"))
	edit.Design, edit.Pictures, err = certificate.ReadBundle(sent.Body)
	if err == nil && edit.Design.Kind != kind {
		err = certificate.ErrBundleOtherKind
	}
	return edit, err
}

// failImport shows the template as it is, and what is wrong with the zip.
func (s *Server) failImport(c *fiber.Ctx, ag people.Agency, kind string, err error) error {
	problems, ok := sayAll(c, err)
	if !ok {
		return err
	}
	c.Status(fiber.StatusUnprocessableEntity)
	t, v := s.words(c), viewer(c)
	var d view.TemplateForm
	if fault.KindOf(err) == fault.Conflict {
		c.Status(fiber.StatusConflict)
		problems = map[string]string{"file": t.TemplateChangedMeanwhile()}
	}
	for _, p := range view.Ordered(problems) {
		if p.Field != "file" {
			p.Text = t.TemplateProblem(view.TemplateField(t, p.Field), p.Text)
		}
		d.Import = append(d.Import, view.Problem{Field: "file", Text: p.Text})
	}
	versions, err := s.App.Store.Templates(c.UserContext(), v.Scope(app.Designers...), ag.ID, kind)
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
