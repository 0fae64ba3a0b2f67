package kit

import (
	"strings"
)

// Unprintable returns the characters that no document shows, one after another.
func (s *Site) Unprintable(text string) string {
	var out []string
	for _, r := range s.App.Printer.Unprintable(text) {
		out = append(out, string(r))
	}
	return strings.Join(out, " ")
}
