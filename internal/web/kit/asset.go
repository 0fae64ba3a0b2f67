package kit

import (
	"net"
	"net/http"

	"masar/assets"

	"github.com/gofiber/fiber/v2"
)

// asset serves a style, script, font or picture of ours, for ever: its address
// changes with its content.
func (s *Site) asset(c *fiber.Ctx) error {
	f, current, ok := assets.Find(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	body, encoding := f.Encoded(c.Get(fiber.HeaderAcceptEncoding))
	if encoding != "" {
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderCacheControl, assets.CacheControl(current))
	return c.Send(body)
}

// healthy says that the process is there.
func (s *Site) healthy(c *fiber.Ctx) error { return c.SendString("ok") }

// readiness says whether the site serves people, which takes its database. A
// queue that does not answer only delays mails and other jobs: that is said, and
// is no reason to send people elsewhere.
func (s *Site) readiness(c *fiber.Ctx) error {
	if s.Ready != nil {
		if err := s.Ready(); err != nil {
			c.Locals(causeKey, err)
			return c.Status(http.StatusServiceUnavailable).SendString("not ready: the database does not answer")
		}
	}
	if s.Delayed != nil {
		if err := s.Delayed(); err != nil {
			c.Locals(causeKey, err)
			return c.SendString("ready, degraded: the queue does not answer, mails and other jobs wait")
		}
	}
	return c.SendString("ready")
}

// figures serves figures for Prometheus to programs on this machine. A proxy on
// it asks for others.
func (s *Site) figures(c *fiber.Ctx) error {
	ip := net.ParseIP(c.Context().RemoteIP().String())
	if s.Metrics == nil || ip == nil || !ip.IsLoopback() || !direct(c) {
		return fiber.ErrNotFound
	}
	return s.Metrics(c)
}
