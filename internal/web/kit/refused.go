package kit

import (
	"errors"

	"masar/internal/blank"
	"masar/internal/fault"
	"masar/internal/store"

	"github.com/gofiber/fiber/v2"
)

// A form that is refused comes back with what was typed and chosen in it, and what
// is wrong with it. Most handlers show their own; for all others this does it.

// refusedKey is where a request for a page within another keeps what that page is to
// say is wrong.
var refusedKey = new(int)

// refusedOr answers a form that was refused with the page on which it stands, as it
// is now, with the form as it was sent and with what is wrong. Where there is no such
// page or form, or err is of another kind, it returns err.
func (s *Site) refusedOr(c *fiber.Ctx, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict || c.Method() != fiber.MethodPost || c.Locals(withinKey) != nil {
		return err
	}
	if Viewer(c).PersonID == "" || FromScript(c) || errorType(c) != fiber.MIMETextHTML {
		return err
	}
	body, ok := s.refusedForm(c, Say(c, f))
	if !ok {
		return err
	}
	s.Refuse(c, f)
	c.Status(StatusOf(err, f))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Response().SetBodyRaw(body)
	return nil
}

// refusedForm returns the page on which the form of the request stands, filled in as
// it was sent, saying what is wrong; where that form is gone and nothing was written
// in it, the page alone.
func (s *Site) refusedForm(c *fiber.Ctx, wrong string) ([]byte, bool) {
	sent := formOf(c).values
	var without []byte
	for _, page := range pagesOf(store.KeptForm{Path: c.Path(), Page: pageOf(c)}) {
		body, found := s.lookRefused(c, page, wrong)
		if !found {
			continue
		}
		b, ok := blank.Read(body, c.Path())
		if !ok && without == nil {
			without = body
		}
		if !ok {
			continue
		}
		stays := []string{"csrf", "copy"}
		if !b.Writes() { // a button on what stands now
			stays = append(stays, b.Hidden()...)
		}
		b.Open()
		filled, err := b.Fill(sent, nil, stays...)
		return filled, err == nil
	}
	return without, without != nil && len(Texts(sent)) == 0
}
