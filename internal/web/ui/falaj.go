package ui

import (
	"fmt"
)

// A Branch is one part of what is learnt, as water flows into it.
type Branch struct {
	Name  string
	Href  string // or ""
	State State
	Share int // how far, in per cent
}

// path returns the channel from the source to branch i of n: a stem at half
// height, a bend, and a straight end level with the branch's row.
func path(i, n int) string {
	y, middle := 44*i+22, 22*n
	return fmt.Sprintf("M0 %d h12 C 70 %d 50 %d 112 %d h24", middle, middle, y, y)
}

// flows returns the branches that hold water, those under way first, so that
// the stem is painted with what is done.
func flows(branches []Branch) (order []int) {
	for _, s := range []State{Now, Done} {
		for i, b := range branches {
			if b.State == s {
				order = append(order, i)
			}
		}
	}
	return order
}

// dash shows the first share hundredths of a flow.
func (b Branch) dash() string {
	share := b.Share
	if b.State == Done {
		share = 100
	}
	return fmt.Sprintf("%d 100", share)
}
