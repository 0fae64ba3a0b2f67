package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masar/internal/store"
)

// A backup made while the site serves and writes is whole; restored elsewhere,
// it serves.
func TestBackupAndRestore(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "masar backup?.db")
	env := []string{"MASAR_DATA=" + dir}
	if _, said := try(t, env, answers, "setup"); said != "" {
		t.Fatal(said)
	}
	stop := serving(t, dir)
	db, err := store.Open(filepath.Join(dir, "masar.db"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	wrote := make(chan int)
	go func() {
		n := 0
		for ; ctx.Err() == nil; n++ {
			if _, err := db.W.NewRaw("INSERT INTO counters (name, value, hash) VALUES ('n', 1, '') ON CONFLICT (name) DO UPDATE SET value = counters.value + 1").Exec(t.Context()); err != nil {
				t.Error(err)
			}
		}
		wrote <- n
	}()
	out, said := try(t, env, "", "backup", file)
	cancel()
	if n := <-wrote; n == 0 {
		t.Error("nothing was written meanwhile")
	}
	db.Close()
	stop()
	if said != "" || !strings.Contains(out, "checked") {
		t.Fatalf("backup: %s\n%s", out, said)
	}
	if beside, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); len(beside) != 1 {
		t.Errorf("the backup is not one file: %v", beside)
	}
	if _, said := try(t, env, "", "backup", file); !strings.Contains(said, "exists") {
		t.Errorf("over an earlier backup: %q", said)
	}
	if _, said := try(t, env, "", "restore", file); !strings.Contains(said, "nothing is replaced") {
		t.Errorf("over a database: %q", said)
	}
	fresh := t.TempDir()
	if out, said := try(t, []string{"MASAR_DATA=" + fresh}, "", "restore", file); said != "" || !strings.Contains(out, "masar serve") {
		t.Fatalf("restore: %s\n%s", out, said)
	}
	if _, said := try(t, []string{"MASAR_DATA=" + fresh}, answers, "setup"); !strings.Contains(said, "set up already") {
		t.Errorf("the restored house is not the one that was set up: %s", said)
	}
	serving(t, fresh)()
}

// What is no backup is refused in words, and leaves nothing behind.
func TestRestoreRefuses(t *testing.T) {
	write := func(name, body string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	dir := t.TempDir()
	if _, said := try(t, []string{"MASAR_DATA=" + dir}, answers, "setup"); said != "" {
		t.Fatal(said)
	}
	whole := filepath.Join(t.TempDir(), "whole.db")
	if _, said := try(t, []string{"MASAR_DATA=" + dir}, "", "backup", whole); said != "" {
		t.Fatal(said)
	}
	body, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(t.TempDir(), "newer.db")
	if err := os.WriteFile(newer, body, 0o600); err != nil {
		t.Fatal(err)
	}
	ahead, err := store.Open(newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ahead.W.NewRaw("INSERT INTO bun_migrations (name, group_id, migrated_at) VALUES ('9999', 99, CURRENT_TIMESTAMP)").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	ahead.Close()
	for name, c := range map[string]struct{ file, want string }{
		"no file":      {filepath.Join(t.TempDir(), "none"), "no such file"},
		"a directory":  {t.TempDir(), "not a sound backup"},
		"empty":        {write("empty", ""), "not a sound backup"},
		"text":         {write("text", strings.Repeat("not a database\n", 400)), "not a sound backup"},
		"cut off":      {write("cut", string(body[:len(body)/2])), "not a sound backup"},
		"newer":        {newer, "newer version"},
		"other schema": {write("other", "SQLite format 3\x00"), "not a sound backup"},
	} {
		fresh := t.TempDir()
		_, said := try(t, []string{"MASAR_DATA=" + fresh}, "", "restore", c.file)
		if !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
		if left, _ := filepath.Glob(filepath.Join(fresh, "masar.db*")); len(left) > 0 {
			t.Errorf("%s left %v", name, left)
		}
	}
	if _, said := try(t, []string{"MASAR_DATA=" + t.TempDir()}, "", "backup", filepath.Join(t.TempDir(), "b")); !strings.Contains(said, "no Masar installation") {
		t.Errorf("a backup of no database: %q", said)
	}
	pg := []string{"MASAR_DATABASE_URL=postgres://u:secret@h/masar"}
	for _, args := range [][]string{{"backup", "b"}, {"restore", "b"}} {
		if _, said := try(t, pg, "", args...); !strings.Contains(said, "pg_") || strings.Contains(said, "secret") {
			t.Errorf("%v on PostgreSQL: %q", args, said)
		}
	}
}

func TestVersion(t *testing.T) {
	if out, said := try(t, nil, "", "version"); said != "" || !strings.HasPrefix(out, "masar ") || !strings.Contains(out, "database step 0") {
		t.Errorf("%q, %q", out, said)
	}
}

// A site that nobody can sign in to says so where it says its address.
func TestServeBeforeSetup(t *testing.T) {
	dir := t.TempDir()
	said := serveUntilReady(t, dir)
	if !strings.Contains(said, "masar setup") || !strings.Contains(said, "لم تُعدّ") {
		t.Errorf("printed: %s", said)
	}
	if _, said := try(t, []string{"MASAR_DATA=" + dir}, answers, "setup"); said != "" {
		t.Fatal(said)
	}
	if said := serveUntilReady(t, dir); strings.Contains(said, "masar setup") {
		t.Errorf("printed after it: %s", said)
	}
}

// serveUntilReady serves the directory until the site is ready, and returns what
// was printed.
func serveUntilReady(t *testing.T, dir string) string {
	t.Helper()
	said := new(lines)
	stop := servingTo(t, dir, said)
	stop()
	return said.String()
}

// serving serves the directory until the site is ready, and returns what stops it.
func serving(t *testing.T, dir string) (stop func()) { return servingTo(t, dir, io.Discard) }

func servingTo(t *testing.T, dir string, out io.Writer) (stop func()) {
	t.Helper()
	addr := freeAddress(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"serve"}, []string{"MASAR_DATA=" + dir, "MASAR_ADDR=" + addr}, strings.NewReader(""), out)
	}()
	limit, tick := time.After(60*time.Second), time.NewTicker(20*time.Millisecond)
	defer tick.Stop()
	for {
		if r, err := http.Get("http://" + addr + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				break
			}
		}
		select {
		case err := <-ended:
			t.Fatalf("serve ended: %v", err)
		case <-limit:
			t.Fatal("not ready")
		case <-tick.C:
		}
	}
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	}
}
