package kit

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

func at(s string) net.Addr {
	ip, port, _ := net.SplitHostPort(s)
	n, _ := strconv.Atoi(port)
	return &net.TCPAddr{IP: net.ParseIP(ip), Port: n}
}

// There is room for so many connections in all and for so many of one network;
// those of a trusted proxy count only in all. Who leaves makes room, once.
func TestCrowd(t *testing.T) {
	c := crowd{most: 7, each: 2, trusted: trusted([]string{"10.0.0.7", "2001:db8:1::/48"}), from: map[string]int{}}
	var leave []func()
	for i, step := range []struct {
		from string
		ok   bool
	}{
		{"192.0.2.1:1", true}, {"192.0.2.1:2", true}, {"192.0.2.1:3", false},
		{"[::ffff:192.0.2.1]:4", false},                                                           // the same, written otherwise
		{"[2001:db8:2::1]:1", true}, {"[2001:db8:2::ffff]:1", true}, {"[2001:db8:2::2]:1", false}, // one subscriber
		{"10.0.0.7:1", true}, {"10.0.0.7:2", true}, {"10.0.0.7:3", true},
		{"198.51.100.1:1", false}, {"10.0.0.7:4", false}, // no room for anybody
	} {
		l, ok := c.enter(at(step.from))
		if ok != step.ok {
			t.Fatalf("%d, %s: let in %v, want %v", i, step.from, ok, step.ok)
		}
		if ok {
			leave = append(leave, l)
		}
	}
	leave[0]()
	leave[0]()
	for i, step := range []struct {
		from string
		ok   bool
	}{{"192.0.2.1:5", true}, {"198.51.100.1:1", false}} {
		if _, ok := c.enter(at(step.from)); ok != step.ok {
			t.Errorf("after one has left, %d: let in %v, want %v", i, ok, step.ok)
		}
	}
	for _, l := range leave[1:] {
		l()
	}
	if len(c.from) != 1 || c.open != 1 {
		t.Errorf("%d are counted, of %d networks, want one", c.open, len(c.from))
	}
}

// Who finds no room reads so in both languages and may come again when somebody has
// gone; one who asks nothing takes one room and no more.
func TestNoRoom(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &door{l, crowd{most: 9, each: 2, from: map[string]int{}}}
	served := make(chan error, 1)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "hello") })}
	go func() { served <- server.Serve(d) }()
	defer func() { server.Close(); <-served }()
	var silent []net.Conn
	for range 2 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		silent = append(silent, c)
	}
	turned, err := net.Dial("tcp", l.Addr().String()) // accepted after them
	if err != nil {
		t.Fatal(err)
	}
	defer turned.Close()
	said, err := io.ReadAll(turned)
	if err != nil || !strings.HasPrefix(string(said), "HTTP/1.1 503 ") || !strings.Contains(string(said), "كثيرة") || !strings.Contains(string(said), "too many") {
		t.Fatalf("turned away with %q, %v", said, err)
	}
	_, body, _ := strings.Cut(string(said), "\r\n\r\n")
	if want := fmt.Sprint("Content-Length: ", len(body), "\r\n"); !strings.Contains(string(said), want) {
		t.Errorf("no %s in %q", want, said)
	}
	silent[0].Close()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for limit := time.After(30 * time.Second); ; { // until the server has seen it go
		res, err := client.Get("http://" + l.Addr().String())
		if err == nil {
			res.Body.Close()
			if res.StatusCode == 200 {
				return
			}
		}
		select {
		case <-limit:
			t.Fatal("no room for anybody any more")
		default:
		}
	}
}

// Who has signed in may send a large file over a slow line; nothing waits for ever.
func TestPatience(t *testing.T) {
	for _, c := range []struct {
		length, most int
		want         time.Duration
	}{
		{0, MaxBody, time.Minute}, {slowest, MaxBody, time.Minute + time.Second}, {MaxBody, MaxBody, time.Minute + 192*time.Second},
		{-1, MaxBody, time.Minute + 192*time.Second}, {-1, 64 << 10, time.Minute + time.Second},
	} {
		if got := Patience(c.length, c.most); got != c.want {
			t.Errorf("%d of %d bytes: %v, want %v", c.length, c.most, got, c.want)
		}
	}
}
