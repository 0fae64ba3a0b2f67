package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// askToSignIn shows the sign-in page in place of the page that needs it, and says
// whether the form that was sent is kept for its writer.
func (s *Server) askToSignIn(c *fiber.Ctx) error {
	d := view.SignInData{Back: local(c.OriginalURL()), Name: s.carried(c)}
	c.Status(http.StatusUnauthorized)
	if fromScript(c) && c.Method() == fiber.MethodPost {
		return c.SendString(s.words(c).SignInEnded())
	}
	if fromScript(c) {
		return c.SendString(s.words(c).SignInNeeded())
	}
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead:
		if c.Path() == "/" {
			c.Status(http.StatusOK)
		} else {
			d.Say = s.words(c).SignInNeeded()
		}
	default:
		d.Say, d.Back = s.words(c).SignInExpired(), "/"
		if c.Locals(waitsKey) == nil {
			d.Say = s.words(c).SignInExpiredUnkept()
		}
		if from, err := url.Parse(c.Get(fiber.HeaderReferer)); err == nil && from.Host == string(c.Request().Host()) {
			d.Back = local(from.RequestURI())
		}
	}
	return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(d))
}

// keptOf returns what was written in the form that was sent, to be sent again by
// the same person, unless it holds a password, is too long or was sent by another
// site. Files are not kept.
func keptOf(c *fiber.Ctx) (kept view.KeptForm) {
	if from := c.Get("Sec-Fetch-Site"); from != "" && from != "same-origin" {
		return kept
	}
	sent := formOf(c)
	kept.Parts, kept.Files = sent.files != nil, len(sent.files) > 0
	fields := sent.values
	for name := range fields {
		if strings.Contains(name, "password") {
			return kept
		}
	}
	fields.Del("csrf")
	if text := fields.Encode(); len(text) <= maxKept {
		kept.Fields = text
	}
	return kept
}

func (s *Server) signInForm(c *fiber.Ctx) error {
	if viewer(c).PersonID != "" {
		return after(c, "/")
	}
	return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(view.SignInData{Back: local(c.Query("back", "/")), Name: s.carried(c)}))
}

// signIn signs in and goes on: to the page asked for, or to the forms that were
// kept for the person.
func (s *Server) signIn(c *fiber.Ctx) error {
	d := view.SignInData{Name: posted(c, "name"), Back: local(cmp.Or(posted(c, "back"), "/"))}
	in, err := s.App.SignIn(c.UserContext(), d.Name, posted(c, "password"), s.from(c))
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind != fault.Internal {
		d.Error = say(c, f)
		s.refuse(c, f)
		return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(d))
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
		return after(c, "/me/kept")
	}
	return after(c, d.Back)
}

// signInAgain answers a sign-in form that is out of date: another tab has signed
// in meanwhile, or the browser has lost the cookie that went with it. It goes on,
// or asks again with the name that was typed.
func (s *Server) signInAgain(c *fiber.Ctx, err error) error {
	d := view.SignInData{Name: posted(c, "name"), Back: local(cmp.Or(posted(c, "back"), "/"))}
	if viewer(c).PersonID != "" {
		return after(c, d.Back)
	}
	f := s.faultIn(c, err)
	d.Error = say(c, f)
	s.refuse(c, f)
	return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(d))
}

// resendData returns a form that was kept as it is to be sent to a path; without
// fields if it cannot be read.
func resendData(path string, kept view.KeptForm) view.ResendData {
	fields, err := url.ParseQuery(kept.Fields)
	if err != nil {
		fields = nil
	}
	fields.Del("csrf")
	return view.ResendData{Path: path, Fields: fields, Parts: kept.Parts, Files: kept.Files}
}

// from says where the request comes from, to the deed of signing in.
func (s *Server) from(c *fiber.Ctx) app.From {
	return app.From{Device: device(c), Address: s.addressOf(c), Known: c.Cookies(s.cookie("device")), Ends: c.Cookies(s.cookie("masar"))}
}

// admit gives the browser what it shows from now on: the sign-in, and what tells
// that it has been signed in in when that has ended.
func (s *Server) admit(c *fiber.Ctx, in app.Opened) {
	s.setCookie(c, s.cookie("masar"), in.Token, app.Longest, true)
	s.setCookie(c, s.cookie("device"), in.Known, app.KnownFor, true)
	s.setCookie(c, s.cookie("guest"), "", 0, true)
}

func (s *Server) signOut(c *fiber.Ctx) error {
	if posted(c, "everywhere") != "" {
		return s.endDevices(c, "")
	}
	if err := s.App.SignOut(c.UserContext(), viewer(c)); err != nil {
		return err
	}
	s.setCookie(c, s.cookie("masar"), "", 0, true)
	return after(c, "/sign-in")
}

// setPreferences keeps the theme or language of this browser.
func (s *Server) setPreferences(c *fiber.Ctx) error {
	if theme := posted(c, "theme"); theme == "light" || theme == "dark" {
		s.setCookie(c, s.cookie("theme"), theme, year, true)
	}
	if lang := posted(c, "lang"); lang == "ar" || lang == "en" {
		s.setCookie(c, s.cookie("lang"), lang, year, true)
	}
	if fromScript(c) {
		return c.SendStatus(http.StatusNoContent)
	}
	back := withoutLang(local(cmp.Or(posted(c, "back"), "/")))
	s.carry(c, back, posted(c, "carry"))
	return after(c, back)
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
