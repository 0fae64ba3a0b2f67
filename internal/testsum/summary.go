package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// An event is a line of go test -json.
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64
}

// name returns what the event is about.
func (e event) name() string { return strings.TrimSpace(e.Package + " " + e.Test) }

// A summary is what has been read so far.
type summary struct {
	out            io.Writer
	dir            string // where go test runs; "": here
	CI             bool
	said           map[string][]string // output by name, of what has not ended
	bad            map[string]bool     // packages with a test that failed
	passed, failed int
	ran            map[string]bool   // tests that were not skipped, in some round
	skipped        map[string]string // reasons by name
}

// read reads the output of one go test -json.
func (s *summary) read(in io.Reader) error {
	s.said, s.bad = map[string][]string{}, map[string]bool{}
	if s.ran == nil {
		s.ran, s.skipped = map[string]bool{}, map[string]string{}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(s.out, lines.Text()) // not a test's: go's own complaint
			continue
		}
		s.add(e)
	}
	return lines.Err()
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
			s.ran[e.name()] = true
		} else {
			fmt.Fprintf(s.out, "ok    %s  %.1fs\n", e.Package, e.Elapsed)
		}
		delete(s.said, e.name())
	case "fail":
		s.fail(e)
	case "skip":
		if e.Test != "" {
			s.skipped[e.name()] = reason(s.said[e.name()])
		}
		delete(s.said, e.name())
	}
}

// fail shows what failed. A package fails with its tests; by itself only when
// it did not get so far, or died under a test that could not say so: by a
// timeout, a panic elsewhere or an exit.
func (s *summary) fail(e event) {
	if e.Test != "" || !s.bad[e.Package] {
		s.failed++
	}
	s.bad[e.Package] = true
	if e.Test != "" {
		s.ran[e.name()] = true
	}
	fmt.Fprintf(s.out, "FAIL  %s\n", e.name())
	s.repeat(e.name())
	if e.Test != "" {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.said)) {
		if strings.HasPrefix(name, e.Package+" ") {
			fmt.Fprintf(s.out, "FAIL  %s: did not end\n", name)
			s.repeat(name)
		}
	}
}

// repeat shows the output of what the name names, and forgets it.
func (s *summary) repeat(name string) {
	fmt.Fprint(s.out, strings.Join(s.said[name], ""))
	delete(s.said, name)
}

// broke counts what went wrong outside any test.
func (s *summary) broke(err error) {
	s.failed++
	fmt.Fprintln(s.out, "FAIL ", err)
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

// verdict writes the last lines and reports whether all is well. A test that
// was skipped in one round and run in another was not skipped.
func (s *summary) verdict() bool {
	maps.DeleteFunc(s.skipped, func(name, _ string) bool { return s.ran[name] })
	fmt.Fprintln(s.out)
	for _, name := range slices.Sorted(maps.Keys(s.skipped)) {
		fmt.Fprintf(s.out, "skipped %s: %s\n", name, s.skipped[name])
	}
	if s.CI && len(s.skipped) > 0 {
		fmt.Fprintln(s.out, "nothing may be skipped in CI")
	}
	if s.passed+s.failed == 0 {
		fmt.Fprintln(s.out, "no test has run")
	}
	fmt.Fprintf(s.out, "%d passed, %d failed, %d skipped\n", s.passed, s.failed, len(s.skipped))
	return s.failed == 0 && s.passed > 0 && !(s.CI && len(s.skipped) > 0)
}
