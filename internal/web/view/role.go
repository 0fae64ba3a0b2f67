package view

import (
	"net/url"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
)

// A RoleRow is a person with the roles they hold.
type RoleRow struct {
	people.Person
	Agency string
	Held   []store.GrantLine
}

func (r RoleRow) href(under ...string) string {
	href, _ := url.JoinPath("/admin/people/", append([]string{url.PathEscape(r.ID)}, under...)...)
	return href
}

// A RoleList is a page of people with their roles, and how it is narrowed.
type RoleList struct {
	Search, Role, AgencyID string
	Left                   bool
	Agencies               []Option
	People                 []RoleRow
	Pager                  Pager
}

// A RoleCard is one person, and what can be done about them.
type RoleCard struct {
	RoleRow
	Options []Option // agencies at which a role can be given
	Self    bool     // it is the viewer
	SetAt   string   // when their password was set, as the form that makes another carries it
	Problem string   // why the last press did nothing
}

// A NewPerson is a person to be filled in.
type NewPerson struct {
	people.Person
	Agencies []Option
	Problems map[string]string
	Asks     []Ask // about their department
}

func roleName(t *i18n.T, r people.Role) string { return t.Msg("role.name-"+string(r), nil) }

func roleOptions(t *i18n.T) (os []Option) {
	for _, r := range people.Roles {
		os = append(os, Option{string(r), roleName(t, r)})
	}
	return os
}

// roleFacts is what stands at the head of a person.
func roleFacts(t *i18n.T, r RoleRow) (fs []Fact) {
	for _, f := range []Fact{
		{t.RoleAgency(), r.Agency}, {t.RoleDepartment(), r.DepartmentIn(t.Lang)}, {t.RoleStaffNo(), r.StaffNo},
		{t.SignInName(), r.SignIn}, {t.RoleEmail(), r.Email},
	} {
		if f.Text != "" {
			fs = append(fs, f)
		}
	}
	return fs
}

// problemsOf is one problem that belongs to no field, or none.
func problemsOf(text string) []Problem {
	if text == "" {
		return nil
	}
	return []Problem{{Text: text}}
}
