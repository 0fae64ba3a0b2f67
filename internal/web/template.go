package web

import (
	"context"
	"slices"

	"masar/internal/app"
	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// mostNames is how many people with a name missing are listed at once.
const mostNames = 50

func templatePath(agency, kind string) string { return "/templates/" + agency + "/" + kind }

// templates shows how the certificates of an agency look, and for whom they
// will be printed in one language only.
func (s *Server) templates(c *fiber.Ctx) error {
	ctx, t, v := c.UserContext(), s.words(c), viewer(c)
	as, err := s.App.Store.Agencies(ctx, v.Scope(app.Designers...))
	if err != nil {
		return err
	}
	if len(as) == 0 {
		return fiber.ErrNotFound
	}
	asked := c.Query("agency")
	at := slices.IndexFunc(as, func(a people.Agency) bool { return a.ID == asked })
	if at < 0 && asked != "" {
		return fiber.ErrNotFound
	}
	if at < 0 {
		at = max(slices.IndexFunc(as, func(a people.Agency) bool { return a.ID == v.AgencyID }), 0)
	}
	d := view.TemplatesData{Agency: as[at].ID}
	for _, a := range as {
		d.Agencies = append(d.Agencies, agencyOption(t, a))
	}
	for _, kind := range certificate.Kinds {
		row, err := s.templateRow(ctx, t, as[at], kind)
		if err != nil {
			return err
		}
		d.Kinds = append(d.Kinds, row)
	}
	if d.Names, err = s.namesMissing(c, as[at]); err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.TemplateTitle()}, view.Templates(d))
}

// templateRow tells by which template an agency's certificates of a kind are
// printed.
func (s *Server) templateRow(ctx context.Context, t *i18n.T, ag people.Agency, kind string) (row view.TemplateRow, err error) {
	row.Title, row.Href = t.Msg("template.kind-"+kind, nil), templatePath(ag.ID, kind)
	now, err := s.App.TemplateOf(ctx, ag, kind)
	if err != nil {
		return row, err
	}
	switch now.AgencyID {
	case ag.ID:
		row.Own, row.Version = true, t.TemplateVersion(t.Num(now.Version))
		by, err := s.makersOf(ctx, now)
		if err != nil {
			return row, err
		}
		row.Changed = changedBy(t, now, by)
	case "":
		row.Inherits = t.TemplateInheritsHouse()
	default:
		above, err := s.App.Store.Agency(ctx, people.Everywhere("whose template an agency inherits is no secret"), now.AgencyID)
		if err != nil {
			return row, err
		}
		row.Inherits = t.TemplateInherits(above.Name(t.Lang))
	}
	return row, err
}

// makersOf returns the people who made the versions, by id.
func (s *Server) makersOf(ctx context.Context, versions ...certificate.Template) (map[string]people.Person, error) {
	var ids []string
	for _, v := range versions {
		if !slices.Contains(ids, v.MadeBy) {
			ids = append(ids, v.MadeBy)
		}
	}
	return s.App.Store.PeopleWith(ctx, people.Everywhere("who changed a template is told to those who may change it"), ids)
}

// changedBy says which of the people made a version, and when.
func changedBy(t *i18n.T, tmpl certificate.Template, makers map[string]people.Person) string {
	name := t.TemplateSomebody()
	if p, ok := makers[tmpl.MadeBy]; ok {
		name = p.Name(t.Lang)
	}
	return t.TemplateChangedBy(t.Isolate(name), t.DateTime(tmpl.MadeAt))
}

// namesMissing returns the people of an agency whose certificates will be
// printed in one language only, to whoever may see people there; nil to others.
func (s *Server) namesMissing(c *fiber.Ctx, ag people.Agency) (*view.TemplateNames, error) {
	ctx, t, scope := c.UserContext(), s.words(c), viewer(c).Scope(people.HR)
	if !scope.Sees(ag.Path) {
		return nil, nil
	}
	now, err := s.App.TemplateOf(ctx, ag, certificate.Completion)
	if err != nil {
		return nil, err
	}
	ps, total, err := s.App.Store.NamesMissing(ctx, scope, ag.ID, now.Design.Languages, s.words(c).Lang, mostNames)
	if err != nil {
		return nil, err
	}
	d := &view.TemplateNames{Total: total, More: total > len(ps)}
	for _, p := range ps {
		say := t.TemplateNamesEn()
		if p.NameAr == "" {
			say = t.TemplateNamesAr()
		}
		d.Rows = append(d.Rows, view.TemplateName{Name: p.Name(t.Lang), Href: "/hr/people/" + p.ID, Say: say})
	}
	return d, nil
}

// templatePlace returns the agency and the kind of certificate that the address
// names, to those who may design its certificates.
func (s *Server) templatePlace(c *fiber.Ctx) (ag people.Agency, kind string, err error) {
	kind = c.Params("kind")
	if !slices.Contains(certificate.Kinds, kind) {
		return ag, kind, fiber.ErrNotFound
	}
	ag, err = s.App.Store.Agency(c.UserContext(), viewer(c).Scope(app.Designers...), c.Params("agency"))
	return ag, kind, err
}
