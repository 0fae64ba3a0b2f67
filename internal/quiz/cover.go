package quiz

import (
	"slices"

	"masar/internal/catalog"
)

// A Cover says how much of a question its answer covers, right or wrong.
type Cover int

const (
	Open    Cover = iota // nothing is answered
	Partly               // less is given than the question asks for
	Whole                // as much as it asks for
	TooMany              // more options are chosen than it asks for
)

// Covers returns the cover of the answer v to the item, with how many parts v
// gives and how many the question asks for: options to choose, items to put in
// order, pairs to match, or the one number. For the form of v see Marks.
func Covers(it catalog.Item, v []string) (c Cover, given, asked int) {
	given, asked = parted(v), len(Right(it))
	switch {
	case given == 0:
		return Open, 0, asked
	case given < asked:
		return Partly, given, asked
	case given > asked && asked > 0:
		return TooMany, given, asked
	}
	return Whole, given, asked
}

// parted counts the parts of v that say something, each once.
func parted(v []string) int {
	v = slices.DeleteFunc(slices.Clone(v), func(s string) bool { return s == "" })
	slices.Sort(v)
	return len(slices.Compact(v))
}

// Left reports whether v is the order in which q is shown. It is an answer only
// of somebody who says so: a form sends it even if nothing was moved.
func (q Question) Left(it catalog.Item, v []string) bool {
	return it.Type == catalog.Ordering && slices.Equal(v, q.Order)
}
