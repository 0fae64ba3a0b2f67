package kit

import (
	"cmp"
	"errors"
	"net/url"
	"strings"

	"masar/internal/store"

	"github.com/gofiber/fiber/v2"
)

// A form that was taken leads on, so that neither Back nor reloading sends it once
// more. Most lead to a page that is there anyway. Where the answer is a page of its
// own, such as the confirmation of an assignment or a first password, that page is
// kept sealed for its browser, some minutes long, and led to as well: neither what
// was typed nor a password is in its address. A page that says what is wrong with a
// form answers that form itself.

// shownQuery is by what an address asks for a page that answered a form.
const shownQuery = "shown"

// AnswersItself are the forms that are answered by a page itself, and why: none of
// them changes anything, and what it asks may name a person.
var AnswersItself = map[string]string{
	"/hr":                  "a search, which its scripts send without a step in the history",
	"/hr/people":           "a search, as above",
	"/admin/people":        "a search, as above",
	"/admin/tokens/issued": "a search, as above",
	"/verify/file":         "a question of a stranger's browser, for which nothing is kept here; GET /verify/file answers it again",
}

// settle has the form of a route lead on to the page that answers it, and the page
// of a route show the one that is asked for.
func (s *Site) settle(r Route, pages map[string]bool) fiber.Handler {
	if r.Verb() == fiber.MethodGet {
		return s.showKept
	}
	above := 0
	for at := r.Path; !pages[at] && at != ""; at = parent(at) {
		above++
	}
	return func(c *fiber.Ctx) error {
		err := c.Next()
		if err != nil || AnswersItself[r.Path] != "" || Viewer(c).PersonID == "" || FromScript(c) || !isPage(c) {
			return err
		}
		at := c.Path()
		for range above {
			at = parent(at)
		}
		return s.leadTo(c, cmp.Or(at, "/"))
	}
}

// pagesIn returns the paths of the routes at which there is a page.
func pagesIn(routes []Route) map[string]bool {
	pages := map[string]bool{}
	for _, r := range routes {
		if r.Verb() == fiber.MethodGet {
			pages[r.Path] = true
		}
	}
	return pages
}

func parent(path string) string { return path[:strings.LastIndexByte(path, '/')] }

// isPage reports whether the answer is a page that says a form was taken.
func isPage(c *fiber.Ctx) bool {
	return c.Response().StatusCode() == fiber.StatusOK && strings.HasPrefix(string(c.Response().Header.ContentType()), fiber.MIMETextHTML)
}

// leadTo keeps the page that the response holds and leads to it.
func (s *Site) leadTo(c *fiber.Ctx, path string) error {
	token, _ := c.Locals(tokenKey).(string)
	id, err := s.App.KeepPage(c.UserContext(), Viewer(c), token, path, c.Response().Body())
	if err != nil {
		return err
	}
	c.Response().ResetBody()
	return Redirect(c, path+"?"+url.Values{shownQuery: {id}}.Encode())
}

// showKept answers with the page that the address asks for. When it is gone, that
// is said on the page which is there anyway.
func (s *Site) showKept(c *fiber.Ctx) error {
	id := c.Query(shownQuery)
	if id == "" || Viewer(c).PersonID == "" {
		return c.Next()
	}
	token, _ := c.Locals(tokenKey).(string)
	page, err := s.App.ShownPage(c.UserContext(), Viewer(c), token, c.Path(), id)
	if errors.Is(err, store.ErrNotFound) {
		s.FlashNothing(c, "common.shown-gone")
		return c.Redirect(withoutShown(c.OriginalURL()), fiber.StatusFound)
	}
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(page)
}

// withoutShown returns an address without the page it asks for.
func withoutShown(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.Contains(u.RawQuery, shownQuery+"=") {
		return address
	}
	q := u.Query()
	q.Del(shownQuery)
	u.RawQuery = q.Encode()
	return ReturnPath(u.RequestURI())
}
