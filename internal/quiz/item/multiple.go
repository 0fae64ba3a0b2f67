package item

import (
	"regexp"

	"masar/internal/catalog"
)

// Multiple is the type of questions whose answer is every right option and no
// other. The page says how many those are.
const Multiple = "multiple"

type multiple struct{ choice }

func newMultiple(it catalog.Item) Item { return multiple{choice{it}} }

func (m multiple) Flaws() (all []Flaw) {
	right := len(m.Right())
	if right == 0 || len(m.Options) < 2 {
		all = append(all, Flaw{Rule: "no-key", Format: "question %q needs at least two options, one or more of them right"})
	}
	if right == len(m.Options) {
		all = append(all, Flaw{Rule: "all-right", Format: "every option of question %q is right", Warning: true})
	}
	if countSaid.MatchString(m.Ask.Ar) || countSaid.MatchString(m.Ask.En) {
		all = append(all, Flaw{Rule: "count-said", Format: "question %q says how many to choose; the page says so already", Warning: true})
	}
	return all
}

var countSaid = regexp.MustCompile(`\((اختر |[Cc]hoose )`)
