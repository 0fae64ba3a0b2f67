package ui

import (
	"net/url"
	"reflect"
	"testing"
)

func TestBasins(t *testing.T) {
	for _, c := range []struct {
		done, total int
		active      bool
		want        []State
	}{
		{2, 4, true, []State{Done, Done, Now, Next}},
		{2, 4, false, []State{Done, Done, Next, Next}},
		{3, 3, true, []State{Done, Done, Done}},
		{0, 0, true, []State{}},
		{1, -1, false, []State{}},
	} {
		if got := Basins(c.done, c.total, c.active); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Basins(%d, %d, %v) = %v, want %v", c.done, c.total, c.active, got, c.want)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Maryam Salim": "MS", "مريم بنت سالم": "م\u2009س", "خالد البلوشي": "خ\u2009ب", "هدى": "ه", "": "", "ال": "ا",
	} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestPagerNumbers(t *testing.T) {
	for _, c := range []struct {
		page, total int
		want        []int
	}{
		{1, 0, []int{1}},
		{1, 3, []int{1, 2, 3}},
		{1, 62, []int{1, 2, 0, 62}},
		{4, 62, []int{1, 2, 3, 4, 5, 0, 62}},
		{5, 62, []int{1, 0, 4, 5, 6, 0, 62}},
		{59, 62, []int{1, 0, 58, 59, 60, 61, 62}},
		{62, 62, []int{1, 0, 61, 62}},
	} {
		p := Pager{Page: c.page, Size: 1, Total: c.total}
		if got := p.numbers(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("page %d of %d: %v, want %v", c.page, c.total, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	q := url.Values{"q": {"مريم"}, "state": {""}, "page": {"3"}}
	sort := Sort{By: "name", Path: "/people", Query: q}
	for _, c := range []struct{ got, want string }{
		{Pager{Path: "/people", Query: q}.href(2), "/people?page=2&q=%D9%85%D8%B1%D9%8A%D9%85"},
		{sort.href("name"), "/people?q=%D9%85%D8%B1%D9%8A%D9%85&sort=name&way=down"},
		{sort.href("score"), "/people?q=%D9%85%D8%B1%D9%8A%D9%85&sort=score"},
		{Sort{By: "name", Down: true, Path: "/people"}.href("name"), "/people?sort=name"},
		{sort.word("name") + sort.word("score"), "ascending"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	if q.Get("page") != "3" {
		t.Error("the query given was changed")
	}
}

func TestColumnsFollowTheReading(t *testing.T) {
	c := Columns{Columns: []Column{{Label: "a", Value: 10}, {Label: "b", Value: 40}, {Label: "c", Value: 20, Open: true}}}
	ltr, rtl := c.layout(false), c.layout(true)
	if !(ltr.cols[0].x < ltr.cols[2].x) || !(rtl.cols[0].x > rtl.cols[2].x) {
		t.Error("time does not begin where lines begin")
	}
	for i := range ltr.cols {
		if got, want := rtl.cols[i].middle, plotWidth-ltr.cols[i].middle; got != want {
			t.Errorf("column %d is not mirrored: %v, want %v", i, got, want)
		}
	}
	if ltr.cols[1].height != plotBase-plotTop || !ltr.cols[1].value || ltr.cols[0].value || !ltr.cols[2].value {
		t.Errorf("the largest fills the plot; it and the last are written: %+v", ltr.cols)
	}
	if p := (Columns{}).layout(true); len(p.cols) != 0 || len(p.grid) != 5 {
		t.Errorf("no columns: %+v", p)
	}
}

func TestTickStep(t *testing.T) {
	for most, want := range map[int]int{0: 1, 4: 1, 5: 2, 12: 3, 104: 30, 121: 50, 1000: 300, 40000: 10000} {
		if got := tickStep(most); got != want {
			t.Errorf("tickStep(%d) = %d, want %d", most, got, want)
		}
	}
}
