package kit

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// trusted returns the networks of the proxies, each an address or a network.
// What is neither is left out; the configuration has been checked before.
func trusted(proxies []string) (networks []netip.Prefix) {
	for _, p := range proxies {
		if n, err := netip.ParsePrefix(p); err == nil {
			networks = append(networks, n.Masked())
		} else if ip, err := netip.ParseAddr(p); err == nil {
			ip = ip.Unmap()
			networks = append(networks, netip.PrefixFrom(ip, ip.BitLen()))
		}
	}
	return networks
}

// AddressOf returns the address that the request comes from: that of the
// connection or, if that is a trusted proxy's, the last in X-Forwarded-For that
// is not. What stands before it there, anybody may have written.
func (s *Site) AddressOf(c *fiber.Ctx) string {
	ip, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	ip = ip.Unmap()
	hops := forwarded(c)
	for len(hops) > 0 && s.trusts(ip) {
		next, ok := hop(hops[len(hops)-1])
		if !ok { // of what a proxy does not know, it is as far as we can see
			break
		}
		ip, hops = next, hops[:len(hops)-1]
	}
	return ip.String()
}

func (s *Site) trusts(ip netip.Addr) bool {
	return slices.ContainsFunc(s.trusted, func(n netip.Prefix) bool { return n.Contains(ip) })
}

// forwarded returns the entries of every X-Forwarded-For line, in their order.
func forwarded(c *fiber.Ctx) (hops []string) {
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	return hops
}

// hop reads an entry: an address, which may have a port and IPv6 brackets.
func hop(entry string) (ip netip.Addr, ok bool) {
	entry = strings.Trim(strings.TrimSpace(entry), `"`)
	if with, err := netip.ParseAddrPort(entry); err == nil {
		ip = with.Addr()
	} else if ip, err = netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(entry, "["), "]")); err != nil {
		return ip, false
	}
	return ip.Unmap().WithZone(""), true
}

// direct reports whether the request came from its sender without a proxy in
// between, as far as its headers tell.
func direct(c *fiber.Ctx) bool {
	for name := range c.Request().Header.All() {
		switch n := strings.ToLower(string(name)); {
		case n == "via", n == "forwarded", n == "x-real-ip", n == "x-client-ip", n == "true-client-ip", n == "cf-connecting-ip",
			strings.HasPrefix(n, "x-forwarded-"), strings.HasPrefix(n, "x-original-"):
			return false
		}
	}
	return true
}
