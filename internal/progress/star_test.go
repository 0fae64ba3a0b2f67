package progress

import (
	"testing"

	"masar/internal/catalog"
)

// A work is below the star only where its exercise counts, and below the level
// that the course names, not at it.
func TestBelowStar(t *testing.T) {
	var c catalog.Course
	c.Completion.Portfolio = &catalog.Portfolio{Star: 2, Parts: []catalog.PortfolioPart{{Exercises: []string{"e1"}, Weight: 1, Best: 1}}}
	for _, k := range []struct {
		course   catalog.Course
		exercise string
		lowest   int
		want     bool
	}{{c, "e1", 1, true}, {c, "e1", 2, false}, {c, "e2", 1, false}, {catalog.Course{}, "e1", 0, false}} {
		if got := BelowStar(k.course, k.exercise, k.lowest); got != k.want {
			t.Errorf("%s at %d: %v, want %v", k.exercise, k.lowest, got, k.want)
		}
	}
}
