package studio

import (
	"errors"
	"fmt"
	"testing"

	"masar/internal/courseware"
)

// What is found once is kept, but for the longest unused; what could not be found
// is looked for again.
func TestFindingsAreKept(t *testing.T) {
	var k findingsCache
	found := 0
	of := func(digest string, fails error) findings {
		t.Helper()
		f, err := k.of(digest, func() (findings, error) {
			found++
			return findings{problems: []courseware.Problem{{Message: digest}}}, fails
		})
		if !errors.Is(err, fails) {
			t.Fatal(err)
		}
		return f
	}
	gone := errors.New("a picture is missing")
	of("a", gone)
	of("a", nil)
	for range 3 {
		if f := of("a", nil); len(f.problems) != 1 || f.problems[0].Message != "a" {
			t.Fatalf("kept %+v", f)
		}
	}
	if found != 2 {
		t.Errorf("looked %d times, want twice: once it failed", found)
	}
	for i := range mostFindings {
		of(fmt.Sprint("other-", i), nil)
		if i < mostFindings-1 {
			of("a", nil) // is in use
		}
	}
	if found = 0; len(k.kept) != mostFindings || len(k.latest) != mostFindings {
		t.Errorf("%d are kept, in the order of %d, want %d", len(k.kept), len(k.latest), mostFindings)
	}
	if of("a", nil); found != 0 {
		t.Error("one that was in use is not kept")
	}
	if of("other-0", nil); found != 1 {
		t.Error("the longest unused is kept")
	}
}

// Of the files only those are kept that problems are found in, in both languages.
func TestFilesSaid(t *testing.T) {
	files := courseware.Files{"c/lessons/a.en.md": []byte("a"), "c/lessons/a.ar.md": []byte("أ"), "c/lessons/b.en.md": []byte("b"), "c/course.yaml": []byte("x")}
	got := filesSaid(files, []courseware.Problem{{File: "c/lessons/a.en.md"}, {File: "c/none.yaml"}})
	if len(got) != 2 || string(got["c/lessons/a.ar.md"]) != "أ" || string(got["c/lessons/a.en.md"]) != "a" {
		t.Errorf("kept %v", got)
	}
}
