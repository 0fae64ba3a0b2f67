package web_test

import (
	"bufio"
	"context"
	"database/sql/driver"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"masar/internal/masartest"

	"modernc.org/sqlite"
)

// lines are those of a log, as they are written.
type lines chan string

func (l lines) Write(b []byte) (int, error) {
	l <- string(b)
	return len(b), nil
}

// next returns the next line; a test that waits too long for it fails.
func (l lines) next(t testing.TB) string {
	t.Helper()
	select {
	case line := <-l:
		return line
	case <-time.After(time.Minute):
		t.Fatal("no line in the log")
		return ""
	}
}

// A slow site is one on which a query for notices ends only once release is called.
type slow struct {
	*site
	log     lines
	span    atomic.Int64 // how long a request may take
	begun   func()       // waits until a query for notices runs
	stopped func()       // waits until none does
	release func()
}

// newSlow returns a slow site, and a browser of salma's that has a page of it.
func newSlow(t *testing.T) (*slow, *browser) {
	t.Helper()
	s := &slow{site: newSite(t), log: make(lines, 100)}
	s.span.Store(int64(time.Hour))
	s.server.Log = slog.New(slog.NewTextHandler(s.log, nil))
	s.server.Glance = time.Millisecond
	s.server.Span = func(string) time.Duration { return time.Duration(s.span.Load()) }
	s.serve(t)
	b := s.as(t, "salma").get("/me")
	if s.App.Store.Postgres() {
		s.begun, s.stopped, s.release = s.lock(t, "notices", "ACCESS EXCLUSIVE")
	} else {
		s.gate(t)
	}
	for len(s.log) > 0 {
		<-s.log
	}
	return s, b
}

// lock locks a table of PostgreSQL in another session, until release is called.
func (s *slow) lock(t *testing.T, table, mode string) (waits, free, release func()) {
	t.Helper()
	db := masartest.Again(t, masartest.DBOf(s.App))
	tx, err := db.W.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), "LOCK TABLE "+table+" IN "+mode+" MODE"); err != nil {
		t.Fatal(err)
	}
	release = sync.OnceFunc(func() { _ = tx.Rollback() })
	t.Cleanup(release)
	until := func(want bool) func() {
		return func() {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for got := !want; got != want; {
				if err := db.R.NewRaw("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = ?::regclass", table).Scan(ctx, &got); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return until(true), until(false), release
}

// gates are where queries of SQLite wait, by number.
var gates sync.Map

type gate struct {
	reached chan struct{}
	open    atomic.Bool
}

func init() {
	sqlite.MustRegisterScalarFunction("test_gate", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		at, _ := gates.Load(args[0])
		g := at.(*gate)
		select {
		case g.reached <- struct{}{}:
		default:
		}
		if g.open.Load() {
			return int64(1), nil
		}
		return int64(0), nil
	})
}

var gateNumber atomic.Int64

// gate puts a view in place of the notices, which goes on until its gate is open.
func (s *slow) gate(t *testing.T) {
	t.Helper()
	n, g := gateNumber.Add(1), &gate{reached: make(chan struct{}, 1)}
	gates.Store(n, g)
	t.Cleanup(func() { gates.Delete(n) })
	for _, q := range []string{
		"ALTER TABLE notices RENAME TO mislaid",
		fmt.Sprintf(`CREATE VIEW notices AS SELECT m.* FROM (
			WITH RECURSIVE turns(open) AS (SELECT test_gate(%d) UNION ALL SELECT test_gate(%[1]d) FROM turns WHERE open = 0)
			SELECT max(open) AS open FROM turns) g CROSS JOIN mislaid m WHERE g.open = 1`, n),
	} {
		if _, err := masartest.DBOf(s.App).W.NewRaw(q).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	s.begun, s.stopped = func() { <-g.reached }, func() {} // it returns before the line is written
	s.release = func() { g.open.Store(true) }
	t.Cleanup(s.release)
}

// ask sends a request of the browser over a connection of its own.
func (s *slow) ask(t *testing.T, b *browser, request, more string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	var cookies []string
	for _, k := range b.jar.Cookies(home) {
		cookies = append(cookies, k.Name+"="+k.Value)
	}
	if _, err := io.WriteString(c, request+" HTTP/1.1\r\nHost: example.com\r\nOrigin: http://example.com\r\nCookie: "+strings.Join(cookies, "; ")+"\r\n"+more); err != nil {
		t.Fatal(err)
	}
	return c
}

func checkLine(t *testing.T, line string, want, not []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(line, w) {
			t.Errorf("the line does not say %s: %s", w, line)
		}
	}
	for _, n := range not {
		if strings.Contains(line, n) {
			t.Errorf("the line says %s: %s", n, line)
		}
	}
}

// A client that leaves stops its query, which is one line of the log and no error of
// ours.
func TestClientThatLeft(t *testing.T) {
	s, b := newSlow(t)
	c := s.ask(t, b, "GET /notices", "\r\n")
	s.begun()
	c.Close()
	checkLine(t, s.log.next(t), []string{"level=WARN", "route=/notices", "status=499", "stopped=client-left", "who=salma"}, []string{"err=", "level=ERROR"})
	s.stopped()
	if n := len(s.log); n > 0 {
		t.Errorf("%d lines more: %s", n, <-s.log)
	}
}

// A client that stays gets its answer, however long that takes, and what it sends
// meanwhile is the next request.
func TestPatientClient(t *testing.T) {
	s, b := newSlow(t)
	c := s.ask(t, b, "GET /notices", "\r\n")
	s.begun()
	if _, err := io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: example.com\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	left := s.ask(t, b, "GET /notices", "\r\n") // meanwhile another leaves, and is found to have
	left.Close()
	checkLine(t, s.log.next(t), []string{"stopped=client-left"}, nil)
	s.release()
	r := bufio.NewReader(c)
	for _, want := range []string{"<!doctype html>", "ok"} {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK || !strings.HasPrefix(string(body), want) {
			t.Errorf("%d %.60s %v, want %s", res.StatusCode, body, err, want)
		}
		checkLine(t, s.log.next(t), []string{"level=INFO", "status=200"}, []string{"stopped="})
	}
}

// When its time is over a request is stopped and says so, with its number, in the
// language and the form of its sender; in the log it is no error of ours.
func TestDeadline(t *testing.T) {
	s, b := newSlow(t)
	s.span.Store(int64(100 * time.Millisecond))
	for _, c := range []struct{ name, address, accept, kind, says string }{
		{"Arabic", "/notices?lang=ar", "text/html", "text/html", "طال تنفيذ طلبك"},
		{"English", "/notices?lang=en", "text/html", "text/html", "took longer than it may"},
		{"a program", "/notices?lang=en", "application/problem+json", "application/problem+json", "took longer than it may"},
		{"plain text", "/notices?lang=en", "text/plain", "text/plain", "took longer than it may"},
	} {
		conn := s.ask(t, b, "GET "+c.address, "Accept: "+c.accept+"\r\n\r\n")
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		body, err := io.ReadAll(res.Body)
		id := res.Header.Get("X-Request-ID")
		if err != nil || res.StatusCode != http.StatusServiceUnavailable || !strings.HasPrefix(res.Header.Get("Content-Type"), c.kind) || res.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d %v %v", c.name, res.StatusCode, res.Header, err)
		}
		if !strings.Contains(string(body), c.says) || id == "" || !strings.Contains(string(body), id) {
			t.Errorf("%s: %s does not say %q and %s", c.name, body, c.says, id)
		}
		checkLine(t, s.log.next(t), []string{"level=WARN", "id=" + id, "status=503", "stopped=deadline", " err="}, []string{"level=ERROR"})
	}
	s.stopped()
	if n := len(s.log); n > 0 {
		t.Errorf("%d lines more: %s", n, <-s.log)
	}
}

// What a form has begun goes on though its sender leaves, who may have closed the
// window because all was said.
func TestFormOfAClientThatLeft(t *testing.T) {
	s, b := newSlow(t)
	db := masartest.DBOf(s.App)
	form := "csrf=" + b.token + "&lang=en&digits=latn"
	waits, release := s.holdWriting(t)
	c := s.ask(t, b, "POST /me", fmt.Sprintf("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", len(form), form))
	waits()
	c.Close()
	reader := s.ask(t, b, "GET /notices", "\r\n")
	s.begun()
	reader.Close()
	checkLine(t, s.log.next(t), []string{"route=/notices", "stopped=client-left"}, nil)
	release()
	checkLine(t, s.log.next(t), []string{"method=POST", "route=/me", "status=303"}, []string{"stopped="})
	var lang string
	if err := db.R.NewRaw("SELECT lang FROM people WHERE id = 'salma'").Scan(t.Context(), &lang); err != nil || lang != "en" {
		t.Errorf("language %q, %v", lang, err)
	}
}

// holdWriting keeps people from being changed until release is called; waits returns
// when somebody tries to.
func (s *slow) holdWriting(t *testing.T) (waits, release func()) {
	t.Helper()
	if s.App.Store.Postgres() {
		waits, _, release = s.lock(t, "people", "SHARE")
		return waits, release
	}
	w := masartest.DBOf(s.App).W
	conn, err := w.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := w.Stats().WaitCount
	return func() {
		for w.Stats().WaitCount == before {
			if t.Context().Err() != nil {
				t.Fatal("nobody waits")
			}
		}
	}, sync.OnceFunc(func() { conn.Close() })
}
