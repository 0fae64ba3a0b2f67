// Command testsum reads the output of go test -json, shows the packages as they
// pass and the output of what fails, and ends with what was skipped. It fails
// when a test failed or, in CI (CI=true), when one was skipped.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := run(os.Stdin, os.Stdout, os.Getenv("CI") == "true"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// An event is a line of go test -json.
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64
}

// name returns what the event is about.
func (e event) name() string {
	if e.Test == "" {
		return e.Package
	}
	return e.Package + " " + e.Test
}

// A summary is what has been read so far.
type summary struct {
	out            io.Writer
	said           map[string][]string // output by name
	bad            map[string]bool     // packages with a test that failed
	passed, failed int
	skipped        []string // with their reasons
}

func run(in io.Reader, out io.Writer, ci bool) error {
	s := summary{out: out, said: map[string][]string{}, bad: map[string]bool{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(out, lines.Text()) // not a test's: go's own complaint
			continue
		}
		s.add(e)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return s.verdict(ci)
}

func (s *summary) add(e event) {
	switch e.Action {
	case "build-output":
		fmt.Fprint(s.out, e.Output)
	case "output":
		s.said[e.name()] = append(s.said[e.name()], e.Output)
	case "pass":
		if e.Test != "" {
			s.passed++
		} else {
			fmt.Fprintf(s.out, "ok    %s  %.1fs\n", e.Package, e.Elapsed)
		}
		delete(s.said, e.name())
	case "fail":
		// A package fails with its tests; by itself only if it did not get so far.
		if e.Test != "" || !s.bad[e.Package] {
			s.failed++
		}
		s.bad[e.Package] = true
		fmt.Fprintf(s.out, "FAIL  %s\n%s", e.name(), strings.Join(s.said[e.name()], ""))
	case "skip":
		if e.Test != "" {
			s.skipped = append(s.skipped, e.name()+": "+reason(s.said[e.name()]))
		}
	}
}

// reason finds why a test was skipped among its output.
func reason(output []string) string {
	for i := len(output) - 1; i >= 0; i-- {
		line := strings.TrimSpace(output[i])
		if _, why, ok := strings.Cut(line, ".go:"); ok {
			if _, why, ok = strings.Cut(why, ": "); ok {
				return why
			}
		}
	}
	return "no reason given"
}

// verdict writes the last lines.
func (s *summary) verdict(ci bool) error {
	fmt.Fprintf(s.out, "\n%d tests passed, %d failed, %d skipped\n", s.passed, s.failed, len(s.skipped))
	for _, line := range s.skipped {
		fmt.Fprintln(s.out, "skipped", line)
	}
	switch {
	case s.failed > 0:
		return errors.New("some tests failed")
	case s.passed == 0:
		return errors.New("no test has run")
	case ci && len(s.skipped) > 0:
		return errors.New("nothing may be skipped in CI")
	}
	return nil
}
