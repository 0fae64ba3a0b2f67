package personnel

import (
	"context"
	"errors"
	"slices"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

var (
	ErrRoleHeld  = fault.New(fault.Conflict, "role.held")
	ErrLastAdmin = fault.New(fault.Conflict, "people.last-admin")
	ErrSetUp     = fault.New(fault.Conflict, "people.set-up-already")
	ErrNotSetUp  = fault.New(fault.Conflict, "people.not-set-up")
)

// Setup begins a new house: its top agency and its first administrator, and
// returns them with the password for their first sign-in, which they must
// replace. It works once.
func (a Personnel) Setup(ctx context.Context, top people.Agency, p people.Person) (_ people.Person, password string, err error) {
	password = a.NewPassword()
	p, err = a.setup(ctx, top, p, password, true)
	return p, password, err
}

// SetupWithPassword does what Setup does; the administrator keeps the password
// given.
func (a Personnel) SetupWithPassword(ctx context.Context, top people.Agency, p people.Person, password string) (people.Person, error) {
	return a.setup(ctx, top, p, password, false)
}

func (a Personnel) setup(ctx context.Context, top people.Agency, p people.Person, password string, mustSet bool) (people.Person, error) {
	p.ID, top.ID = a.NewID(), a.NewID()
	p.AgencyID = top.ID
	top, bad := tidyAgency(top)
	p, err := check(p)
	if err := errors.Join(bad, err); err != nil {
		return p, err
	}
	acc, err := a.Account(p, []people.Agency{top}, password, mustSet)
	if err != nil {
		return p, err
	}
	err = a.Do(ctx, people.Viewer{PersonID: p.ID}, func(d *core.Unit) error {
		if n, err := d.AdminCount(ctx); err != nil || n > 0 {
			return errors.Join(err, ErrSetUp)
		}
		top.Path, top.CreatedAt, p.CreatedAt = "/"+top.ID+"/", d.Now, d.Now
		if err := d.AddAgency(ctx, top); err != nil {
			return err
		}
		if err := addPerson(ctx, d, p, acc); err != nil {
			return err
		}
		g := people.Grant{PersonID: p.ID, Role: people.Admin, AgencyID: top.ID, GivenAt: d.Now, GivenBy: p.ID}
		if err := d.AddGrant(ctx, g); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.SetUp, core.TheAgency(top)))
	})
	return p, err
}

// IsSetUp reports whether the house has its first administrator.
func (a Personnel) IsSetUp(ctx context.Context) (bool, error) {
	n, err := a.Store.AdminCount(ctx)
	return n > 0, err
}

// CheckTop returns everything that is wrong with a top agency as it was typed.
func CheckTop(top people.Agency) error {
	_, err := tidyAgency(top)
	return err
}

// CheckPerson returns everything that is wrong with a person as they were typed.
func CheckPerson(p people.Person) error {
	_, err := check(p)
	return err
}

// check returns p tidied, or everything that is wrong with them.
func check(p people.Person) (people.Person, error) { return checkAfter(people.Person{}, p) }

// checkAfter is check of what takes the place of was.
func checkAfter(was, p people.Person) (people.Person, error) {
	p = p.Tidy()
	return p, fault.Join(p.CheckAfter(was))
}

// AddPerson adds a person to an agency that v may manage, and returns them
// with the password for their first sign-in, which they must replace.
func (a Personnel) AddPerson(ctx context.Context, v people.Viewer, p people.Person) (_ people.Person, password string, err error) {
	password = a.NewPassword()
	p, err = a.addPerson(ctx, v, p, password, true)
	return p, password, err
}

// AddPersonWithPassword adds a person who keeps the password given.
func (a Personnel) AddPersonWithPassword(ctx context.Context, v people.Viewer, p people.Person, password string) (people.Person, error) {
	return a.addPerson(ctx, v, p, password, false)
}

func (a Personnel) addPerson(ctx context.Context, v people.Viewer, p people.Person, password string, mustSet bool) (_ people.Person, err error) {
	p.ID = a.NewID()
	if p, err = check(p); err != nil {
		return p, err
	}
	acc, err := a.ChosenAccount(ctx, p, password, mustSet)
	if err != nil {
		return p, err
	}
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if _, err := d.Agency(ctx, v.Scope(people.HR), p.AgencyID); err != nil {
			return err
		}
		p.CreatedAt = d.Now
		if err := free(ctx, d, v, people.Person{}, p); err != nil {
			return err
		}
		if p, _, err = nameDepartment(ctx, d, people.Person{}, p); err != nil {
			return err
		}
		if err := addPerson(ctx, d, p, acc); err != nil {
			return err
		}
		if err := d.Emit(ctx, event.Of(event.PersonAdded, core.ThePerson(p))); err != nil || !mustSet {
			return err
		}
		return handed(ctx, d, p.ID)
	})
	return p, err
}

func addPerson(ctx context.Context, d *core.Unit, p people.Person, acc store.Account) error {
	if err := taken(d.AddPerson(ctx, p)); err != nil {
		return err
	}
	return d.SaveAccount(ctx, acc)
}

// ErrPersonExists is returned when somebody has taken a sign-in name, a staff
// number or an address at the same moment.
var ErrPersonExists = fault.New(fault.Conflict, "people.exists").On("sign_in")

// taken returns err as a person is told of it.
func taken(err error) error {
	if errors.Is(err, store.ErrExists) {
		return ErrPersonExists
	}
	return err
}

// free returns everything of p that is new in p and that somebody else has
// already. was is p as it was before; zero if they are to be added.
func free(ctx context.Context, d *core.Unit, v people.Viewer, was, p people.Person) error {
	t, err := d.Taken(ctx, p.AgencyID, []people.Person{p})
	if err != nil {
		return err
	}
	return fault.Join(others(v, t, was, p))
}

// others returns the faults in what of p is new and somebody else's. Of people
// whom v may not see, an officer learns nothing: their address is said to be
// unfit, not to be somebody's.
func others(v people.Viewer, t store.Taken, was, p people.Person) (faults []*fault.Fault) {
	if by, has := t.StaffNos[p.StaffKey]; has && p.StaffKey != was.StaffKey {
		faults = append(faults, takenBy(v, by, people.ErrStaffNoTaken))
	}
	if by, has := t.Emails[p.EmailKey]; has && p.EmailKey != was.EmailKey {
		if v.Scope(people.HR).Sees(by.Path) {
			faults = append(faults, takenBy(v, by, people.ErrEmailTaken))
		} else {
			faults = append(faults, people.ErrEmailElsewhere)
		}
	}
	if by, has := t.SignIns[p.SignIn]; has && p.SignIn != was.SignIn && !((p.SignIn == p.Email || p.SignIn == p.StaffKey) && len(faults) > 0) {
		faults = append(faults, takenBy(v, by, people.ErrSignInTaken))
	}
	return faults
}

// takenBy returns f as v is told of it: where somebody has it who has left and whom
// v may see, with their name, as it may be they who are back.
func takenBy(v people.Viewer, by store.Holder, f *fault.Fault) *fault.Fault {
	if by.LeftAt.IsZero() || !v.Scope(people.HR).Sees(by.Path) {
		return f
	}
	left := map[string]*fault.Fault{
		people.ErrStaffNoTaken.Key: people.ErrStaffNoLeft, people.ErrEmailTaken.Key: people.ErrEmailLeft, people.ErrSignInTaken.Key: people.ErrSignInLeft,
	}
	return left[f.Key].With("name", catalog.Text{Ar: by.NameAr, En: by.NameEn})
}

// Grant gives a person a role at an agency. Only an administrator of that
// agency may. If the person holds it already, Grant returns ErrRoleHeld.
func (a Personnel) Grant(ctx context.Context, v people.Viewer, g people.Grant) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		if err := mayGrant(ctx, d, v, g); err != nil {
			return err
		}
		held, err := d.Grants(ctx, g.PersonID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(held, func(h people.Grant) bool { return h.Role == g.Role && h.AgencyID == g.AgencyID }) {
			return ErrRoleHeld
		}
		g.GivenAt, g.GivenBy = d.Now, v.PersonID
		if err := d.AddGrant(ctx, g); err != nil {
			return err
		}
		if err := d.RecordPerson(ctx, event.RoleGranted, g.PersonID, g.AgencyID, event.Role.Is(string(g.Role))); err != nil {
			return err
		}
		return roleTold(ctx, d, notice.RoleGiven, g)
	})
}

// Withdraw takes a role back. The last administrator stays.
func (a Personnel) Withdraw(ctx context.Context, v people.Viewer, g people.Grant) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		if err := mayGrant(ctx, d, v, g); err != nil {
			return err
		}
		if err := d.RemoveGrant(ctx, g); err != nil {
			return err
		}
		if n, err := d.AdminCount(ctx); err != nil || n == 0 {
			return errors.Join(err, ErrLastAdmin)
		}
		if err := d.RecordPerson(ctx, event.RoleWithdrawn, g.PersonID, g.AgencyID, event.Role.Is(string(g.Role))); err != nil {
			return err
		}
		return roleTold(ctx, d, notice.RoleTaken, g)
	})
}

// roleTold tells somebody that they have been given a role, or lost one.
func roleTold(ctx context.Context, d *core.Unit, kind notice.Kind, g people.Grant) error {
	ag, err := d.Agency(ctx, people.Within(g.AgencyID), g.AgencyID)
	if err != nil {
		return err
	}
	return d.Notify(ctx, notice.Notice{
		ID: string(kind) + ":" + d.App.NewID(), PersonID: g.PersonID, Kind: kind, Link: "/", At: d.Now,
		Args: map[string]string{"role": string(g.Role), "agency.ar": ag.Name("ar"), "agency.en": ag.Name("en")},
	})
}

// mayGrant returns store.ErrNotFound unless both the person and the agency are
// v's to administer.
func mayGrant(ctx context.Context, d *core.Unit, v people.Viewer, g people.Grant) error {
	if !slices.Contains(people.Roles, g.Role) {
		return store.ErrNotFound
	}
	if _, err := d.Agency(ctx, v.Scope(people.Admin), g.AgencyID); err != nil {
		return err
	}
	_, err := d.Person(ctx, v.Scope(people.Admin), g.PersonID)
	return err
}
