package present

import (
	"slices"
	"strings"
	"unicode"

	"masar/internal/people"
	"masar/internal/typed"
)

// Each returns what f makes of each of the texts.
func Each(f func(string) string, texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = f(text)
	}
	return out
}

// PastedNames returns the staff numbers and e-mails of a pasted list, each once.
func PastedNames(list string) (names []string) {
	for _, w := range strings.FieldsFunc(list, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;،؛\x00", r) }) {
		w = typed.Visible(w)
		if w != "" && !slices.Contains(names, w) {
			names = append(names, w)
		}
	}
	return names
}

// ResolveNames finds whom the names mean: unknown ones mean nobody, unclear ones
// several people.
func ResolveNames(names []string, ps []people.Person) (ids, unknown, unclear []string) {
	for _, n := range names {
		var means []string
		for _, p := range ps {
			if p.IsCalled(n) {
				means = append(means, p.ID)
			}
		}
		switch {
		case len(means) == 0:
			unknown = append(unknown, n)
		case len(means) > 1:
			unclear = append(unclear, n)
		case !slices.Contains(ids, means[0]):
			ids = append(ids, means[0])
		}
	}
	return ids, unknown, unclear
}

// OnLines returns the names for the end of a message, each on a line of its own.
func OnLines(isolate func(string) string, names []string) string {
	return "\n" + strings.Join(Each(isolate, names), "\n")
}
