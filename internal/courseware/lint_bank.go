package courseware

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"masar/internal/catalog"
	"masar/internal/quiz/item"
)

// lintBank checks that questions cannot be answered without knowing.
func (r *reading) lintBank() {
	asked := map[catalog.Text]bool{}
	for _, it := range r.course.Bank {
		o := r.origins[it.ID]
		s := o.doc.at(o.place)
		if q := it.Ask; asked[q] && it.Case.Empty() {
			r.warn(s, "asked-twice", "another question asks the same")
		} else {
			asked[q] = true
		}
		for j, op := range it.Options {
			if sweeping.MatchString(op.Text.Ar) || sweeping.MatchString(strings.ToLower(op.Text.En)) {
				r.warn(o.doc.at(o.place, "options", j), "all-of-the-above", "%q is no real option", short(op.Text.En))
			}
		}
		r.reportFlaws(s, it, true)
	}
	r.lintKeys()
}

var sweeping = regexp.MustCompile(`(جميع|كل) (ما|من) (سبق|ذكر)|(جميع|كل) الخيارات|لا شيء مما|^(all|none) of (the above|these)`)

// A choice is a question of a type with one right option of several.
type choice interface{ OneOf() []catalog.Option }

// choices returns the questions with one right option of several.
func (r *reading) choices() (its []catalog.Item) {
	for _, it := range r.course.Bank {
		if c, ok := item.Of(it).(choice); ok && len(c.OneOf()) > 1 {
			its = append(its, it)
		}
	}
	return its
}

// fewest is how many questions it takes for a bias to be one.
const fewest = 12

// lintKeys checks that neither the place of the right option nor its length
// gives it away more often than chance would.
func (r *reading) lintKeys() {
	its := r.choices()
	if len(its) < fewest {
		return
	}
	s := spot{r.path("bank"), 0}
	for place := range 4 {
		hit, t := 0, trials{}
		for _, it := range its {
			if place < len(it.Options) {
				t = t.add(1 / float64(len(it.Options)))
				if it.Options[place].Right {
					hit++
				}
			}
		}
		if !t.likely(hit) {
			r.warn(s, "key-position", "the right option is at place %d in %d of %d questions; by chance it would be about %.0f", place+1, hit, len(its), t.mean)
		}
	}
	for _, lang := range []string{"ar", "en"} {
		r.lintLongest(s, its, lang)
	}
}

func (r *reading) lintLongest(s spot, its []catalog.Item, lang string) {
	hit, t := 0, trials{}
	for _, it := range its {
		t = t.add(1 / float64(len(it.Options)))
		if keyIsLongest(it, lang) {
			hit++
		}
	}
	if float64(hit) > t.mean && !t.likely(hit) {
		r.warn(s, "longest-option", "the right option is the longest (%s) in %d of %d questions; by chance it would be about %.0f", lang, hit, len(its), t.mean)
	}
}

// keyIsLongest reports whether the right option is longer than any other.
func keyIsLongest(it catalog.Item, lang string) bool {
	right, other := 0, 0
	for _, o := range it.Options {
		n := utf8.RuneCountInString(o.Text.In(lang))
		if o.Right {
			right = n
		} else {
			other = max(other, n)
		}
	}
	return right > other
}

// trials are draws of chance, each with its own probability.
type trials struct{ mean, variance float64 }

func (t trials) add(p float64) trials { return trials{t.mean + p, t.variance + p*(1-p)} }

// likely reports whether chance alone brings about n hits: whether n is within
// two and a half standard deviations of the mean, which it is in 99 of 100
// cases.
func (t trials) likely(n int) bool { return math.Abs(float64(n)-t.mean) <= 2.5*math.Sqrt(t.variance) }
