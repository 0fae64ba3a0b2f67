package quiz

import (
	"masar/internal/catalog"
	"masar/internal/quiz/item"
)

// A Cover says how much of a question its answer covers, right or wrong.
type Cover int

const (
	Open    Cover = iota // nothing is answered
	Partly               // less is given than the question asks for
	Whole                // as much as it asks for
	TooMany              // more options are chosen than it asks for
)

// Covers returns the cover of the response r to the item, with how many values r
// gives and how many the question asks for: options to choose, items to put in
// order, pairs to match, or the one number.
func Covers(it catalog.Item, r item.Response) (c Cover, given, asked int) {
	given, asked = r.Count(), len(Right(it))
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
