package bidi

import (
	"cmp"
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// maxBrackets is how many brackets may be open at once (BD16).
const maxBrackets = 63

// A pair holds the places of two matching brackets in a sequence.
type pair struct{ open, close int }

// pairs finds the bracket pairs, sorted by their opening (BD16).
func (s *sequence) pairs() []pair {
	type open struct {
		closing rune
		at      int
	}
	var found []pair
	var waiting []open
	for k, i := range s.at {
		if s.class[i] != bidi.ON {
			continue
		}
		switch kind, r := bracketOf(s.text[i]); kind {
		case opening:
			if len(waiting) == maxBrackets {
				return sorted(found)
			}
			waiting = append(waiting, open{r, k})
		case closing:
			for n := len(waiting) - 1; n >= 0; n-- {
				if waiting[n].closing == r {
					found = append(found, pair{waiting[n].at, k})
					waiting = waiting[:n]
					break
				}
			}
		}
	}
	return sorted(found)
}

func sorted(p []pair) []pair {
	slices.SortFunc(p, func(a, b pair) int { return cmp.Compare(a.open, b.open) })
	return p
}

// resolveBrackets carries out N0.
func (s *sequence) resolveBrackets() {
	for _, p := range s.pairs() {
		if c := s.pairClass(p); c != bidi.ON {
			s.setBracket(p.open, c)
			s.setBracket(p.close, c)
		}
	}
}

// pairClass is the direction of a pair: the sequence's own when anything inside has
// it; else that of the context if the inside agrees with it; ON when nothing inside
// is strong.
func (s *sequence) pairClass(p pair) class {
	own, inside := s.level.direction(), bidi.ON
	for k := p.open + 1; k < p.close; k++ {
		switch c := strength(s.classAt(k)); c {
		case own:
			return own
		case bidi.ON:
		default:
			inside = c
		}
	}
	if inside == bidi.ON {
		return bidi.ON
	}
	k := p.open - 1
	for k >= 0 && strength(s.classAt(k)) == bidi.ON {
		k--
	}
	if strength(s.classAt(k)) == inside {
		return inside
	}
	return own
}

// setBracket gives a bracket its class, and the marks on it too.
func (s *sequence) setBracket(k int, c class) {
	s.set(k, c)
	for k++; k < len(s.at) && s.original[s.at[k]] == bidi.NSM; k++ {
		s.set(k, c)
	}
}

// resolveNeutrals carries out N1 and N2.
func (s *sequence) resolveNeutrals() {
	for k := 0; k < len(s.at); k++ {
		end := k
		for end < len(s.at) && isNeutral(s.classAt(end)) {
			end++
		}
		if end == k {
			continue
		}
		c := s.level.direction()
		if before := strength(s.classAt(k - 1)); before == strength(s.classAt(end)) {
			c = before
		}
		s.fill(k, end, c)
		k = end - 1
	}
}
