package kit

import (
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/semaphore"
)

// A pool is memory that bodies may take up at one time, in all and for each
// sender. What does not fit waits a while.
type pool struct {
	all  *semaphore.Weighted
	most int64 // bytes of one sender
	wait time.Duration

	mu   sync.Mutex
	held map[string]int64 // bytes by sender
}

func newPool(all, most int64, wait time.Duration) *pool {
	return &pool{all: semaphore.NewWeighted(all), most: most, wait: wait, held: map[string]int64{}}
}

// take takes n bytes for the sender, until free is called. It reports false if
// the sender has too many already or there is no room in time.
func (p *pool) take(ctx context.Context, sender string, n int64) (free func(), ok bool) {
	if !p.hold(sender, n) {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, p.wait)
	defer cancel()
	if p.all.Acquire(ctx, n) != nil {
		p.release(sender, n)
		return nil, false
	}
	return func() { p.all.Release(n); p.release(sender, n) }, true
}

func (p *pool) hold(sender string, n int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held[sender] > 0 && p.held[sender]+n > p.most {
		return false
	}
	p.held[sender] += n
	return true
}

func (p *pool) release(sender string, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held[sender] -= n; p.held[sender] == 0 {
		delete(p.held, sender)
	}
}

// The memory for bodies. People's forms and their files are apart, so that no
// upload keeps an answer from being saved; and strangers keep out nobody who
// has signed in.
const (
	poolStrangers = 4 << 20
	poolPapers    = 96 << 20
	poolForms     = 48 << 20
	poolUploads   = 192 << 20
)

type pools struct{ strangers, papers, forms, uploads *pool }

func newPools() pools {
	return pools{
		strangers: newPool(poolStrangers, 1<<20, 3*time.Second),
		papers:    newPool(poolPapers, 2*MaxBody*2, 10*time.Second),
		forms:     newPool(poolForms, 8<<20, 10*time.Second),
		uploads:   newPool(poolUploads, 2*MaxBody*2, 20*time.Second),
	}
}

// room takes memory for a body of the given length, or of as many bytes as
// there may be if that is -1: it is there twice while it is parsed.
func (s *Site) room(c *fiber.Ctx, in intake, length int) (free func(), ok bool) {
	if length < 0 {
		length = in.bytes
	}
	sender, p := "person "+Viewer(c).PersonID, s.pools.forms
	if length > 1<<20 {
		p = s.pools.uploads
	}
	if Viewer(c).PersonID == "" {
		sender, p = "address "+s.AddressOf(c), s.pools.strangers
		if length > strange {
			p = s.pools.papers
		}
	}
	return p.take(c.UserContext(), sender, 2*int64(length))
}
