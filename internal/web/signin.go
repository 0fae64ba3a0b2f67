package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// maxKept is how many bytes of a form are kept for somebody who has to sign in
// before it can be taken.
const maxKept = 128 << 10

// askToSignIn shows the sign-in page in place of the page that needs it. A
// form that was sent is kept in it: nothing that was written is lost.
func (s *Server) askToSignIn(c *fiber.Ctx) error {
	d := view.SignInData{Back: local(c.OriginalURL())}
	c.Status(http.StatusUnauthorized)
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
		d.Say = s.words(c).SignInExpired()
		if kept := string(c.Body()); len(kept) <= maxKept && strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEApplicationForm) {
			d.Kept = kept
		} else {
			d.Back = local(c.Get(fiber.HeaderReferer))
		}
	}
	return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(d))
}

func (s *Server) signInForm(c *fiber.Ctx) error {
	if viewer(c).PersonID != "" {
		return after(c, "/")
	}
	return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(view.SignInData{Back: local(c.Query("back", "/"))}))
}

// signIn signs in and goes on: to the page asked for, or to sending the form
// that was kept.
func (s *Server) signIn(c *fiber.Ctx) error {
	d := view.SignInData{Name: c.FormValue("name"), Back: local(c.FormValue("back", "/")), Kept: c.FormValue("kept")}
	token, _, err := s.App.SignIn(c.UserContext(), d.Name, c.FormValue("password"), device(c), c.IP())
	if f, ok := errors.AsType[*fault.Fault](err); ok && (errors.Is(err, app.ErrSignIn) || errors.Is(err, app.ErrWait)) {
		d.Error = say(c, f)
		c.Status(status[f.Kind])
		return s.show(c, view.Shell{Title: s.words(c).SignInTitle()}, view.SignIn(d))
	}
	if err != nil {
		return err
	}
	s.setCookie(c, s.cookie("masar"), token, app.Longest, true)
	s.setCookie(c, s.cookie("guest"), "", 0, true)
	if d.Kept == "" {
		return after(c, d.Back)
	}
	c.Locals(tokenKey, token) // the kept form is sent with the new sign-in's token
	kept, err := url.ParseQuery(d.Kept)
	if err != nil {
		return after(c, d.Back)
	}
	kept.Del("csrf")
	return s.show(c, view.Shell{Title: s.words(c).SignInResendTitle()}, view.Resend(view.ResendData{Path: d.Back, Fields: kept}))
}

func (s *Server) signOut(c *fiber.Ctx) error {
	v := viewer(c)
	id := v.SignInID
	if c.FormValue("everywhere") != "" {
		id = ""
	}
	if err := s.App.SignOut(c.UserContext(), v, id); err != nil {
		return err
	}
	s.setCookie(c, s.cookie("masar"), "", 0, true)
	return after(c, "/sign-in")
}

// setPreferences keeps the theme or language of this browser.
func (s *Server) setPreferences(c *fiber.Ctx) error {
	if theme := c.FormValue("theme"); theme == "light" || theme == "dark" {
		s.setCookie(c, "theme", theme, year, true)
	}
	if lang := c.FormValue("lang"); lang == "ar" || lang == "en" {
		s.setCookie(c, "lang", lang, year, true)
	}
	if fromScript(c) {
		return c.SendStatus(http.StatusNoContent)
	}
	return after(c, local(c.FormValue("back", "/")))
}
