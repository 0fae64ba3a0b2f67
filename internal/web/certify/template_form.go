package certify

import (
	"errors"
	"strconv"
	"time"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// template shows the template of an agency, to be edited: its own or, where it
// has none, the one it would begin from.
func (s wing) template(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	versions, err := s.App.Store.Templates(c.UserContext(), kit.Viewer(c).Scope(certify.Designers...), ag.ID, kind)
	if err != nil {
		return err
	}
	d := templateForm{}
	if len(versions) > 0 {
		d.Design, d.Seen = versions[0].Design, versions[0].Version
	} else if d.Design, err = s.firstDesign(c, ag, kind); err != nil {
		return err
	}
	return s.showTemplate(c, ag, kind, versions, d)
}

// firstDesign returns the design from which an agency's first template begins:
// that by which its certificates are printed now, without the pictures and
// names that are another's.
func (s wing) firstDesign(c *fiber.Ctx, ag people.Agency, kind string) (certificate.Design, error) {
	now, err := s.App.TemplateOf(c.UserContext(), ag, kind)
	now.Design.LogoRight, now.Design.LogoLeft, now.Design.Signatories = "", "", nil
	return now.Design, err
}

// showTemplate shows the form of a template with its versions.
func (s wing) showTemplate(c *fiber.Ctx, ag people.Agency, kind string, versions []certificate.Template, d templateForm) error {
	ctx, t := c.UserContext(), s.Words(c)
	d.Agency, d.AgencyName, d.Title, d.Href = ag.ID, ag.Name(t.Lang), t.Msg("template.kind-"+kind, nil), templatePath(ag.ID, kind)
	by, err := s.makersOf(ctx, versions...)
	if err != nil {
		return err
	}
	for i, v := range versions {
		d.Versions = append(d.Versions, templateVersion{
			Number: v.Version, Changed: changedBy(t, v, by), Current: i == 0, Picture: d.Href + "/picture.svg?version=" + strconv.Itoa(v.Version),
		})
	}
	return s.Render(c, ui.Shell{Title: d.Title}, editTemplate(d))
}

// saveTemplate saves what was filled in as the agency's next version.
func (s wing) saveTemplate(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	edit, err := editFrom(c, kind)
	if err == nil {
		_, err = s.App.SaveTemplate(c.UserContext(), kit.Viewer(c), ag.ID, edit)
	} else if fault.KindOf(err) == fault.Invalid { // say all that is wrong, not the pictures alone
		_, wrong := s.App.TryDesign(c.UserContext(), kit.Viewer(c), ag.ID, edit)
		err = errors.Join(err, wrong)
	}
	return s.afterTemplate(c, ag, kind, edit, err, "template.saved")
}

// afterTemplate goes on to the template as it was saved, or shows the form with
// what is wrong in it.
func (s wing) afterTemplate(c *fiber.Ctx, ag people.Agency, kind string, edit certify.DesignEdit, err error, done string) error {
	if err = s.Said(c, err, done); err == nil {
		return kit.Redirect(c, templatePath(ag.ID, kind))
	}
	d := templateForm{Design: edit.Design.Tidy(), Seen: edit.Seen}
	problems, ok := kit.SayAll(c, err)
	switch {
	case errors.Is(err, store.ErrChanged), errors.Is(err, store.ErrExists):
		c.Status(fiber.StatusConflict)
		d.Problems = map[string]string{"": s.Words(c).TemplateChangedMeanwhile()}
		if c.Path() == templatePath(ag.ID, kind) { // what was typed can be compared
			d.Problems = nil
			kit.Differs(c, "", time.Time{})
		}
	case ok:
		c.Status(fiber.StatusUnprocessableEntity)
		d.Problems = problems
	default:
		return err
	}
	versions, err := s.App.Store.Templates(c.UserContext(), kit.Viewer(c).Scope(certify.Designers...), ag.ID, kind)
	if err != nil {
		return err
	}
	if c.Locals(kit.ConflictKey) != nil && len(versions) > 0 {
		kit.Differs(c, versions[0].MadeBy, versions[0].MadeAt)
	}
	return s.showTemplate(c, ag, kind, versions, d)
}

// editFrom reads the form of a template. What is wrong with its pictures is a
// fault; the rest is for whoever saves it.
func editFrom(c *fiber.Ctx, kind string) (edit certify.DesignEdit, err error) {
	edit.Pictures = map[string][]byte{}
	edit.Seen, _ = strconv.Atoi(kit.Posted(c, "seen"))
	words := func(lang string) certificate.Words {
		return certificate.Words{
			Title: kit.Posted(c, "title_"+lang), Awarded: kit.Posted(c, "awarded_"+lang), Achieved: kit.Posted(c, "achieved_"+lang), Verify: kit.Posted(c, "verify_"+lang),
		}
	}
	d := &edit.Design
	d.Kind, d.Languages, d.Border = kind, kit.Posted(c, "languages"), kit.Posted(c, "border")
	d.Seal, d.Employer = kit.Posted(c, "seal") != "", kit.Posted(c, "employer") != ""
	d.CivilTail = kit.Posted(c, "civil_tail") != ""
	d.Ar, d.En = words("ar"), words("en")
	fields, colours := d.Colours.Fields()
	for i, f := range fields {
		*colours[i] = certificate.Colour(kit.Posted(c, f))
	}
	var wrong []error
	place := func(field string) string {
		hash, err := pictureFrom(c, field, edit.Pictures)
		wrong = append(wrong, err)
		return hash
	}
	d.LogoRight, d.LogoLeft = place("logo_right"), place("logo_left")
	for i := range certificate.MaxSignatories {
		f := "signatory_" + strconv.Itoa(i+1) + "_"
		var s certificate.Signatory
		s.Name.Ar, s.Name.En = kit.Posted(c, f+"name_ar"), kit.Posted(c, f+"name_en")
		s.Role.Ar, s.Role.En = kit.Posted(c, f+"role_ar"), kit.Posted(c, f+"role_en")
		s.Signature = place(f + "signature")
		d.Signatories = append(d.Signatories, s)
	}
	return edit, errors.Join(wrong...)
}

// pictureFrom returns the digest of the picture in a place of the form: one that
// was just chosen, which it puts among the pictures, or the one that is there,
// unless it is to go.
func pictureFrom(c *fiber.Ctx, field string, pictures map[string][]byte) (string, error) {
	sent, err := kit.PostedFile(c, field)
	switch {
	case errors.Is(err, kit.ErrNoFile) && kit.Posted(c, field+"_removed") != "":
		return "", nil
	case errors.Is(err, kit.ErrNoFile):
		return kit.Posted(c, field+"_kept"), nil
	case err != nil:
		return "", err
	}
	picture, hash, err := certificate.ReadPicture(sent.Body)
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return kit.Posted(c, field+"_kept"), f.On(field)
	}
	pictures[hash] = picture
	return hash, err
}

// restoreTemplate makes an older version the current one again.
func (s wing) restoreTemplate(c *fiber.Ctx) error {
	ag, kind, err := s.templatePlace(c)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(kit.Posted(c, "version"))
	seen, _ := strconv.Atoi(kit.Posted(c, "seen"))
	tmpl, err := s.App.RestoreTemplate(c.UserContext(), kit.Viewer(c), ag.ID, kind, version, seen)
	if kit.IsNotFound(err) {
		return err
	}
	return s.afterTemplate(c, ag, kind, certify.DesignEdit{Design: tmpl.Design, Seen: seen}, err, "template.restored")
}
