// Package store holds every query, one file a noun, and runs the same on SQLite
// and PostgreSQL.
//
// A DB hands out two things: a Reader, which has every query, and within Tx a
// transaction, which has the queries and everything that changes a row. Only
// package app is given a DB, so whoever holds a Reader cannot write. A query that
// finds rows which belong to an agency takes a people.Scope and finds nothing
// outside it.
//
// What is stored outlasts the program. Columns of JSON have keys of their own,
// written out in the tag of each field, and words stand for what is one of
// several; testdata has every form and every word, and databases of earlier
// programs are read. Package catalog says how.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"masar/internal/catalog"
	"masar/internal/people"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite"
)

// A Reader answers queries: outside a transaction as the database stands, within
// one as that transaction sees it.
type Reader struct {
	q         bun.IDB
	inTx      bool
	added     bool // a version, within this transaction, which may yet undo it
	constants *constants
}

// A Tx is one transaction: it reads, and it writes.
type Tx struct {
	Reader
}

// A DB is the database. SQLite takes one writer at a time, so writing has a
// connection of its own, W, and readers share others, R; on PostgreSQL the two
// are one.
type DB struct {
	Reader
	W, R *bun.DB
}

// constants hold what was read before and never changes: of each kind, what was
// asked for last.
type constants struct {
	courses  *lru.Cache[string, catalog.Course] // versions, by "id version"
	drawings *lru.Cache[string, Drawing]        // by the name of the template
	secrets  *lru.Cache[string, string]         // by name
}

// How many are held of each kind. A version takes some 100 KB; a drawing has
// pictures, of 4 MB at most each.
const (
	mostCourses  = 256
	mostDrawings = 32
	mostSecrets  = 16
)

func newConstants() *constants {
	return &constants{held[catalog.Course](mostCourses), held[Drawing](mostDrawings), held[string](mostSecrets)}
}

// held returns a cache of the n that were asked for last.
func held[T any](n int) *lru.Cache[string, T] {
	c, err := lru.New[string, T](n)
	if err != nil {
		panic(err) // n is not positive
	}
	return c
}

// newDB returns the database that writes through one pool and reads through
// another.
func newDB(w, r *bun.DB) *DB {
	return &DB{Reader: Reader{q: r, constants: newConstants()}, W: w, R: r}
}

// Open opens the database at dsn: postgres://… or the path of a SQLite file.
func Open(dsn string) (*DB, error) {
	if IsPostgres(dsn) {
		return openPostgres(dsn)
	}
	return openSQLite(dsn)
}

// IsPostgres reports whether dsn is the address of a PostgreSQL database.
func IsPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// openPostgres uses pgx's simple protocol: bun writes arguments into the text
// of a query, which makes preparing each text once more work for nothing.
func openPostgres(dsn string) (*DB, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	q := u.Query()
	if !q.Has("default_query_exec_mode") {
		q.Set("default_query_exec_mode", "simple_protocol")
	}
	u.RawQuery = q.Encode()
	cfg, err := pgx.ParseConfig(u.String())
	if err != nil {
		return nil, err
	}
	pool := openLimited(cfg)
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(20)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db := bun.NewDB(pool, pgdialect.New())
	return newDB(db, db), nil
}

func openSQLite(path string) (*DB, error) {
	if err := keepPrivate(path); err != nil {
		return nil, err
	}
	writer, err := sql.Open("sqlite", sqliteDSN(path)+"&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	// The writer creates the file, which a reader may not, and counts the tables
	// that have no statistics yet.
	if _, err := writer.Exec("PRAGMA optimize=0x10002"); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Join(err, writer.Close()))
	}
	reader, err := sql.Open("sqlite", sqliteDSN(path)+"&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	reader.SetMaxOpenConns(4)
	reader.SetMaxIdleConns(4)
	return newDB(bun.NewDB(writer, sqlitedialect.New()), bun.NewDB(reader, sqlitedialect.New())), nil
}

// keepPrivate makes the file of a database, unless it is there, readable by its
// owner alone, and takes it away from everybody else. SQLite gives the files
// beside it the same mode.
func keepPrivate(path string) error {
	file, _, _ := strings.Cut(path, "?")
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return f.Chmod(info.Mode().Perm() &^ 0o007)
}

// sqliteDSN sets the pragmas in the address rather than by query, so that
// every pooled connection has them. FULL: a commit outlives a power cut.
func sqliteDSN(path string) string {
	file, query, _ := strings.Cut(path, "?")
	q, _ := url.ParseQuery(query)
	q["_pragma"] = append([]string{
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"temp_store(2)", "cache_size(-32000)", "mmap_size(268435456)",
	}, q["_pragma"]...)
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

// Close closes the database.
func (db *DB) Close() error {
	if db.R == db.W {
		return db.W.Close()
	}
	// A database that cannot count its tables closes all the same.
	return errors.Join(db.R.Close(), db.Optimize(context.Background()), db.W.Close())
}

// Optimize has SQLite count the tables that have changed much since they were
// last counted, which is what its planner goes by. It looks at some rows of each
// index, so it takes milliseconds. PostgreSQL does so by itself.
func (db *DB) Optimize(ctx context.Context) (err error) {
	defer wrap(&err, "optimize")
	if db.Postgres() {
		return nil
	}
	_, err = db.W.ExecContext(ctx, "PRAGMA optimize")
	return err
}

// Ping reports whether the database answers.
func (db Reader) Ping(ctx context.Context) (err error) {
	defer wrap(&err, "ping")
	_, err = db.q.NewRaw("SELECT 1").Exec(ctx)
	return err
}

// Postgres reports whether the database is PostgreSQL.
func (db Reader) Postgres() bool { return db.q.Dialect().Name() == dialect.PG }

// tries is how often a transaction that PostgreSQL gave up, so that others could
// go on, is made in all.
const tries = 5

// Tx runs f in a transaction, which commits if f returns nil. Within f only tx
// may be used: on SQLite the database itself would wait for it. Where PostgreSQL
// finds that two transactions wait for one another, or cannot both be, it gives
// one up; that one is made again, so f must change nothing outside tx that it
// cannot change twice. ErrChanged is returned if it is given up each time.
func (db *DB) Tx(ctx context.Context, f func(tx *Tx) error) (err error) {
	for range tries {
		err = db.W.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
			return f(&Tx{Reader{q: tx, inTx: true, constants: db.constants}})
		})
		if !givenUp(err) {
			break
		}
	}
	return translate(err)
}

// Alone returns a Tx whose every statement is a transaction of its own. Tests use
// it to set the scene, and to spoil it.
func (db *DB) Alone() *Tx { return &Tx{Reader{q: db.W, constants: db.constants}} }

// Raw is a statement as it is written. Tests use it.
func (tx *Tx) Raw(query string, args ...any) *bun.RawQuery { return tx.q.NewRaw(query, args...) }

// removeSome removes up to n rows of a table, by its key, for which the condition
// on one argument holds, and returns how many it was.
func (tx *Tx) removeSome(ctx context.Context, table, key, where string, arg any, n int) (gone int, err error) {
	columns := strings.Trim(key, "()")
	res, err := tx.q.NewRaw("DELETE FROM "+table+" WHERE "+key+" IN (SELECT "+columns+" FROM "+table+" WHERE "+where+" LIMIT ?)", arg, n).Exec(ctx)
	if err != nil {
		return 0, err
	}
	rows, err := res.RowsAffected()
	return int(rows), err
}

// A condition is what a query asks of its rows, with what stands for its marks.
type condition struct {
	text string
	args []any
}

// inScope asks that the agency whose id a column has is in scope, which neither
// is without bound nor a person's own.
func inScope(s people.Scope, agency string) condition {
	ids, under := s.Agencies()
	if len(under) == 0 {
		return condition{agency + " IN (?)", []any{bun.List(ids)}}
	}
	reach := isAgency(s, "reach")
	return condition{agency + " IN (SELECT reach.id FROM agencies AS reach WHERE " + reach.text + ")", reach.args}
}

// isAgency asks that an agency, of the table of that name, is in scope. Those under
// a path are one stretch of the index of paths.
func isAgency(s people.Scope, table string) condition {
	ids, under := s.Agencies()
	var c condition
	for _, path := range under {
		c.or("? >= ? AND ? < ?", bun.Ident(table+".path"), path, bun.Ident(table+".path"), after(path))
	}
	if len(ids) > 0 || len(under) == 0 {
		c.or("? IN (?)", bun.Ident(table+".id"), bun.List(ids))
	}
	return condition{"(" + c.text + ")", c.args}
}

// after returns the first text that is greater than all that begin with a path:
// texts are compared by bytes, and the one after its last slash is a zero.
func after(path string) string { return path[:len(path)-1] + "0" }

// or adds another way for c to hold.
func (c *condition) or(text string, args ...any) {
	if c.text != "" {
		c.text += " OR "
	}
	c.text, c.args = c.text+text, append(c.args, args...)
}

// agencies narrows q, over the table of agencies, to those in scope.
func agencies(s people.Scope) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		if s.All() {
			return q
		}
		in := isAgency(s, "agency")
		return q.Where(in.text, in.args...)
	}
}

// within narrows q to the rows in scope: those of its agencies, or of its person.
func within(s people.Scope) func(*bun.SelectQuery) *bun.SelectQuery {
	return scoped(s, "?TableAlias.agency_id", "?TableAlias.person_id")
}

// scoped narrows q to the rows in scope, by the given columns.
func scoped(s people.Scope, agency, person string) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		switch {
		case s.All():
			return q
		case s.Person() != "":
			return q.Where(person+" = ?", s.Person())
		}
		in := inScope(s, agency)
		return q.Where(in.text, in.args...)
	}
}

// forUpdate locks the rows a transaction is about to change. SQLite has one writer
// and needs no lock.
func (db Reader) forUpdate(q *bun.SelectQuery) *bun.SelectQuery {
	if db.inTx && db.Postgres() {
		return q.For("UPDATE OF ?TableAlias")
	}
	return q
}

// like returns the pattern that finds the folded text anywhere in a column,
// and its escape character's clause goes with LIKE ? ESCAPE '!'.
func like(folded string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(folded) + "%"
}
