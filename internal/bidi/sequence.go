package bidi

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// A sequence is an isolating run sequence (BD13): the characters, by index into the
// line, that the remaining rules see as neighbours.
type sequence struct {
	*line
	at         []int
	level      Level
	start, end class // sos and eos
}

// sequences carries out X10.
func (ln *line) sequences() []sequence {
	runs, runFrom := ln.levelRuns()
	explicit := slices.Clone(ln.level) // sos and eos ask for levels from before rules I1 and I2
	var all []sequence
	for _, run := range runs {
		if ln.continues(run[0]) {
			continue
		}
		s := sequence{line: ln, level: ln.level[run[0]]}
		for next := run; next != nil; {
			s.at = append(s.at, next...)
			last := next[len(next)-1]
			next = nil
			if isIsolate(ln.original[last]) && ln.partner[last] >= 0 {
				next = runFrom[ln.partner[last]]
			}
		}
		s.start, s.end = s.edges(explicit)
		all = append(all, s)
	}
	return all
}

// levelRuns cuts what X9 has left into runs of equal level, and finds a run by its
// first character.
func (ln *line) levelRuns() (runs [][]int, from map[int][]int) {
	kept := make([]int, 0, len(ln.text))
	for i := range ln.text {
		if !ln.dropped[i] {
			kept = append(kept, i)
		}
	}
	from = map[int][]int{}
	for len(kept) > 0 {
		n := 1
		for n < len(kept) && ln.level[kept[n]] == ln.level[kept[0]] {
			n++
		}
		runs = append(runs, kept[:n:n])
		from[kept[0]] = kept[:n:n]
		kept = kept[n:]
	}
	return runs, from
}

// continues reports whether a run that begins at i belongs to an earlier sequence.
func (ln *line) continues(i int) bool {
	return ln.original[i] == bidi.PDI && ln.partner[i] >= 0
}

// edges returns sos and eos: the higher of the sequence's level and its neighbour's.
func (s *sequence) edges(explicit []Level) (start, end class) {
	before, after := s.base, s.base
	for i := s.at[0] - 1; i >= 0; i-- {
		if !s.dropped[i] {
			before = explicit[i]
			break
		}
	}
	last := s.at[len(s.at)-1]
	if !isIsolate(s.original[last]) || s.partner[last] >= 0 {
		for i := last + 1; i < len(s.text); i++ {
			if !s.dropped[i] {
				after = explicit[i]
				break
			}
		}
	}
	return max(s.level, before).direction(), max(s.level, after).direction()
}

// classAt is the class of the k-th character of the sequence; beyond its ends, that
// of the edge.
func (s *sequence) classAt(k int) class {
	switch {
	case k < 0:
		return s.start
	case k >= len(s.at):
		return s.end
	}
	return s.class[s.at[k]]
}

func (s *sequence) set(k int, c class) { s.class[s.at[k]] = c }

// resolveImplicit carries out I1 and I2.
func (s *sequence) resolveImplicit() {
	for _, i := range s.at {
		switch c := s.class[i]; {
		case c == bidi.AN || c == bidi.EN:
			s.line.level[i] = (s.level + 2) &^ 1
		case c == bidi.R && !s.level.RTL(), c == bidi.L && s.level.RTL():
			s.line.level[i] = s.level + 1
		}
	}
}
