package access

import (
	"os"
	"testing"

	"masar/internal/people"
)

func policy(t *testing.T) *Policy {
	t.Helper()
	p, err := Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPolicy(t *testing.T) {
	p := policy(t)
	for _, c := range []struct {
		perm                        Permission
		learner, trainer, hr, admin bool
	}{
		{"course:learn", true, true, true, true},
		{"certificate:read", true, true, true, true},
		{"run:teach", false, true, false, true},
		{"work:review", false, true, false, true},
		{"course:edit", false, true, false, true},
		{"report:read", false, false, true, true},
		{"report:export", false, false, true, true},
		{"person:read", false, false, true, true},
		{"person:edit", false, false, true, true},
		{"person:import", false, false, true, true},
		{"course:assign", false, false, true, true},
		{"run:schedule", false, true, true, true},
		{"certificate:revoke", false, false, true, true},
		{"certificate:correct", false, false, true, true},
		{"certificate:issue", false, false, true, true},
		{"certificate:list", false, false, true, true},
		{"certificate:export", false, false, true, true},
		{"agency:edit", false, false, false, true},
		{"role:grant", false, false, false, true},
		{"event:read", false, false, false, true},
		{"job:read", false, false, false, true},
		{"job:revive", false, false, false, true},
		{"course:publish", false, false, false, true},
		{"mail:read", false, false, false, true},
		{"no:such", false, false, false, false},
	} {
		for role, want := range map[people.Role]bool{people.Learner: c.learner, people.Trainer: c.trainer, people.HR: c.hr, people.Admin: c.admin} {
			if got := p.Has(role, c.perm); got != want {
				t.Errorf("%s %s: %v, want %v", role, c.perm, got, want)
			}
		}
	}
}

func TestMay(t *testing.T) {
	p := policy(t)
	nobody := people.Viewer{}
	hr := people.Viewer{PersonID: "p", Reach: map[people.Role][]people.Branch{people.HR: {{Path: "/a/"}}}}
	for _, c := range []struct {
		v    people.Viewer
		perm Permission
		want bool
	}{
		{nobody, Public, true}, {nobody, Member, false}, {nobody, "course:learn", false},
		{hr, Public, true}, {hr, Member, true}, {hr, "course:learn", true}, {hr, "report:read", true}, {hr, "run:teach", false},
	} {
		if got := p.May(c.v, c.perm); got != c.want {
			t.Errorf("May(%v, %s) = %v, want %v", c.v.Roles(), c.perm, got, c.want)
		}
	}
}
