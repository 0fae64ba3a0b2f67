package kit

import (
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// A Disk says how many bytes are free where the database is, and of how many.
type Disk func() (free, all uint64, err error)

// A disk is low when it has less than a twentieth free and less than 2 GB.
const lowDisk = 2 << 30

// Health returns what the house stands on. Those who do not administer it learn
// nothing.
func (s *Site) Health(c *fiber.Ctx) (h ui.Health, err error) {
	ctx := c.UserContext()
	if !Viewer(c).Root {
		return h, nil
	}
	if s.App.Mailer != nil {
		if h.Mail, err = s.App.Store.MailOutage(ctx); err != nil {
			return h, err
		}
	}
	if h.Mail.Lasts() {
		if h.Waiting, h.NextTry, err = s.App.Store.MailsWaiting(ctx); err != nil {
			return h, err
		}
	}
	if h.Dead, err = s.App.Store.CountDead(ctx); err != nil {
		return h, err
	}
	h.QueueGone = s.Delayed != nil && s.Delayed() != nil
	if s.Disk == nil {
		return h, nil
	}
	if free, all, err := s.Disk(); err == nil { // one that cannot be asked is not said to be full
		h.DiskFree, h.DiskLow = int64(free), free < lowDisk && free < all/20
	}
	return h, nil
}
