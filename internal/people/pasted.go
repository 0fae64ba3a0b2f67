package people

import (
	"slices"
	"strings"
	"unicode"

	"masar/internal/typed"
)

// Pasted returns the staff numbers and e-mails of a pasted list, each once.
func Pasted(list string) (names []string) {
	for _, w := range strings.FieldsFunc(list, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;،؛\x00", r) }) {
		w = typed.Visible(w)
		if w != "" && !slices.Contains(names, w) {
			names = append(names, w)
		}
	}
	return names
}

// Resolve returns the ids of the people that are called so, each once, the names that
// nobody has, and those that several people have.
func Resolve(names []string, ps []Person) (ids, unknown, unclear []string) {
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
