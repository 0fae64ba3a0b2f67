package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const passing = `{"Action":"run","Package":"masar/a","Test":"TestOne"}
{"Action":"pass","Package":"masar/a","Test":"TestOne","Elapsed":0}
{"Action":"pass","Package":"masar/a","Elapsed":0.5}
`

const skipping = `{"Action":"output","Package":"masar/a","Test":"TestTwo","Output":"    a_test.go:7: MASAR_TEST_REDIS is not set\n"}
{"Action":"output","Package":"masar/a","Test":"TestTwo","Output":"--- SKIP: TestTwo (0.00s)\n"}
{"Action":"skip","Package":"masar/a","Test":"TestTwo","Elapsed":0}
`

const notSkipping = `{"Action":"pass","Package":"masar/a","Test":"TestTwo","Elapsed":0}
`

const failing = `{"Action":"output","Package":"masar/b","Test":"TestBad","Output":"    b_test.go:3: got 1, want 2\n"}
{"Action":"fail","Package":"masar/b","Test":"TestBad","Elapsed":0}
{"Action":"fail","Package":"masar/b","Elapsed":0.1}
`

const broken = `{"ImportPath":"masar/c","Action":"build-output","Output":"c.go:1: undefined: x\n"}
{"ImportPath":"masar/c","Action":"build-fail"}
{"Action":"fail","Package":"masar/c","Elapsed":0,"FailedBuild":"masar/c"}
`

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds []string
		ci     bool
		good   bool
		last   string
		says   []string
	}{
		{"all pass", []string{passing}, true, true, "1 passed, 0 failed, 0 skipped", []string{"ok    masar/a  0.5s"}},
		{"a skip is said", []string{passing + skipping}, false, true, "1 passed, 0 failed, 1 skipped", []string{"skipped masar/a TestTwo: MASAR_TEST_REDIS is not set"}},
		{"a skip fails in CI", []string{passing + skipping}, true, false, "1 passed, 0 failed, 1 skipped", []string{"nothing may be skipped in CI"}},
		{"skipped once, run once", []string{passing + skipping, notSkipping}, true, true, "2 passed, 0 failed, 0 skipped", nil},
		{"run once, skipped once", []string{notSkipping, skipping}, true, true, "1 passed, 0 failed, 0 skipped", nil},
		{"a failure shows its output", []string{passing + failing}, false, false, "1 passed, 1 failed, 0 skipped", []string{"FAIL  masar/b TestBad\n    b_test.go:3: got 1, want 2"}},
		{"a failure in the first round", []string{failing, passing}, false, false, "1 passed, 1 failed, 0 skipped", nil},
		{"a package that does not build", []string{passing + broken}, false, false, "1 passed, 1 failed, 0 skipped", []string{"c.go:1: undefined: x"}},
		{"nothing ran", []string{""}, false, false, "0 passed, 0 failed, 0 skipped", []string{"no test has run"}},
		{"what is not JSON is passed on", []string{"go: no such module\n"}, false, false, "0 passed, 0 failed, 0 skipped", []string{"go: no such module"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			s := summary{out: &out, CI: c.ci}
			for _, r := range c.rounds {
				if err := s.read(strings.NewReader(r)); err != nil {
					t.Fatal(err)
				}
			}
			if good := s.verdict(); good != c.good {
				t.Errorf("good: %v, want %v", good, c.good)
			}
			if !strings.HasSuffix(out.String(), "\n"+c.last+"\n") {
				t.Errorf("does not end with %q:\n%s", c.last, &out)
			}
			for _, phrase := range c.says {
				if !strings.Contains(out.String(), phrase) {
					t.Errorf("does not say %q:\n%s", phrase, &out)
				}
			}
		})
	}
}

// TestGoTest runs go test on packages that end badly, each in its own way, and
// holds the summary to saying so.
func TestGoTest(t *testing.T) {
	for _, c := range []struct{ name, test, says string }{
		{"a panic", `func TestX(t *testing.T) { panic("oh dear") }`, "oh dear"},
		{"an exit", `func TestX(t *testing.T) { os.Stdout.WriteString("leaving\n"); os.Exit(3) }`, "leaving"},
		{"a timeout", `func TestX(t *testing.T) { select {} }; func TestMain(m *testing.M) { time.AfterFunc(time.Hour, func() {}); m.Run() }`, "timed out"},
		{"a build failure", `func TestX(t *testing.T) { undefined() }`, "undefined: undefined"},
		{"a vet failure", `func TestX(t *testing.T) { t.Logf("%d", "word") }`, "Logf format"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "go.mod", "module bad\n")
			write(t, dir, "x_test.go", "package bad\n\nimport (\"os\"; \"testing\"; \"time\")\n\nvar _ = time.Hour\nvar _ = os.Exit\nvar _ testing.T\n\n"+c.test+"\n")
			var out strings.Builder
			s := summary{out: &out, dir: dir}
			if err := goTest(&s, []string{"-timeout=2s"}, []string{"./..."}); err != nil {
				s.broke(err)
			}
			if s.verdict() {
				t.Error("all is said to be well")
			}
			if !strings.Contains(out.String(), c.says) || !strings.HasSuffix(out.String(), "\n0 passed, 1 failed, 0 skipped\n") {
				t.Errorf("does not say %q:\n%s", c.says, &out)
			}
		})
	}
}

func TestDatabaseUsers(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Fatal(err)
	}
	users, err := databaseUsers([]string{"masar/internal/store", "masar/internal/testsum"})
	if err != nil || len(users) != 1 || users[0] != "masar/internal/store" {
		t.Errorf("got %v, %v", users, err)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
