package e2e

import (
	"testing"

	"masar/internal/catalog"

	"github.com/chromedp/chromedp"
)

// TestShippedCourses opens every step of every shipped course on a phone, in
// both languages: no page is wider than the phone and none lacks a word.
func TestShippedCourses(t *testing.T) {
	once(t)
	s := newSite(t)
	ship, err := load()
	if err != nil {
		t.Fatal(err)
	}
	const who = "zuwaina.mukhaini"
	v := s.viewer(t, who)
	for _, c := range ship.courses {
		if _, err := s.app.Enrol(t.Context(), v, c.ID); err != nil {
			t.Fatal(c.ID, err)
		}
	}
	t.Run("in", func(t *testing.T) {
		for _, lang := range []string{"ar", "en"} {
			t.Run(lang, func(t *testing.T) {
				t.Parallel()
				tb := s.newTab(t, lang)
				tb.signIn(who)
				tb.do(chromedp.EmulateViewport(narrow, 900))
				for _, c := range ship.courses {
					tb.goesThrough(c)
				}
			})
		}
	})
}

// goesThrough opens the page of a course and of each of its steps.
func (tb *tab) goesThrough(c catalog.Course) {
	tb.Helper()
	paths := []string{"/learning/" + c.ID}
	for _, step := range c.Steps() {
		paths = append(paths, "/learning/"+c.ID+"/"+step.ID())
	}
	for _, path := range paths {
		tb.open(path)
		if tb.status != 200 {
			tb.Errorf("%s answers %d", path, tb.status)
			continue
		}
		tb.glance()
		tb.fits(narrow)
		tb.quiet()
	}
}
