package certify

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"masar/internal/openbadge"

	"github.com/gofiber/fiber/v2"
)

// A listSource is where a kind of status list is told from.
type listSource struct {
	last      func(context.Context) (int64, error)
	withdrawn func(ctx context.Context, first, last int64) ([]int64, error)
}

func (s wing) listSource(kind string) listSource {
	if kind == openbadge.ListIssued {
		return listSource{s.App.Store.LastIssued, s.App.Store.IssuedWithdrawn}
	}
	return listSource{s.App.Store.LastNumber, s.App.Store.CertificatesWithdrawn}
}

// statusList tells which certificates are withdrawn; a list is there as soon as
// a certificate is in it.
func (s wing) statusList(c *fiber.Ctx) error { return s.showList(c, openbadge.ListCertificates) }

// issuedList tells the same of what programs had signed.
func (s wing) issuedList(c *fiber.Ctx) error { return s.showList(c, openbadge.ListIssued) }

func (s wing) showList(c *fiber.Ctx, kind string) error {
	list, err := strconv.ParseInt(c.Params("list"), 10, 32)
	if err != nil || list < 1 {
		return fiber.ErrNotFound
	}
	ctx, first, from := c.UserContext(), (list-1)*openbadge.ListBits, s.listSource(kind)
	if last, err := from.last(ctx); err != nil {
		return err
	} else if list > 1 && last < first {
		return fiber.ErrNotFound
	}
	numbers, err := from.withdrawn(ctx, first, first+openbadge.ListBits)
	if err != nil {
		return err
	}
	seal, err := s.App.Issuer(ctx)
	if err != nil {
		return err
	}
	d, err := s.lists.get(s.issuerOf(seal, c.Query("did") == "key"), kind, list, numbers, s.App.Now().Truncate(time.Minute))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=60")
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return c.JSON(d, "application/vc+ld+json")
}

// signedLists keeps the status lists last signed, so that asking for one over
// and over within a minute costs one signature. It is ready to use as it is.
type signedLists struct {
	mu   sync.Mutex
	last map[string]signedList // by the list's address
}

// A signedList is a status list, and what it was made from.
type signedList struct {
	method  string // key that signed it
	at      time.Time
	numbers []int64
	list    openbadge.Document
}

// get returns the list that tells of the given numbers at the given time.
func (l *signedLists) get(i openbadge.Issuer, kind string, list int64, numbers []int64, at time.Time) (openbadge.Document, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	place := i.DID + " " + kind + strconv.FormatInt(list, 10)
	if s, ok := l.last[place]; ok && s.method == i.Method && s.at.Equal(at) && slices.Equal(s.numbers, numbers) {
		return s.list, nil
	}
	d, err := i.ListOf(kind, list, numbers, at)
	if err != nil {
		return nil, err
	}
	if d, err = i.Sign(d, at); err != nil {
		return nil, err
	}
	if l.last == nil {
		l.last = map[string]signedList{}
	}
	l.last[place] = signedList{i.Method, at, numbers, d}
	return d, nil
}
