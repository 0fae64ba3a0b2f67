package kit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"masar/internal/fault"
	"masar/internal/store"

	"github.com/gofiber/fiber/v2"
)

// spans are how long requests may take to be answered once they have been read, by
// the method in their line of the table of routes, where that is not as long as ""
// has it. A proxy commonly waits for a minute.
var spans = map[string]time.Duration{
	"":            54 * time.Second,
	"GET export":  10 * time.Minute, // files of as many rows as there are
	"POST export": 10 * time.Minute,
}

// grace is how much longer than a request one of its statements may take before the
// database itself stops it.
const grace = 6 * time.Second

// glance is how often the connection of a request that lasts is looked at, to see
// whether its client is still there.
const glance = 250 * time.Millisecond

// clientLeft is the status, of nginx and in the log alone, of a request whose client
// did not wait for the answer.
const clientLeft = 499

// errLeft ends the context of a request whose client has left.
var errLeft = Refusal{clientLeft, fault.New(fault.Outage, "left")}

func (s *Site) SpanOf(kind string) time.Duration {
	if s.Span != nil {
		return s.Span(kind)
	}
	return cmp.Or(spans[kind], spans[""])
}

// A stint is the time that a request has. Its context ends with store.ErrLate when
// that is over, and with errLeft when nobody waits for the answer.
type stint struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	limit  *time.Timer
	watch  *time.Timer
}

var stintKey = new(int)

func stintOf(c *fiber.Ctx) *stint { return c.Locals(stintKey).(*stint) }

// begin gives the request its time: until its route is known, as much as any.
func (s *Site) begin(c *fiber.Ctx) *stint {
	outer, within := c.Locals(withinKey).(context.Context)
	if !within {
		outer = c.UserContext()
	}
	span := s.SpanOf("")
	ctx, cancel := context.WithCancelCause(store.Limit(outer, span+grace))
	w := &stint{ctx: ctx, cancel: cancel}
	w.limit = time.AfterFunc(span, func() { cancel(store.ErrLate) })
	c.SetUserContext(ctx)
	c.Locals(stintKey, w)
	return w
}

// end ends what the request has begun and not finished.
func (w *stint) end() {
	w.pause()
	if w.watch != nil {
		w.watch.Stop()
	}
	w.cancel(nil)
}

// pause stops the clock while the body is on its way, which has a limit of its own;
// see patience.
func (w *stint) pause() { w.limit.Stop() }

// allow gives the request, which has been read, the time of its route. One that
// changes nothing is stopped when its client leaves; what a form has begun goes on to
// its end, as its sender may have closed the window because all was said.
func (s *Site) allow(c *fiber.Ctx, r Route) {
	w, span := stintOf(c), s.SpanOf(r.Method)
	c.SetUserContext(store.Limit(c.UserContext(), span+grace))
	w.limit.Reset(span)
	if r.Verb() == fiber.MethodGet || searches[r.Verb()+" "+r.Path] {
		w.stopFor(c, cmp.Or(s.Glance, glance))
	}
}

// stopFor looks at the connection of the request, every so often, until its client has
// left. A request that is over before the first look costs a timer.
func (w *stint) stopFor(c *fiber.Ctx, every time.Duration) {
	gone := departure(c.Context().Conn())
	if gone == nil {
		return
	}
	w.watch = time.AfterFunc(math.MaxInt64, func() {
		switch {
		case w.ctx.Err() != nil: // the connection serves another request by now
		case gone():
			w.cancel(errLeft)
		default:
			w.watch.Reset(every)
		}
	})
	w.watch.Reset(every)
}

// stopOr returns, in place of an error that came of stopping the request, why it was
// stopped. What its sender can correct stays as it is.
func stopOr(c *fiber.Ctx, err error) error {
	if kind := fault.KindOf(err); kind != fault.Internal && kind != fault.Outage {
		return err
	}
	if _, ok := errors.AsType[*fiber.Error](err); ok {
		return err
	}
	why := context.Cause(c.UserContext())
	switch {
	case errors.Is(why, errLeft.Fault):
		return errLeft
	case errors.Is(why, store.ErrLate):
		return fmt.Errorf("%w: %w", store.ErrLate, err)
	}
	return err
}

// StoppedBy names what stopped a request, for the log, by the key of the fault that
// its sender was told of; "" if nothing did.
func StoppedBy(said string) string {
	switch said {
	case store.ErrLate.Key:
		return "deadline"
	case errLeft.Key:
		return "client-left"
	}
	return ""
}

// bound limits how long the answer may take to be read, by its length, as patience
// does for what is sent; its connection is closed then.
func bound(c *fiber.Ctx) {
	conn := c.Context().Conn()
	if conn == nil || c.Locals(withinKey) != nil {
		return
	}
	_ = conn.SetWriteDeadline(time.Now().Add(Patience(answerLength(c), math.MaxInt32)))
}

// answerLength returns how many bytes the answer has, or -1 if that is not known.
func answerLength(c *fiber.Ctx) int {
	if c.Response().IsBodyStream() {
		return c.Response().Header.ContentLength()
	}
	return len(c.Response().Body())
}
