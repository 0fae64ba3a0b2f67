package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every kind of event and every key that events name things by is recorded by some
// use case: nothing is offered in lists that never happens.
func TestEventsHappen(t *testing.T) {
	used := ""
	for _, name := range append(eventSources(t, "."), eventSources(t, "*")...) {
		used += sourceText(t, name)
	}
	for name, list := range map[string]*regexp.Regexp{
		"../event/kind.go":   regexp.MustCompile(`(?s)const \(\n\tSignedIn.*?\n\n`),
		"../event/detail.go": regexp.MustCompile(`(?s)var \(\n.*?\n\)`),
	} {
		found := 0
		for _, part := range list.FindAllString(sourceText(t, name), -1) {
			for _, m := range regexp.MustCompile(`(?m)^\t([A-Z]\w+)`).FindAllStringSubmatch(part, -1) {
				found++
				if !regexp.MustCompile(`event\.` + m[1] + `\b`).MatchString(used) {
					t.Errorf("event.%s is not in use", m[1])
				}
			}
		}
		if found < 40 {
			t.Errorf("%s: only %d were found", name, found)
		}
	}
}

func eventSources(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		if !strings.HasSuffix(name, "_test.go") {
			names = append(names, name)
		}
	}
	return names
}

func sourceText(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
