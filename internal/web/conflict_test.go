package web_test

import (
	"net/url"
	"strings"
	"testing"

	"masar/internal/blank"
	"masar/internal/masartest"
)

// Of two tabs the older is shown what has been saved since, by whom and when, and
// what differs, with what was typed still in the form. Either is one press, and no
// script is needed for it.
func TestConflicts(t *testing.T) {
	s, run := taught(t)
	s.onSheet(t)
	work, _ := s.handedIn(t, "badr")
	const yours = "You saved it last, from another window or device, on 22 November 2026"
	for name, c := range map[string]struct {
		page, to    string // form
		first, then string // who saves, and who saves over it
		field       string
		form        url.Values
		title, say  string
	}{
		"an exercise in two windows": {"/learning/basics/sheet", sheetWork, "salma", "salma", "text", url.Values{"go": {"save"}}, "This has changed", yours},
		"a review by two":            {"/teaching/reviews/" + work, "/teaching/reviews/" + work, "trainer-n", "trainer-s", "comment", url.Values{"level-proof": {"4"}, "level-fit": {"3"}, "go": {"save"}}, "This has changed", "Tariq Al Amri"},
		"a workshop in two windows":  {"/teaching/runs/" + run + "/edit", "/teaching/runs/" + run + "/edit", "trainer-n", "trainer-n", "place", url.Values{"begin-0": {"2026-11-22T12:00"}, "trainers": {"trainer-n"}}, "These details", yours},
	} {
		t.Run(name, func(t *testing.T) {
			one, two := s.english(t, c.first), s.english(t, c.then)
			one.get(c.page)
			two.get(c.page)
			if two.status != 200 {
				t.Fatalf("%s is not a page of %s", c.page, c.then)
			}
			save := func(b *browser, words string) *browser {
				form := url.Values{c.field: {words}, "revision": {b.hidden("revision")}}
				for k, v := range c.form {
					form[k] = v
				}
				return b.fill(c.to, form)
			}
			save(one, "Saved words first").sees(303)
			save(two, "Words of the other").sees(409, c.title, c.say, "What is saved now", "Saved words first", "Words of the other", `form="typed"`, `id="typed"`, "Keep mine", "Take the saved one").
				misses("Correct the", "Somebody else", "Someone else")
			if !strings.Contains(two.body, `href="`+c.page+`"`) {
				t.Errorf("the saved one is not led to: %s", two.main())
			}
			b, ok := blank.Read([]byte(two.body), c.to)
			if !ok || b.Values().Get(c.field) != "Words of the other" {
				t.Fatalf("the form holds %q", b.Values().Get(c.field))
			}
			one.get(c.page).sees(200, "Saved words first").misses("Words of the other")
			kept := b.Values() // kept by one press
			for k, v := range c.form {
				kept[k] = v
			}
			two.fill(c.to, kept).sees(303)
			one.get(c.page).sees(200, "Words of the other").misses("Saved words first")
		})
	}
}

// Nothing is said of a conflict where a form is sent twice, or alone.
func TestNoConflict(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.onSheet(t)
	b.get("/learning/basics/sheet")
	form := url.Values{"text": {"كلام"}, "revision": {b.hidden("revision")}, "go": {"save"}}
	for range 2 {
		b.fill(sheetWork, form).sees(303)
	}
	b.get("/learning/basics/sheet").sees(200, "كلام").misses("منذ فتحته", `id="typed"`)
}
