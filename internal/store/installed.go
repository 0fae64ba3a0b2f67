package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"masar/internal/fault"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNone is returned where there is no database of Masar.
var ErrNone = fault.New(fault.NotFound, "database-none")

// Installed returns ErrNone unless there is a database of Masar at dsn, of
// whichever version. It makes nothing, neither a file nor a table.
func Installed(ctx context.Context, dsn string) (err error) {
	defer wrap(&err, "look for a database")
	if IsPostgres(dsn) {
		db, err := openPostgres(dsn)
		if err != nil {
			return err
		}
		defer db.Close()
		return db.installed(ctx)
	}
	file, _, _ := strings.Cut(dsn, "?")
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return ErrNone
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: %s is not a file", ErrNone, file)
	}
	pool, err := sql.Open("sqlite", plainDSN(file)+"?mode=rw&_pragma=busy_timeout(10000)&_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer pool.Close()
	db := bun.NewDB(pool, sqlitedialect.New())
	return newDB(db, db).installed(ctx)
}

// installed returns ErrNone unless a step of our schema has been taken in db.
func (db Reader) installed(ctx context.Context) error {
	var there bool
	query := "SELECT count(*) > 0 FROM sqlite_master WHERE name = 'bun_migrations'"
	if db.Postgres() {
		query = "SELECT to_regclass('bun_migrations') IS NOT NULL"
	}
	err := db.q.NewRaw(query).Scan(ctx, &there)
	if err == nil && there {
		err = db.q.NewRaw("SELECT count(*) > 0 FROM bun_migrations").Scan(ctx, &there)
	}
	if strange(err) || err == nil && !there {
		return ErrNone
	}
	return err
}

// strange reports whether err says that there is no such database, or that a
// file is something else.
func strange(err error) bool {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Code == "3D000" // invalid_catalog_name
	}
	lite, ok := errors.AsType[*sqlite.Error](err)
	return ok && lite.Code() == sqlite3.SQLITE_NOTADB
}
