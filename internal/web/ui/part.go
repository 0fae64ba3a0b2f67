package ui

import (
	"fmt"
	"strings"
)

// A State is how far along something is; it is drawn the same everywhere.
type State string

const (
	Done State = "done"
	Now  State = "now"  // under way, or current
	Late State = "late" // overdue
	Next State = "next" // not begun
)

// Basins returns the states of total units of which done are finished; the next
// one is under way if active, unless it is the first: none of them is none.
func Basins(done, total int, active bool) []State {
	states := make([]State, max(total, 0))
	for i := range states {
		switch {
		case i < done:
			states[i] = Done
		case i == done && active && done > 0:
			states[i] = Now
		default:
			states[i] = Next
		}
	}
	return states
}

// A basin is the place of one unit in a channel, in hundredths of its width.
type basin struct {
	x, width string
	state    State
}

// basins lays states out beside one another with gaps that shrink as they grow
// many.
func basins(states []State) []basin {
	n := float64(len(states))
	gap := 1.4
	switch {
	case n > 40:
		gap = .3
	case n > 12:
		gap = .8
	}
	width := (100 - gap*(n-1)) / n
	out := make([]basin, len(states))
	for i, s := range states {
		out[i] = basin{percent(float64(i) * (width + gap)), percent(width), s}
	}
	return out
}

func percent(f float64) string { return fmt.Sprintf("%.3g%%", f) }

// A Crumb is a step of the way to a page; the page itself has no Href.
type Crumb struct {
	Href, Label string
}

// A Problem is one thing wrong with a form: words, and the field to go to or "".
type Problem struct {
	Field, Text string
}

// A Fact is a term and what it is here.
type Fact struct {
	Term, Text string
}

// buttonClass turns "now lg" into the classes of such a button.
func buttonClass(kind string) string {
	class := "btn"
	for k := range strings.FieldsSeq(kind) {
		class += " btn--" + k
	}
	return class
}
