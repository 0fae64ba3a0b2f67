// Package web is what people see and press. A handler reads the request, does
// one thing and shows the result; what goes wrong it returns, for fail to show.
// A page reads the store itself, in the viewer's scope; it changes things only
// through a deed of package app.
//
// Fiber was chosen by the project. It reuses the memory of a request unless it
// is told not to (Immutable), which ours must outlive: it goes to the store.
package web

import (
	"errors"
	"log/slog"
	"net/netip"
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
	"github.com/valyala/fasthttp"
)

// A Server serves the site.
type Server struct {
	App     *app.App
	Policy  *access.Policy
	Log     *slog.Logger
	Proxies []string      // addresses or networks of proxies whose X-Forwarded-For is believed
	Ready   func() error  // reports why the site cannot serve, or nil
	Delayed func() error  // reports why mails and other jobs wait though the site serves, or nil
	Disk    Disk          // of an embedded database, or nil
	Metrics fiber.Handler // or nil
	Terms   []catalog.Term
	Paths   []catalog.Path
	Lexicon *courseware.Lexicon // the same terms, to be found in lessons; or nil

	// Span returns how long a request may take to be answered, by the method in its
	// route, or by "" until that is known; nil: as spans have it.
	Span func(method string) time.Duration
	// Glance is how often it is looked whether the client of a request that lasts
	// has left; 0: as usual.
	Glance time.Duration

	Spend     Spend // counts budgets for several processes; nil: this one counts for itself
	Unmetered bool  // nobody has a budget: for measuring how fast the site is

	lists      signedLists
	findings   findingsCache
	bodyFaults map[string]func(*fiber.Ctx, error) error // by route: how a body that cannot be taken is answered
	pages      fasthttp.RequestHandler                  // the site, for a page to be read within
	pools      pools                                    // memory of bodies
	trusted    []netip.Prefix                           // Proxies
	purses     purses                                   // what is left of budgets
}

// readTime is how long a request may take to arrive; see patience.
const readTime = time.Minute

// A route is one line of the site: what to press, who may, and what it does. The
// method is GET, which HEAD goes with, or POST, with the name of its intake and its
// span.
type route struct {
	method string
	path   string
	may    access.Permission
	do     fiber.Handler
}

// Handler returns the site as a Fiber application.
func (s *Server) Handler() *fiber.App { return s.serving(s.routes()) }

func (s *Server) serving(routes []route) *fiber.App {
	f := fiber.New(fiber.Config{
		AppName: "Masar", ErrorHandler: s.fail, Immutable: true, DisableStartupMessage: true,
		// Bodies are streamed, and read by take alone, once it is known whose
		// they are and what their route allows. Fiber's own ways to a body
		// unpack it without a limit.
		StreamRequestBody: true, BodyLimit: MaxBody, DisablePreParseMultipartForm: true,
		ReadBufferSize: MaxHead, ReadTimeout: readTime, IdleTimeout: 2 * time.Minute,
		EnableTrustedProxyCheck: true, // and none named: addressOf reads what proxies say
	})
	s.pools, s.trusted = newPools(), trusted(s.Proxies)
	f.Use(s.observe, s.headers)
	f.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed, Next: streams}))
	f.Use(etag.New(etag.Config{Weak: true, Next: streams})) // one for a page and its compressed form
	f.Use(s.identify, plainBody)
	s.bodyFaults = map[string]func(*fiber.Ctx, error) error{"/verify/file": s.tooLargeToVerify}
	pages := pagesIn(routes)
	for _, r := range routes {
		f.Add(r.verb(), r.path, s.guard(r), s.settle(r, pages), s.receive, r.do)
		if r.verb() == fiber.MethodGet {
			f.Add(fiber.MethodHead, r.path, s.guard(r), r.do)
		}
	}
	s.guardDoor(f)
	s.pages = f.Handler()
	return f
}

// verb returns the method of HTTP.
func (r route) verb() string {
	verb, _, _ := strings.Cut(r.method, " ")
	return verb
}

// streams reports whether the answer is streamed, which compression and tags
// would hold back, or is compressed already.
func streams(c *fiber.Ctx) bool {
	p := c.Path()
	return strings.HasPrefix(p, "/a/") || strings.HasSuffix(p, ".csv") || strings.HasSuffix(p, ".xlsx") || strings.HasSuffix(p, ".zip") || strings.HasPrefix(p, "/files/")
}

// guard lets pass whoever has the permission, and forms that came from us. Only
// then is the body read.
func (s *Server) guard(r route) fiber.Handler {
	in := intakes[r.method]
	return func(c *fiber.Ctx) (failed error) {
		v, may := viewer(c), r.may
		if may != access.Public && v.PersonID == "" {
			return errors.Join(s.keep(c, r), app.ErrOut)
		}
		if !s.Policy.May(v, may) {
			return errForbidden
		}
		stintOf(c).pause()
		giveBack, err := s.take(c, in)
		if err != nil {
			return s.untaken(c, r, err)
		}
		s.allow(c, r)
		defer func() {
			keepTyped(c, failed)
			giveBack()
		}()
		if err := s.checkForm(c); err != nil {
			return s.stale(c, r, err)
		}
		if err := s.spend(c, r.verb(), r.path); err != nil {
			return err
		}
		if v.MustSet && may != access.Public && !under(c.Path(), "/me") && c.Path() != "/sign-out" {
			return after(c, "/me")
		}
		if err := c.Next(); err != nil {
			return s.refusedOr(c, err)
		}
		if id := posted(c, keptField); id != "" && c.Response().StatusCode() < fiber.StatusBadRequest {
			return s.App.DropForm(c.UserContext(), v, id)
		}
		return nil
	}
}

// untaken answers a request to a route whose body cannot be taken: by itself, or by
// what the route says for it.
func (s *Server) untaken(c *fiber.Ctx, r route, err error) error {
	if answer := s.bodyFaults[r.path]; answer != nil {
		return answer(c, err)
	}
	return err
}

// stale answers a form that is not one of this sign-in's: one that its sender
// wrote in an earlier sign-in is kept for them to look at and send.
func (s *Server) stale(c *fiber.Ctx, r route, err error) error {
	if r.path == "/sign-in" {
		return s.signInAgain(c, err)
	}
	if viewer(c).PersonID == "" {
		return err
	}
	if kept := s.keep(c, r); kept != nil {
		return kept
	}
	if writer, e := s.App.FormWriter(c.UserContext(), posted(c, "csrf")); e == nil && writer != "" && writer != viewer(c).PersonID {
		return errOther
	}
	if c.Locals(waitsKey) == nil {
		return err
	}
	return after(c, "/me/kept")
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
