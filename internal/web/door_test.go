package web_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"masar/internal/web"
	"masar/internal/web/kit"
)

// serve serves the site on the loopback, as the program does.
func (s *site) serve(t testing.TB) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	served := make(chan error, 1)
	go func() { served <- s.app.Listener(kit.Door(l)) }()
	t.Cleanup(func() {
		_ = s.app.ShutdownWithTimeout(time.Second)
		<-served
	})
}

// raw sends bytes over a connection of their own, says that no more will come,
// and returns the first answer.
func (s *site) raw(t testing.TB, request string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	go func() {
		_, _ = io.WriteString(c, request)
		_ = c.(*net.TCPConn).CloseWrite()
	}()
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: strings.SplitN(request, " ", 2)[0]})
	if err != nil {
		t.Fatalf("%.40q: %v", request, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%.40q: %v", request, err)
	}
	return res, string(body)
}

// What cannot be read as a request is answered in both languages, as that of its
// sender is not known, with the headers of every page and a number, and is a
// line of the log.
func TestUnreadableRequests(t *testing.T) {
	s := newSite(t)
	s.App.Site = "https://example.com"
	s.app = web.Handler(s.server)
	s.serve(t)
	get := func(path, headers string) string {
		return "GET " + path + " HTTP/1.1\r\nHost: example.com\r\n" + headers + "\r\n"
	}
	for _, c := range []struct {
		name, request, ar, en string
		want                  int
	}{
		{"a neighbour's cookies", get("/help", "Cookie: x="+strings.Repeat("a", 20<<10)+"\r\n"), "ملفات تعريف الارتباط", "Delete the cookies", 431},
		{"70 KB", get("/help", "X-Long: "+strings.Repeat("a", 70<<10)+"\r\n"), "18 كيلوبايت", "18 KB", 431},
		{"many headers", get("/", strings.Repeat("X-More: aaaaaaaaaaaaaaaa\r\n", 1000)), "18 كيلوبايت", "18 KB", 431},
		{"an address of 20 KB", get("/"+strings.Repeat("a", 20<<10), ""), "18 كيلوبايت", "18 KB", 431},
		{"no HTTP", "hello\r\n\r\n", "لم نفهم", "could not be read", 400},
		{"no host", "GET / HTTP/1.1\r\n\r\n", "لم نفهم", "could not be read", 400},
		{"two hosts", get("/", "Host: elsewhere\r\n"), "لم نفهم", "could not be read", 400},
		{"two lengths", get("/", "Content-Length: 1\r\nContent-Length: 2\r\n"), "لم نفهم", "could not be read", 400},
		{"an unknown method", "BREW / HTTP/1.1\r\nHost: example.com\r\n\r\n", "هذا النوع من الطلبات", "this kind of request", 501},
	} {
		s.log.Reset()
		res, body := s.raw(t, c.request)
		id := res.Header.Get("X-Request-ID")
		if res.StatusCode != c.want || !strings.Contains(body, c.ar) || !strings.Contains(body, c.en) {
			t.Errorf("%s: %d, %s", c.name, res.StatusCode, body)
		}
		if id == "" || !strings.Contains(body, id) {
			t.Errorf("%s: the page does not say its number %q", c.name, id)
		}
		for _, h := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security", "Cache-Control"} {
			if res.Header.Get(h) == "" {
				t.Errorf("%s: no %s", c.name, h)
			}
		}
		if line := s.log.String(); strings.Count(line, "\n") != 1 || !strings.Contains(line, "id="+id) || !strings.Contains(line, "from=127.0.0.1") || strings.Contains(line, "aaaa") {
			t.Errorf("%s: the log says %s", c.name, line)
		}
	}
	if res, _ := s.raw(t, get("/help", "Cookie: x="+strings.Repeat("a", 16<<10)+"\r\n")); res.StatusCode != 200 {
		t.Errorf("16 KB of cookies: %d", res.StatusCode)
	}
}

// A connection on which nothing was asked is told nothing, however it ends: what
// it was told would be taken for the answer to the next request. Who has begun
// to ask is told that it took too long.
func TestIdleConnections(t *testing.T) {
	s := newSite(t)
	s.app.Server().ReadTimeout, s.app.Server().IdleTimeout = 50*time.Millisecond, 50*time.Millisecond
	s.serve(t)
	const whole = "GET /healthz HTTP/1.1\r\nHost: example.com\r\n\r\n"
	for name, c := range map[string]struct {
		says    string
		answers []int
	}{
		"opened ahead":          {"", nil},
		"idle after an answer":  {whole, []int{200}},
		"idle after two":        {whole + whole, []int{200, 200}},
		"begun":                 {"GET /he", []int{408}},
		"begun after an answer": {whole + "GET /he", []int{200, 408}},
		"a body that stops":     {"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nname=", []int{408}},
		"one that stops later":  {"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\n" + strings.Repeat("a", 9000), []int{408}},
	} {
		conn, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, c.says); err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(conn) // until it is closed
		conn.Close()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []int
		for r := bufio.NewReader(bytes.NewReader(said)); ; {
			res, err := http.ReadResponse(r, nil)
			if err != nil {
				break
			}
			_, _ = io.Copy(io.Discard, res.Body)
			got = append(got, res.StatusCode)
		}
		if !slices.Equal(got, c.answers) {
			t.Errorf("%s: answers %v, want %v", name, got, c.answers)
		}
	}
	if n := strings.Count(s.log.String(), "\n"); n != 8 {
		t.Errorf("%d lines, want one for each answer: %s", n, s.log)
	}
}

// Who has signed in may send slower than a stranger: when the time of a request has
// passed, the stranger is told so, and the rest of what the other sends is taken.
func TestSlowSenders(t *testing.T) {
	s := newSite(t)
	s.app.Server().ReadTimeout = 400 * time.Millisecond
	s.serve(t)
	b := s.as(t, "salma").get("/me")
	body := url.Values{"csrf": {b.token}, "lang": {"en"}, "digits": {"latn"}, "more": {strings.Repeat("a", 20_000)}}.Encode() // of which the first 8 KB are read with the head
	const part = 15_000
	begin := func(cookies string) net.Conn { // and stops after a part of the body
		t.Helper()
		c, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		head := "POST /me HTTP/1.1\r\nHost: example.com\r\nOrigin: http://example.com\r\nContent-Type: application/x-www-form-urlencoded\r\n" + cookies + "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n"
		if _, err := io.WriteString(c, head+body[:part]); err != nil {
			t.Fatal(err)
		}
		return c
	}
	answer := func(c net.Conn) int {
		t.Helper()
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.StatusCode
	}
	var cookies []string
	for _, k := range b.jar.Cookies(home) {
		cookies = append(cookies, k.Name+"="+k.Value)
	}
	known := begin("Cookie: " + strings.Join(cookies, "; ") + "\r\n")
	stranger, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	if _, err := io.WriteString(stranger, "POST /sign-in HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n\r\nname="); err != nil {
		t.Fatal(err)
	}
	if code := answer(stranger); code != http.StatusRequestTimeout {
		t.Errorf("a stranger who sends no more: %d, want 408", code)
	}
	if _, err := io.WriteString(known, body[part:]); err != nil {
		t.Fatal(err)
	}
	if code := answer(known); code != http.StatusSeeOther {
		t.Errorf("who has signed in and sends slowly: %d, want 303", code)
	}
}
