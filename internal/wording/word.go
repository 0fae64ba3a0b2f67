package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one of a text, from one byte to another.
type word struct {
	from, to int
	written  string // in small letters
	bare     string // and without the marks of vowels and doubling
}

// split returns the words of a text: letters with their marks.
func split(text string) (words []word) {
	from := -1
	for i, r := range text + " " {
		in := unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == tatweel
		switch {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			words = append(words, newWord(from, i, text[from:i]))
			from = -1
		}
	}
	return words
}

const tatweel = 'ـ'

func newWord(from, to int, s string) word {
	s = strings.ToLower(strings.ReplaceAll(s, string(tatweel), ""))
	return word{from, to, s, strings.Map(unmarked, s)}
}

// unmarked leaves out the marks that stand over and under letters.
func unmarked(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// is reports whether w is the word p of a table. A p with marks, or with = before
// it, is meant mark by mark; a p that ends in * is how the word begins.
func (w word) is(p string) bool {
	s := w.bare
	p, exact := strings.CutPrefix(p, "=")
	if exact || strings.Map(unmarked, p) != p {
		s = w.written
	}
	if begin, ok := strings.CutSuffix(p, "*"); ok {
		return strings.HasPrefix(s, begin)
	}
	return s == p
}

// stems returns w without what may be written before a word: «وبالدورة» is also
// «بالدورة», «الدورة» and «دورة».
func (w word) stems() (all []word) {
	rest := w
	for _, before := range []string{"وف", "بكل"} {
		r, n := utf8.DecodeRuneInString(rest.written)
		if n == 0 || !strings.ContainsRune(before, r) || utf8.RuneCountInString(rest.bare) < 4 {
			continue
		}
		rest = newWord(w.from, w.to, rest.written[n:])
		all = append(all, rest)
		if r == 'ل' && strings.HasPrefix(rest.written, "ل") { // للدورة
			all = append(all, newWord(w.from, w.to, "ا"+rest.written))
		}
	}
	for _, s := range append([]word{w}, all...) {
		if stem, ok := strings.CutPrefix(s.written, "ال"); ok {
			all = append(all, newWord(w.from, w.to, stem))
		}
	}
	return all
}
