package kit

import (
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// The address of a request is the last one in X-Forwarded-For that is no trusted
// proxy's, whatever its sender has written before it.
func TestAddressOf(t *testing.T) {
	for _, c := range []struct {
		name    string
		proxies []string
		lines   []string
		want    string
	}{
		{"no proxy", nil, nil, "0.0.0.0"},
		{"no proxy, and the header is a lie", nil, []string{"1.2.3.4"}, "0.0.0.0"},
		{"another is trusted", []string{"10.0.0.1"}, []string{"1.2.3.4"}, "0.0.0.0"},
		{"one proxy", []string{"0.0.0.0"}, []string{"203.0.113.7"}, "203.0.113.7"},
		{"one proxy, no header", []string{"0.0.0.0"}, nil, "0.0.0.0"},
		{"something before the real one", []string{"0.0.0.0"}, []string{"1.2.3.4, 203.0.113.7"}, "203.0.113.7"},
		{"a trusted address before the real one", []string{"0.0.0.0", "10.0.0.0/8"}, []string{"10.1.1.1, 203.0.113.7"}, "203.0.113.7"},
		{"two proxies", []string{"0.0.0.0", "10.0.0.0/8"}, []string{"9.9.9.9, 203.0.113.7, 10.1.2.3"}, "203.0.113.7"},
		{"two proxies, two lines", []string{"0.0.0.0", "10.0.0.0/8"}, []string{"9.9.9.9, 203.0.113.7", "10.1.2.3"}, "203.0.113.7"},
		{"a line of the sender's before the proxy's", []string{"0.0.0.0"}, []string{"9.9.9.9", "203.0.113.7"}, "203.0.113.7"},
		{"all are trusted", []string{"0.0.0.0/0"}, []string{"10.0.0.9, 10.1.2.3"}, "10.0.0.9"},
		{"IPv6", []string{"0.0.0.0", "2001:db8::/32"}, []string{"2001:db9::7, 2001:DB8::1"}, "2001:db9::7"},
		{"IPv6 in brackets with a port", []string{"0.0.0.0"}, []string{"[2001:db9::7]:4711"}, "2001:db9::7"},
		{"IPv6 in brackets", []string{"0.0.0.0"}, []string{"[2001:db9::7]"}, "2001:db9::7"},
		{"IPv6 with a zone", []string{"0.0.0.0"}, []string{"fe80::1%eth0"}, "fe80::1"},
		{"IPv4 with a port", []string{"0.0.0.0"}, []string{"203.0.113.7:4711"}, "203.0.113.7"},
		{"IPv4 as IPv6", []string{"0.0.0.0", "10.0.0.0/8"}, []string{"203.0.113.7, ::ffff:10.1.2.3"}, "203.0.113.7"},
		{"a proxy given as IPv6", []string{"::ffff:0.0.0.0"}, []string{"203.0.113.7"}, "203.0.113.7"},
		{"garbage", []string{"0.0.0.0"}, []string{"not an address"}, "0.0.0.0"},
		{"garbage before the real one", []string{"0.0.0.0"}, []string{"'; --, 203.0.113.7"}, "203.0.113.7"},
		{"unknown after a real one", []string{"0.0.0.0", "10.0.0.0/8"}, []string{"203.0.113.7, unknown, 10.1.2.3"}, "10.1.2.3"},
		{"nothing", []string{"0.0.0.0"}, []string{"", " , "}, "0.0.0.0"},
		{"quoted", []string{"0.0.0.0"}, []string{`"203.0.113.7"`}, "203.0.113.7"},
	} {
		s := &Site{trusted: trusted(c.proxies)}
		f := fiber.New()
		got := ""
		f.Get("/", func(ctx *fiber.Ctx) error { got = s.AddressOf(ctx); return nil })
		r := httptest.NewRequest("GET", "/", nil)
		r.Header["X-Forwarded-For"] = c.lines
		if _, err := f.Test(r); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
