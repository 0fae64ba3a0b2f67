package identity

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"masar/internal/app/identity"
	"masar/internal/fault"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

func (s wing) signInForm(c *fiber.Ctx) error {
	if kit.Viewer(c).PersonID != "" {
		return kit.Redirect(c, "/")
	}
	return s.Render(c, ui.Shell{Title: s.Words(c).SignInTitle()}, kit.SignIn(kit.SignInData{Back: kit.ReturnPath(c.Query("back", "/")), Name: s.Carried(c)}))
}

// signIn signs in and goes on: to the page asked for, or to the forms that were
// kept for the person.
func (s wing) signIn(c *fiber.Ctx) error {
	d := kit.SignInData{Name: kit.Posted(c, "name"), Back: kit.ReturnPath(cmp.Or(kit.Posted(c, "back"), "/"))}
	in, err := s.App.SignIn(c.UserContext(), d.Name, kit.Posted(c, "password"), s.from(c))
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind != fault.Internal {
		d.Error = kit.Say(c, f)
		s.Refuse(c, f)
		return s.Render(c, ui.Shell{Title: s.Words(c).SignInTitle()}, kit.SignIn(d))
	}
	if err != nil {
		return err
	}
	s.admit(c, in)
	kept, err := s.App.Store.KeptForms(c.UserContext(), in.Person.ID)
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		return kit.Redirect(c, "/me/kept")
	}
	return kit.Redirect(c, d.Back)
}

// from says where the request comes from, for signing in.
func (s wing) from(c *fiber.Ctx) identity.From {
	return identity.From{Device: kit.Device(c), Address: s.AddressOf(c), Known: c.Cookies(s.Cookie("device")), Ends: c.Cookies(s.Cookie("masar"))}
}

// admit gives the browser what it shows from now on: the sign-in, and what tells
// that it has been signed in in when that has ended.
func (s wing) admit(c *fiber.Ctx, in identity.Opened) {
	s.SetCookie(c, s.Cookie("masar"), in.Token, identity.Longest, true)
	s.SetCookie(c, s.Cookie("device"), in.Known, identity.KnownFor, true)
	s.SetCookie(c, s.Cookie("guest"), "", 0, true)
}

func (s wing) signOut(c *fiber.Ctx) error {
	if kit.Posted(c, "everywhere") != "" {
		return s.endDevices(c, "")
	}
	if err := s.App.SignOut(c.UserContext(), kit.Viewer(c)); err != nil {
		return err
	}
	s.SetCookie(c, s.Cookie("masar"), "", 0, true)
	return kit.Redirect(c, "/sign-in")
}

// setPreferences keeps the theme or language of this browser.
func (s wing) setPreferences(c *fiber.Ctx) error {
	if theme := kit.Posted(c, "theme"); theme == "light" || theme == "dark" {
		s.SetCookie(c, s.Cookie("theme"), theme, kit.Year, true)
	}
	if lang := kit.Posted(c, "lang"); lang == "ar" || lang == "en" {
		s.SetCookie(c, s.Cookie("lang"), lang, kit.Year, true)
	}
	if kit.FromScript(c) {
		return c.SendStatus(http.StatusNoContent)
	}
	back := withoutLang(kit.ReturnPath(cmp.Or(kit.Posted(c, "back"), "/")))
	s.Carry(c, back, kit.Posted(c, "carry"))
	return kit.Redirect(c, back)
}

// withoutLang returns an address of ours without the language that it asks for.
func withoutLang(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	q := u.Query()
	q.Del("lang")
	u.RawQuery = q.Encode()
	return u.String()
}
