package exercise

import (
	"testing"

	"masar/internal/catalog"
	"masar/internal/fault"
)

func at(x float64) *float64 { return &x }

// A number is handed in where the field takes it, and is kept either way.
func TestNumbersThatFieldsTake(t *testing.T) {
	share := catalog.Field{ID: "n", Kind: catalog.Number, Required: true, Min: at(0), Max: at(100)}
	points := catalog.Field{ID: "n", Kind: catalog.Number, Required: true, Min: at(0), Max: at(10), Whole: true}
	cost := catalog.Field{ID: "n", Kind: catalog.Number, Required: true, Min: at(0)}
	frost := catalog.Field{ID: "n", Kind: catalog.Number, Required: true, Max: at(-0.5)}
	for _, c := range []struct {
		field catalog.Field
		typed string
		want  *fault.Fault
	}{
		{share, "0", nil}, {share, "100", nil}, {share, "١٠٠٪", nil}, {share, "99.5 %", nil}, {share, "-0", nil},
		{share, "150", catalog.ErrRange}, {share, "100.01", catalog.ErrRange}, {share, "-1", catalog.ErrRange},
		{share, "١٥٠", catalog.ErrRange}, {share, "٪۱۰۱", catalog.ErrRange}, {share, "1e3", catalog.ErrRange}, {share, "most", ErrNumber},
		{points, "10", nil}, {points, "٧", nil}, {points, "7.0", nil}, {points, "11", catalog.ErrRange}, {points, "7.5", catalog.ErrNotWhole}, {points, "٧٫٥", catalog.ErrNotWhole},
		{cost, "0", nil}, {cost, "3.125", nil}, {cost, "9000", nil}, {cost, "-0.001", catalog.ErrLeast}, {cost, "1,250", catalog.ErrTwoWays},
		{frost, "-0.5", nil}, {frost, "0", catalog.ErrMost},
	} {
		ex := catalog.Exercise{Fields: []catalog.Field{c.field}}
		w, err := Work{}.Save(ex, map[string]string{"n": c.typed}, noon)
		if err != nil || w.Fields["n"] != c.typed {
			t.Errorf("%q is kept as %q, %v", c.typed, w.Fields["n"], err)
		}
		_, faults := w.HandIn(ex, noon)
		switch {
		case c.want == nil && len(faults) > 0:
			t.Errorf("%q is refused: %v", c.typed, faults)
		case c.want != nil && (len(faults) != 1 || !faults[0].Is(c.want) || faults[0].Field != "n"):
			t.Errorf("%q: %v, want %v", c.typed, faults, c.want)
		}
	}
}
