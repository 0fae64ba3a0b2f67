//go:build linux || darwin

package kit

import (
	"errors"
	"net"
	"syscall"
)

// departure returns what reports whether the client at the other end of a connection
// has closed it, or nil where that cannot be seen. It takes nothing from the
// connection: a request that follows is read as if nobody had looked. While bytes of
// one wait there, a closing behind them is not seen. A client that has closed only its
// own direction counts as gone, as it does in nginx and net/http.
func departure(c net.Conn) (gone func() bool) {
	if v, ok := c.(*visitor); ok {
		c = v.Conn
	}
	socket, ok := c.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return nil
	}
	return func() (closed bool) {
		err := raw.Control(func(fd uintptr) { closed = closedAt(int(fd)) })
		return closed || err != nil
	}
}

func closedAt(fd int) bool {
	var b [1]byte
	n, _, err := syscall.Recvfrom(fd, b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	if err != nil {
		return !errors.Is(err, syscall.EAGAIN) && !errors.Is(err, syscall.EINTR)
	}
	return n == 0
}
