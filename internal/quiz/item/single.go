package item

import "masar/internal/catalog"

// Single is the type of questions with options of which one is right.
const Single = "single"

type single struct{ choice }

func newSingle(it catalog.Item) Item { return single{choice{it}} }

func (s single) Flaws() []Flaw {
	right := len(s.Right())
	if right == 1 && len(s.Options) >= 2 {
		return nil
	}
	return []Flaw{{
		Rule: "no-key", Format: "question %q needs at least two options, exactly one of them right; it has %d and %d",
		Args: []any{len(s.Options), right},
	}}
}

func (s single) Fits(o Order, r Response) error {
	if len(r) > 1 {
		return ErrBad
	}
	return s.choice.Fits(o, r)
}

// OneOf returns the options, of which one is right.
func (s single) OneOf() []catalog.Option { return s.Options }
