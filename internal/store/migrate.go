package store

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"masar/internal/fault"
	"masar/migrations"

	"github.com/uptrace/bun/migrate"
)

// ErrNewer is returned when an old program meets a newer database.
var ErrNewer = fault.New(fault.Conflict, "database-newer")

// ErrOlder is returned when a database is not up to date.
var ErrOlder = fault.New(fault.Conflict, "database-older")

// Migrate brings the schema up to date, or returns ErrNewer for a database
// that has had steps this program does not know.
func (db *DB) Migrate(ctx context.Context) (err error) {
	defer wrap(&err, "migrate")
	m, err := db.migrator()
	if err != nil {
		return err
	}
	unlock, err := db.lockMigrations(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := m.Init(ctx); err != nil {
		return err
	}
	if err := known(ctx, m); err != nil {
		return err
	}
	if _, err = m.Migrate(ctx); err != nil {
		return err
	}
	if err := db.foldAgencies(ctx); err != nil {
		return err
	}
	return db.foldPeople(ctx)
}

// CheckSchema returns ErrNewer or ErrOlder unless the schema is the program's, and
// ErrNone where there is none.
func (db *DB) CheckSchema(ctx context.Context) (err error) {
	defer wrap(&err, "check the schema")
	if err := db.installed(ctx); err != nil {
		return err
	}
	m, err := db.migrator()
	if err != nil {
		return err
	}
	if err := m.Init(ctx); err != nil {
		return err
	}
	if err := known(ctx, m); err != nil {
		return err
	}
	steps, err := m.MigrationsWithStatus(ctx)
	if err != nil {
		return err
	}
	if n := len(steps.Unapplied()); n > 0 {
		return ErrOlder.With("n", n)
	}
	return nil
}

func (db *DB) migrator() (*migrate.Migrator, error) {
	steps := migrate.NewMigrations()
	if err := steps.Discover(migrations.FS); err != nil {
		return nil, err
	}
	return migrate.NewMigrator(db.W, steps,
		migrate.WithTemplateData(migrations.For(db.W.Dialect().Name())),
		migrate.WithMarkAppliedOnSuccess(true)), nil
}

// known returns ErrNewer if the database has had a step we do not have.
func known(ctx context.Context, m *migrate.Migrator) error {
	applied, err := m.AppliedMigrations(ctx)
	if err != nil {
		return err
	}
	files, err := migrations.FS.ReadDir(".")
	if err != nil {
		return err
	}
	for _, a := range applied {
		if !slices.ContainsFunc(files, func(f fs.DirEntry) bool { return strings.HasPrefix(f.Name(), a.Name+"_") }) {
			return ErrNewer.With("step", a.Name)
		}
	}
	return nil
}

// lockMigrations keeps several nodes from migrating one PostgreSQL database at
// once. The lock goes with its connection, so a killed process leaves none.
func (db *DB) lockMigrations(ctx context.Context) (unlock func(), err error) {
	if !db.Postgres() {
		return func() {}, nil
	}
	conn, err := db.W.Conn(ctx)
	if err != nil {
		return nil, err
	}
	const key = 0x6D61736172 // "masar"
	if _, err := conn.ExecContext(ctx, fmt.Sprintf("SELECT pg_advisory_lock(%d)", key)); err != nil {
		conn.Close()
		return nil, err
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf("SELECT pg_advisory_unlock(%d)", key))
		conn.Close()
	}, nil
}
