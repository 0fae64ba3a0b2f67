package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"masar/internal/masartest"
	"masar/internal/store"
)

// commands are all that the program does with a database of its own, each as it is
// typed; makes are those of them that may make one.
var commands = map[string]struct {
	args  []string
	makes bool
}{
	"serve":              {[]string{"serve"}, true},
	"demo":               {[]string{"demo"}, true},
	"setup":              {[]string{"setup"}, true},
	"migrate":            {[]string{"migrate"}, true},
	"work":               {[]string{"work"}, false},
	"password":           {[]string{"password", "maha"}, false},
	"backup":             {[]string{"backup", "copy.db"}, false},
	"issuer":             {[]string{"issuer"}, false},
	"issuer rotate":      {[]string{"issuer", "rotate"}, false},
	"certificates audit": {[]string{"certificates", "audit"}, false},
}

// Where there is no installation, a command that needs one says where it has looked
// and makes nothing, neither a directory nor a file.
func TestNowhere(t *testing.T) {
	for name, c := range commands {
		if c.makes {
			continue
		}
		root := t.TempDir()
		write := func(file, body string) {
			t.Helper()
			if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(root, file)), 0o700), os.WriteFile(filepath.Join(root, file), []byte(body), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		write("empty/readme", "no database")
		write("blank/masar.db", "")
		write("text/masar.db", strings.Repeat("not a database\n", 400))
		write("other/masar.db/x", "a directory by that name")
		before := tree(t, root)
		for _, dir := range []string{"none", "empty", "blank", "text", "other", "empty/deeper"} {
			at := filepath.Join(root, dir)
			out, said := try(t, []string{"MASAR_DATA=" + at}, "", c.args...)
			if name == "work" { // which prints its settings first
				_, out, _ = strings.Cut(out, "MASAR_LOG            text\n")
			}
			if out != "" || !strings.Contains(said, "no Masar installation at "+filepath.Join(at, "masar.db")) ||
				!strings.Contains(said, "set MASAR_DATA or run masar setup") || !strings.Contains(said, "لا توجد منصة مسار") {
				t.Errorf("%s in %s: %q, %q", name, dir, out, said)
			}
		}
		if after := tree(t, root); after != before {
			t.Errorf("%s has made something:\n%s\nwas\n%s", name, after, before)
		}
	}
}

// The usage names no command that the table does not know.
func TestCommands(t *testing.T) {
	without := map[string]bool{"version": true, "config": true, "restore": true, "course": true} // without a database, or from a file
	_, all, _ := strings.Cut(errUsage.Error(), "masar ")
	for _, c := range strings.Split(all, " | ") {
		word, _, _ := strings.Cut(c, " ")
		_, known := commands[word]
		if _, audit := commands[word+" audit"]; !known && !audit && !without[word] {
			t.Errorf("%s: is it to make a database?", c)
		}
	}
}

// A restore from a file that is not there makes nothing either.
func TestRestoreFromNowhere(t *testing.T) {
	root := t.TempDir()
	if _, said := try(t, []string{"MASAR_DATA=" + filepath.Join(root, "new")}, "", "restore", filepath.Join(root, "none.db")); !strings.Contains(said, "no such file") {
		t.Errorf("said %q", said)
	}
	if left := tree(t, root); left != ".\n" {
		t.Errorf("made: %s", left)
	}
}

// What is there but has never been set up is no house to look into; a worker and a
// backup take it as it is.
func TestNotSetUp(t *testing.T) {
	env := []string{"MASAR_DATA=" + t.TempDir()}
	if _, said := try(t, env, "", "migrate"); said != "" {
		t.Fatal(said)
	}
	for _, name := range []string{"password", "issuer", "issuer rotate", "certificates audit"} {
		if out, said := try(t, env, "", commands[name].args...); out != "" || !strings.Contains(said, "not been set up yet") || !strings.Contains(said, "masar setup") {
			t.Errorf("%s: %q, %q", name, out, said)
		}
	}
	if _, said := try(t, env, "", "backup", filepath.Join(t.TempDir(), "b")); said != "" {
		t.Errorf("backup: %s", said)
	}
	if _, said := try(t, env, answers, "setup"); said != "" {
		t.Fatal(said)
	}
	for _, name := range []string{"password", "issuer", "issuer rotate", "certificates audit"} {
		if _, said := try(t, env, "", commands[name].args...); said != "" {
			t.Errorf("%s, once it is set up: %q", name, said)
		}
	}
}

// On PostgreSQL, too, a command makes nothing in a database that is not Masar's,
// but for migrate.
func TestNowhereOnPostgres(t *testing.T) {
	address := masartest.Skip(t, "MASAR_TEST_POSTGRES")
	dsn := schema(t, address)
	env := []string{"MASAR_DATABASE_URL=" + dsn, "MASAR_DATA=" + t.TempDir(), "MASAR_ADDR=" + freeAddress(t)}
	for name, c := range commands {
		if name == "migrate" || name == "backup" {
			continue
		}
		out, said := try(t, env, answers, c.args...)
		if strings.Contains(out, "password") || !strings.Contains(said, "no Masar installation at postgres://") || !strings.Contains(said, "masar migrate, masar setup") {
			t.Errorf("%s: %q, %q", name, out, said)
		}
	}
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.R.NewRaw("SELECT count(*) FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname = current_schema()").Scan(t.Context(), &n); err != nil || n != 0 {
		t.Errorf("%d tables were made, %v", n, err)
	}
	u.Path = "/masar_none"
	if _, said := try(t, []string{"MASAR_DATABASE_URL=" + u.String()}, "", "password", "maha"); !strings.Contains(said, "no Masar installation at postgres://") {
		t.Errorf("a database that does not exist: %q", said)
	}
	for _, args := range [][]string{{"migrate"}, {"setup"}, {"password", "maha"}, {"certificates", "audit"}} {
		if _, said := try(t, env, answers, args...); said != "" {
			t.Errorf("%v, in this order: %q", args, said)
		}
	}
}

// tree names everything under root, with its size.
func tree(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && !d.IsDir() {
			path = fmt.Sprintf("%s %d", path, info.Size())
		}
		b.WriteString(path + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
