package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

type limitKey struct{}

// Limit returns a context within which PostgreSQL itself stops a statement that
// takes longer than most, though nobody is left to cancel it: the process has been
// killed, or the network is down. Statements of other contexts take as long as they
// need, as jobs and migrations do. SQLite runs in this process and stops when the
// context ends.
func Limit(ctx context.Context, most time.Duration) context.Context {
	return context.WithValue(ctx, limitKey{}, most)
}

// openLimited returns the pool of a PostgreSQL database, whose connections keep to the
// limit of the context they are taken for. Where the address sets statement_timeout,
// that alone holds.
func openLimited(cfg *pgx.ConnConfig) *sql.DB {
	if cfg.RuntimeParams[statementTimeout] != "" {
		return stdlib.OpenDB(*cfg)
	}
	return stdlib.OpenDB(*cfg, stdlib.OptionAfterConnect(keepLimit), stdlib.OptionResetSession(keepLimit))
}

const statementTimeout = "statement_timeout"

// keepLimit sets the limit of ctx on a connection that has another. One that takes
// none is given up for a new one.
func keepLimit(ctx context.Context, conn *pgx.Conn) error {
	want, _ := ctx.Value(limitKey{}).(time.Duration)
	has, _ := conn.PgConn().CustomData()[statementTimeout].(time.Duration)
	if want == has {
		return nil
	}
	if _, err := conn.Exec(ctx, fmt.Sprintf("SET %s = %d", statementTimeout, want.Milliseconds())); err != nil {
		return fmt.Errorf("%w: %w", driver.ErrBadConn, err)
	}
	conn.PgConn().CustomData()[statementTimeout] = want
	return nil
}
