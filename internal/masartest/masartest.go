// Package masartest sets tests up: a database, an app at noon, sample people.
//
// Databases are SQLite files, each a copy of one that was migrated once; with
// MASAR_TEST_POSTGRES set to the address of a database, they are schemas of
// their own in that one, and with MASAR_TEST_REDIS the queue is that server's.
package masartest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/app/core"
	"masar/internal/auth"
	"masar/internal/certificate"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/signet"
	"masar/internal/store"
	"masar/internal/workshop"
)

// Noon is what the clock shows in tests: Sunday 22 November 2026, twelve
// o'clock in Muscat.
var Noon = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

// Zone is the zone of the people in tests.
var Zone = time.FixedZone("Asia/Muscat", 4*60*60)

// Password is the password of everyone in tests.
const Password = "correct horse battery"

// DB returns an empty database with the schema, gone when the test ends.
func DB(t testing.TB) *store.DB {
	t.Helper()
	dsn := sqlite(t)
	if pg := os.Getenv("MASAR_TEST_POSTGRES"); pg != "" {
		dsn = postgres(t, pg)
	}
	db, err := store.Open(dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

// Again opens the database of a test once more, as another process would.
func Again(t testing.TB, db *store.DB) *store.DB {
	t.Helper()
	var where string
	query := "SELECT file FROM pragma_database_list WHERE name = 'main'"
	if db.Postgres() {
		query = "SELECT current_schema()"
	}
	if err := db.R.NewRaw(query).Scan(t.Context(), &where); err != nil {
		t.Fatal(err)
	}
	dsn := where + "?_pragma=synchronous(OFF)"
	if db.Postgres() {
		dsn = inSchema(t, os.Getenv("MASAR_TEST_POSTGRES"), where)
	}
	again, err := store.Open(dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	return again
}

var template = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "masartest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	db, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	err = db.Migrate(context.Background())
	db.Close()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// sqlite returns the address of a copy of the migrated template. What a test
// writes need not outlive a power cut.
func sqlite(t testing.TB) string {
	t.Helper()
	body, err := template()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "masar.db")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path + "?_pragma=synchronous(OFF)"
}

// postgres makes a schema for the test in the database at the address.
func postgres(t testing.TB, address string) string {
	t.Helper()
	admin, err := store.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(t.Name() + fmt.Sprint(os.Getpid(), time.Now().UnixNano())))
	schema := fmt.Sprintf("test_%x", sum[:8])
	if _, err := admin.W.NewRaw("CREATE SCHEMA " + schema).Exec(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = admin.W.NewRaw("DROP SCHEMA " + schema + " CASCADE").Exec(context.Background())
		admin.Close()
	})
	return inSchema(t, address, schema)
}

// inSchema returns the address of a schema in the database at an address.
func inSchema(t testing.TB, address, schema string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// An Outside is what an app in a test meets beyond the house: its mail server
// and its printer. Fail makes the mail server refuse.
type Outside struct {
	Mails []notice.Mail
	Fail  error
}

// Send keeps the mail, or fails.
func (o *Outside) Send(_ context.Context, m notice.Mail, _ *notice.Attachment) error {
	if o.Fail == nil {
		o.Mails = append(o.Mails, m)
	}
	return o.Fail
}

// Press is that of somebody who has no fonts.
func (o *Outside) Press() certificate.Press { return certificate.Press{Layout: 1} }

// Certificate prints a certificate as its serial number and its design.
func (o *Outside) Certificate(w io.Writer, p certificate.Paper) error {
	_, err := fmt.Fprintln(w, "%PDF", p.Record.Serial, p.Address(), p.Design.Digest(), len(p.Pictures))
	return err
}

// Picture draws a certificate as its title.
func (o *Outside) Picture(w io.Writer, p certificate.Paper) error {
	_, err := fmt.Fprintln(w, "<svg>", p.Design.Ar.Title, len(p.Pictures))
	return err
}

// Deliver prints a certificate as its serial number, its design and who signs it.
func (o *Outside) Deliver(w io.Writer, d certificate.Delivery) error {
	_, err := fmt.Fprintln(w, "%PDF", d.Record.Serial, d.Address(), d.Design.Digest(), d.Seal.Key.ID, d.Stamp.ID)
	return err
}

// SignInSheet prints a sheet as the names on it.
func (o *Outside) SignInSheet(w io.Writer, s workshop.Sheet) error {
	_, err := fmt.Fprintln(w, "%PDF", s.Session.In(s.Lang), s.People)
	return err
}

// Transcript prints a training record as its serial numbers.
func (o *Outside) Transcript(w io.Writer, t certificate.Transcript, site string, stamp signet.Stamp) error {
	for _, c := range t.Contents.Lines {
		if _, err := fmt.Fprintln(w, "%PDF", c.Serial, certificate.VerifyURL(site, t.Code), stamp.ID); err != nil {
			return err
		}
	}
	return nil
}

// Unprintable finds nothing but question marks unprintable.
func (o *Outside) Unprintable(text string) (missing []rune) {
	if strings.Contains(text, "?") {
		missing = append(missing, '?')
	}
	return missing
}

// Letter words a notice as its kind.
func (o *Outside) Letter(n notice.Notice, p people.Person, site string) (subject, body string) {
	return string(n.Kind), p.Name(p.Lang) + "\n" + site + n.Link
}

// App returns an app at noon on an empty database. Ids are id1, id2, …, chance
// is the same each time, and what it sends piles up in the returned Outside.
func App(t testing.TB) (*app.App, *Outside) {
	t.Helper()
	return appOn(t, DB(t))
}

func appOn(t testing.TB, db *store.DB) (*app.App, *Outside) {
	o, chance := new(Outside), new(chance)
	return On(t, db, core.App{
		Now:       func() time.Time { return Noon },
		NewID:     chance.id,
		Random:    chance.read,
		Zone:      Zone,
		Site:      "https://masar.example",
		Passwords: &auth.Passwords{Memory: 64},
		Letters:   o,
		Printer:   o,
		Mailer:    o,
	}), o
}

var databases sync.Map // of the apps in tests

// On returns the app that works on db, until the test ends.
func On(t testing.TB, db *store.DB, a core.App) *app.App {
	on := app.New(a, db)
	databases.Store(on, db)
	t.Cleanup(func() { databases.Delete(on) })
	return on
}

// DBOf returns the database of an app that On returned.
func DBOf(a *app.App) *store.DB {
	db, _ := databases.Load(a)
	return db.(*store.DB)
}

// Direct returns what writes to the database of an app, each statement by itself.
func Direct(a *app.App) *store.Tx { return DBOf(a).Alone() }

// Work performs every job that is due now, and those that follow, until none
// is left. A job that fails stays claimed, for another try.
func Work(t testing.TB, a *app.App) (failed []error) {
	t.Helper()
	for {
		var jobs []store.Job
		for _, lane := range []store.Lane{store.Work, store.Mails} {
			js, err := a.ClaimJobs(t.Context(), lane, 100)
			if err != nil {
				t.Fatal(err)
			}
			jobs = append(jobs, js...)
		}
		if len(jobs) == 0 {
			return failed
		}
		for _, j := range jobs {
			if err := a.Perform(t.Context(), j.ID); err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", j.ID, err))
			}
		}
	}
}

// A chance gives ids in order and bytes that look random and are the same in
// every run.
type chance struct {
	mu  sync.Mutex
	ids int
	n   uint64
}

func (c *chance) id() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ids++
	return fmt.Sprintf("id%d", c.ids)
}

func (c *chance) read(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(b) > 0 {
		c.n++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("chance"), c.n))
		b = b[copy(b, sum[:]):]
	}
}

// Skip skips the test unless the environment variable is set, naming it.
func Skip(t testing.TB, variable string) string {
	t.Helper()
	v := strings.TrimSpace(os.Getenv(variable))
	if v == "" {
		t.Skipf("%s is not set", variable)
	}
	return v
}
