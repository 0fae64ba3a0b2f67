package kit

import (
	"errors"
	"log/slog"
	"net/netip"
	"strings"
	"time"

	"masar/internal/access"
	"masar/internal/app"
	"masar/internal/app/identity"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/people"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/etag"
	"github.com/valyala/fasthttp"
)

// A Site is what every page of it needs: who asks, in which language, and what may be done.
type Site struct {
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

	pages   fasthttp.RequestHandler // the site, for a page to be read within
	pools   pools                   // memory of bodies
	trusted []netip.Prefix          // Proxies
	purses  purses                  // what is left of budgets
}

// readTime is how long a request may take to arrive; see patience.
const readTime = time.Minute

// A Route is one line of the site: what to press, who may, and what it does.
type Route struct {
	Method string // GET, which HEAD goes with, or POST, with the name of its intake and its span
	Path   string
	May    access.Permission
	Do     fiber.Handler

	untaken func(c *fiber.Ctx, err error) error // answers a body that cannot be taken; nil: as every fault is
}

// On returns the route of a method and a path, open to those with a permission.
func On(method, path string, may access.Permission, do fiber.Handler) Route {
	return Route{Method: method, Path: path, May: may, Do: do}
}

// Untaken returns the route with an answer of its own to a body that cannot be taken.
func (r Route) Untaken(answer func(c *fiber.Ctx, err error) error) Route {
	r.untaken = answer
	return r
}

// Handler returns the site with its routes as a Fiber application.
func (s *Site) Handler(routes []Route) *fiber.App {
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
	pages := pagesIn(routes)
	for _, r := range routes {
		f.Add(r.Verb(), r.Path, s.guard(r), s.settle(r, pages), s.receive, r.Do)
		if r.Verb() == fiber.MethodGet {
			f.Add(fiber.MethodHead, r.Path, s.guard(r), r.Do)
		}
	}
	s.guardDoor(f)
	s.pages = f.Handler()
	return f
}

// Verb returns the method of HTTP.
func (r Route) Verb() string {
	verb, _, _ := strings.Cut(r.Method, " ")
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
func (s *Site) guard(r Route) fiber.Handler {
	in := intakes[r.Method]
	return func(c *fiber.Ctx) (failed error) {
		v, may := Viewer(c), r.May
		if may != access.Public && v.PersonID == "" {
			return errors.Join(s.keep(c, r), identity.ErrOut)
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
		if err := s.spend(c, r.Verb(), r.Path); err != nil {
			return err
		}
		if v.MustSet && may != access.Public && !PathUnder(c.Path(), "/me") && c.Path() != "/sign-out" {
			return Redirect(c, "/me")
		}
		if err := c.Next(); err != nil {
			return s.refusedOr(c, err)
		}
		if id := Posted(c, keptField); id != "" && c.Response().StatusCode() < fiber.StatusBadRequest {
			return s.App.DropForm(c.UserContext(), v, id)
		}
		return nil
	}
}

// untaken answers a request to a route whose body cannot be taken: by itself, or by
// what the route says for it.
func (s *Site) untaken(c *fiber.Ctx, r Route, err error) error {
	if r.untaken != nil {
		return r.untaken(c, err)
	}
	return err
}

// stale answers a form that is not one of this sign-in's: one that its sender
// wrote in an earlier sign-in is kept for them to look at and send.
func (s *Site) stale(c *fiber.Ctx, r Route, err error) error {
	if r.Path == "/sign-in" {
		return s.signInAgain(c, err)
	}
	if Viewer(c).PersonID == "" {
		return err
	}
	if kept := s.keep(c, r); kept != nil {
		return kept
	}
	if writer, e := s.App.FormWriter(c.UserContext(), Posted(c, "csrf")); e == nil && writer != "" && writer != Viewer(c).PersonID {
		return errOther
	}
	if c.Locals(waitsKey) == nil {
		return err
	}
	return Redirect(c, "/me/kept")
}

// Keys of what a request carries along.
var (
	viewerKey = new(int)
	personKey = new(int)
	tokenKey  = new(int)

	ProgramKey = new(int) // of the token that a program shows
)

// Viewer returns whoever is behind the request.
func Viewer(c *fiber.Ctx) people.Viewer {
	v, _ := c.Locals(viewerKey).(people.Viewer)
	return v
}

// Person returns whoever is behind the request, as a person.
func Person(c *fiber.Ctx) people.Person {
	p, _ := c.Locals(personKey).(people.Person)
	return p
}

// Redirect sends the browser on to another page, so that reloading it does not
// send the form again.
func Redirect(c *fiber.Ctx, path string) error { return c.Redirect(path, fiber.StatusSeeOther) }
