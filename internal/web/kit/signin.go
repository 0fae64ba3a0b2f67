package kit

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// askToSignIn shows the sign-in page in place of the page that needs it, and says
// whether the form that was sent is kept for its writer.
func (s *Site) askToSignIn(c *fiber.Ctx) error {
	d := SignInData{Back: ReturnPath(c.OriginalURL()), Name: s.Carried(c)}
	c.Status(http.StatusUnauthorized)
	if FromScript(c) && c.Method() == fiber.MethodPost {
		return c.SendString(s.Words(c).SignInEnded())
	}
	if FromScript(c) {
		return c.SendString(s.Words(c).SignInNeeded())
	}
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead:
		if c.Path() == "/" {
			c.Status(http.StatusOK)
		} else {
			d.Say = s.Words(c).SignInNeeded()
		}
	default:
		d.Say, d.Back = s.Words(c).SignInExpired(), "/"
		if c.Locals(waitsKey) == nil {
			d.Say = s.Words(c).SignInExpiredUnkept()
		}
		if from, err := url.Parse(c.Get(fiber.HeaderReferer)); err == nil && from.Host == string(c.Request().Host()) {
			d.Back = ReturnPath(from.RequestURI())
		}
	}
	return s.Render(c, ui.Shell{Title: s.Words(c).SignInTitle()}, SignIn(d))
}

// keptOf returns what was written in the form that was sent, to be sent again by
// the same person, unless it holds a password, is too long or was sent by another
// site. Files are not kept.
func keptOf(c *fiber.Ctx) (kept KeptForm) {
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

// signInAgain answers a sign-in form that is out of date: another tab has signed
// in meanwhile, or the browser has lost the cookie that went with it. It goes on,
// or asks again with the name that was typed.
func (s *Site) signInAgain(c *fiber.Ctx, err error) error {
	d := SignInData{Name: Posted(c, "name"), Back: ReturnPath(cmp.Or(Posted(c, "back"), "/"))}
	if Viewer(c).PersonID != "" {
		return Redirect(c, d.Back)
	}
	f := s.FaultIn(c, err)
	d.Error = Say(c, f)
	s.Refuse(c, f)
	return s.Render(c, ui.Shell{Title: s.Words(c).SignInTitle()}, SignIn(d))
}

// resendData returns a form that was kept as it is to be sent to a path; without
// fields if it cannot be read.
func resendData(path string, kept KeptForm) ResendData {
	fields, err := url.ParseQuery(kept.Fields)
	if err != nil {
		fields = nil
	}
	fields.Del("csrf")
	return ResendData{Path: path, Fields: fields, Parts: kept.Parts, Files: kept.Files}
}
