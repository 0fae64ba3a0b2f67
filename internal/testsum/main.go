// Command testsum runs the tests of the packages it is given, and those that
// use a database once more on PostgreSQL where MASAR_TEST_POSTGRES says where
// one is. It shows the packages as they pass and the output of what fails, and
// ends with what was skipped and one line that counts everything. It fails when
// a test failed or, in CI (CI=true), when one was skipped.
//
// Arguments that begin with a dash go to go test; write -run=Name, in one word.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

func main() {
	s := summary{out: os.Stdout, CI: os.Getenv("CI") == "true"}
	if err := rounds(&s, os.Args[1:]); err != nil {
		s.broke(err)
	}
	if !s.verdict() {
		os.Exit(1)
	}
}

// rounds runs the tests on SQLite and then on PostgreSQL.
func rounds(s *summary, args []string) error {
	var flags, patterns []string
	for _, a := range args {
		if strings.HasPrefix(a, "-") {
			flags = append(flags, a)
		} else {
			patterns = append(patterns, a)
		}
	}
	address, ok := os.LookupEnv(postgres)
	os.Unsetenv(postgres)
	if err := goTest(s, flags, patterns); err != nil || !ok || address == "" {
		return err
	}
	users, err := databaseUsers(patterns)
	if err != nil || len(users) == 0 {
		return err
	}
	os.Setenv(postgres, address)
	fmt.Fprintln(s.out, "\non PostgreSQL:")
	return goTest(s, flags, users)
}

const postgres = "MASAR_TEST_POSTGRES"

// goTest runs go test once. What it says of failing tests is counted in s; the
// error is for what it did not say, as when it was killed.
func goTest(s *summary, flags, packages []string) error {
	cmd := exec.Command("go", slices.Concat([]string{"test", "-json"}, flags, packages)...)
	cmd.Dir, cmd.Stderr = s.dir, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	before := s.failed
	err = s.read(out)
	if gone := cmd.Wait(); gone != nil && s.failed == before {
		return errors.Join(err, fmt.Errorf("go test: %w", gone))
	}
	return err
}

// databaseUsers returns the packages whose tests use a database.
func databaseUsers(patterns []string) ([]string, error) {
	const each = `{{$p := .ImportPath}}{{range .TestImports}}{{$p}} {{.}}{{"\n"}}{{end}}{{range .XTestImports}}{{$p}} {{.}}{{"\n"}}{{end}}`
	out, err := exec.Command("go", append([]string{"list", "-f", each}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var users []string
	for line := range strings.Lines(string(out)) {
		if p, imported, _ := strings.Cut(strings.TrimSpace(line), " "); imported == "masar/internal/masartest" {
			users = append(users, p)
		}
	}
	return slices.Compact(users), nil
}
