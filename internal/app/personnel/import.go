package personnel

import (
	"context"
	"errors"
	"slices"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

var (
	ErrImportDone  = fault.New(fault.Conflict, "import.done-already")
	ErrImportMoved = fault.New(fault.Conflict, "import.moved")
	ErrDepartment  = fault.New(fault.Invalid, "department.ask")
)

// An ImportReading is what a list of people holds, as of now: those who would
// be added, and what is wrong with the other lines, in order.
type ImportReading struct {
	store.Import
	Rows     int
	People   []people.Person
	Problems []people.ListProblem

	Departments people.DepartmentReading // what the list does to those of the agency
}

// StartImport keeps a list of people for one of the agencies that v may manage,
// its header first, to be looked at before anything is added. A wrong header is
// told at once. No civil number is kept.
func (a Personnel) StartImport(ctx context.Context, v people.Viewer, agency string, lines []people.ListLine) (id string, err error) {
	if _, _, _, faults := people.ReadList(lines); len(faults) > 0 {
		var errs []error
		for _, f := range faults {
			errs = append(errs, f)
		}
		return "", errors.Join(errs...)
	}
	id = a.NewID()
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if _, err := d.Agency(ctx, v.Scope(people.HR), agency); err != nil {
			return err
		}
		return d.AddImport(ctx, store.Import{ID: id, AgencyID: agency, PersonID: v.PersonID, Lines: people.WithoutCivilNumbers(lines), MadeAt: d.Now})
	})
	return id, err
}

// ReadImport returns what a list holds that was sent for one of v's agencies,
// with what v says of its departments.
func (a Personnel) ReadImport(ctx context.Context, v people.Viewer, id string, say people.DepartmentAnswers) (ImportReading, error) {
	return readImport(ctx, a.Store, v, id, say)
}

func readImport(ctx context.Context, db store.Reader, v people.Viewer, id string, say people.DepartmentAnswers) (r ImportReading, err error) {
	if r.Import, err = db.Import(ctx, v.Scope(people.HR), id); err != nil || !r.DoneAt.IsZero() {
		return r, err
	}
	ps, numbers, problems, _ := people.ReadList(r.Lines) // the header was right when it was kept
	r.Rows, r.Problems = len(r.Lines)-1, problems
	taken, err := db.Taken(ctx, r.AgencyID, ps)
	if err != nil {
		return r, err
	}
	for i, p := range ps {
		wrong := others(v, taken, people.Person{}, p)
		if len(wrong) == 0 {
			r.People = append(r.People, p)
			continue
		}
		// Of one line, the first that is taken says enough.
		r.Problems = append(r.Problems, people.ListProblem{Line: numbers[i], Fault: wrong[0], Value: valueOf(p, wrong[0])})
	}
	there, err := db.DepartmentsOf(ctx, r.AgencyID)
	if err != nil {
		return r, err
	}
	r.People, r.Departments = people.ReadDepartments(r.People, there, say)
	slices.SortStableFunc(r.Problems, func(a, b people.ListProblem) int { return a.Line - b.Line })
	return r, nil
}

// valueOf returns what of p a fault is about.
func valueOf(p people.Person, f *fault.Fault) string {
	return map[string]string{"staff_no": p.StaffNo, "email": p.Email, "sign_in": p.SignIn}[f.Field]
}

// ConfirmImport adds the people of a list, all at once, provided that they are
// as many as v was shown, to the departments that v says are meant; if it has to
// be asked of one, ErrDepartment. They have no password yet; see FirstPasswords.
func (a Personnel) ConfirmImport(ctx context.Context, v people.Viewer, id string, shown int, say people.DepartmentAnswers) (added int, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		r, err := readImport(ctx, d.Reader, v, id, say)
		if err != nil {
			return err
		}
		if !r.DoneAt.IsZero() {
			return ErrImportDone
		}
		if added = len(r.People); added != shown || added == 0 {
			return ErrImportMoved
		}
		if r.Departments.Open() {
			return ErrDepartment
		}
		for i := range r.People {
			p := &r.People[i]
			p.ID, p.AgencyID, p.CreatedAt = a.NewID(), r.AgencyID, d.Now
		}
		if err := nameDepartments(ctx, d, r.AgencyID, r.People); err != nil {
			return err
		}
		if err := d.AddPeople(ctx, r.People); errors.Is(err, store.ErrExists) {
			return ErrImportMoved
		} else if err != nil {
			return err
		}
		if err := d.FinishImport(ctx, id, added, d.Now); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.PeopleImported, event.Object{ID: id, AgencyID: r.AgencyID}, event.PeopleMany.Is(added)))
	})
	return added, err
}
