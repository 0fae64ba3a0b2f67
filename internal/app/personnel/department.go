package personnel

import (
	"context"
	"maps"
	"slices"

	"masar/internal/app/core"
	"masar/internal/people"
	"masar/internal/typed"
)

// nameDepartment returns p, who was as given, with what their department is
// called in English. A department has one name in English, whoever gave it last:
// another than it had is given to everybody in it, and renamed is how many they
// are, p among them. None given leaves the name as it is. Who moves to another
// department takes on what that one is called.
func nameDepartment(ctx context.Context, d *core.Unit, was, p people.Person) (_ people.Person, renamed int, err error) {
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

// nameDepartments says what the departments of people to be added are called in
// English, whose list has been read by people.ReadDepartments.
func nameDepartments(ctx context.Context, d *core.Unit, agency string, ps []people.Person) error {
	called := map[string]string{}
	for _, p := range ps {
		if p.DepartmentEn != "" {
			called[p.Department] = p.DepartmentEn
		}
	}
	for _, name := range slices.Sorted(maps.Keys(called)) {
		if _, err := d.NameDepartment(ctx, agency, name, called[name], ""); err != nil {
			return err
		}
	}
	return nil
}

// MeanDepartment returns p, who is to be added to their agency or changed, in the
// department that is meant, called in English as it is called, and what has to be
// asked first: whether a new department is one there is, and whether one is to be
// called something else.
func (a Personnel) MeanDepartment(ctx context.Context, v people.Viewer, p people.Person, say people.DepartmentAnswers) (people.Person, people.DepartmentReading, error) {
	var none people.DepartmentReading
	if _, err := a.Store.Agency(ctx, v.Scope(people.HR), p.AgencyID); err != nil {
		return p, none, err
	}
	p.Department, p.DepartmentEn = typed.Tidy(p.Department), typed.Tidy(p.DepartmentEn)
	if p.Department == "" {
		p.Department, p.DepartmentEn = p.DepartmentEn, ""
	}
	if p.ID != "" {
		was, err := a.Store.Person(ctx, v.Scope(people.HR), p.ID)
		if err != nil {
			return p, none, err
		}
		if p.Department != was.Department && p.DepartmentEn == was.DepartmentEn {
			p.DepartmentEn = "" // who moves takes on what the other is called
		}
	}
	there, err := a.Store.DepartmentsOf(ctx, p.AgencyID)
	if err != nil {
		return p, none, err
	}
	ps, reading := people.ReadDepartments([]people.Person{p}, there, say)
	return ps[0], reading, nil
}
