package bidi

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// levelDropped gives what X9 took out the level of the character before it, so that
// it cuts no run in two.
func (ln *line) levelDropped() {
	before := ln.base
	for i := range ln.level {
		if ln.dropped[i] {
			ln.level[i] = before
		}
		before = ln.level[i]
	}
}

// resetWhitespace puts separators, and the white space before them and at the end of
// the line, back on the paragraph's level (L1).
func (ln *line) resetWhitespace() {
	trailing := true
	for i := len(ln.text) - 1; i >= 0; i-- {
		c := ln.original[i]
		switch {
		case c == bidi.B || c == bidi.S:
			ln.level[i] = ln.base
			trailing = true
		case c == bidi.WS || c == bidi.PDI || isIsolate(c) || ln.dropped[i]:
			if trailing {
				ln.level[i] = ln.base
			}
		default:
			trailing = false
		}
	}
}

// A Run is a stretch of characters [Start, End) of one level.
type Run struct {
	Start, End int
	Level      Level
}

// Reorder puts runs, given in logical order, in visual order from the left (L2). The
// characters inside a right-to-left run are still to be drawn from its right.
func Reorder(runs []Run) []Run {
	out := slices.Clone(runs)
	highest, lowestOdd := Level(0), Level(maxDepth+2)
	for _, r := range out {
		highest = max(highest, r.Level)
		if r.Level.RTL() {
			lowestOdd = min(lowestOdd, r.Level)
		}
	}
	for l := highest; l >= lowestOdd; l-- {
		reverseFrom(out, l)
	}
	return out
}

// reverseFrom reverses every stretch of runs of level l or above.
func reverseFrom(runs []Run, l Level) {
	for i := 0; i < len(runs); i++ {
		end := i
		for end < len(runs) && runs[end].Level >= l {
			end++
		}
		slices.Reverse(runs[i:end])
		i = max(i, end-1)
	}
}
