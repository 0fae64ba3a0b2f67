package view

import "masar/internal/i18n"

// orAll returns the options with "all" before them, which asks for nothing.
func orAll(t *i18n.T, os []Option) []Option {
	return append([]Option{{"", t.CommonAll()}}, os...)
}
