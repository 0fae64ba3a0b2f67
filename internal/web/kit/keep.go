package kit

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// What somebody writes in a form stays on their device until we have taken it:
// assets/src/js/keep.js. The form says by the field "copy" under which names, and
// we say by the cookie "received" that these may go.

// receivedKey is where a request says whether what its form brought was taken
// although no other page is led to.
var receivedKey = new(int)

// Received says that the form was taken, for an answer that leads nowhere else.
func Received(c *fiber.Ctx) { c.Locals(receivedKey, true) }

var copyNames = regexp.MustCompile(`^[0-9-]{1,40}(\.[0-9-]{1,40}){0,7}$`)

// copyName returns the names of the texts on the device that the form was sent
// with, or "".
func copyName(c *fiber.Ctx) string {
	if name := Posted(c, "copy"); copyNames.MatchString(name) {
		return name
	}
	return ""
}

// receive tells the browser, once a form has been taken, that its text need not
// be kept any longer. A form is taken when it leads on; everything else may yet
// come back.
func (s *Site) receive(c *fiber.Ctx) error {
	err := c.Next()
	if err != nil || c.Method() != fiber.MethodPost || !taken(c) {
		return err
	}
	s.LetGo(c, Posted(c, "copy"))
	return nil
}

// LetGo tells the browser that the texts with the given names need not be kept
// any longer.
func (s *Site) LetGo(c *fiber.Ctx, name string) {
	if !copyNames.MatchString(name) {
		return
	}
	if earlier := c.Cookies(s.Cookie("received")); copyNames.MatchString(earlier + "." + name) {
		name = earlier + "." + name
	}
	s.SetCookie(c, s.Cookie("received"), name, time.Hour, false)
}

func taken(c *fiber.Ctx) bool {
	return c.Response().StatusCode() == fiber.StatusSeeOther || c.Locals(receivedKey) != nil
}

// keeping tells the page whose writing its device keeps, and whether what stands
// in it is saved.
func (s *Site) keeping(c *fiber.Ctx, sh *ui.Shell) error {
	sh.Posted = c.Method() == fiber.MethodPost && c.Locals(receivedKey) == nil
	k, err := s.App.KeepKey(c.UserContext(), Viewer(c).PersonID)
	if err != nil && c.Locals(causeKey) == nil { // the page of an outage goes without
		return err
	}
	sh.Keep = ui.Keep(k)
	return nil
}

// typedKey is where a request whose form failed keeps the texts in it.
var typedKey = new(int)

// keepTyped keeps the texts of a form of ours that could not be taken, for the
// page that says so: without a script, too, they are not lost. A text is what has
// several words. Where the browser does not say that the form was ours, nothing is
// kept.
func keepTyped(c *fiber.Ctx, failed error) {
	if failed == nil || c.Method() != fiber.MethodPost || c.Get("Sec-Fetch-Site") != "same-origin" {
		return
	}
	var texts []string
	values := formOf(c).values
	for _, name := range slices.Sorted(maps.Keys(values)) {
		text := strings.TrimSpace(strings.Join(values[name], "\n"))
		if len([]rune(text)) >= 20 && strings.ContainsAny(text, " \n") && !strings.Contains(name, "password") {
			texts = append(texts, text)
		}
	}
	c.Locals(typedKey, texts)
}
