package kit

import (
	"errors"
	"io"
	"net"
	"slices"
	"sync/atomic"
	"time"

	"masar/internal/fault"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// MaxHead is how many bytes the first line and the headers of a request may
// have: browsers and proxies send 16 KB of cookies.
const MaxHead = 18 << 10

// Door returns a listener whose connections are closed the way browsers
// understand. Who opens one ahead and says nothing is told nothing; who is still
// sending when the answer is final gets to read that. There is room for MaxConns of
// them, and for MaxConnsEach from one network that is none of the proxies'.
func Door(l net.Listener, proxies ...string) net.Listener {
	return &door{l, crowd{most: MaxConns, each: MaxConnsEach, trusted: trusted(proxies), from: map[string]int{}}}
}

type door struct {
	net.Listener
	crowd
}

func (d *door) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if leave, ok := d.enter(c.RemoteAddr()); ok {
			return &visitor{Conn: c, leave: leave}, nil
		}
		turnAway(c)
	}
}

// A visitor is one connection.
type visitor struct {
	net.Conn

	spoke   atomic.Bool // something was read
	ended   atomic.Bool // there is no more to read
	lingers atomic.Bool // it is still sending
	leave   func()      // there is room for another
}

func (v *visitor) Read(b []byte) (int, error) {
	n, err := v.Conn.Read(b)
	if n > 0 {
		v.spoke.Store(true)
		_ = v.Conn.SetWriteDeadline(time.Now().Add(readTime)) // until its answer is known; see bound
	}
	if err == io.EOF {
		v.ended.Store(true)
	}
	return n, err
}

// What is read of a connection before it is closed although it sends on: a
// close with bytes unread would throw away the answer on its way.
const (
	lingerBytes = 1 << 20
	lingerTime  = 2 * time.Second
)

func (v *visitor) Close() error {
	defer v.leave()
	if half, ok := v.Conn.(interface{ CloseWrite() error }); ok && v.lingers.Load() && half.CloseWrite() == nil {
		_ = v.Conn.SetReadDeadline(time.Now().Add(lingerTime))
		_, _ = io.Copy(io.Discard, io.LimitReader(v.Conn, lingerBytes))
	}
	return v.Conn.Close()
}

// ended reports whether whoever is at the other end has stopped sending.
func ended(c net.Conn) bool {
	v, ok := c.(*visitor)
	return ok && v.ended.Load()
}

func linger(c net.Conn) {
	if v, ok := c.(*visitor); ok {
		v.lingers.Store(true)
	}
}

var (
	errHead   = Refusal{fiber.StatusRequestHeaderFieldsTooLarge, fault.New(fault.TooLarge, "headers-large").With("limit", MaxHead>>10)}
	errMethod = Refusal{fiber.StatusNotImplemented, fault.New(fault.Invalid, "method-unknown")}
)

// guardDoor has f answer in words what never comes to a route: requests that
// cannot be read, and methods that HTTP does not know.
func (s *Site) guardDoor(f *fiber.App) {
	known, server := f.Handler(), f.Server()
	server.ErrorHandler = func(ctx *fasthttp.RequestCtx, err error) {
		if v, ok := ctx.Conn().(*visitor); ok && !v.spoke.Load() {
			_ = v.Conn.Close() // an answer would be that to its next request
			return
		}
		s.unread(f, ctx, unreadable(err))
	}
	server.Handler = func(ctx *fasthttp.RequestCtx) {
		if !slices.Contains(fiber.DefaultMethods, string(ctx.Method())) {
			s.unread(f, ctx, errMethod)
			return
		}
		known(ctx)
	}
}

// unread answers, and notes in the log, a request that was not read.
func (s *Site) unread(f *fiber.App, ctx *fasthttp.RequestCtx, why error) {
	c := f.AcquireCtx(ctx)
	defer f.ReleaseCtx(c)
	c.Locals(unreadKey, true)
	_ = s.witness(c, func() error { return s.dress(c, func() error { return why }) })
	ctx.SetConnectionClose()
	linger(ctx.Conn())
}

// unreadKey marks a request that was not read: nothing is known of its reader's
// language.
var unreadKey = new(int)

// unreadable returns what to say of err, with which reading a request ended.
func unreadable(err error) error {
	if _, ok := errors.AsType[*fasthttp.ErrSmallBuffer](err); ok {
		return errHead
	}
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
		return errSlow
	}
	return errMalformed
}
