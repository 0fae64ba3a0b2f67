package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"masar/internal/store"
	"masar/migrations"
)

// backup copies the embedded database into a file, while it is used or not.
func backup(ctx context.Context, cfg config, file string, out io.Writer) error {
	if store.IsPostgres(cfg.Database) {
		return fmt.Errorf("the database is PostgreSQL's: run\n  pg_dump --format=custom --file=%q %q", file, masked(cfg.Database))
	}
	if err := found(ctx, cfg); err != nil {
		return err
	}
	if err := store.Backup(ctx, cfg.Database, file); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d bytes, checked\n", file, info.Size())
	return nil
}

// restore makes the embedded database from a backup, in a directory where there
// is none.
func restore(ctx context.Context, cfg config, file string, out io.Writer) error {
	if store.IsPostgres(cfg.Database) {
		return fmt.Errorf("the database is PostgreSQL's: make an empty one and run\n  pg_restore --dbname=%q %q", masked(cfg.Database), file)
	}
	if _, err := os.Stat(file); err != nil { // before anything is made
		return err
	}
	release, err := occupy(cfg.Data)
	if err != nil {
		return err
	}
	defer release()
	err = store.Restore(ctx, file, cfg.Database)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%w; nothing is replaced: set MASAR_DATA to an empty directory", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s restored and checked\n\nmasar serve\n", cfg.Database)
	return nil
}

// version prints what this program was built from, and the newest step of a
// database that it knows.
func version(out io.Writer) error {
	steps, err := migrations.FS.ReadDir(".")
	if err != nil {
		return err
	}
	newest, _, _ := strings.Cut(steps[len(steps)-1].Name(), "_")
	fmt.Fprintf(out, "masar %s, database step %s\n", build(), newest)
	return nil
}

// build returns the version or revision of the program, as far as the build has
// noted one, and that of Go.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	said := info.Main.Version
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			said += " " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			said += " (changed)"
		}
	}
	return strings.TrimSpace(said) + ", " + info.GoVersion
}
