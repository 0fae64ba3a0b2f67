// Package bidi says in which order the characters of a line are drawn, by the
// Unicode Bidirectional Algorithm (UAX #9).
//
// Arabic runs from right to left, and the numbers and Latin words inside it from
// left to right. Levels gives every character its embedding level (even levels
// run left to right, odd ones right to left); Reorder puts runs of equal level in
// the order in which they stand on the page, from the left.
//
// A text is one line: it is not broken here. All of BidiCharacterTest.txt passes.
package bidi

import "golang.org/x/text/unicode/bidi"

// A Level is an embedding level: even runs left to right, odd right to left.
type Level int8

// RTL reports whether characters of the level run from right to left.
func (l Level) RTL() bool { return l&1 == 1 }

// direction is the class R or L that the level stands for.
func (l Level) direction() class {
	if l.RTL() {
		return bidi.R
	}
	return bidi.L
}

// nextOdd and nextEven are the least level above l of their parity.
func (l Level) nextOdd() Level  { return (l + 1) | 1 }
func (l Level) nextEven() Level { return (l + 2) &^ 1 }

// A Base is the direction of a paragraph.
type Base int8

// The directions a paragraph may have. Auto takes it from the first strong
// character, and is left to right when there is none.
const (
	Auto        Base = -1
	LeftToRight Base = 0
	RightToLeft Base = 1
)

// A line is a text on its way through the rules, one entry a character in each slice.
type line struct {
	text     []rune
	original []class // as Unicode has it
	class    []class // as the rules have changed it so far
	partner  []int   // of an isolate initiator its PDI, and the other way round; -1 without
	level    []Level
	dropped  []bool // taken out by rule X9: embeddings, overrides, boundary neutrals
	base     Level
}

// Levels returns the level of each character of a line, and that of its paragraph.
// Characters that rule X9 takes out (embeddings, overrides, boundary neutrals) get
// the level of the character before them.
func Levels(text []rune, base Base) ([]Level, Level) {
	ln := newLine(text)
	ln.base = ln.paragraphLevel(base)
	ln.resolveExplicit()
	for _, s := range ln.sequences() {
		s.resolveWeak()
		s.resolveBrackets()
		s.resolveNeutrals()
		s.resolveImplicit()
	}
	ln.levelDropped()
	ln.resetWhitespace()
	return ln.level, ln.base
}

func newLine(text []rune) *line {
	ln := &line{
		text:     text,
		original: make([]class, len(text)),
		class:    make([]class, len(text)),
		level:    make([]Level, len(text)),
		dropped:  make([]bool, len(text)),
	}
	for i, r := range text {
		ln.original[i] = classOf(r)
	}
	copy(ln.class, ln.original)
	ln.partner = pairIsolates(ln.original)
	return ln
}
