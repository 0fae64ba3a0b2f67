package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"

	"masar/internal/fault"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	ErrNotFound = fault.New(fault.NotFound, "not-found")
	ErrExists   = fault.New(fault.Conflict, "exists")
	ErrChanged  = fault.New(fault.Conflict, "changed-meanwhile")
	ErrDiskFull = fault.New(fault.Outage, "disk-full")
	ErrGone     = fault.New(fault.Outage, "database-gone")
	ErrLate     = fault.New(fault.Outage, "late")
)

// wrap says what was being done, and turns the drivers' errors into ours.
func wrap(errp *error, format string, args ...any) {
	if *errp != nil {
		*errp = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), translate(*errp))
	}
}

// translate turns an error of either driver into the fault it means, keeping
// the driver's own words for the log.
func translate(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if f := meaning(err); f != nil {
		return fmt.Errorf("%w: %w", f, err)
	}
	return err
}

// givenUp reports whether PostgreSQL gave the transaction up for another's sake.
func givenUp(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == "40001" || pg.Code == "40P01") // serialization_failure, deadlock_detected
}

func meaning(err error) *fault.Fault {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pg.Code {
		case "23505": // unique_violation
			return ErrExists
		case "40001", "40P01": // see givenUp
			return ErrChanged
		case "53100": // disk_full
			return ErrDiskFull
		case "57014": // query_canceled, by its limit; see Limit
			return ErrLate
		case "57P01", "57P03": // admin_shutdown, cannot_connect_now
			return ErrGone
		}
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		switch lite.Code() {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
			return ErrExists
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE:
			return ErrDiskFull
		}
	}
	_, network := errors.AsType[net.Error](err)
	if (network || errors.Is(err, driver.ErrBadConn)) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return ErrGone
	}
	return nil
}

// one returns ErrChanged unless the update changed one row: whoever saves a
// revision that is not the newest has missed a change.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n != 1 {
		return ErrChanged
	}
	return err
}
