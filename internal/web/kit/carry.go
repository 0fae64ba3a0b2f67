package kit

import (
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// maxCarried is how many bytes of a field come along to the next page.
const maxCarried = 400

// Carry has the page at the address begin with what stood in its field before it
// was asked for in another language: assets/src/js/carry.js. It travels in a
// cookie that no script reads, never in an address.
func (s *Site) Carry(c *fiber.Ctx, address, typed string) {
	if typed == "" || len(typed) > maxCarried {
		return
	}
	s.SetCookie(c, s.Cookie("carried"), base64.RawURLEncoding.EncodeToString([]byte(address+"\n"+typed)), time.Minute, true)
}

// Carried returns what stood in the field of this page, once, or "".
func (s *Site) Carried(c *fiber.Ctx) string {
	kept := c.Cookies(s.Cookie("carried"))
	if kept == "" {
		return ""
	}
	s.SetCookie(c, s.Cookie("carried"), "", 0, true)
	raw, err := base64.RawURLEncoding.DecodeString(kept)
	address, typed, ok := strings.Cut(string(raw), "\n")
	here, wrong := url.Parse(address)
	if err != nil || !ok || wrong != nil || here.Path != c.Path() || !isText(raw) {
		return ""
	}
	return typed
}
