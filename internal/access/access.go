// Package access decides who may do what, from the policy in assets/policy.
// Casbin holds that small text; who has which role where is in the database,
// and comes with the viewer.
package access

import (
	"io/fs"
	"strings"

	"masar/internal/people"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	"github.com/casbin/casbin/v2/persist/string-adapter"
)

// A Permission names an action on a kind of object, such as "certificate:revoke".
type Permission string

const (
	Public Permission = "public" // everyone, signed in or not
	Member Permission = "member" // everyone who is signed in
)

// A Policy says which role has which permission. It never changes while the
// program runs, so that it may be asked from anywhere at once.
type Policy struct{ e *casbin.Enforcer }

// Load reads policy/model.conf and policy/policy.csv from fsys.
func Load(fsys fs.FS) (*Policy, error) {
	conf, err := fs.ReadFile(fsys, "policy/model.conf")
	if err != nil {
		return nil, err
	}
	csv, err := fs.ReadFile(fsys, "policy/policy.csv")
	if err != nil {
		return nil, err
	}
	m, err := model.NewModelFromString(string(conf))
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(string(csv)))
	if err != nil {
		return nil, err
	}
	return &Policy{e}, nil
}

// May reports whether v has the permission in any of their roles. Where they
// have it is a matter of scope.
func (p *Policy) May(v people.Viewer, perm Permission) bool {
	switch perm {
	case Public:
		return true
	case Member:
		return v.PersonID != ""
	}
	object, action, _ := strings.Cut(string(perm), ":")
	for _, r := range v.Roles() {
		if ok, err := p.e.Enforce(string(r), object, action); err == nil && ok {
			return true
		}
	}
	return false
}

// Has reports whether the role by itself has the permission.
func (p *Policy) Has(r people.Role, perm Permission) bool {
	object, action, _ := strings.Cut(string(perm), ":")
	ok, err := p.e.Enforce(string(r), object, action)
	return err == nil && ok
}
