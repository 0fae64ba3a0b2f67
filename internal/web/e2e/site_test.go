package e2e

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"masar/assets"
	"masar/courses"
	"masar/internal/access"
	"masar/internal/app"
	"masar/internal/auth"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/demo"
	"masar/internal/jobs"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/web"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
)

// A site is the whole program, on a port of the loopback: the demonstration
// house, whose morning it is for ever.
type site struct {
	url       string
	app       *app.App
	routes    []string // paths of pages
	posts     []string // paths that take forms
	passwords map[string]string
	log       *lockedBuffer

	mu      sync.Mutex
	visited map[string]int // by route
}

type shipped struct {
	courses []catalog.Course
	media   map[string][]byte
	terms   []catalog.Term
	paths   []catalog.Path
}

var load = sync.OnceValues(func() (s shipped, err error) {
	if s.courses, s.media, err = courseware.LoadAll(courses.FS); err != nil {
		return s, err
	}
	if s.terms, err = courseware.Glossary(courses.FS); err != nil {
		return s, err
	}
	s.paths, err = courseware.Paths(courses.FS)
	return s, err
})

// newSite starts a site, which stops when the test ends.
func newSite(t *testing.T) *site {
	t.Helper()
	chrome(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	door, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	s := &site{url: "http://" + door.Addr().String(), visited: map[string]int{}, log: new(lockedBuffer)}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	printer, err := letter.NewPrinter(masartest.Zone)
	must(err)
	began := time.Now()
	a, _ := masartest.App(t)
	a.Now = func() time.Time { return masartest.Noon.Add(time.Since(began)).Truncate(time.Microsecond) }
	a.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	a.Site, a.Passwords, a.Letters, a.Printer, a.Mailer = s.url, &auth.Passwords{Memory: 64}, letter.Writer{Zone: masartest.Zone}, printer, nil
	s.app = a

	ship, err := load()
	must(err)
	for _, c := range ship.courses {
		must(a.PublishShipped(t.Context(), c, ship.media))
	}
	dir := t.TempDir()
	must(demo.Fill(t.Context(), a, dir, io.Discard))
	s.passwords = readPasswords(t, filepath.Join(dir, demo.File))

	queue, closeQueue, err := jobs.Open("")
	must(err)
	relay := jobs.NewRelay(queue, log)
	relay.App, a.Wake = a, relay.Wake
	worker := &jobs.Worker{App: a, Queue: queue, Log: log}
	must(worker.Start())
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { relay.Run(ctx) })

	policy, err := access.Load(assets.Policy)
	must(err)
	f := web.Handler(&kit.Site{
		App: a, Policy: policy, Log: log, Terms: ship.terms, Paths: ship.paths, Lexicon: courseware.NewLexicon(ship.terms),
	})
	for _, r := range f.GetRoutes(true) {
		switch r.Method {
		case fiber.MethodGet:
			s.routes = append(s.routes, r.Path)
		case fiber.MethodPost:
			s.posts = append(s.posts, r.Path)
		}
	}
	running.Go(func() { _ = f.Listener(door) })
	t.Cleanup(func() {
		_ = f.Shutdown()
		cancel()
		running.Wait()
		worker.Stop()
		closeQueue()
		if t.Failed() {
			t.Log(s.log.String())
		}
	})
	return s
}

func readPasswords(t *testing.T, path string) map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		out[row[2]] = row[3]
	}
	return out
}

// route returns the route that a path belongs to, or "".
func (s *site) route(path string) string {
	i := slices.IndexFunc(s.routes, func(r string) bool { return fiber.RoutePatternMatch(path, r) })
	if i < 0 {
		return ""
	}
	return s.routes[i]
}

// visit counts a visit to the path.
func (s *site) visit(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.visited[s.route(path)]++
}

// A lockedBuffer is a buffer that many may write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
