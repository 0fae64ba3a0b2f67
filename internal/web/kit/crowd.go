package kit

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"masar/internal/app/core"
)

// How many connections there may be at once: in all, and from one network that is
// not a trusted proxy's. Behind one address may sit a whole ministry; a fourth of the
// room is more than its browsers open.
const (
	MaxConns     = 4096
	MaxConnsEach = MaxConns / 4
)

// turnedAway is what those are told for whom there is no room.
const turnedAway = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\nCache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 189\r\n\r\n" +
	turnedAwayWords

const turnedAwayWords = "الاتصالات بالمنصة كثيرة في هذه اللحظة. أعد المحاولة بعد ثوانٍ.\nThere are too many connections at this moment. Try again in a few seconds.\n"

// A crowd counts the connections that are open.
type crowd struct {
	most, each int
	trusted    []netip.Prefix

	mu   sync.Mutex
	open int
	from map[string]int // by network
}

// enter counts a connection from an address, until leave is called; ok is false if
// there is no room for it.
func (c *crowd) enter(from net.Addr) (leave func(), ok bool) {
	network, counts := c.networkOf(from)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open >= c.most || counts && c.from[network] >= c.each {
		return nil, false
	}
	c.open++
	if counts {
		c.from[network]++
	}
	return sync.OnceFunc(func() { c.leave(network, counts) }), true
}

func (c *crowd) leave(network string, counts bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
	if !counts {
		return
	}
	if c.from[network]--; c.from[network] == 0 {
		delete(c.from, network)
	}
}

// networkOf returns the network that an address belongs to, and whether its
// connections are counted: those of a trusted proxy are everybody's.
func (c *crowd) networkOf(from net.Addr) (network string, counts bool) {
	at, err := netip.ParseAddrPort(from.String())
	if err != nil {
		return from.String(), true
	}
	ip := at.Addr().Unmap()
	for _, n := range c.trusted {
		if n.Contains(ip.WithZone("")) {
			return "", false
		}
	}
	return core.Network(ip.String()), true
}

// turnAway tells somebody that there is no room. It waits for nobody: the words fit
// into what the kernel holds.
func turnAway(c net.Conn) {
	_ = c.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
	_, _ = c.Write([]byte(turnedAway))
	_ = c.Close()
	refusedConns.Inc()
}
