package kit

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/tongue"
	"masar/internal/web/ui"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
)

// Year is how long a browser keeps a choice.
const Year = 365 * 24 * time.Hour

// speak puts the language of the reader into the request: the one they chose
// in this browser, or at home in their profile, or Arabic.
func (s *Site) speak(c *fiber.Ctx) {
	lang, cookie := c.Query("lang"), s.Cookie("lang")
	if lang == "ar" || lang == "en" {
		s.SetCookie(c, cookie, lang, Year, true)
	} else if lang = c.Cookies(cookie); lang == "" {
		lang = cmp.Or(s.languageOfProgram(c), Person(c).Lang)
	}
	t := i18n.New(lang, i18n.Prefs{ArabicDigits: Person(c).Digits == "arab", Zone: s.App.Zone})
	c.SetUserContext(i18n.With(c.UserContext(), t))
	c.Set(fiber.HeaderContentLanguage, t.Lang)
	c.Vary(fiber.HeaderCookie)
}

// languageOfProgram returns the language that a program asks for, or "": a page
// is in Arabic for whoever has not chosen.
func (s *Site) languageOfProgram(c *fiber.Ctx) string {
	if !PathUnder(c.Path(), "/api") && !WantsJSON(c) {
		return ""
	}
	c.Vary(fiber.HeaderAcceptLanguage)
	return languageAsked(c.Get(fiber.HeaderAcceptLanguage))
}

// Words returns the words of the reader's language.
func (s *Site) Words(c *fiber.Ctx) *i18n.T { return i18n.From(c.UserContext()) }

// Render answers with a page: the body in the shell, with what the shell tells
// about its reader filled in.
func (s *Site) Render(c *fiber.Ctx, sh ui.Shell, body templ.Component) error {
	v, p, t := Viewer(c), Person(c), s.Words(c)
	sh.Path, sh.CSRF = cmp.Or(sh.Path, pathOf(c)), formToken(c)
	sh.Theme = c.Cookies(s.Cookie("theme"))
	if sh.Theme == "" {
		sh.Theme = p.Theme
	}
	if v.PersonID != "" {
		sh.Person = p.Name(t.Lang)
		if !sh.Bare {
			n, err := s.App.Store.UnreadCount(c.UserContext(), v.PersonID)
			if err != nil && c.Locals(causeKey) == nil { // the page of an outage goes without
				return err
			}
			sh.Unread = n
		}
		s.nav(c, v, &sh)
		if err := s.keeping(c, &sh); err != nil {
			return err
		}
	}
	if sh.Flash == "" {
		sh.Flash, sh.FlashNothing = s.takeFlash(c)
	}
	sh.Refused, _ = c.Locals(refusedKey).(string)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	if v.PersonID != "" { // nobody after them gets to see it, by Back either
		c.Set(fiber.HeaderCacheControl, "private, no-store")
	}
	ctx := ui.WithPath(ui.WithToken(c.UserContext(), sh.CSRF), sh.Path)
	if sh.Posted {
		ctx = ui.WithCopy(ctx, copyName(c))
	}
	stands, now, differs, err := s.conflictOf(c)
	if err != nil {
		return err
	}
	if differs {
		c.Status(fiber.StatusConflict)
		ctx = ui.WithConflict(ctx, stands)
	}
	if err := WritePage(c, templ.WithChildren(ctx, body), ui.Page(sh)); err != nil {
		return err
	}
	if differs {
		return s.renew(c, now)
	}
	return s.putIn(c)
}

// pathOf returns the address at which the page can be asked for again: that of
// the request or, for the answer to a form, that of the page the form stood on.
func pathOf(c *fiber.Ctx) string {
	if list, ok := c.Locals(addressKey).(string); ok {
		return list
	}
	if c.Method() == fiber.MethodPost {
		if from, err := url.Parse(c.Get(fiber.HeaderReferer)); err == nil && from.Host == string(c.Request().Host()) {
			return withoutShown(ReturnPath(from.RequestURI()))
		}
	}
	return c.OriginalURL()
}

// WritePage answers with a page, each stretch of its words marked with the language
// it is in.
func WritePage(c *fiber.Ctx, ctx context.Context, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(context.WithoutCancel(ctx), &b); err != nil { // that of a request which was stopped, too
		return err
	}
	c.Response().SetBodyRaw(tongue.Mark(b.Bytes(), i18n.From(ctx).Lang))
	return nil
}

// Flash has the next page say that something has been done, by the key of its
// message.
func (s *Site) Flash(c *fiber.Ctx, key string) {
	s.SetCookie(c, s.Cookie("flash"), key, time.Minute, true)
}

// nothing marks a message that says nothing was done, which is no success.
const nothing = "~"

// FlashNothing has the next page say that nothing has been done, and why.
func (s *Site) FlashNothing(c *fiber.Ctx, key string) { s.Flash(c, nothing+key) }

// Said has the next page say how a form that was saved ended: that it is done,
// or that it changed nothing, which is no error to whoever pressed the button.
func (s *Site) Said(c *fiber.Ctx, err error, done string) error {
	if errors.Is(err, core.ErrNothingChanged) {
		s.FlashNothing(c, core.ErrNothingChanged.Key)
		return nil
	}
	if err == nil {
		s.Flash(c, done)
	}
	return err
}

// FlashCount has the next page say that so many things have been done; none are
// no success.
func (s *Site) FlashCount(c *fiber.Ctx, key string, n int) {
	key += ":" + strconv.Itoa(n)
	if n == 0 {
		key = nothing + key
	}
	s.Flash(c, key)
}

// takeFlash returns what the page is to say first, once, and whether that is
// that nothing was done.
func (s *Site) takeFlash(c *fiber.Ctx) (text string, none bool) {
	key, count, _ := strings.Cut(c.Cookies(s.Cookie("flash")), ":")
	key, none = strings.CutPrefix(key, nothing)
	if key == "" || !i18n.Has(key) || c.Method() == fiber.MethodHead {
		return "", false
	}
	s.SetCookie(c, s.Cookie("flash"), "", 0, true)
	count, more, _ := strings.Cut(count, ":")
	n, _ := strconv.Atoi(count)
	m, _ := strconv.Atoi(more)
	return s.Words(c).Msg(key, map[string]any{"n": n, "more": m}), none
}

// An area is a part of the site, for one line of work.
type area struct {
	path, icon string
	label      func(*i18n.T) string
	role       people.Role
	links      []place
	draws      bool // certificates: the pages of their templates are part of it
}

// A place is a page that a header leads to. It is current on its own page and,
// unless it is the area's first, on those under it.
type place struct {
	path, icon string
	label      func(*i18n.T) string
}

// areas are the parts of the site; the first is everyone's.
var areas = []area{
	{"/", "book-open", (*i18n.T).NavAreaLearner, people.Learner, []place{
		{"/", "house", (*i18n.T).NavHome}, {"/learning", "book-open", (*i18n.T).NavLearning},
		{"/calendar", "calendar", (*i18n.T).NavCalendar}, {"/certificates", "award", (*i18n.T).NavCertificates},
	}, false},
	{"/teaching", "school", (*i18n.T).NavAreaTrainer, people.Trainer, []place{
		{"/teaching", "calendar-check", (*i18n.T).NavRuns}, {"/teaching/reviews", "clipboard-check", (*i18n.T).NavReviews},
		{"/teaching/courses", "pencil", (*i18n.T).NavEditor}, {"/templates", "award", (*i18n.T).NavTemplates},
	}, true},
	{"/hr", "users", (*i18n.T).NavAreaHr, people.HR, []place{
		{"/hr", "layout-dashboard", (*i18n.T).NavReport}, {"/hr/people", "users", (*i18n.T).NavPeople},
		{"/hr/certificates", "award", (*i18n.T).NavCertificates},
		{"/hr/assign", "clipboard-list", (*i18n.T).NavAssign}, {"/hr/import", "upload", (*i18n.T).NavImport},
	}, true},
	{"/admin", "landmark", (*i18n.T).NavAreaAdmin, people.Admin, []place{
		{"/admin", "building-2", (*i18n.T).NavAgencies}, {"/admin/people", "user-cog", (*i18n.T).NavRoles},
		{"/admin/events", "history", (*i18n.T).NavEvents}, {"/admin/jobs", "server", (*i18n.T).NavJobs},
		{"/admin/tokens", "key-round", (*i18n.T).NavTokens},
	}, false},
}

// nav fills in the links of the area that the page belongs to, and the areas
// that the viewer may go to.
func (s *Site) nav(c *fiber.Ctx, v people.Viewer, sh *ui.Shell) {
	t, path, here, from := s.Words(c), c.Path(), areas[0], s.areaBefore(c)
	for _, a := range areas {
		drawn := a.draws && PathUnder(path, "/templates") && (v.Is(a.role) || v.Is(people.Admin))
		if a.path != "/" && PathUnder(path, a.path) || drawn && (!here.draws || a.path == from) {
			here = a
		}
		if a.role == people.Learner || v.Is(a.role) || v.Is(people.Admin) {
			sh.Areas = append(sh.Areas, ui.NavLink{Key: a.path, Href: a.path, Icon: a.icon, Label: a.label(t)})
		}
	}
	sh.Area = here.path
	for _, p := range here.links {
		if PathUnder(p.path, "/admin/jobs") && !v.Root {
			continue
		}
		sh.Nav = append(sh.Nav, ui.NavLink{Key: p.path, Href: p.path, Icon: p.icon, Label: p.label(t)})
		drawn := p.path == "/hr/certificates" && PathUnder(path, "/templates") // where HR gets to them
		if path == p.path || drawn || p.path != here.path && PathUnder(path, p.path) || sh.Active == "" && here.path != "/" && p.path == here.path {
			sh.Active = p.path // the area's first place, unless another has it
		}
	}
}

// areaBefore returns the path of the area out of which somebody came to the templates
// of certificates, which two areas lead to, or "". On their pages it is remembered.
func (s *Site) areaBefore(c *fiber.Ctx) string {
	if !PathUnder(c.Path(), "/templates") {
		return ""
	}
	name := s.Cookie("area")
	for _, a := range areas {
		if from := pageOf(c); a.draws && PathUnder(strings.SplitN(from, "?", 2)[0], a.path) {
			s.SetCookie(c, name, strings.TrimPrefix(a.path, "/"), 0, true)
			return a.path
		}
	}
	return "/" + c.Cookies(name)
}

// PathUnder reports whether path is dir or stands under it.
func PathUnder(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }
