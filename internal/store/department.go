package store

import (
	"context"
	"errors"

	"masar/internal/catalog"
	"masar/internal/people"
)

// Departments returns the departments of the agencies in scope, in order. A
// department goes by its first name; the English one is what it is called.
func (db Reader) Departments(ctx context.Context, s people.Scope) (ds []catalog.Text, err error) {
	defer wrap(&err, "departments")
	err = db.q.NewSelect().Model((*people.Person)(nil)).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).
		ColumnExpr("department AS ar, max(department_en) AS en").Where("department <> ''").Where("left_at IS NULL").
		Group("department").Order("department").Scan(ctx, &ds)
	return ds, err
}

// DepartmentsOf returns the departments of an agency, in order, those that only
// people who have left were in too.
func (db Reader) DepartmentsOf(ctx context.Context, agency string) (ds []people.Department, err error) {
	defer wrap(&err, "departments of %s", agency)
	err = db.q.NewSelect().Model((*people.Person)(nil)).ColumnExpr("department AS name, max(department_en) AS en").
		Where("agency_id = ? AND department <> ''", agency).Group("department").Order("department").Scan(ctx, &ds)
	return ds, err
}

// DepartmentEn returns what an agency's department is called in English, or "".
func (db Reader) DepartmentEn(ctx context.Context, agency, department string) (name string, err error) {
	defer wrap(&err, "department of %s in English", agency)
	err = db.q.NewSelect().Model((*people.Person)(nil)).Column("department_en").
		Where("agency_id = ? AND department = ? AND department_en <> ''", agency, department).Limit(1).Scan(ctx, &name)
	if wrap(&err, "department"); errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return name, err
}

// NameDepartment says what an agency's department is called in English, of
// everybody in it but one, and returns of how many that was another. Who is editing one of them sees that they changed.
func (tx *Tx) NameDepartment(ctx context.Context, agency, department, name, but string) (n int, err error) {
	defer wrap(&err, "name department of %s", agency)
	res, err := tx.q.NewUpdate().Model((*people.Person)(nil)).Set("department_en = ?, revision = revision + 1", name).
		Where("agency_id = ? AND department = ? AND department_en <> ? AND id <> ?", agency, department, name, but).Exec(ctx)
	if err != nil {
		return 0, err
	}
	rows, err := res.RowsAffected()
	return int(rows), err
}
