package web

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// scriptIn is a script that stands in a page.
var scriptIn = regexp.MustCompile(`(?s)<script[^>]*>(.+?)</script>`)

// framed serves the queue's own page, which only administrators get to see. The
// scripts that stand in it may run, as they are, and no others; its styles are
// made by a script.
func framed(page fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := page(c); err != nil {
			return err
		}
		c.Set(fiber.HeaderContentSecurityPolicy, queuePolicy(c.Response().Body()))
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		return nil
	}
}

func queuePolicy(page []byte) string {
	scripts := []string{"'self'"}
	for _, m := range scriptIn.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(m[1])
		scripts = append(scripts, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	return "default-src 'none'; script-src " + strings.Join(scripts, " ") + "; style-src 'self' 'unsafe-scriptIn'; img-src 'self' data:; " +
		"font-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
}
