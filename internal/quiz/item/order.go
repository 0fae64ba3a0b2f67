package item

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// An Order is the ids of the parts of a question in the order in which they are
// shown.
//
// Parts have names of their own on the page, which say where a part stands there
// and nothing else: "P2" is what is shown second of all that is shuffled, and
// "L2" the second left side of a matching, which stand as they were written. An
// id would tell: that of a pair is the same on both its sides. No id has a
// capital, so a name is never one.
type Order []string

const (
	shuffledPart = "P"
	leftSide     = "L"
)

// Name returns the name of a part that is shown shuffled, or "".
func (o Order) Name(id string) string { return name(shuffledPart, slices.Index(o, id)) }

func name(kind string, place int) string {
	if place < 0 {
		return ""
	}
	return kind + strconv.Itoa(place+1)
}

// Part returns the id of the part with the name. What is no name is returned as
// it is: a page that was open since before parts had names sends ids.
func (o Order) Part(name string) string {
	digits, ok := strings.CutPrefix(name, shuffledPart)
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > len(o) {
		return name
	}
	return o[n-1]
}

// read returns the parts that the form brings under "answer", in its order.
func (o Order) read(form url.Values) (r Response) {
	for _, s := range form["answer"] {
		if s != "" {
			r = append(r, Value{Is: o.Part(s)})
		}
	}
	return r
}
