package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"masar/courses"
	"masar/internal/app"
	"masar/internal/app/core"
	"masar/internal/app/personnel"
	"masar/internal/auth"
	"masar/internal/courseware"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/letter"
	"masar/internal/mail"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/kit"

	"github.com/google/uuid"
)

// join opens the house that is there and has been set up. Where none is, it makes
// nothing and says so.
func join(ctx context.Context, cfg config) (*app.App, func(), error) {
	if err := found(ctx, cfg); err != nil {
		return nil, nil, err
	}
	a, closeApp, err := open(cfg)
	if err != nil {
		return nil, nil, err
	}
	err = a.CheckSchema(ctx)
	if err == nil {
		var done bool
		if done, err = a.IsSetUp(ctx); err == nil && !done {
			err = personnel.ErrNotSetUp
		}
	}
	if err != nil {
		closeApp()
		return nil, nil, err
	}
	return a, closeApp, nil
}

// found returns an error that says where there is no house, unless there is one.
func found(ctx context.Context, cfg config) error {
	return located(store.Installed(ctx, cfg.Database), cfg)
}

// located returns err; one that says that there is no house says where.
func located(err error, cfg config) error {
	if !errors.Is(err, store.ErrNone) {
		return err
	}
	if store.IsPostgres(cfg.Database) {
		return store.ErrNone.With("at", masked(cfg.Database)).With("setting", "MASAR_DATABASE_URL").With("begin", "masar migrate, masar setup")
	}
	at, err := filepath.Abs(cfg.Database)
	if err != nil {
		at = cfg.Database
	}
	return store.ErrNone.With("at", at).With("setting", "MASAR_DATA").With("begin", "masar setup")
}

// open opens a house, which it makes on SQLite where none is: its database, what it prints with and what it mails with.
func open(cfg config) (*app.App, func(), error) {
	release := func() {}
	if !store.IsPostgres(cfg.Database) {
		var err error
		if release, err = occupy(cfg.Data); err != nil {
			return nil, nil, err
		}
	}
	db, err := store.Open(cfg.Database)
	if err != nil {
		release()
		return nil, nil, err
	}
	closeAll := func() { db.Close(); release() }
	printer, err := letter.NewPrinter(cfg.Zone)
	if err != nil {
		closeAll()
		return nil, nil, err
	}
	a := core.App{
		Now:       func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) },
		NewID:     func() string { return uuid.Must(uuid.NewV7()).String() },
		Random:    func(b []byte) { _, _ = rand.Read(b) }, // never fails
		Zone:      cfg.Zone,
		Site:      cfg.Site,
		Passwords: &auth.Passwords{},
		Letters:   letter.Writer{Zone: cfg.Zone},
		Printer:   printer,
		Signet:    cfg.Signet,
		Stamp:     cfg.Stamp,
	}
	if cfg.SMTP != "" {
		m, err := mail.New(cfg.SMTP)
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		a.Mailer = m
	}
	return app.New(a, db), closeAll, nil
}

// occupy makes the data directory and keeps any other process from using the
// embedded database in it. The lock goes with the process.
func occupy(dir string) (release func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another masar is using %s; stop it, or set MASAR_DATA to another directory", dir)
	}
	return func() { f.Close() }, nil
}

// diskOf asks the disk that the embedded database is on; nil if it is PostgreSQL's.
func diskOf(cfg config) kit.Disk {
	if store.IsPostgres(cfg.Database) {
		return nil
	}
	return func() (free, all uint64, err error) {
		var s syscall.Statfs_t
		err = syscall.Statfs(cfg.Data, &s)
		return s.Bavail * uint64(s.Bsize), s.Blocks * uint64(s.Bsize), err
	}
}

// prepare brings the schema up to date, where that is the program's to do, and
// publishes the courses: its own, and those of the courses directory that can be
// used. Of the others it says what is wrong; a version of them that was
// published before stays as it is.
func prepare(ctx context.Context, cfg config, a *app.App, log *slog.Logger) error {
	if store.IsPostgres(cfg.Database) {
		if err := a.CheckSchema(ctx); err != nil {
			return err
		}
	} else if err := a.Migrate(ctx); err != nil {
		return err
	}
	as, err := a.Store.Agencies(ctx, people.Everywhere("the log says how many share a name"))
	if err != nil {
		return err
	}
	if n := len(people.Twins(as)); n > 0 {
		log.Warn("agencies have the name of one beside them; rename them on the page of agencies", "agencies", n)
	}
	if err := publish(ctx, a, courses.FS, func(id string, ps courseware.Problems) error { return ps }); err != nil {
		return err
	}
	if cfg.Courses == "" {
		return nil
	}
	dir, err := courseware.Dir(cfg.Courses)
	if err != nil {
		return fmt.Errorf("MASAR_COURSES: %w", err)
	}
	return publish(ctx, a, dir, func(id string, ps courseware.Problems) error {
		log.Error("course not published; “masar course lint” says more", "course", id, "problems", len(ps), "err", ps[:min(len(ps), 5)])
		return nil
	})
}

// publish publishes the courses of fsys, one by one, and tells broken of each
// that cannot be used.
func publish(ctx context.Context, a *app.App, fsys fs.FS, broken func(id string, ps courseware.Problems) error) error {
	dirs, err := courseware.Dirs(fsys)
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		c, media, err := courseware.Load(fsys, dir)
		if ps, ok := errors.AsType[courseware.Problems](err); ok {
			err = broken(dir, ps)
		} else if err == nil {
			err = a.PublishShipped(ctx, c, media)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func migrate(ctx context.Context, cfg config, out io.Writer) error {
	db, err := store.Open(cfg.Database)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	fmt.Fprintln(out, "the database is up to date")
	return nil
}

// explain says what went wrong in words, whatever it is.
func explain(err error) string {
	if fs, whole := faultsIn(err); len(fs) > 0 {
		var lines []string
		for _, f := range fs {
			lines = append(lines, i18n.New("en", i18n.Prefs{}).Msg(f.Key, f.Args), i18n.New("ar", i18n.Prefs{}).Msg(f.Key, f.Args))
		}
		if !whole {
			lines = append(lines, "("+err.Error()+")")
		}
		return strings.Join(lines, "\n")
	}
	if errors.Is(err, syscall.EADDRNOTAVAIL) {
		return "this machine has no such address: set MASAR_ADDR to one of its own\nليس لهذا الجهاز هذا العنوان: اختر عنوانًا من عناوينه في MASAR_ADDR"
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "listen" && errors.Is(err, syscall.EACCES) {
		return "that port may not be used by this account: set MASAR_ADDR to one above 1023\nلا يُسمح لهذا الحساب بهذا المنفذ: اختر في MASAR_ADDR منفذًا فوق 1023"
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return "that address is in use: stop whatever listens there, or set MASAR_ADDR to another\nالمنفذ مستخدم: أوقف البرنامج الذي يستخدمه، أو اختر عنوانًا آخر في MASAR_ADDR"
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return "network: " + err.Error()
	}
	return err.Error()
}

// faultsIn returns the faults that err is made of, and whether they are all
// there is to it.
func faultsIn(err error) (fs []*fault.Fault, whole bool) {
	switch e := err.(type) {
	case *fault.Fault:
		return []*fault.Fault{e}, true
	case interface{ Unwrap() []error }:
		whole = true
		for _, part := range e.Unwrap() {
			more, all := faultsIn(part)
			fs, whole = append(fs, more...), whole && all
		}
		return fs, whole
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		fs = append(fs, f)
	}
	return fs, false
}

func logger(cfg config, out io.Writer) *slog.Logger {
	if cfg.LogJSON {
		return slog.New(slog.NewJSONHandler(out, nil))
	}
	return slog.New(slog.NewTextHandler(out, nil))
}
