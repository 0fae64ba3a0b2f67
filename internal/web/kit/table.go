package kit

import (
	"io"
	"os"

	"github.com/gofiber/fiber/v2"
)

// SendTable sends a file that write writes. It is written to disk first: it
// may be larger than memory, and half of one must never look whole.
func (s *Site) SendTable(c *fiber.Ctx, name, kind string, write func(io.Writer) error) error {
	f, err := os.CreateTemp("", "masar-export-*")
	if err != nil {
		return err
	}
	if err := os.Remove(f.Name()); err != nil { // it lives until it is closed
		return err
	}
	err = write(f)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	info, statErr := f.Stat()
	if err != nil || statErr != nil {
		f.Close()
		return FirstOf(err, statErr)
	}
	Attach(c, name, kind)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.SendStream(f, int(info.Size())) // closes f
}
