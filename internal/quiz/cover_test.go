package quiz

import (
	"testing"

	"masar/internal/catalog"
	"masar/internal/quiz/item"
)

func TestCovers(t *testing.T) {
	three := catalog.Item{Type: item.Multiple, Options: []catalog.Option{{ID: "a", Right: true}, {ID: "b", Right: true}, {ID: "c", Right: true}, {ID: "d"}, {ID: "e"}}}
	all := catalog.Item{Type: item.Multiple, Options: []catalog.Option{{ID: "a", Right: true}, {ID: "b", Right: true}}}
	tests := []struct {
		name         string
		it           catalog.Item
		v            []string
		want         Cover
		given, asked int
	}{
		{"one choice, none made", single, nil, Open, 0, 1},
		{"one choice, made wrongly", single, []string{"b"}, Whole, 1, 1},
		{"three asked for, none chosen", three, nil, Open, 0, 3},
		{"three asked for, an empty one sent", three, []string{""}, Open, 0, 3},
		{"three asked for, one chosen", three, []string{"d"}, Partly, 1, 3},
		{"three asked for, two chosen", three, []string{"a", "b"}, Partly, 2, 3},
		{"three asked for, one chosen twice over", three, []string{"a", "a", "a"}, Partly, 1, 3},
		{"three asked for, three chosen, one of them wrong", three, []string{"a", "b", "e"}, Whole, 3, 3},
		{"three asked for, four chosen", three, []string{"a", "b", "c", "d"}, TooMany, 4, 3},
		{"three asked for, all five chosen", three, []string{"a", "b", "c", "d", "e"}, TooMany, 5, 3},
		{"all asked for and chosen", all, []string{"a", "b"}, Whole, 2, 2},
		{"an order not made", ordering, nil, Open, 0, 3},
		{"an order made wrongly", ordering, []string{"c", "b", "a"}, Whole, 3, 3},
		{"nothing matched", matching, nil, Open, 0, 3},
		{"one pair matched", matching, []string{"a=c"}, Partly, 1, 3},
		{"a pair left open", matching, []string{"a=c", "b=b"}, Partly, 2, 3},
		{"every pair matched", matching, []string{"a=c", "b=b", "c=a"}, Whole, 3, 3},
		{"no number", numeric, nil, Open, 0, 1},
		{"an empty number", numeric, []string{""}, Open, 0, 1},
		{"nought is a number", numeric, []string{"0"}, Whole, 1, 1},
	}
	for _, tt := range tests {
		c, given, asked := Covers(tt.it, said(tt.v...))
		if c != tt.want || given != tt.given || asked != tt.asked {
			t.Errorf("%s: cover %d, %d of %d; want %d, %d of %d", tt.name, c, given, asked, tt.want, tt.given, tt.asked)
		}
	}
}

// What earns the whole point covers the whole question.
func TestRightCoversAll(t *testing.T) {
	for _, it := range []catalog.Item{single, multiple, ordering, matching, numeric} {
		if c, _, _ := Covers(it, Right(it)); c != Whole {
			t.Errorf("the right answer to %s has cover %d", it.ID, c)
		}
	}
}
