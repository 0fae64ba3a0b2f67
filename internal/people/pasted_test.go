package people

import (
	"slices"
	"testing"
)

// A pasted list has its names on lines, in columns or between commas of either
// script, each counted once and without marks that nobody sees.
func TestPasted(t *testing.T) {
	for list, want := range map[string][]string{
		"":                          nil,
		" \n\t,;":                   nil,
		"K-1, K-2;K-3\nK-1":         {"K-1", "K-2", "K-3"},
		"K-1\tsaid@north.example":   {"K-1", "said@north.example"},
		"K-1، K-2؛ K-3":             {"K-1", "K-2", "K-3"},
		"K-1\u200F K-1":             {"K-1"},
		"\x00K-1\x00":               {"K-1"},
		"said@مثال.عمان\r\nK-٥\r\n": {"said@مثال.عمان", "K-٥"},
	} {
		if got := Pasted(list); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", list, got, want)
		}
	}
}

// A name means the one person called so; one that nobody has, and one that several
// have, means nobody, and is said.
func TestResolve(t *testing.T) {
	ps := []Person{
		{ID: "a", StaffNo: "K-1", Email: "said@north.example"},
		{ID: "b", StaffNo: "K-2"},
		{ID: "c", StaffNo: "K-2", AgencyID: "other"},
	}
	for i := range ps {
		ps[i] = ps[i].Tidy()
	}
	ids, unknown, unclear := Resolve([]string{"k-1", "said@north.example", "K-2", "K-9"}, ps)
	if !slices.Equal(ids, []string{"a"}) || !slices.Equal(unknown, []string{"K-9"}) || !slices.Equal(unclear, []string{"K-2"}) {
		t.Errorf("ids %q, unknown %q, unclear %q", ids, unknown, unclear)
	}
	if ids, unknown, unclear := Resolve(nil, ps); ids != nil || unknown != nil || unclear != nil {
		t.Error("no names mean somebody")
	}
}
