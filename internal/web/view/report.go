package view

import (
	"slices"

	"masar/internal/i18n"
)

// orAll returns the options with "all" before them, which asks for nothing.
func orAll(t *i18n.T, os []Option) []Option {
	return append([]Option{{"", t.CommonAll()}}, os...)
}

// odd reports whether a value is chosen that is not among the options.
func odd(os []Option, value string) bool {
	return value != "" && !slices.ContainsFunc(os, func(o Option) bool { return o.Value == value })
}

// odd reports whether the value of in is none of its options: such a one is shown
// as what it is, or the browser would show the first as chosen.
func (in Input) odd() bool { return odd(in.Options, in.Value) }
