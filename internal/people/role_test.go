package people

import (
	"reflect"
	"testing"
	"time"
)

func TestUnder(t *testing.T) {
	top := Agency{ID: "top", Path: "/top/"}
	north := Agency{ID: "n", Path: "/top/n/"}
	office := Agency{ID: "o", Path: "/top/n/o/"}
	near := Agency{ID: "n2", Path: "/top/n2/"}
	for _, c := range []struct {
		a, b Agency
		want bool
	}{
		{top, top, true}, {north, top, true}, {office, top, true}, {office, north, true},
		{top, north, false}, {north, office, false}, {near, north, false}, {north, near, false},
	} {
		if got := c.a.Under(c.b); got != c.want {
			t.Errorf("%s under %s: %v", c.a.Path, c.b.Path, got)
		}
	}
	for _, c := range []struct {
		a    Agency
		want int
	}{{top, 0}, {north, 1}, {office, 2}} {
		if got := c.a.Depth(); got != c.want {
			t.Errorf("depth of %s: %d, want %d", c.a.Path, got, c.want)
		}
	}
}

func TestViewer(t *testing.T) {
	north, office, south := Branch{Path: "/top/n/"}, Branch{Path: "/top/n/o/"}, Branch{Path: "/top/s/", IDs: []string{"s"}}
	hr := Viewer{PersonID: "reem", Reach: map[Role][]Branch{HR: {north}, Trainer: {south, office}}}
	admin := Viewer{PersonID: "maha", Reach: map[Role][]Branch{Admin: {office, south}, HR: {north}}}
	learner := Viewer{PersonID: "salma"}
	for _, c := range []struct {
		name  string
		v     Viewer
		roles []Role
		as    []Role
		want  Scope
	}{
		{"nobody", Viewer{}, nil, Roles, Within()},
		{"a learner", learner, []Role{Learner}, Roles, Within()},
		{"HR as nothing", hr, []Role{Learner, Trainer, HR}, nil, Within()},
		{"HR as HR", hr, []Role{Learner, Trainer, HR}, []Role{HR}, Under(north)},
		{"HR as either", hr, []Role{Learner, Trainer, HR}, []Role{HR, Trainer}, Under(north, south)},
		{"HR as an administrator", hr, []Role{Learner, Trainer, HR}, []Role{Admin}, Within()},
		{"an administrator as nothing", admin, []Role{Learner, HR, Admin}, nil, Under(office, south)},
		{"an administrator as HR", admin, []Role{Learner, HR, Admin}, []Role{HR}, Under(north, south)},
		{"an administrator as a trainer", admin, []Role{Learner, HR, Admin}, []Role{Trainer}, Under(south, office)},
	} {
		if got := c.v.Roles(); !reflect.DeepEqual(got, c.roles) {
			t.Errorf("%s: roles %v, want %v", c.name, got, c.roles)
		}
		if got := c.v.Scope(c.as...); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: scope %v, want %v", c.name, got, c.want)
		}
		if c.v.Is(Admin) != (c.name[:2] == "an") {
			t.Errorf("%s: administrator %v", c.name, c.v.Is(Admin))
		}
	}
}

// Asking for a scope changes nothing that was asked with.
func TestScopeLeavesItsRoles(t *testing.T) {
	roles := []Role{Trainer, HR}
	Viewer{}.Scope(roles[:1]...)
	if roles[1] != HR {
		t.Errorf("roles are now %v", roles)
	}
}

func TestMayManage(t *testing.T) {
	north := []Branch{{Path: "/top/n/"}}
	hr, admin := Viewer{Reach: map[Role][]Branch{HR: north}}, Viewer{Reach: map[Role][]Branch{Admin: north}}
	for _, c := range []struct {
		name      string
		held      []Grant
		hr, admin bool
	}{
		{"holds nothing", nil, true, true},
		{"a trainer here", []Grant{{Role: Trainer, Path: "/top/n/o/"}}, true, true},
		{"HR here", []Grant{{Role: HR, Path: "/top/n/"}}, true, true},
		{"an administrator here", []Grant{{Role: Admin, Path: "/top/n/o/"}}, false, true},
		{"a trainer elsewhere", []Grant{{Role: Trainer, Path: "/top/s/"}}, false, false},
		{"where a path begins alike", []Grant{{Role: Trainer, Path: "/top/n2/"}}, false, false},
		{"whose path was not read", []Grant{{Role: Trainer}}, false, false},
		{"here and elsewhere", []Grant{{Role: Trainer, Path: "/top/n/"}, {Role: HR, Path: "/top/"}}, false, false},
	} {
		if got := hr.MayManage(c.held); got != c.hr {
			t.Errorf("HR, %s: %v", c.name, got)
		}
		if got := admin.MayManage(c.held); got != c.admin {
			t.Errorf("administrator, %s: %v", c.name, got)
		}
		if (Viewer{}).MayManage(c.held) != (c.held == nil) {
			t.Errorf("nobody, %s", c.name)
		}
	}
}

func TestMark(t *testing.T) {
	at := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	if got, want := (Viewer{PersonID: "reem"}).Mark(at, "why"), (Mark{"reem", at, "why"}); got != want || !got.Made() {
		t.Errorf("%+v, want %+v", got, want)
	}
	if (Mark{By: "reem"}).Made() {
		t.Error("a mark without a time was made")
	}
}
