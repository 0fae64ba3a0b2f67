package demo_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"masar/courses"
	"masar/internal/app/identity"
	"masar/internal/courseware"
	"masar/internal/demo"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/survey"
)

// The demonstration is made once, works to the end, and keeps its passwords
// to its owner.
func TestFill(t *testing.T) {
	a, _ := masartest.App(t)
	loaded, media, err := courseware.LoadAll(courses.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range loaded {
		if err := a.PublishShipped(t.Context(), c, media); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	var first, second bytes.Buffer
	if err := demo.Fill(t.Context(), a, dir, &first); err != nil {
		t.Fatal(err)
	}
	for _, err := range masartest.Work(t, a) {
		t.Error(err)
	}
	everywhere := people.Everywhere("the test counts everyone")
	count := func() int {
		_, n, err := a.Store.People(t.Context(), everywhere, store.PeopleFilter{}, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	if err := demo.Fill(t.Context(), a, dir, &second); err != nil {
		t.Fatalf("filled again: %v", err)
	}
	if after := count(); after != before || before != 34 {
		t.Errorf("%d people, then %d; want 34 both times", before, after)
	}
	if first.String() != second.String() {
		t.Error("the second time prints other people")
	}
	cs, err := a.Store.CertificatesAfter(t.Context(), everywhere, 0, 100)
	if err != nil || len(cs) == 0 {
		t.Errorf("%d certificates, %v; want some", len(cs), err)
	}
	for _, sv := range []string{"reaction", "follow-up-60"} {
		got, err := a.Store.SurveyAnswers(t.Context(), everywhere, "participation-guideline", sv, sv != "reaction")
		if err != nil || len(got.Given) < survey.Fewest {
			t.Errorf("%s: %d of %d answered, %v; want enough to be told", sv, len(got.Given), got.Asked, err)
		}
	}

	file := filepath.Join(dir, demo.File)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v, %v; want mode 0600", file, info.Mode(), err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	fields := strings.Split(lines[1], "\t")
	if lines[0] != "role\tagency\tsign-in\tpassword" || len(lines) != 35 || len(fields) != 4 {
		t.Errorf("%d lines beginning %q", len(lines), lines[0])
	}
	if _, err := a.SignIn(t.Context(), fields[2], fields[3], identity.From{Device: "test", Address: "127.0.0.1"}); err != nil {
		t.Errorf("%s does not get in: %v", fields[2], err)
	}
}

// An installation that was set up for real people gets no others, and no file of
// passwords.
func TestFillInUse(t *testing.T) {
	h, dir := masartest.NewWorld(t), t.TempDir()
	var out bytes.Buffer
	if err := demo.Fill(t.Context(), h.App, dir, &out); !errors.Is(err, demo.ErrInUse) {
		t.Fatal(err)
	}
	_, n, err := h.App.Store.People(t.Context(), people.Everywhere("the test counts everyone"), store.PeopleFilter{}, 0, 1)
	if left, _ := os.ReadDir(dir); err != nil || n != 7 || len(left) > 0 || out.Len() > 0 {
		t.Errorf("%d people, %v, %v, %q; want the 7 there were and nothing else", n, err, left, out.String())
	}
}
