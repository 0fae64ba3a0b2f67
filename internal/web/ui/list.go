package ui

import (
	"cmp"
	"slices"
	"strings"

	"masar/internal/i18n"
	"masar/internal/people"
)

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

func Contains(list []string, s string) bool { return slices.Contains(list, s) }

// OrAll returns the options with "all" before them, which asks for nothing.
func OrAll(t *i18n.T, os []Option) []Option {
	return append([]Option{{"", t.CommonAll()}}, os...)
}

// Odd reports whether a value is chosen that is not among the options.
func Odd(os []Option, value string) bool {
	return value != "" && !slices.ContainsFunc(os, func(o Option) bool { return o.Value == value })
}

// Sorted puts what is chosen from in the order of what it says.
func Sorted(os []Option) {
	people.InOrder(os, func(o Option) string { return o.Label }, func(o Option) string { return o.Value })
}
