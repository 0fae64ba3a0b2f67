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
	hr := Viewer{PersonID: "reem", Reach: map[Role][]string{HR: {"n", "o"}, Trainer: {"o", "s"}}}
	admin := Viewer{PersonID: "maha", Reach: map[Role][]string{Admin: {"top", "n"}, HR: {"n"}}}
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
		{"HR as HR", hr, []Role{Learner, Trainer, HR}, []Role{HR}, Within("n", "o")},
		{"HR as either", hr, []Role{Learner, Trainer, HR}, []Role{HR, Trainer}, Within("n", "o", "s")},
		{"HR as an administrator", hr, []Role{Learner, Trainer, HR}, []Role{Admin}, Within()},
		{"an administrator as nothing", admin, []Role{Learner, HR, Admin}, nil, Within("top", "n")},
		{"an administrator as HR", admin, []Role{Learner, HR, Admin}, []Role{HR}, Within("n", "top")},
		{"an administrator as a trainer", admin, []Role{Learner, HR, Admin}, []Role{Trainer}, Within("top", "n")},
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

func TestSees(t *testing.T) {
	for _, c := range []struct {
		name           string
		s              Scope
		agency, person string
		want           bool
	}{
		{"zero", Scope{}, "n", "salma", false},
		{"zero, nobody's", Scope{}, "", "", false},
		{"none", Within(), "n", "salma", false},
		{"its agency", Within("s", "n"), "n", "salma", true},
		{"another agency", Within("s"), "n", "salma", false},
		{"the house's own", Within("s"), "", "", false},
		{"own", Own("salma"), "n", "salma", true},
		{"another's", Own("badr"), "n", "salma", false},
		{"nobody's own", Own(""), "n", "", false},
		{"everywhere", Everywhere("a test"), "n", "salma", true},
		{"everywhere without a reason", Everywhere(""), "n", "salma", false},
	} {
		if got := c.s.Sees(c.agency, c.person); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if ids, all := Everywhere("a test").Agencies(); ids != nil || !all {
		t.Errorf("everywhere: %v, %v", ids, all)
	}
	if ids, all := Within("n").Agencies(); !reflect.DeepEqual(ids, []string{"n"}) || all {
		t.Errorf("within: %v, %v", ids, all)
	}
	if got := (Viewer{PersonID: "salma"}).Own().Person(); got != "salma" {
		t.Errorf("own rows of %q", got)
	}
}

func TestMayManage(t *testing.T) {
	hr := Viewer{Reach: map[Role][]string{HR: {"n", "o"}}}
	admin := Viewer{Reach: map[Role][]string{Admin: {"n", "o"}}}
	for _, c := range []struct {
		name      string
		held      []Grant
		hr, admin bool
	}{
		{"holds nothing", nil, true, true},
		{"a trainer here", []Grant{{Role: Trainer, AgencyID: "o"}}, true, true},
		{"HR here", []Grant{{Role: HR, AgencyID: "n"}}, true, true},
		{"an administrator here", []Grant{{Role: Admin, AgencyID: "o"}}, false, true},
		{"a trainer elsewhere", []Grant{{Role: Trainer, AgencyID: "s"}}, false, false},
		{"here and elsewhere", []Grant{{Role: Trainer, AgencyID: "n"}, {Role: HR, AgencyID: "top"}}, false, false},
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
