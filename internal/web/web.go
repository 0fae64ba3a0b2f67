// Package web is what people see and press. A handler reads the request, does
// one thing and shows the result; what goes wrong it returns, for fail to show.
// A page reads the store itself, in the viewer's scope; it changes things only
// through a deed of package app.
//
// Fiber was chosen by the project. It reuses the memory of a request unless it
// is told not to (Immutable), which ours must outlive: it goes to the store.
package web

import (
	"log/slog"
	"strings"
	"time"

	"masar/internal/access"
	"masar/internal/app"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/people"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/etag"
)

// A Server serves the site.
type Server struct {
	App     *app.App
	Policy  *access.Policy
	Log     *slog.Logger
	Proxies []string      // addresses of proxies whose X-Forwarded-For is believed
	Queue   fiber.Handler // the queue's own page, or nil
	Ready   func() error  // reports why the site cannot serve, or nil
	Metrics fiber.Handler // or nil
	Terms   []catalog.Term
	Paths   []catalog.Path
	Lexicon *courseware.Lexicon // the same terms, to be found in lessons; or nil

	lists signedLists
}

// QueuePath is where the queue's own page is.
const QueuePath = "/admin/queue"

// MaxBody is how many bytes a request may bring: an upload and its form.
const MaxBody = 12 << 20

// A route is one line of the site: what to press, who may, and what it does.
type route struct {
	method string
	path   string
	may    access.Permission
	do     fiber.Handler
}

// Handler returns the site as a Fiber application.
func (s *Server) Handler() *fiber.App {
	f := fiber.New(fiber.Config{
		AppName: "Masar", ErrorHandler: s.fail, Immutable: true, DisableStartupMessage: true,
		// Bodies are streamed so that limitBody can refuse one that is too
		// large in words; Fiber itself would cut the connection.
		// Forms with files are parsed after that: parsed before, they would
		// not be limited at all.
		StreamRequestBody: true, BodyLimit: MaxBody, DisablePreParseMultipartForm: true,
		ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		EnableTrustedProxyCheck: true, TrustedProxies: s.Proxies, ProxyHeader: proxyHeader(s.Proxies),
	})
	f.Use(s.observe, s.headers, s.limitBody)
	f.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed, Next: streams}))
	f.Use(etag.New(etag.Config{Next: streams}))
	f.Use(s.identify)
	for _, r := range s.routes() {
		f.Add(r.method, r.path, s.guard(r.may), r.do)
	}
	if s.Queue != nil {
		f.Use(QueuePath, s.guard("job:read"), ofTheHouse, s.Queue)
	}
	return f
}

func proxyHeader(proxies []string) string {
	if len(proxies) == 0 {
		return ""
	}
	return fiber.HeaderXForwardedFor
}

// streams reports whether the answer is streamed, which compression and tags
// would hold back, or is compressed already.
func streams(c *fiber.Ctx) bool {
	p := c.Path()
	return strings.HasPrefix(p, "/a/") || strings.HasSuffix(p, ".csv") || strings.HasSuffix(p, ".xlsx") || strings.HasSuffix(p, ".zip") || strings.HasPrefix(p, "/files/")
}

// guard lets pass whoever has the permission, and forms that came from us.
func (s *Server) guard(may access.Permission) fiber.Handler {
	return func(c *fiber.Ctx) error {
		v := viewer(c)
		if may != access.Public && v.PersonID == "" {
			return app.ErrOut
		}
		if !s.Policy.May(v, may) {
			return errForbidden
		}
		if err := checkForm(c); err != nil {
			return err
		}
		if v.MustSet && may != access.Public && !under(c.Path(), "/me") && c.Path() != "/sign-out" {
			return after(c, "/me")
		}
		return c.Next()
	}
}

// Keys of what a request carries along.
var (
	viewerKey = new(int)
	personKey = new(int)
	tokenKey  = new(int)

	programKey = new(int) // of the token that a program shows
)

// viewer returns whoever is behind the request.
func viewer(c *fiber.Ctx) people.Viewer {
	v, _ := c.Locals(viewerKey).(people.Viewer)
	return v
}

// person returns whoever is behind the request, as a person.
func person(c *fiber.Ctx) people.Person {
	p, _ := c.Locals(personKey).(people.Person)
	return p
}

// after sends the browser on to another page, so that reloading it does not
// send the form again.
func after(c *fiber.Ctx, path string) error { return c.Redirect(path, fiber.StatusSeeOther) }
