package certify

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// A templatesData is how an agency's certificates look.
type templatesData struct {
	Agencies []ui.Option
	Agency   string
	Kinds    []templateRow
	Names    *templateNames // nil: not for the reader
}

// A templateRow is a kind of certificate and the template it is printed by.
type templateRow struct {
	Title, Href      string
	Own              bool
	Version, Changed string // of its own
	Inherits         string // whose it is otherwise
}

// A templateNames lists people with a name missing in one language.
type templateNames struct {
	Rows  []templateName
	Total int
	More  bool
}

// A templateName is one of them.
type templateName struct{ Name, Href, Say string }

// A templateForm is a template being edited.
type templateForm struct {
	Agency, AgencyName, Title, Href string
	Design                          certificate.Design
	Seen                            int // version; 0: the agency has none
	Versions                        []templateVersion
	Problems                        map[string]string
	Import                          []ui.Problem // with the zip
}

// A templateVersion is one version of a template.
type templateVersion struct {
	Number           int
	Changed, Picture string
	Current          bool
}

// picture is the address of the picture that the page begins with: of the
// version the form shows.
func (d templateForm) picture() string {
	return d.Href + "/picture.svg?version=" + strconv.Itoa(d.Seen)
}

// colours are the fields of a design's colours.
func (d templateForm) colours(t *i18n.T) (ins []ui.Input) {
	fields, colours := d.Design.Colours.Fields()
	for i, f := range fields {
		ins = append(ins, ui.Input{
			Name: f, Type: "color", Label: t.Msg("template."+dashed(f), nil), Value: string(*colours[i]), Error: d.Problems[f],
		})
	}
	return ins
}

// Said returns what is wrong with the form, each with the name of its field.
func (d templateForm) Said(t *i18n.T) []ui.Problem {
	ps := ui.Ordered(d.Problems)
	for i, p := range ps {
		if p.Field != "" {
			ps[i].Text = t.TemplateProblem(templateField(t, p.Field), p.Text)
		}
	}
	return ps
}

// templateField returns what a field of the form is called.
func templateField(t *i18n.T, field string) string {
	if key := "template." + dashed(field); strings.HasPrefix(field, "colour_") && i18n.Has(key) {
		return t.Msg(key, nil)
	}
	if key := "template.word-" + dashed(field); i18n.Has(key) {
		return t.Msg(key, nil)
	}
	if key := "template.form-" + dashed(field); i18n.Has(key) {
		return t.Msg(key, nil)
	}
	n, part, _ := strings.Cut(strings.TrimPrefix(field, "signatory_"), "_")
	keys := map[string]string{"signature": "template.form-signature"}
	key := cmp.Or(keys[part], "template.form-signatory-"+dashed(part))
	number, err := strconv.Atoi(n)
	if err != nil || !i18n.Has(key) {
		return t.Isolate(field)
	}
	return t.TemplateSignatoryField(t.Num(number), t.Msg(key, nil))
}

// dashed turns the name of a field into that of its message.
func dashed(field string) string {
	b := []byte(field)
	for i := range b {
		if b[i] == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}

// words are the fields of a design's own words in one language.
func (d templateForm) words(t *i18n.T, lang string) (ins []ui.Input) {
	w, dir := d.Design.Ar, "rtl"
	if lang == "en" {
		w, dir = d.Design.En, "ltr"
	}
	for _, f := range []struct {
		name, value string
		most        int
	}{
		{"title", w.Title, certificate.MaxDesignTitle}, {"awarded", w.Awarded, certificate.MaxDesignLine},
		{"achieved", w.Achieved, certificate.MaxDesignLine}, {"verify", w.Verify, certificate.MaxDesignTitle},
	} {
		name := f.name + "_" + lang
		ins = append(ins, ui.Input{
			Name: name, Label: t.Msg("template.word-"+dashed(name), nil), Value: f.value, Dir: dir, Max: f.most, Bare: true, Error: d.Problems[name],
		})
	}
	return ins
}

// signatories are those of the design and, empty, those there is room for.
func (d templateForm) signatories() []certificate.Signatory {
	all := make([]certificate.Signatory, certificate.MaxSignatories)
	copy(all, d.Design.Signatories)
	return all
}

// signatory are the fields of the nth signatory, from 1.
func (d templateForm) signatory(t *i18n.T, n int, s certificate.Signatory) (ins []ui.Input) {
	prefix := "signatory_" + strconv.Itoa(n) + "_"
	for _, f := range []struct{ name, label, value, dir string }{
		{"name_ar", t.TemplateFormSignatoryNameAr(), s.Name.Ar, "rtl"}, {"name_en", t.TemplateFormSignatoryNameEn(), s.Name.En, "ltr"},
		{"role_ar", t.TemplateFormSignatoryRoleAr(), s.Role.Ar, "rtl"}, {"role_en", t.TemplateFormSignatoryRoleEn(), s.Role.En, "ltr"},
	} {
		ins = append(ins, ui.Input{
			Name: prefix + f.name, Label: f.label, Value: f.value, Dir: f.dir, Max: certificate.MaxDesignLine, Bare: true, Error: d.Problems[prefix+f.name],
		})
	}
	return ins
}

func (d templateForm) languages(t *i18n.T) (os []ui.Option) {
	for _, l := range certificate.PaperLanguages {
		os = append(os, ui.Option{Value: l, Label: t.Msg("template.languages-"+l, nil)})
	}
	return os
}

func (d templateForm) borders(t *i18n.T) (os []ui.Option) {
	for _, b := range certificate.Borders {
		os = append(os, ui.Option{Value: b, Label: t.Msg("template.border-"+b, nil)})
	}
	return os
}

// newest is the number of the newest version, or 0.
func (d templateForm) newest() string {
	if len(d.Versions) == 0 {
		return "0"
	}
	return strconv.Itoa(d.Versions[0].Number)
}

// mostNames is how many people with a name missing are listed at once.
const mostNames = 50

func templatePath(agency, kind string) string { return "/templates/" + agency + "/" + kind }

// templates shows how the certificates of an agency look, and for whom they
// will be printed in one language only.
func (s wing) templates(c *fiber.Ctx) error {
	ctx, t, v := c.UserContext(), s.Words(c), kit.Viewer(c)
	as, err := s.App.Store.Agencies(ctx, v.Scope(certify.Designers...))
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
	d := templatesData{Agency: as[at].ID}
	for _, a := range as {
		d.Agencies = append(d.Agencies, present.AgencyOption(t, a))
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
	return s.Render(c, ui.Shell{Title: t.TemplateTitle()}, templates(d))
}

// templateRow tells by which template an agency's certificates of a kind are
// printed.
func (s wing) templateRow(ctx context.Context, t *i18n.T, ag people.Agency, kind string) (row templateRow, err error) {
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
func (s wing) makersOf(ctx context.Context, versions ...certificate.Template) (map[string]people.Person, error) {
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
func (s wing) namesMissing(c *fiber.Ctx, ag people.Agency) (*templateNames, error) {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR)
	if !scope.Sees(ag.Path) {
		return nil, nil
	}
	now, err := s.App.TemplateOf(ctx, ag, certificate.Completion)
	if err != nil {
		return nil, err
	}
	ps, total, err := s.App.Store.NamesMissing(ctx, scope, ag.ID, now.Design.Languages, s.Words(c).Lang, mostNames)
	if err != nil {
		return nil, err
	}
	d := &templateNames{Total: total, More: total > len(ps)}
	for _, p := range ps {
		say := t.TemplateNamesEn()
		if p.NameAr == "" {
			say = t.TemplateNamesAr()
		}
		d.Rows = append(d.Rows, templateName{Name: p.Name(t.Lang), Href: "/hr/people/" + p.ID, Say: say})
	}
	return d, nil
}

// templatePlace returns the agency and the kind of certificate that the address
// names, to those who may design its certificates.
func (s wing) templatePlace(c *fiber.Ctx) (ag people.Agency, kind string, err error) {
	kind = c.Params("kind")
	if !slices.Contains(certificate.Kinds, kind) {
		return ag, kind, fiber.ErrNotFound
	}
	ag, err = s.App.Store.Agency(c.UserContext(), kit.Viewer(c).Scope(certify.Designers...), c.Params("agency"))
	return ag, kind, err
}
