package kit

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Looking at a connection takes nothing from it and shows when its other end is
// closed.
func TestDeparture(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	door := Door(l)
	defer door.Close()
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	c, err := door.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	gone := departure(c)
	if gone == nil {
		t.Skip("not to be seen on this system")
	}
	if gone() {
		t.Error("a silent client is gone")
	}
	if _, err := io.WriteString(client, "ab"); err != nil {
		t.Fatal(err)
	}
	for _, want := range "ab" {
		if gone() {
			t.Errorf("a client that has sent %c is gone", want)
		}
		var b [1]byte
		if _, err := io.ReadFull(c, b[:]); err != nil || rune(b[0]) != want {
			t.Errorf("read %q, %v, want %c", b, err, want)
		}
	}
	_ = c.SetReadDeadline(time.Unix(1, 0)) // past: looking does not mind
	if gone() {
		t.Error("a client past its time to send is gone")
	}
	client.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for !gone() {
		if ctx.Err() != nil {
			t.Fatal("a client that has left is still there")
		}
	}
	one, other := net.Pipe()
	defer one.Close()
	defer other.Close()
	if departure(one) != nil {
		t.Error("what is no socket can be looked at")
	}
}

// late records when its writes have to be done.
type late struct {
	net.Conn
	by time.Time
}

func (l *late) SetWriteDeadline(at time.Time) error { l.by = at; return nil }

// An answer has a minute to be read, and a second more for every 64 KB.
func TestBound(t *testing.T) {
	f := fiber.New()
	var last time.Time
	for _, length := range []int{0, 64 << 20, 1 << 30} {
		var ctx fasthttp.RequestCtx
		conn := new(late)
		ctx.Init2(conn, nil, false)
		c := f.AcquireCtx(&ctx)
		if length > 64<<20 {
			ctx.SetBodyStream(new(io.LimitedReader), length)
		} else {
			ctx.Response.SetBodyRaw(make([]byte, length))
		}
		bound(c)
		f.ReleaseCtx(c)
		if more := time.Duration(length/slowest) * time.Second; conn.by.IsZero() || !last.IsZero() && conn.by.Sub(last) < more {
			t.Errorf("%d bytes: by %v, want %v after %v", length, conn.by, more, last)
		}
		if last.IsZero() {
			last = conn.by
		}
	}
}
