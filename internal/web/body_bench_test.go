package web_test

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"
)

// hostile is how many bodies come at once.
const hostile = 200

// BenchmarkBodies sends 200 bodies at once that were made to take up memory, and
// reports how much the process takes at most, and once they are gone, over what it
// took before. Its senders take little of that: they write the same bytes again.
func BenchmarkBodies(b *testing.B) {
	s := newSite(b)
	s.server.Log = slog.New(slog.DiscardHandler)
	s.serve(b)
	packed, err := os.ReadFile("testdata/256MiB.br")
	if err != nil {
		b.Fatal(err)
	}
	salma := s.as(b, "salma").get("/me")
	cookies := ""
	for _, k := range salma.jar.Cookies(home) {
		cookies += k.Name + "=" + k.Value + "; "
	}
	head := func(path, kind string, length int, more string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n", path, kind, length, more)
	}
	const file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
	for _, c := range []struct {
		name, head, first, again string
		length                   int
		held                     bool // half is sent, and the rest once all have sent that
	}{
		{"brotli-of-256-MiB", head("/me", "text/plain", len(packed), "Content-Encoding: br\r\n"), string(packed), "", len(packed), false},
		{"12-MB-of-fields", head("/sign-in", formType, 12<<20, ""), "", "a=&", 12 << 20, false},
		{"12-MB-of-parts", head("/sign-in", "multipart/form-data; boundary=x", 12<<20, ""), "", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", 12 << 20, false},
		{"16-kB-of-fields", head("/sign-in", formType, 16<<10, ""), "", "a=&", 16 << 10, false},
		{"12-MB-held-by-strangers", head("/verify/file", "multipart/form-data; boundary=x", 12<<20, ""), file, "aaaaaaaaaaaaaaaa", 12 << 20, true},
		{"12-MB-held-by-one-learner", head("/learning/basics/sheet/work", "multipart/form-data; boundary=x", 12<<20, "Cookie: "+cookies+"\r\n"), file, "aaaaaaaaaaaaaaaa", 12 << 20, true},
	} {
		b.Run(c.name, func(b *testing.B) {
			debug.FreeOSMemory()
			before := resident()
			var peak, after float64
			for b.Loop() {
				most, stop := watchMemory()
				var all, half sync.WaitGroup
				half.Add(hostile)
				for range hostile {
					all.Go(func() { s.pour(c.head+c.first, c.again, c.length-len(c.first), c.held, &half) })
				}
				all.Wait()
				stop()
				peak = max(peak, most()-before)
				debug.FreeOSMemory()
				after = resident() - before
			}
			b.ReportMetric(peak, "peak-MB")
			b.ReportMetric(after, "left-MB")
		})
	}
}

// pour sends a request whose body goes on with the same bytes, and reads what the
// answer is until the connection ends.
func (s *site) pour(first, again string, length int, held bool, half *sync.WaitGroup) {
	reached := sync.OnceFunc(half.Done)
	defer reached()
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		return
	}
	defer c.Close()
	answered := make(chan struct{})
	go func() { _, _ = io.Copy(io.Discard, c); close(answered) }()
	block := ""
	if again != "" {
		block = strings.Repeat(again, 32<<10/len(again))
	}
	if _, err := io.WriteString(c, first); err != nil {
		return
	}
	for sent := 0; sent < length && block != ""; sent += len(block) {
		if held && sent >= length/2 {
			reached()
			half.Wait()
		}
		if _, err := io.WriteString(c, block[:min(len(block), length-sent)]); err != nil {
			break
		}
	}
	<-answered
}

// watchMemory looks at what the process takes until stop is called; most returns
// the most of it.
func watchMemory() (most func() float64, stop func()) {
	var peak float64
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.Tick(2 * time.Millisecond); ; {
			peak = max(peak, resident())
			select {
			case <-tick:
			case <-end:
				return
			}
		}
	}()
	return func() float64 { return peak }, func() { close(end); <-ended }
}
