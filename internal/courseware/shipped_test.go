package courseware

import (
	"regexp"
	"testing"

	"masar/courses"
	"masar/internal/catalog"
)

// marks are what is left where Markdown was not understood.
var marks = regexp.MustCompile(`\*\*|\]\(|\[!|!\[|^#+ |\|--`)

// Every text of the courses that Masar comes with is shown without leftovers,
// harmless, and with all of its pictures.
func TestShippedPages(t *testing.T) {
	cs, _, err := LoadAll(courses.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cs {
		shown := map[string]bool{}
		media := func(name string) string {
			if _, ok := c.Media[name]; ok {
				shown[name] = true
				return "/media/" + name
			}
			t.Errorf("%s: there is no %s", c.ID, name)
			return ""
		}
		for where, text := range texts(c) {
			for _, lang := range []string{"ar", "en"} {
				page := HTML(text.In(lang), Options{Lang: lang, MediaURL: media})
				harmless(t, page)
				if m := marks.FindString(page); m != "" {
					t.Errorf("%s, %s, %s: %q is left over", c.ID, where, lang, m)
				}
			}
		}
		for _, e := range c.Exercises {
			for _, name := range e.Media {
				shown[name] = true
			}
		}
		for name := range c.Media {
			if !shown[name] {
				t.Errorf("%s: nothing leads to media/%s", c.ID, name)
			}
		}
	}
}

// texts returns the Markdown of a course, by where it stands.
func texts(c catalog.Course) map[string]catalog.Text {
	all := map[string]catalog.Text{}
	for id, l := range c.Lessons {
		all["lesson "+id] = l.Body
		for _, o := range l.Objectives {
			all["objective "+o.Text.En] = o.Text
		}
	}
	for id, n := range c.Notes {
		all["note "+id] = n
	}
	for id, e := range c.Exercises {
		all["exercise "+id] = e.Instructions
	}
	for _, it := range c.Bank {
		all["question "+it.ID], all["case "+it.ID], all["rationale "+it.ID] = it.Ask, it.Case, it.Rationale
	}
	return all
}

// What the courses are promised to hold.
func TestShippedExtent(t *testing.T) {
	cs, _, err := LoadAll(courses.FS)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]int{}
	items := map[string]int{}
	for _, c := range cs {
		n := Stats(c)
		words["ar"] += n.Words["ar"]
		words["en"] += n.Words["en"]
		items[c.ID] = n.Items
	}
	if words["ar"] < 25_000 || words["en"] < 25_000 {
		t.Errorf("words %v, at least 25,000 are promised", words)
	}
	for id, least := range map[string]int{"participation-guideline": 100, "shurkum-channels": 48, "safe-official-accounts": 60, "maturity-mirror": 48} {
		if items[id] < least {
			t.Errorf("%s has %d questions, %d are promised", id, items[id], least)
		}
	}
}

// Whoever has seen the rationale of every question of the pre-test meets none
// of them in another quiz, and what the others draw from is still as large as
// was promised.
func TestShippedPreTest(t *testing.T) {
	cs, _, err := LoadAll(courses.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cs {
		pre := map[string]bool{}
		if q, ok := c.Quiz("pre-test"); ok {
			for _, d := range q.Draw {
				pre[d.Block] = true
			}
		}
		if len(pre) == 0 {
			continue
		}
		for _, q := range c.Quizzes {
			for _, d := range q.Draw {
				if q.ID != "pre-test" && pre[d.Block] {
					t.Errorf("%s: %s draws from block %s, as the pre-test does", c.ID, q.ID, d.Block)
				}
			}
		}
		own := 0
		for _, it := range c.Bank {
			if pre[it.Block] {
				own++
			}
		}
		if rest := len(c.Bank) - own; own < 16 || rest < 100 {
			t.Errorf("%s: %d questions of the pre-test and %d others; at least 16 and 100", c.ID, own, rest)
		}
	}
}
