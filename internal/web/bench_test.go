package web_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"testing"
	"time"

	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/store"
)

// A client is one person in front of the site, over HTTP on the loopback.
type client struct {
	b     *testing.B
	http  http.Client
	url   string
	token string
}

// newClient serves the site and returns a client in which the person with the
// given id has signed in.
func (s *site) newClient(b *testing.B, id string) *client {
	b.Helper()
	s.server.Unmetered = true // nobody presses as often as is measured
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s.server.Log = slog.New(slog.DiscardHandler)
	served := make(chan error, 1)
	go func() { served <- s.app.Listener(door) }()
	b.Cleanup(func() {
		_ = s.app.Shutdown()
		<-served
	})
	jar, _ := cookiejar.New(nil)
	c := &client{b: b, url: "http://" + door.Addr().String(), http: http.Client{Jar: jar}}
	c.get("/sign-in")
	c.post("/sign-in", "name", id, "password", masartest.Password, "back", "/")
	return c
}

// get opens a page and returns it.
func (c *client) get(path string) string {
	c.b.Helper()
	res, err := c.http.Get(c.url + path)
	return c.read(res, err)
}

// post sends a form, as scripts do once the token is known.
func (c *client) post(path string, pairs ...string) string {
	c.b.Helper()
	form := url.Values{"csrf": {c.token}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	res, err := c.http.PostForm(c.url+path, form)
	return c.read(res, err)
}

func (c *client) read(res *http.Response, err error) string {
	c.b.Helper()
	if err != nil {
		c.b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		c.b.Fatal(res.Request.URL.Path, res.StatusCode, err)
	}
	if m := tokens.FindSubmatch(body); m != nil {
		c.token = string(m[1])
	}
	return res.Request.URL.Path
}

// timed runs f as often as the benchmark asks, and reports the median and the
// 99th percentile in milliseconds.
func timed(b *testing.B, f func()) {
	b.Helper()
	f() // what is read or compiled once is not counted
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		f()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[(len(took)-1)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[(len(took)-1)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkLearner measures what learners do: pages opened, an answer saved,
// both from the request on the wire to the answer on it, and a certificate
// downloaded.
func BenchmarkLearner(b *testing.B) {
	s := newSite(b)
	s.Publish(b, masartest.Course())
	v := s.Viewer(b, "salma")
	if _, err := s.App.Enrol(b.Context(), v, "basics"); err != nil {
		b.Fatal(err)
	}
	c := s.newClient(b, "salma")
	for _, page := range []struct{ name, path string }{{"home", "/"}, {"lesson", "/learning/basics/read"}} {
		b.Run(page.name, func(b *testing.B) { timed(b, func() { c.get(page.path) }) })
	}
	c.get("/learning/basics/check")
	attempt := c.post("/learning/basics/check/attempts")
	n := 0
	b.Run("answer", func(b *testing.B) {
		timed(b, func() {
			n++
			c.post(attempt+"/answers/q1", "auto", "1", "answer", []string{"right", "wrong"}[n%2], "go", "stay")
		})
	})
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		b.Fatal(err)
	}
	id := s.Complete(b, "badr")
	s.App.Printer = printer
	c = s.newClient(b, "badr")
	b.Run("certificate", func(b *testing.B) { timed(b, func() { c.get("/certificates/" + id + "/pdf") }) })
}

// BenchmarkHR measures what HR officers do, with 100,000 enrolments in 65
// agencies: the officer over all of them, and that of one.
func BenchmarkHR(b *testing.B) {
	s := newSite(b)
	masartest.Crowd(b, masartest.DBOf(s.App), 65, 100_000)
	hash, err := s.App.Passwords.Hash(masartest.Password)
	if err != nil {
		b.Fatal(err)
	}
	for _, who := range []struct{ name, id string }{{"all", "hr-0"}, {"agency", "hr-7"}} {
		if err := masartest.Direct(s.App).SaveAccount(b.Context(), store.Account{PersonID: who.id, Password: hash, SetAt: masartest.Noon}); err != nil {
			b.Fatal(err)
		}
		c := s.newClient(b, who.id)
		for _, page := range []struct{ name, path string }{
			{"report", "/hr"}, {"report-late", "/hr?state=late"}, {"csv", "/hr/report.csv"}, {"xlsx", "/hr/report.xlsx"}, {"people", "/hr/people"},
		} {
			b.Run(page.name+"/"+who.name, func(b *testing.B) { timed(b, func() { c.get(page.path) }) })
		}
		for _, page := range []struct{ name, path string }{{"report-search", "/hr"}, {"people-search", "/hr/people"}} {
			b.Run(page.name+"/"+who.name, func(b *testing.B) { timed(b, func() { c.post(page.path, "q", "فاطمه الهنائية") }) })
		}
	}
}
