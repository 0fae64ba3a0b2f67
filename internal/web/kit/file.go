package kit

import (
	"strings"

	"masar/internal/fault"
	"masar/internal/store"
	"masar/internal/upload"

	"github.com/gofiber/fiber/v2"
)

// SendPDF answers with a document that is for its reader alone.
func SendPDF(c *fiber.Ctx, name string, body []byte) error {
	Attach(c, name, "application/pdf")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(body)
}

// WantsJSON reports whether the request is a program's: it accepts JSON and
// names it before any page.
func WantsJSON(c *fiber.Ctx) bool {
	accept := c.Get(fiber.HeaderAccept)
	json, html := strings.Index(accept, "application/json"), strings.Index(accept, "text/html")
	return json >= 0 && (html < 0 || json < html)
}

// ReadUpload reads the file that a field of the form brings and looks at it.
func ReadUpload(c *fiber.Ctx, field string, accept []string) (store.File, error) {
	sent, err := PostedFile(c, field)
	if err != nil {
		return store.File{}, err
	}
	f, err := upload.Look(sent.Name, sent.Body, accept...)
	return store.File{Name: f.Name, Type: f.Type, Hash: f.Hash, Body: f.Body}, err
}

func IsNotFound(err error) bool { return fault.KindOf(err) == fault.NotFound }

// Sandbox keeps whatever is served from running or loading anything.
func Sandbox(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; sandbox")
}

// SendFile serves an upload to its owner and to who may see it, always as a
// download.
func (s *Site) SendFile(c *fiber.Ctx, f store.File) error {
	Attach(c, f.Name, f.Type)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	Sandbox(c)
	return c.Send(f.Body)
}
