package kit

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"masar/internal/app/identity"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
)

var (
	errForbidden = fault.New(fault.Forbidden, "forbidden")
	errOther     = fault.New(fault.Forbidden, "kept.other")
	errForm      = fault.New(fault.Forbidden, "form-expired")
)

// observe gives the request an id and writes one line about it to the log.
func (s *Site) observe(c *fiber.Ctx) error { return s.witness(c, c.Next) }

// witness has serve answer the request, or says what keeps it from that, and
// writes one line about it to the log: the route, not the address of the page,
// which may name a person or a certificate; who asked, by id, and from where; and
// the error if one of ours or an outage was to blame.
func (s *Site) witness(c *fiber.Ctx, serve func() error) error {
	id, began := uuid.NewString(), time.Now()
	c.Set(fiber.HeaderXRequestID, id)
	defer s.begin(c).end()
	if err := caught(serve); err != nil {
		if failed := caught(func() error { return s.fail(c, err) }); failed != nil {
			s.failBare(c, errors.Join(err, failed))
		}
	}
	leave(c)
	bound(c)
	if len(c.Response().Header.Peek(fiber.HeaderCacheControl)) == 0 {
		c.Set(fiber.HeaderCacheControl, "private, no-store")
	}
	if c.Locals(withinKey) != nil {
		return nil // the request that it is read for has its own line
	}
	route, code := routeOf(c), c.Response().StatusCode()
	line := []any{"id", id, "method", c.Method(), "route", route, "status", code, "ms", time.Since(began).Milliseconds(), "from", s.AddressOf(c)}
	if who := Viewer(c).PersonID; who != "" {
		line = append(line, "who", who)
	}
	said, _ := c.Locals(saidKey).(string)
	level, incident, stopped := slog.LevelInfo, securityEvent(code, said), StoppedBy(said)
	if incident != "" {
		line, level = append(line, "security", incident, "fault", said), slog.LevelWarn
	}
	switch {
	case stopped != "":
		line, level = append(line, "stopped", stopped), slog.LevelWarn
	case code >= 500:
		level = slog.LevelError
	}
	if cause := c.Locals(causeKey); cause != nil {
		line = append(line, "err", cause)
	}
	s.Log.Log(c.UserContext(), level, "request", line...)
	observed(c.Method(), route, code, time.Since(began))
	return nil
}

// caught runs f and returns a panic of it as an error that says where it was: a
// fault in one request does not end the process, and with it all the others.
func caught(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// routeOf returns the route of a request, as the table of routes has it.
func routeOf(c *fiber.Ctx) string {
	if c.Locals(unreadKey) != nil {
		return "-"
	}
	return c.Route().Path
}

// saidKey is where a request keeps the key of the fault that its sender was told
// of last.
var saidKey = new(int)

// securityEvent names what somebody who watches over the site wants to know of an
// answer with the status and the fault, or "".
func securityEvent(code int, fault string) string {
	switch {
	case fault == errForm.Key:
		return "form-refused"
	case fault == identity.ErrSignIn.Key:
		return "sign-in-failed"
	case strings.HasPrefix(fault, "upload."):
		return "upload-refused"
	case code == fiber.StatusUnauthorized:
		return "not-signed-in"
	case code == fiber.StatusForbidden:
		return "forbidden"
	case code == fiber.StatusNotFound:
		return "not-found"
	case code == fiber.StatusTooManyRequests:
		return "throttled"
	case code == fiber.StatusRequestEntityTooLarge, code == fiber.StatusUnsupportedMediaType, code == fiber.StatusRequestHeaderFieldsTooLarge:
		return "body-refused"
	}
	return ""
}

// headers sets what every answer says about itself.
func (s *Site) headers(c *fiber.Ctx) error { return s.dress(c, c.Next) }

// dress sets the headers of every answer before serve makes it.
func (s *Site) dress(c *fiber.Ctx, serve func() error) error {
	c.Set(fiber.HeaderContentSecurityPolicy, policyFor(c.Path()))
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), microphone=(), geolocation=()")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	if s.secure() {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	if PathUnder(c.Path(), "/verify") && !PathUnder(c.Path(), "/verify/offline") && c.Path() != "/verify" {
		c.Set("X-Robots-Tag", "noindex") // it names whose certificate it is
	}
	return serve()
}

// policyFor returns what a page may load.
func policyFor(path string) string {
	if PathUnder(path, "/templates") { // the preview is a picture that a script has fetched
		return ui.PreviewCSP
	}
	return ui.CSP
}

// identify finds out who is behind the request, and in which language they
// read.
func (s *Site) identify(c *fiber.Ctx) error {
	if strings.HasPrefix(c.Path(), "/a/") {
		return c.Next()
	}
	if !readable(c) {
		return ErrNUL
	}
	if anyone(c.Path()) {
		return c.Next()
	}
	if token, shows, err := bearer(c); err != nil {
		s.speak(c)
		return err
	} else if shows {
		return s.identifyProgram(c, token)
	}
	if err := s.recognise(c); err != nil {
		return err
	}
	return c.Next()
}

// recognise finds out who uses the browser of the request, and what its forms
// carry.
func (s *Site) recognise(c *fiber.Ctx) error {
	token := c.Cookies(s.Cookie("masar"))
	if token != "" {
		v, p, err := s.App.SignedIn(c.UserContext(), token)
		switch {
		case err == nil:
			v.Address = s.AddressOf(c)
			c.Locals(viewerKey, v)
			c.Locals(personKey, p)
		case errors.Is(err, identity.ErrOut):
			token = ""
		default:
			s.speak(c)
			return err
		}
	}
	if token == "" {
		token = s.guest(c)
	}
	c.Locals(tokenKey, token)
	s.speak(c)
	return nil
}

// anyone reports whether what is at path is the same for everyone: it gets no
// cookie.
func anyone(path string) bool {
	switch path {
	case "/healthz", "/readyz", "/metrics":
		return true
	}
	return PathUnder(path, "/verify/offline") || PathUnder(path, "/.well-known") || PathUnder(path, "/credentials")
}

// readable reports whether all that the address says is text. No database takes
// a NUL, and PostgreSQL nothing that is not UTF-8.
func readable(c *fiber.Ctx) bool {
	path, err := url.PathUnescape(c.Path())
	ok := err == nil && isText([]byte(path))
	for name, value := range c.Context().QueryArgs().All() {
		ok = ok && isText(name) && isText(value)
	}
	return ok
}

// guest returns the random token of a browser that is not signed in, for its
// forms.
func (s *Site) guest(c *fiber.Ctx) string {
	name := s.Cookie("guest")
	if t := c.Cookies(name); len(t) == 43 {
		return t
	}
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	t := base64.RawURLEncoding.EncodeToString(b[:])
	s.SetCookie(c, name, t, 0, true)
	return t
}

// formToken returns what every form of this browser carries: no other site
// can know it.
func formToken(c *fiber.Ctx) string {
	token, _ := c.Locals(tokenKey).(string)
	return identity.FormToken(Viewer(c).PersonID, token)
}

// checkForm returns errForm unless a request that may change something came
// from one of our own forms.
func (s *Site) checkForm(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return nil
	}
	if c.Locals(ProgramKey) != nil {
		return nil
	}
	from := c.Get("Sec-Fetch-Site")
	if from != "" && from != "same-origin" && from != "none" {
		return errForm
	}
	if from == "" && c.Get(fiber.HeaderOrigin) != "" && !s.ownOrigin(c) {
		return errForm
	}
	got := c.Get("X-CSRF-Token")
	if got == "" {
		got = Posted(c, "csrf")
	}
	if !hmac.Equal([]byte(got), []byte(formToken(c))) {
		return errForm
	}
	return nil
}

// secure reports whether the site is reached through TLS.
func (s *Site) secure() bool { return strings.HasPrefix(s.App.Site, "https://") }

// Cookie returns the name of a cookie: behind TLS, one that no neighbouring
// host can set.
func (s *Site) Cookie(name string) string {
	if s.secure() {
		return "__Host-" + name
	}
	return name
}

func (s *Site) SetCookie(c *fiber.Ctx, name, value string, age time.Duration, hidden bool) {
	k := &fiber.Cookie{Name: name, Value: value, Path: "/", HTTPOnly: hidden, Secure: s.secure(), SameSite: fiber.CookieSameSiteLaxMode}
	if age != 0 {
		k.MaxAge = int(age / time.Second)
	}
	if value == "" {
		k.Expires, k.MaxAge = time.Unix(0, 0), -1
	}
	c.Cookie(k)
}

// ReturnPath returns path if it leads to a page of ours, and "/" otherwise.
func ReturnPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}

// Device names the browser of the request and its system, roughly, to its owner:
// "Firefox · Linux", one of them alone, or "". Whatever else it calls itself is
// not kept. i18n.T.Device shows it.
func Device(c *fiber.Ctx) string {
	ua := c.Get(fiber.HeaderUserAgent)
	find := func(names ...string) string {
		for _, n := range names {
			if strings.Contains(ua, n) {
				return n
			}
		}
		return ""
	}
	browser := find("Edg", "OPR", "SamsungBrowser", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari")
	system := find("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
	if known, ok := browsers[browser]; ok {
		browser = known
	}
	return strings.TrimSpace(browser + i18n.DeviceParts + system)
}

// browsers are the names of those that call themselves otherwise.
var browsers = map[string]string{"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "FxiOS": "Firefox", "CriOS": "Chrome"}
