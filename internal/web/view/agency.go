package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"masar/internal/i18n"
	"masar/internal/people"
)

// An AgencyNode is an agency in the tree, with those under it.
type AgencyNode struct {
	ID, Name    string
	People      int // its own, not those of the agencies under it
	HijriOffset int
	Under       []*AgencyNode
	Twin        bool // one beside it has its name
}

// total returns how many people n has with all that is under it.
func (n *AgencyNode) total() int {
	sum := n.People
	for _, u := range n.Under {
		sum += u.total()
	}
	return sum
}

// An AgencyForm is an agency to be filled in; its ID is "" while it is new.
type AgencyForm struct {
	people.Agency
	Title    string   // its name as it is kept
	Under    []Option // agencies it may stand under
	Fixed    bool     // it stays where it stands
	Problems map[string]string
}

func (d AgencyForm) action() string {
	if d.ID == "" {
		return "/admin/agencies"
	}
	return "/admin/agencies/" + d.ID
}

// offsets are the choices of an agency's own Hijri calendar.
func offsets(t *i18n.T) (os []Option) {
	for days := -2; days <= 2; days++ {
		label := t.AgencyHijriSame()
		switch {
		case days < 0:
			label = t.AgencyHijriEarlier(-days)
		case days > 0:
			label = t.AgencyHijriLater(days)
		}
		os = append(os, Option{strconv.Itoa(days), label})
	}
	return os
}

// Ordered puts what is wrong with a form in order: what is about no field first,
// then as the fields stand in the form, then what else there is.
func Ordered(by map[string]string, fields ...string) (ps []Problem) {
	for field, text := range by {
		ps = append(ps, Problem{field, text})
	}
	at := func(field string) int {
		if i := slices.Index(fields, field); i >= 0 || field == "" {
			return i
		}
		return len(fields)
	}
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(at(a.Field), at(b.Field)), strings.Compare(a.Field, b.Field))
	})
	return ps
}
