package item

import "testing"

// The names of parts lead back to them, and say nothing but where they stand.
func TestNames(t *testing.T) {
	o := Order{"c", "a", "b"}
	for _, c := range []struct{ id, name string }{{"c", "P1"}, {"a", "P2"}, {"b", "P3"}} {
		if got := o.Name(c.id); got != c.name || o.Part(got) != c.id {
			t.Errorf("%s is called %s, which is %s; want %s", c.id, got, o.Part(got), c.name)
		}
	}
	for _, s := range []string{"", "a", "P0", "P4", "P", "Pa", "p1", "L1"} { // of an older page, or nonsense
		if got := o.Part(s); got != s {
			t.Errorf("%q is taken for %q", s, got)
		}
	}
	if name(leftSide, 1) != "L2" || name(leftSide, -1) != "" || o.Name("x") != "" {
		t.Errorf("left sides: %q, %q, %q", name(leftSide, 1), name(leftSide, -1), o.Name("x"))
	}
}
