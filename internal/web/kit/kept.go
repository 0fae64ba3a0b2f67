package kit

import (
	"net/url"
	"strings"

	"masar/internal/blank"
	"masar/internal/store"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// maxKept is how many bytes of a form are kept.
const maxKept = 1 << 20

// keptField is the field in which a form that was kept names itself, so that it
// is forgotten once it has been taken.
const keptField = "kept-form"

// waitsKey marks a request whose form waits for its writer.
var waitsKey = new(int)

// keep keeps the form of a request that is refused because its sender is not
// signed in, or is so again meanwhile: for the person alone for whom the page was
// made that it stands on. A form from elsewhere, of a stranger, or with a password
// in it is not kept; nor are files.
func (s *Site) keep(c *fiber.Ctx, r Route) error {
	in := intakes[r.Method]
	if r.Verb() != fiber.MethodPost || in.depth > 0 || FromScript(c) || !s.ownOrigin(c) {
		return nil
	}
	was, err := s.App.WasSignedIn(c.UserContext(), c.Cookies(s.Cookie("masar")))
	if err != nil {
		return err
	}
	if formOf(c).values == nil {
		in.open, in.skim = was, true
		giveBack, err := s.take(c, in)
		if err != nil {
			return nil // what is refused is not kept either
		}
		defer giveBack()
	}
	writer, err := s.App.FormWriter(c.UserContext(), Posted(c, "csrf"))
	if err != nil || writer == "" {
		return err
	}
	if v := Viewer(c); v.PersonID != "" && v.PersonID != writer {
		return nil
	}
	f, ok := formToKeep(formOf(c))
	if !ok {
		return nil
	}
	f.PersonID, f.Route, f.Path, f.Page = writer, r.Path, ReturnPath(c.OriginalURL()), pageOf(c)
	if err := s.App.KeepForm(c.UserContext(), f); err != nil {
		return err
	}
	c.Locals(waitsKey, true)
	return nil
}

func formToKeep(sent form) (f store.KeptForm, ok bool) {
	fields := url.Values{}
	for name, values := range sent.values {
		if strings.Contains(name, "password") || name == "current" {
			return f, false
		}
		if name != "csrf" && name != keptField {
			fields[name] = values
		}
	}
	f = store.KeptForm{Fields: fields.Encode(), Parts: sent.files != nil, Files: len(sent.files) > 0}
	return f, len(f.Fields) <= maxKept
}

// ownOrigin reports whether the browser says that a page of this site sent the
// request.
func (s *Site) ownOrigin(c *fiber.Ctx) bool {
	site, origin := c.Get("Sec-Fetch-Site"), c.Get(fiber.HeaderOrigin)
	if site != "" && site != "same-origin" {
		return false
	}
	if origin == "" {
		return site == "same-origin"
	}
	u, err := url.Parse(origin)
	return origin == s.App.Site || err == nil && u.Host != "" && u.Host == string(c.Request().Host())
}

// pageOf returns the page of this site on which the form of the request stands,
// as the browser says; "" where it does not.
func pageOf(c *fiber.Ctx) string {
	from, err := url.Parse(c.Get(fiber.HeaderReferer))
	if err != nil || from.Host != string(c.Request().Host()) {
		return ""
	}
	return withoutShown(ReturnPath(from.RequestURI()))
}

// BlankOf returns the page on which a kept form stands, and the form on it as it
// is now for its writer.
func (s *Site) BlankOf(c *fiber.Ctx, f store.KeptForm) (page string, b blank.Blank, ok bool) {
	if c.Locals(withinKey) != nil {
		return "", b, false // a page that is read for its words reads no other
	}
	for _, page := range pagesOf(f) {
		if body, found := s.look(c, page); found {
			if b, ok := blank.Read(body, f.Path); ok {
				return page, b, true
			}
		}
	}
	return "", b, false
}

// pagesOf returns where the page of a form may be: where it stood, and at its own
// path and those above it.
func pagesOf(f store.KeptForm) (pages []string) {
	if at, _, _ := strings.Cut(f.Page, "?"); at != "" && at != "/me/kept" { // sent from there, it stands elsewhere
		pages = append(pages, f.Page)
	}
	at, _, _ := strings.Cut(f.Path, "?")
	for ; at != "" && at != "/"; at = at[:strings.LastIndexByte(at, '/')] {
		pages = append(pages, at)
	}
	return pages
}

// withinKey is where a request that is made within another, for its page, has the
// context of that one.
var withinKey = new(int)

// look returns a page of this site as the sender of the request would get it.
func (s *Site) look(c *fiber.Ctx, page string) (body []byte, ok bool) {
	return s.lookRefused(c, page, "")
}

// lookRefused is look for a page that is to say what is wrong, if that is not "".
func (s *Site) lookRefused(c *fiber.Ctx, page, wrong string) (body []byte, ok bool) {
	var to fasthttp.Request
	c.Request().Header.CopyTo(&to.Header)
	for _, h := range []string{fiber.HeaderContentType, fiber.HeaderContentLength, fiber.HeaderAcceptEncoding, fiber.HeaderIfNoneMatch, fiber.HeaderReferer} {
		to.Header.Del(h)
	}
	to.Header.SetMethod(fiber.MethodGet)
	to.SetRequestURI(pageIn(s.Words(c).Lang, page))
	var ctx fasthttp.RequestCtx
	ctx.Init(&to, c.Context().RemoteAddr(), nil)
	ctx.SetUserValue(withinKey, c.UserContext())
	if wrong != "" {
		ctx.SetUserValue(refusedKey, wrong)
	}
	s.pages(&ctx)
	return ctx.Response.Body(), ctx.Response.StatusCode() == fiber.StatusOK
}

// keptQuery is by what an address asks for a page with a kept form in it.
const keptQuery = "kept"

func WithKept(page, id string) string {
	u, err := url.Parse(page)
	if err != nil {
		return page
	}
	q := u.Query()
	q.Del("lang") // it would change the language that its reader has chosen since
	q.Set(keptQuery, id)
	u.RawQuery = q.Encode()
	return u.String()
}

// pageIn returns the address of a page in the language, without a kept form.
func pageIn(lang, page string) string {
	u, err := url.Parse(page)
	if err != nil {
		return page
	}
	q := u.Query()
	q.Del(keptQuery)
	q.Set("lang", lang)
	u.RawQuery = q.Encode()
	return u.String()
}

// putIn puts a kept form of the viewer into the page that the response holds, if
// its address asks for that.
func (s *Site) putIn(c *fiber.Ctx) error {
	id := c.Query(keptQuery)
	if id == "" || c.Method() != fiber.MethodGet || Viewer(c).PersonID == "" || c.Path() == "/me/kept" {
		return nil
	}
	fs, err := s.App.Store.KeptForms(c.UserContext(), Viewer(c).PersonID)
	if err != nil {
		return err
	}
	for _, f := range fs {
		if f.ID != id {
			continue
		}
		fields, err := url.ParseQuery(f.Fields)
		if err != nil {
			return err
		}
		b, ok := blank.Read(c.Response().Body(), f.Path)
		if !ok {
			return nil
		}
		body, err := b.Fill(fields, url.Values{keptField: {id}}, "csrf", "copy")
		if err != nil {
			return err
		}
		c.Response().SetBodyRaw(body)
	}
	return nil
}

// Texts returns what of a form somebody has written, rather than chosen.
func Texts(fields url.Values) (ts []string) {
	for _, name := range Sorted(fields) {
		for _, v := range fields[name] {
			v = strings.TrimSpace(v)
			if strings.ContainsAny(v, " \n") && !strings.HasPrefix(v, "/") {
				ts = append(ts, v)
			}
		}
	}
	return ts
}
