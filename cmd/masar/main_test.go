package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"masar/internal/app/identity"
	"masar/internal/masartest"
	"masar/internal/store"
)

// try runs a command that is expected to end, and returns what it printed and
// what is said of its error.
func try(t *testing.T, environ []string, in string, args ...string) (out, said string) {
	t.Helper()
	var b bytes.Buffer
	if err := run(t.Context(), args, environ, strings.NewReader(in), &b); err != nil {
		said = explain(err)
	}
	return b.String(), said
}

// An audit says what it has looked at, and fails by saying what is wrong.
func TestAudit(t *testing.T) {
	environ := []string{"MASAR_DATA=" + t.TempDir()}
	if out, said := try(t, environ, "", "certificates", "audit"); !strings.Contains(said, "no Masar installation") {
		t.Errorf("on no database: %q, %q", out, said)
	}
	if _, said := try(t, environ, answers, "setup"); said != "" {
		t.Fatal(said)
	}
	if out, said := try(t, environ, "", "certificates", "audit"); said != "" || out != "certificates looked at: 0, faults found: 0\n" {
		t.Errorf("on an empty house: %q, %q", out, said)
	}
	db, err := store.Open(filepath.Join(strings.TrimPrefix(environ[0], "MASAR_DATA="), "masar.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// A certificate was issued, and is gone.
	if _, err := db.W.NewRaw("INSERT INTO counters (name, value, hash) VALUES ('certificates', 1, 'x')").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	out, said := try(t, environ, "", "certificates", "audit")
	if !strings.Contains(out, "the chain ends at number 0, but 1 were issued") || !strings.Contains(said, "1 faults") {
		t.Errorf("with one missing: %q, %q", out, said)
	}
}

const answers = "وزارة المثال\nMinistry of Example\nمها بنت سالم\nMaha\nmaha\nmaha@example.om\n"

// A new installation is set up once; what is typed is asked for in both
// languages, and the password is printed once.
func TestSetup(t *testing.T) {
	env := []string{"MASAR_DATA=" + t.TempDir()}
	out, said := try(t, env, answers, "setup")
	if said != "" || !strings.Contains(out, "sign-in name: maha") {
		t.Fatalf("%s\n%s", out, said)
	}
	if _, said := try(t, env, answers, "setup"); !strings.Contains(said, "set up already") || !strings.Contains(said, "أُعدّت المنصة") {
		t.Errorf("set up twice: %s", said)
	}
}

// A password can be made at the machine itself: for the administrator, who has
// nobody else to ask. The one before it is good no more.
func TestPassword(t *testing.T) {
	dir := t.TempDir()
	env := []string{"MASAR_DATA=" + dir}
	first, said := try(t, env, answers, "setup")
	if said != "" {
		t.Fatal(said)
	}
	second, said := try(t, env, "", "password", " Maha ")
	if said != "" || !strings.Contains(second, "sign-in name: maha") || !strings.Contains(second, "within 14 days") {
		t.Fatalf("%s\n%s", second, said)
	}
	for _, args := range [][]string{{"password"}, {"password", "maha", "maha"}, {"course"}, {"course", "lint"}, {"course", "mend", "x"}, {"config", "--help"}, {"migrate", "x"}} {
		if _, said := try(t, env, "", args...); !strings.Contains(said, "usage:") {
			t.Errorf("%v: %q", args, said)
		}
	}
	for _, name := range []string{"nobody", "Maha bint Salim", "mah", "maha@example.com", ""} {
		out, said := try(t, env, "", "password", name)
		if out != "" || !strings.Contains(said, "“"+name+"”") || !strings.Contains(said, "«"+name+"»") || !strings.Contains(said, "whole") {
			t.Errorf("for %q: %q, %q", name, out, said)
		}
	}
	a, closeApp, err := open(config{Data: dir, Database: filepath.Join(dir, "masar.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp()
	for out, want := range map[string]error{first: identity.ErrSignIn, second: nil} {
		made := regexp.MustCompile(`password:\s+(\S+)`).FindStringSubmatch(out)
		if made == nil {
			t.Fatalf("no password in %q", out)
		}
		if _, err := a.SignIn(t.Context(), "maha", made[1], identity.From{}); !errors.Is(err, want) {
			t.Errorf("with %q: %v, want %v", out, err, want)
		}
	}
}

// A second process on the same directory, a port in use, and a database that is
// newer than the program each end with words that say what to do.
func TestCannotServe(t *testing.T) {
	dir := t.TempDir()
	env := []string{"MASAR_DATA=" + dir, "MASAR_ADDR=" + freeAddress(t)}
	release, err := occupy(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, said := try(t, env, "", "serve"); !strings.Contains(said, "another masar is using "+dir) || !strings.Contains(said, "MASAR_DATA") {
		t.Errorf("second process: %s", said)
	}
	release()

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, said := try(t, []string{"MASAR_DATA=" + dir, "MASAR_ADDR=" + l.Addr().String()}, "", "serve"); !strings.Contains(said, "MASAR_ADDR") || !strings.Contains(said, "المنفذ مستخدم") {
		t.Errorf("port in use: %s", said)
	}

	db, err := store.Open(filepath.Join(dir, "masar.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.W.ExecContext(context.Background(), "INSERT INTO bun_migrations (name, group_id, migrated_at) VALUES ('9999', 99, CURRENT_TIMESTAMP)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, command := range []string{"serve", "migrate", "setup"} {
		if _, said := try(t, env, answers, command); !strings.Contains(said, "newer version") || !strings.Contains(said, "إصدار أحدث") {
			t.Errorf("%s on a newer database: %s", command, said)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"dance"}, {"serve", "now"}, {"course"}, {"course", "dance"}, {"backup"}, {"restore", "a", "b"}} {
		if _, said := try(t, []string{"MASAR_DATA=" + t.TempDir()}, "", args...); !strings.Contains(said, "usage: masar") {
			t.Errorf("%v: %s", args, said)
		}
	}
	if _, said := try(t, []string{"MASAR_DATA=" + filepath.Join(os.DevNull, "x")}, "", "serve"); said == "" {
		t.Error("no directory, no word")
	}
}

// A broken course in the directory of courses keeps neither the program nor the
// courses beside it from starting; what is wrong is logged once for each, and a
// version that was published before stays.
func TestBrokenCourse(t *testing.T) {
	dir := t.TempDir()
	write := func(course, title string) {
		t.Helper()
		for name, body := range map[string]string{
			"course.yaml":       "title: {ar: دورة, en: " + title + "}\nsummary: {ar: س, en: S}\nkind: self-paced\nhours: 1\nmodules:\n  - id: m\n    title: {ar: و, en: M}\n    minutes: 10\n    place: online\n    sessions:\n      - id: s\n        title: {ar: ج, en: S}\n        minutes: 10\n        kind: taught\n        steps: [{lesson: one}]\ncompletion: {lessons: all}\n",
			"lessons/one.ar.md": "---\ntitle: درس\n---\n\nنص.\n",
			"lessons/one.en.md": "---\ntitle: Lesson\n---\n\nText.\n",
		} {
			name = filepath.Join(dir, course, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(body), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
	}
	write("alpha", "First")
	write("beta", "Second")
	a, _ := masartest.App(t)
	var diary bytes.Buffer
	start := func() {
		t.Helper()
		diary.Reset()
		if err := prepare(t.Context(), config{Database: "masar.db", Courses: dir}, a, slog.New(slog.NewTextHandler(&diary, nil))); err != nil {
			t.Fatal(err)
		}
	}
	titled := func(course, want string) {
		t.Helper()
		h, err := a.Store.CourseHead(t.Context(), course)
		if err != nil || h.TitleEn != want {
			t.Errorf("%s: %q, %v; want %q", course, h.TitleEn, err, want)
		}
	}
	start()
	titled("alpha", "First")
	titled("beta", "Second")
	if diary.Len() > 0 {
		t.Errorf("logged: %s", diary.String())
	}
	write("alpha", "Third}, hours: {") // no YAML any more
	write("beta", "Fourth")
	for range 2 {
		start()
		titled("alpha", "First")
		titled("beta", "Fourth")
		if line := diary.String(); strings.Count(line, "\n") != 1 || !strings.Contains(line, "course=alpha") || !strings.Contains(line, "course.yaml") {
			t.Errorf("logged: %s", line)
		}
	}
	if out, said := try(t, nil, "", "course", "lint", filepath.Join(dir, "alpha")); said == "" || !strings.Contains(out+said, "course.yaml") {
		t.Errorf("lint: %s%s", out, said)
	}
}
