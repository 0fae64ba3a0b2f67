package view

import (
	"maps"
	"slices"

	"masar/internal/i18n"
)

// orAll returns the options with "all" before them, which asks for nothing.
func orAll(t *i18n.T, os []Option) []Option {
	return append([]Option{{"", t.CommonAll()}}, os...)
}

// formProblems returns what is wrong with a form, in the order of its fields'
// names, to stand above it.
func formProblems(byField map[string]string) (ps []Problem) {
	for _, field := range slices.Sorted(maps.Keys(byField)) {
		ps = append(ps, Problem{field, byField[field]})
	}
	return ps
}
