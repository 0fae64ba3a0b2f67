package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"
)

// ErrNoBackup is returned for a file that is no sound database of Masar.
var ErrNoBackup = errors.New("not a sound backup of Masar")

// Backup copies the SQLite database at path, which may be in use, into a file of
// its own that does not exist yet. The file has its name only once it has been
// checked and is on the disk.
func Backup(ctx context.Context, path, file string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	return produce(file, func(partial string) error {
		if err := copyDatabase(ctx, path, partial); err != nil {
			return err
		}
		return examine(ctx, partial)
	})
}

// Restore makes the SQLite database at path, where none is, from a file that
// Backup made. It returns ErrNoBackup for a file that is none, and ErrNewer for
// one of a newer program.
func Restore(ctx context.Context, file, path string) error {
	for _, there := range []string{path, path + "-wal", path + "-shm"} {
		if _, err := os.Lstat(there); err == nil {
			return fmt.Errorf("%s: %w", there, os.ErrExist)
		}
	}
	if info, err := os.Stat(file); err != nil {
		return err
	} else if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: %w", file, ErrNoBackup)
	}
	return produce(path, func(partial string) error {
		if err := copyDatabase(ctx, file, partial); err != nil {
			return fmt.Errorf("%s: %w: %w", file, ErrNoBackup, err)
		}
		if err := examine(ctx, partial); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return nil
	})
}

// produce has a file made under another name beside its own, puts it on the disk,
// and gives it its name, unless something has that name already.
func produce(file string, fill func(partial string) error) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s: %w", file, os.ErrExist)
	}
	partial := file + ".partial"
	made, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(partial)
	defer made.Close()
	if err := fill(partial); err != nil {
		return err
	}
	if err := made.Sync(); err != nil {
		return err
	}
	if err := os.Link(partial, file); err != nil { // unlike a renaming, replaces nothing
		return err
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// copyDatabase copies a database page by page within one read of it, by SQLite's
// backup interface: writers go on meanwhile, and the copy is of one moment.
func copyDatabase(ctx context.Context, from, to string) error {
	pool, err := sql.Open("sqlite", plainDSN(from)+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		b, err := driver.(interface {
			NewBackup(to string) (*sqlite.Backup, error)
		}).NewBackup(plainDSN(to))
		if err != nil {
			return err
		}
		more, err := true, error(nil)
		for more && err == nil && ctx.Err() == nil {
			more, err = b.Step(-1)
		}
		return errors.Join(err, b.Finish(), ctx.Err())
	})
}

// examine reports what is wrong with a copy: damage, rows that point nowhere, or
// a schema that is not one of ours. It leaves the copy as one file.
func examine(ctx context.Context, path string) error {
	pool, err := sql.Open("sqlite", plainDSN(path)+"?_pragma=journal_mode(DELETE)")
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	var said string
	if err := pool.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil || said != "ok" {
		return errors.Join(fmt.Errorf("%w: %s", ErrNoBackup, said), err)
	}
	var table string
	err = pool.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if !errors.Is(err, sql.ErrNoRows) {
		return errors.Join(fmt.Errorf("%w: a row of %s points nowhere", ErrNoBackup, table), err)
	}
	if err := pool.QueryRowContext(ctx, "SELECT name FROM sqlite_master WHERE name = 'bun_migrations'").Scan(&table); err != nil {
		return fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	db := bun.NewDB(pool, sqlitedialect.New())
	m, err := newDB(db, db).migrator()
	if err != nil {
		return err
	}
	return known(ctx, m)
}

// plainDSN returns the address of a SQLite file without any setting.
func plainDSN(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath()
}
