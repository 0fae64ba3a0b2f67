package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"masar/internal/i18n"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// maxKept is how many bytes of a form are kept.
const maxKept = 1 << 20

// keptField is the field in which a form that was kept names itself, so that it
// is forgotten once it has been taken.
const keptField = "kept-form"

// waitsKey marks a request whose form waits for its writer.
var waitsKey = new(int)

// keep keeps the form of a request that is refused because its sender is not
// signed in, or is so again meanwhile: for the person alone for whom the page was
// made that it stands on. A form from elsewhere, of a stranger, or with a password
// in it is not kept; nor are files.
func (s *Server) keep(c *fiber.Ctx, r route) error {
	in := intakes[r.method]
	if r.verb() != fiber.MethodPost || in.depth > 0 || fromScript(c) || !s.ownOrigin(c) {
		return nil
	}
	was, err := s.App.WasSignedIn(c.UserContext(), c.Cookies(s.cookie("masar")))
	if err != nil {
		return err
	}
	if formOf(c).values == nil {
		in.open, in.skim = was, true
		giveBack, err := s.take(c, in)
		if err != nil {
			return nil // what is refused is not kept either
		}
		defer giveBack()
	}
	writer, err := s.App.FormWriter(c.UserContext(), posted(c, "csrf"))
	if err != nil || writer == "" {
		return err
	}
	if v := viewer(c); v.PersonID != "" && v.PersonID != writer {
		return nil
	}
	f, ok := formToKeep(formOf(c))
	if !ok {
		return nil
	}
	f.PersonID, f.Route, f.Path = writer, r.path, local(c.OriginalURL())
	if err := s.App.KeepForm(c.UserContext(), f); err != nil {
		return err
	}
	c.Locals(waitsKey, true)
	return nil
}

func formToKeep(sent form) (f store.KeptForm, ok bool) {
	fields := url.Values{}
	for name, values := range sent.values {
		if strings.Contains(name, "password") || name == "current" {
			return f, false
		}
		if name != "csrf" && name != keptField {
			fields[name] = values
		}
	}
	f = store.KeptForm{Fields: fields.Encode(), Parts: sent.files != nil, Files: len(sent.files) > 0}
	return f, len(f.Fields) <= maxKept
}

// ownOrigin reports whether the browser says that a page of this site sent the
// request.
func (s *Server) ownOrigin(c *fiber.Ctx) bool {
	site, origin := c.Get("Sec-Fetch-Site"), c.Get(fiber.HeaderOrigin)
	if site != "" && site != "same-origin" {
		return false
	}
	if origin == "" {
		return site == "same-origin"
	}
	u, err := url.Parse(origin)
	return origin == s.App.Site || err == nil && u.Host != "" && u.Host == string(c.Request().Host())
}

// keptForms shows the forms that wait for their writer.
func (s *Server) keptForms(c *fiber.Ctx) error {
	t := s.words(c)
	fs, err := s.App.Store.KeptForms(c.UserContext(), viewer(c).PersonID)
	if err != nil {
		return err
	}
	var d []view.WaitingForm
	for _, f := range fs {
		fields, err := url.ParseQuery(f.Fields)
		if err != nil {
			return err
		}
		d = append(d, view.WaitingForm{
			ID: f.ID, Does: doing(t, f.Route), Path: f.Path, At: t.DateTime(f.KeptAt), Fields: fields, Texts: texts(fields), Parts: f.Parts, Files: f.Files,
		})
	}
	return s.show(c, view.Shell{Title: t.KeptTitle()}, view.Kept(d))
}

// discardKept forgets a form that its writer does not want to send.
func (s *Server) discardKept(c *fiber.Ctx) error {
	fs, err := s.App.Store.KeptForms(c.UserContext(), viewer(c).PersonID)
	if err != nil {
		return err
	}
	if err := s.App.DropForm(c.UserContext(), viewer(c), c.Params("id")); err != nil {
		return err
	}
	for _, f := range fs {
		if fields, err := url.ParseQuery(f.Fields); err == nil && f.ID == c.Params("id") {
			s.letGo(c, fields.Get("copy")) // the text on the device goes as well
		}
	}
	s.flash(c, "kept.discarded")
	return after(c, "/me/kept")
}

// doing says what sending a form to the route does.
func doing(t *i18n.T, route string) string {
	key := "kept.do" + strings.NewReplacer("/:", "-", "/", "-", ".", "-").Replace(route)
	if !i18n.Has(key) {
		key = "kept.do-other"
	}
	return t.Msg(key, nil)
}

// texts returns what of a form somebody has written, rather than chosen, so that
// they see what they are about to send: the beginning of each.
func texts(fields url.Values) (ts []string) {
	const most = 400
	for _, name := range view.Sorted(fields) {
		for _, v := range fields[name] {
			v = strings.TrimSpace(v)
			if !strings.ContainsAny(v, " \n") || strings.HasPrefix(v, "/") {
				continue
			}
			if utf8.RuneCountInString(v) > most {
				v = string([]rune(v)[:most]) + "…"
			}
			ts = append(ts, v)
		}
	}
	return ts
}
