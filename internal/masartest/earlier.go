package masartest

import (
	_ "embed"
	"os"
	"path/filepath"
	"testing"
	"time"

	"masar/internal/store"

	"github.com/klauspost/compress/zstd"
)

// earlier is a SQLite database, packed by zstd, that "masar demo" of commit
// 3795ee1 filled on EarlierDay: its JSON has the Go names of that time for keys,
// and it lacks every migration from 0080 on. Two of its courses, most pictures,
// notices, mails and events, and all passwords were taken out; a draft, a
// template, a list of people to be confirmed, a training record, an archive to
// be packed, a quiz under way and work to be reviewed were added by that
// program. The key in it is of this database alone.
//
//go:embed testdata/earlier.db.zst
var earlier []byte

// EarlierDay is the day on which the earlier database was left, at noon.
var EarlierDay = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

// Earlier returns an app, ten minutes later, on a copy of a database that an
// earlier program filled, brought up to date. Everybody's password is Password.
func Earlier(t testing.TB) World {
	t.Helper()
	db := earlierDB(t)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	a, o := appOn(t, db)
	a.Now = func() time.Time { return EarlierDay.Add(10 * time.Minute) }
	hash, err := a.Passwords.Hash(Password)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.W.NewRaw("UPDATE accounts SET password = ?", hash).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return World{a, o}
}

func earlierDB(t testing.TB) *store.DB {
	t.Helper()
	r, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	body, err := r.DecodeAll(earlier, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "masar.db")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(path + "?_pragma=synchronous(OFF)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
