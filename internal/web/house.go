package web

import (
	"net"
	"net/http"

	"masar/assets"

	"github.com/gofiber/fiber/v2"
)

// asset serves a style, script, font or picture of ours, for ever: its address
// changes with its content.
func (s *Server) asset(c *fiber.Ctx) error {
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
func (s *Server) healthy(c *fiber.Ctx) error { return c.SendString("ok") }

// readiness says whether the database and the queue answer.
func (s *Server) readiness(c *fiber.Ctx) error {
	if s.Ready != nil {
		if err := s.Ready(); err != nil {
			c.Locals(causeKey, err)
			return c.Status(http.StatusServiceUnavailable).SendString("not ready")
		}
	}
	return c.SendString("ready")
}

// figures serves figures for Prometheus to who asks from this machine; a proxy
// in front passes on what others may have.
func (s *Server) figures(c *fiber.Ctx) error {
	ip := net.ParseIP(c.Context().RemoteIP().String())
	if s.Metrics == nil || ip == nil || !ip.IsLoopback() || c.Get(fiber.HeaderXForwardedFor) != "" {
		return fiber.ErrNotFound
	}
	return s.Metrics(c)
}
