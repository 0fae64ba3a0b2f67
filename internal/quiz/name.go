package quiz

import (
	"slices"
	"strconv"
	"strings"

	"masar/internal/catalog"
)

// The parts of a question have names of their own on its page, which say where
// a part stands there and nothing else: "P2" is what is shown second of all that
// is shuffled, and "L2" the second left side of a matching, which stand as they
// were written. An id would tell: that of a pair is the same on both its sides.
// No id has a capital, so a name is never one.
const (
	shuffledPart = "P"
	leftSide     = "L"
)

// Name returns the name of a part that is shown shuffled, or "".
func (q Question) Name(id string) string { return name(shuffledPart, slices.Index(q.Order, id)) }

// LeftName returns the name of a left side of the matching it.
func LeftName(it catalog.Item, id string) string {
	return name(leftSide, slices.IndexFunc(it.Pairs, func(p catalog.Pair) bool { return p.ID == id }))
}

func name(kind string, place int) string {
	if place < 0 {
		return ""
	}
	return kind + strconv.Itoa(place+1)
}

// Part returns the id of the part with the name. What is no name is returned as
// it is: a page that was open since before parts had names sends ids.
func (q Question) Part(name string) string {
	digits, ok := strings.CutPrefix(name, shuffledPart)
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > len(q.Order) {
		return name
	}
	return q.Order[n-1]
}
