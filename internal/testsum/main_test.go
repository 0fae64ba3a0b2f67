package main

import (
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

const failing = `{"Action":"output","Package":"masar/b","Test":"TestBad","Output":"    b_test.go:3: got 1, want 2\n"}
{"Action":"fail","Package":"masar/b","Test":"TestBad","Elapsed":0}
{"Action":"fail","Package":"masar/b","Elapsed":0.1}
`

const broken = `{"ImportPath":"masar/c","Action":"build-output","Output":"c.go:1: undefined: x\n"}
{"ImportPath":"masar/c","Action":"build-fail"}
{"Action":"fail","Package":"masar/c","Elapsed":0,"FailedBuild":"masar/c"}
`

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name, in string
		ci       bool
		err      string
		says     []string
	}{
		{"all pass", passing, true, "", []string{"ok    masar/a  0.5s", "1 tests passed, 0 failed, 0 skipped"}},
		{"a skip is said", passing + skipping, false, "", []string{"skipped masar/a TestTwo: MASAR_TEST_REDIS is not set"}},
		{"a skip fails in CI", passing + skipping, true, "nothing may be skipped in CI", nil},
		{"a failure shows its output", passing + failing, false, "some tests failed", []string{"b_test.go:3: got 1, want 2", "1 tests passed, 1 failed"}},
		{"a package that does not build", passing + broken, false, "some tests failed", []string{"c.go:1: undefined: x", "1 tests passed, 1 failed"}},
		{"nothing ran", "", false, "no test has run", nil},
		{"what is not JSON is passed on", "go: no such module\n", false, "no test has run", []string{"go: no such module"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			err := run(strings.NewReader(c.in), &out, c.ci)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != c.err {
				t.Errorf("error %q, want %q", got, c.err)
			}
			for _, phrase := range c.says {
				if !strings.Contains(out.String(), phrase) {
					t.Errorf("does not say %q:\n%s", phrase, out.String())
				}
			}
		})
	}
}
