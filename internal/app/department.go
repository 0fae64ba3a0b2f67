package app

import (
	"context"
	"maps"
	"slices"

	"masar/internal/people"
)

// nameDepartment returns p, who was as given, with what their department is
// called in English. A department has one name in English, whoever gave it last:
// another than it had is given to everybody in it, and renamed is how many they
// are, p among them. None given leaves the name as it is. Who moves to another
// department takes on what that one is called.
func (d *deed) nameDepartment(ctx context.Context, was, p people.Person) (_ people.Person, renamed int, err error) {
	if p.Department == "" {
		p.DepartmentEn = ""
		return p, 0, nil
	}
	called, err := d.DepartmentEn(ctx, p.AgencyID, p.Department)
	if err != nil {
		return p, 0, err
	}
	if p.DepartmentEn == "" || p.Department != was.Department && p.DepartmentEn == was.DepartmentEn {
		p.DepartmentEn = called
	}
	if p.DepartmentEn == called {
		return p, 0, nil
	}
	others, err := d.NameDepartment(ctx, p.AgencyID, p.Department, p.DepartmentEn, p.ID)
	return p, others + 1, err
}

// nameDepartments sets what the departments of people to be added are called in
// English: as their list says last, or else as they are called already.
func (d *deed) nameDepartments(ctx context.Context, agency string, ps []people.Person) error {
	called := map[string]string{}
	for _, p := range ps {
		if p.DepartmentEn != "" || called[p.Department] == "" {
			called[p.Department] = p.DepartmentEn
		}
	}
	delete(called, "")
	for _, name := range slices.Sorted(maps.Keys(called)) {
		en, err := d.DepartmentEn(ctx, agency, name)
		if err != nil {
			return err
		}
		switch called[name] {
		case en:
		case "":
			called[name] = en
		default:
			if _, err := d.NameDepartment(ctx, agency, name, called[name], ""); err != nil {
				return err
			}
		}
	}
	for i := range ps {
		ps[i].DepartmentEn = called[ps[i].Department]
	}
	return nil
}
