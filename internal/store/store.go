// Package store remembers. It holds every query, one file a noun, and runs the
// same on SQLite and PostgreSQL.
//
// What is stored outlasts the program. Columns of JSON have keys of their own,
// written out in the tag of each field, and words stand for what is one of
// several; testdata has every form and every word, and databases of earlier
// programs are read. Package catalog says how.
//
// A method that reads rows which belong to an agency takes a people.Scope and
// finds nothing outside it. A method that changes something is called by
// package app alone, on the DB that Tx hands over.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"masar/internal/people"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite"
)

// DB is the database, or within Tx one transaction on it. SQLite takes one
// writer at a time, so it has a connection of its own, and readers share
// others: pages read through R, deeds write through W. On PostgreSQL and
// within a transaction the two are one.
type DB struct {
	W, R bun.IDB
	tx   bool

	added    bool      // a version, within this transaction, which may yet undo it
	courses  *sync.Map // versions read before, by "id version"; they never change
	drawings *sync.Map // templates read before, by name; nor do they
	secrets  *sync.Map // secrets read before, by name; nor do they
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
	pool, err := sql.Open("pgx", u.String())
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(20)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db := bun.NewDB(pool, pgdialect.New())
	return &DB{W: db, R: db, courses: new(sync.Map), drawings: new(sync.Map), secrets: new(sync.Map)}, nil
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
	// The writer creates the file, which a reader may not.
	if err := writer.Ping(); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	reader, err := sql.Open("sqlite", sqliteDSN(path)+"&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	reader.SetMaxOpenConns(4)
	reader.SetMaxIdleConns(4)
	return &DB{W: bun.NewDB(writer, sqlitedialect.New()), R: bun.NewDB(reader, sqlitedialect.New()), courses: new(sync.Map), drawings: new(sync.Map), secrets: new(sync.Map)}, nil
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
	w, ok := db.W.(*bun.DB)
	if !ok {
		return nil
	}
	if r, ok := db.R.(*bun.DB); ok && r != w {
		if err := r.Close(); err != nil {
			return err
		}
	}
	return w.Close()
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) (err error) {
	defer wrap(&err, "ping")
	_, err = db.R.NewRaw("SELECT 1").Exec(ctx)
	return err
}

// Postgres reports whether db is a PostgreSQL database.
func (db *DB) Postgres() bool { return db.W.Dialect().Name() == dialect.PG }

// Tx runs f in a transaction, which commits if f returns nil. Within f, only
// the DB it is given may be used: on SQLite the outer one would wait for it.
func (db *DB) Tx(ctx context.Context, f func(tx *DB) error) error {
	err := db.W.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		return f(&DB{W: tx, R: tx, tx: true, courses: db.courses, drawings: db.drawings, secrets: db.secrets})
	})
	return translate(err)
}

// within narrows q to the rows in scope: those of its agencies, or of its person.
func within(s people.Scope) func(*bun.SelectQuery) *bun.SelectQuery {
	return scoped(s, "?TableAlias.agency_id", "?TableAlias.person_id")
}

// scoped narrows q to the rows in scope, by the given columns.
func scoped(s people.Scope, agency, person string) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		ids, all := s.Agencies()
		switch {
		case all:
			return q
		case s.Person() != "":
			return q.Where(person+" = ?", s.Person())
		}
		return q.Where(agency+" IN (?)", bun.List(ids))
	}
}

// forUpdate locks the rows a deed is about to change. SQLite has one writer
// and needs no lock.
func (db *DB) forUpdate(q *bun.SelectQuery) *bun.SelectQuery {
	if db.tx && db.Postgres() {
		return q.For("UPDATE OF ?TableAlias")
	}
	return q
}

// like returns the pattern that finds the folded text anywhere in a column,
// and its escape character's clause goes with LIKE ? ESCAPE '!'.
func like(folded string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(folded) + "%"
}
