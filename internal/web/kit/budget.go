package kit

import (
	"context"
	"strings"
	"sync"
	"time"

	"masar/internal/app/core"
	"masar/internal/fault"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/time/rate"
)

// A budget is how often one person, or one network of people who are not signed
// in, may do something: so often at once, and once more after each span of time.
type budget struct {
	burst int
	every time.Duration
}

// What has a budget. Somebody who works by hand never meets one; a program that
// sends the same form over and over does. The processes of a site count them together
// where they share a Redis; otherwise, and while it does not answer, each counts for itself.
var (
	writing   = budget{300, 500 * time.Millisecond} // whatever a form changes, and previews of what it would
	searching = budget{120, time.Second}            // lists searched, reports, and all that is printed or exported
	programs  = budget{600, 100 * time.Millisecond} // requests of one program under /api
	strangers = budget{600, 100 * time.Millisecond} // forms from one network of people who are not signed in
)

// searches are the routes that change nothing and cost much. Every other form has
// the budget of writing.
var searches = map[string]bool{
	"GET /hr": true, "POST /hr": true, "POST /hr/people": true, "POST /admin/people": true,
	"GET /hr/report.csv": true, "POST /hr/report.csv": true, "GET /hr/report.xlsx": true, "POST /hr/report.xlsx": true,
	"GET /hr/surveys/:course/:survey/results.csv": true, "GET /teaching/surveys/:course/:survey/results.csv": true,
	"GET /hr/import/:id/problems.csv": true, "GET /hr/certificates": true, "GET /hr/people/:id/record.pdf": true,
	"GET /hr/certificates/batches/:id/certificates.zip": true, "GET /teaching/courses/:id/export.zip": true,
	"GET /certificates/record.pdf": true, "GET /certificates/:id/pdf": true,
	"GET /certificates/:id/badge.json": true, "GET /certificates/:id/badge.jwt": true, "GET /certificates/:id/badge.png": true,
	"GET /templates/:agency/:kind/picture.svg": true, "GET /templates/:agency/:kind/export.zip": true,
	"GET /teaching/runs/:id/sessions/:session/sheet": true, "GET /teaching/courses/:id/lessons/:lesson/preview/:lang": true,
	"GET /admin/events": true,
}

// keptKey is where a request that came too soon keeps the form that it brought.
var keptKey = new(int)

var errTooOften = fault.New(fault.TooMany, "too-often")

// budgetOf returns the budget of a route for somebody, who may be signed in; ok
// is false if it has none.
func budgetOf(method, path string, signedIn bool) (name string, b budget, ok bool) {
	switch {
	case path == "": // the queue's own page, which administrators watch
		return "", budget{}, false
	case strings.HasPrefix(path, "/api/"):
		return "api", programs, true
	case searches[method+" "+path]:
		return "search", searching, true
	case method == fiber.MethodGet || method == fiber.MethodHead:
		return "", budget{}, false
	case !signedIn:
		return "stranger", strangers, true
	}
	return "write", writing, true
}

// spend takes one from the budget of a route, or returns errTooOften.
func (s *Site) spend(c *fiber.Ctx, method, path string) error {
	v := Viewer(c)
	who := v.PersonID
	if who == "" {
		who = "from " + core.Network(s.AddressOf(c))
	}
	name, b, ok := budgetOf(method, path, v.PersonID != "")
	if !ok || s.Unmetered {
		return nil
	}
	if wait := s.wait(c.UserContext(), name+" "+who, b); wait > 0 {
		c.Locals(keptKey, keptOf(c))
		seconds := int((wait + time.Second - 1) / time.Second)
		return errTooOften.With("n", seconds).With("seconds", seconds)
	}
	return nil
}

// A Spend takes one from a budget that several processes share, and returns how long
// that has to wait: so many at once, and one more after each span of time.
type Spend func(ctx context.Context, key string, burst int, every time.Duration) (wait time.Duration, err error)

// wait takes one from the budget under key, or returns how long that has to wait.
func (s *Site) wait(ctx context.Context, key string, b budget) time.Duration {
	if s.Spend != nil {
		if wait, err := s.Spend(ctx, key, b.burst, b.every); err == nil {
			return wait
		}
	}
	return s.purses.spend(key, b, s.App.Now())
}

// purses hold what is left of each budget.
type purses struct {
	mu   sync.Mutex
	left map[string]*rate.Limiter
}

// mostPurses is how many there may be before those that are full are forgotten,
// which says of nobody anything.
const mostPurses = 50_000

// spend takes one from the purse with the key, or returns how long that has to
// wait.
func (p *purses) spend(key string, b budget, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.left[key]
	if l == nil {
		p.tidy(now)
		l = rate.NewLimiter(rate.Every(b.every), b.burst)
		p.left[key] = l
	}
	r := l.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

func (p *purses) tidy(now time.Time) {
	if p.left == nil {
		p.left = map[string]*rate.Limiter{}
	}
	if len(p.left) < mostPurses {
		return
	}
	for key, l := range p.left {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(p.left, key)
		}
	}
	if len(p.left) >= mostPurses { // all of them in use: begin again rather than grow
		clear(p.left)
	}
}

// askToWait answers a form that came too soon: with the form itself, to be sent
// again.
func (s *Site) askToWait(c *fiber.Ctx, f *fault.Fault) error {
	d := WaitData{Say: Say(c, f)}
	if kept, _ := c.Locals(keptKey).(KeptForm); kept.Fields != "" {
		d.Kept = resendData(ReturnPath(c.OriginalURL()), kept)
	}
	return s.Render(c, ui.Shell{Title: s.Words(c).ErrorTitle()}, Wait(d))
}
