package people

import (
	"fmt"
	"reflect"
	"testing"
)

func TestSees(t *testing.T) {
	north, office, alone := Branch{Path: "/top/n/"}, Branch{Path: "/top/n/o/"}, Branch{Path: "/top/n/", IDs: []string{"n"}}
	for _, c := range []struct {
		name string
		s    Scope
		path string
		want bool
	}{
		{"zero", Scope{}, "/top/n/", false},
		{"zero, no agency", Scope{}, "", false},
		{"none", Within(), "/top/n/", false},
		{"its agency", Within("s", "n"), "/top/n/", true},
		{"under its agency alone", Within("n"), "/top/n/o/", false},
		{"another agency", Within("s"), "/top/n/", false},
		{"no agency", Within("s"), "", false},
		{"the agency without an id", Within(""), "", false},
		{"its branch", Under(north), "/top/n/", true},
		{"under its branch", Under(north), "/top/n/o/x/", true},
		{"above its branch", Under(north), "/top/", false},
		{"beside it, with an id that begins alike", Under(north), "/top/n2/", false},
		{"beside it", Under(office), "/top/n/p/", false},
		{"the branch moved elsewhere", Under(north), "/top/s/n/", false},
		{"a branch of one", Under(alone), "/top/n/", true},
		{"under a branch of one", Under(alone), "/top/n/o/", false},
		{"no branch", Under(), "/top/n/", false},
		{"a branch without a path", Under(Branch{}), "/top/n/", false},
		{"a branch of all paths", Under(Branch{Path: "/"}), "/top/n/", false},
		{"a branch of half an id", Under(Branch{Path: "/top/n"}), "/top/n2/", false},
		{"own", Own("salma"), "/top/n/", false},
		{"everywhere", Everywhere("a test"), "/top/n/", true},
		{"everywhere, no agency", Everywhere("a test"), "", true},
		{"everywhere without a reason", Everywhere(""), "/top/n/", false},
	} {
		if got := c.s.Sees(c.path); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := (Viewer{PersonID: "salma"}).Own().Person(); got != "salma" {
		t.Errorf("own rows of %q", got)
	}
}

// A scope is bound to as few branches as say the same.
func TestUnderScope(t *testing.T) {
	branches := func(paths ...string) (bs []Branch) {
		for _, p := range paths {
			bs = append(bs, Branch{Path: p})
		}
		return bs
	}
	few := func(path string, n int) Branch {
		b := Branch{Path: path}
		for i := range n {
			b.IDs = append(b.IDs, fmt.Sprint(path, i))
		}
		return b
	}
	one := func(path string) Branch { return Branch{Path: path, IDs: []string{lastID(path)}} }
	for _, c := range []struct {
		name         string
		s            Scope
		ids, under   []string
		all, several bool
	}{
		{"zero", Scope{}, nil, nil, false, false},
		{"everywhere", Everywhere("a test"), nil, nil, true, true},
		{"own", Own("salma"), nil, nil, false, false},
		{"an agency", Within("n"), []string{"n"}, nil, false, false},
		{"agencies", Within("n", "s"), []string{"n", "s"}, nil, false, true},
		{"a branch", Under(branches("/top/n/")...), nil, []string{"/top/n/"}, false, true},
		{"a branch twice", Under(branches("/top/n/", "/top/n/")...), nil, []string{"/top/n/"}, false, true},
		{"all under the top", Under(branches("/top/s/", "/top/n/o/", "/top/", "/top/n/")...), nil, []string{"/top/"}, false, true},
		{"a branch and what begins alike", Under(branches("/top/n2/", "/top/n/o/", "/top/n/", "/top/n-/")...), nil, []string{"/top/n-/", "/top/n/", "/top/n2/"}, false, true},
		{"an agency by itself under a branch", Under(one("/top/n/o/"), Branch{Path: "/top/n/"}), nil, []string{"/top/n/"}, false, true},
		{"an agency by itself", Under(one("/top/n/o/")), []string{"o"}, nil, false, false},
		{"an agency by itself twice", Under(one("/top/n/o/"), one("/top/n/o/")), []string{"o"}, nil, false, false},
		{"an agency by itself beside a branch", Under(one("/top/s/"), Branch{Path: "/top/n/"}), []string{"s"}, []string{"/top/n/"}, false, true},
		{"a branch of few", Under(Branch{Path: "/top/n/", IDs: []string{"n", "o"}}), []string{"n", "o"}, nil, false, true},
		{"as many as are few", Under(few("/top/n/", Few)), few("/top/n/", Few).IDs, nil, false, true},
		{"one more, in two branches", Under(few("/top/n/", Few-1), few("/top/s/", 2)), nil, []string{"/top/n/", "/top/s/"}, false, true},
		{"few and many", Under(few("/top/n/", 2), Branch{Path: "/top/s/"}), few("/top/n/", 2).IDs, []string{"/top/s/"}, false, true},
	} {
		ids, under := c.s.Agencies()
		if !reflect.DeepEqual(ids, c.ids) || !reflect.DeepEqual(under, c.under) || c.s.All() != c.all || c.s.Several() != c.several {
			t.Errorf("%s: %v and %v, all %v, several %v", c.name, ids, under, c.s.All(), c.s.Several())
		}
	}
}

// What stands under an agency is in its branch, and nothing else is.
func TestBranch(t *testing.T) {
	b := Agency{ID: "n", Path: "/top/n/"}.Branch()
	for path, want := range map[string]bool{"/top/n/": true, "/top/n/o/": true, "/top/": false, "/top/n2/": false, "": false} {
		if b.Holds(path) != want {
			t.Errorf("%q: want %v", path, want)
		}
	}
}
