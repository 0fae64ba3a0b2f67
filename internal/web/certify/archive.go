package certify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"masar/internal/app/certify"
	"masar/internal/archive"
	"masar/internal/store"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// archiveCertificates has an archive prepared of what the list shows.
func (s wing) archiveCertificates(c *fiber.Ctx) error {
	f, _ := s.certificateFilter(c)
	b, err := s.App.StartArchive(c.UserContext(), kit.Viewer(c), f)
	if err != nil {
		return err
	}
	return kit.Redirect(c, batchPath(b.ID))
}

// renewArchive has an archive prepared anew.
func (s wing) renewArchive(c *fiber.Ctx) error {
	b, err := s.App.RenewArchive(c.UserContext(), kit.Viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	return kit.Redirect(c, batchPath(b.ID))
}

// downloadArchive streams an archive, or the part of it that is asked for. It
// is printed as it is sent: its length is known, and nothing of it is kept.
func (s wing) downloadArchive(c *fiber.Ctx) error {
	ctx := c.UserContext()
	ar, err := s.App.OpenArchive(ctx, kit.Viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	z, tag, err := s.layOut(ar)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), tag) || c.Get(fiber.HeaderIfNoneMatch) == "*" {
		return c.SendStatus(fiber.StatusNotModified)
	}
	asked := c.Get(fiber.HeaderRange)
	if match := c.Get(fiber.HeaderIfRange); match != "" && match != tag {
		asked = ""
	}
	from, to, partly, ok := kit.RangeOf(asked, z.Size())
	if !ok {
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", z.Size()))
		return c.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
	}
	if c.Method() == fiber.MethodHead {
		c.Response().Header.SetContentLength(int(to - from))
		return nil
	}
	if err := s.App.RecordDownload(ctx, kit.Viewer(c), ar, from); err != nil {
		return err
	}
	kit.Attach(c, "masar-certificates-"+ar.MadeAt.In(s.App.Zone).Format("2006-01-02")+".zip", "application/zip")
	if partly {
		c.Status(fiber.StatusPartialContent)
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", from, to-1, z.Size()))
	}
	// The answer is read after this request is over, and as long as bound lets it.
	ctx, stop := context.WithTimeoutCause(context.WithoutCancel(ctx), kit.Patience(int(to-from), 0), store.ErrLate)
	part := z.Part(from, to, func(place int) ([]byte, error) { return ar.Print(ctx, place) })
	c.Context().SetBodyStream(&told{part, func(err error) { s.broken(ctx, ar, err) }, stop}, int(to-from))
	return nil
}

// layOut lays the archive out and returns its tag, which is another for
// whatever has other bytes.
func (s wing) layOut(ar certify.Archive) (z *archive.Zip, tag string, err error) {
	sum := sha256.New()
	fmt.Fprintln(sum, ar.ID, ar.MadeAt.Unix())
	entries := make([]archive.Entry, len(ar.Files))
	for i, f := range ar.Files {
		entries[i] = archive.Entry{Name: f.Serial + ".pdf", Size: f.Size, CRC: uint32(f.CRC)}
		fmt.Fprintln(sum, f.Serial, f.Size, f.CRC)
	}
	z, err = archive.Lay(entries, ar.MadeAt.In(s.App.Zone))
	return z, `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`, err
}

// broken notes that a download could not go on, and that the archive is to be
// prepared again, unless only the time for it was over.
func (s wing) broken(ctx context.Context, ar certify.Archive, err error) {
	if ctx.Err() != nil {
		s.Log.Warn("archive broken off", "batch", ar.ID, "stopped", kit.StoppedBy(store.ErrLate.Key))
		return
	}
	s.Log.Error("archive broken off", "batch", ar.ID, "err", err)
	ctx, cancel := context.WithTimeout(ctx, s.SpanOf(""))
	defer cancel()
	if err := s.App.SpoilArchive(ctx, ar.ID); err != nil {
		s.Log.Error("archive not marked as broken", "batch", ar.ID, "err", err)
	}
}

// A told reader tells of the error that it ends with, if it is not the end, and stops
// what works for it when it is closed.
type told struct {
	io.ReadCloser
	tell func(error)
	stop func()
}

// Close ends reading.
func (r *told) Close() error {
	r.stop()
	return r.ReadCloser.Close()
}

// Read reads on.
func (r *told) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	if err != nil && err != io.EOF {
		r.tell(err)
	}
	return n, err
}
