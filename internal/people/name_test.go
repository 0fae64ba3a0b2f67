package people

import (
	"slices"
	"strings"
	"testing"

	"masar/internal/fault"
)

func TestCheckName(t *testing.T) {
	for _, test := range []struct {
		name, ar, en string
		want         []*fault.Fault
	}{
		{"both languages", "سلمى بنت خلفان", "Salma", nil},
		{"one language", "", "Salma", nil},
		{"none", "", "", []*fault.Fault{ErrName}},
		{"only spaces", "  ", "\t\u00a0", []*fault.Fault{ErrName}},
		{"200 characters", strings.Repeat("س", 200), "", nil},
		{"300 characters", strings.Repeat("س", 300), "", []*fault.Fault{ErrLong}},
		{"emoji beside letters", "سلمى 🙂", "", nil}, // HR is told what will not be printed
		{"only emoji", "", "🙂🙂", []*fault.Fault{ErrLetters}},
		{"a control of direction", "سلمى \u202Eبنت", "", []*fault.Fault{ErrText}},
		{"an isolate, as our own pages put around names", "", "\u2068Salma\u2069", nil},
		{"a joiner within a name", "مه\u200dا", "", nil},
		{"only joiners", "\u200d\u200d", "", []*fault.Fault{ErrName}},
		{"mixed scripts", "سلمى Salma", "", nil},
		{"digits alone", "1234", "", []*fault.Fault{ErrLetters}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := CheckName(FoldSpaces(test.ar), FoldSpaces(test.en))
			if !slices.EqualFunc(got, test.want, func(a, b *fault.Fault) bool { return a.Is(b) }) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
