package app

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

// ErrOutranked is what whoever would change how somebody signs in is told, who
// holds a role that they themselves could not give.
var ErrOutranked = fault.New(fault.Forbidden, "people.outranked")

// ErrSelf is what whoever would end their own employment is told.
var ErrSelf = fault.New(fault.Conflict, "people.self")

// managed loads a person whom v may manage.
func (d *deed) managed(ctx context.Context, v people.Viewer, id string) (p people.Person, err error) {
	if p, err = d.Person(ctx, v.Scope(people.HR), id); err != nil {
		return p, err
	}
	held, err := d.Grants(ctx, id)
	if err == nil && !v.MayManage(held) {
		err = ErrOutranked
	}
	return p, err
}

// ChangePerson saves what p says of a person whom v may manage: names,
// department, staff number, e-mail address, last digits of the civil number and
// sign-in name, as they were changed from p's revision.
func (a *App) ChangePerson(ctx context.Context, v people.Viewer, p people.Person) error {
	return a.do(ctx, v, func(d *deed) error {
		now, err := d.managed(ctx, v, p.ID)
		if err != nil {
			return err
		}
		was := now
		now.NameAr, now.NameEn, now.Department = p.NameAr, p.NameEn, p.Department
		now.StaffNo, now.Email, now.CivilTail, now.SignIn, now.Revision = p.StaffNo, p.Email, p.CivilTail, p.SignIn, p.Revision
		if now, err = check(now); err != nil {
			return err
		}
		if now.NameAr != was.NameAr || now.NameEn != was.NameEn {
			now.NameApprovedAt = time.Time{} // it was another that they approved
		}
		if err := d.SavePerson(ctx, now); err != nil {
			if errors.Is(err, store.ErrExists) {
				return ErrPersonExists
			}
			return err
		}
		return d.record(ctx, event.Of(event.Changed, "person", p.ID, now.AgencyID))
	})
}

// HandPassword gives a person whom v may manage a new password, which they must
// replace at their next sign-in, and signs them out everywhere.
func (a *App) HandPassword(ctx context.Context, v people.Viewer, id string) (password string, err error) {
	if id == v.PersonID {
		return "", ErrSelf
	}
	password = a.NewPassword()
	acc, err := a.account(id, password, true)
	if err != nil {
		return "", err
	}
	err = a.do(ctx, v, func(d *deed) error {
		p, err := d.managed(ctx, v, id)
		if err != nil {
			return err
		}
		if err := d.SaveAccount(ctx, acc); err != nil {
			return err
		}
		if err := d.RemoveSignIns(ctx, id, ""); err != nil {
			return err
		}
		if err := d.RemoveThrottle(ctx, digest("account "+p.SignIn)); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.PasswordSet, "person", id, p.AgencyID))
	})
	return password, err
}

// SetEmployed notes that a person whom v may manage has left their agency, or
// is back. Who leaves is signed out and taken off the courses they have not
// completed.
func (a *App) SetEmployed(ctx context.Context, v people.Viewer, id string, employed bool) error {
	if id == v.PersonID {
		return ErrSelf
	}
	return a.do(ctx, v, func(d *deed) error {
		p, err := d.managed(ctx, v, id)
		if err != nil || p.Employed() == employed {
			return err
		}
		p.LeftAt = d.now
		if employed {
			p.LeftAt = people.Person{}.LeftAt
		}
		if err := d.SavePerson(ctx, p); err != nil {
			return err
		}
		if !employed {
			if err := d.RemoveSignIns(ctx, id, ""); err != nil {
				return err
			}
			if _, err := d.WithdrawEnrolments(ctx, id); err != nil {
				return err
			}
		}
		return d.record(ctx, event.Of(event.Changed, "person", id, p.AgencyID).With("employed", strconv.FormatBool(employed)))
	})
}

// HandoutMax is how many passwords are made for one list.
const HandoutMax = 300

// A Handout is a person's first password, to be handed to them.
type Handout struct {
	people.Person
	Password string
}

// FirstPasswords makes passwords for up to HandoutMax people of one of v's
// agencies, or one department of it, who cannot sign in yet; again: or who have
// been handed one that they have not replaced. Whoever holds a role is left
// out. Each password is only in what is returned.
func (a *App) FirstPasswords(ctx context.Context, v people.Viewer, agency, department string, again bool) (hs []Handout, err error) {
	if _, err := a.Store.Agency(ctx, v.Scope(people.HR), agency); err != nil {
		return nil, err
	}
	f := store.PeopleFilter{AgencyID: agency, Department: department, NoPassword: true, Handed: again}
	ps, _, err := a.Store.People(ctx, v.Scope(people.HR), f, 0, HandoutMax)
	if err != nil || len(ps) == 0 {
		return nil, err
	}
	hs, accounts, err := a.handouts(ps)
	if err != nil {
		return nil, err
	}
	err = a.do(ctx, v, func(d *deed) error {
		for _, acc := range accounts {
			if err := d.SaveAccount(ctx, acc); err != nil {
				return err
			}
			if err := d.RemoveSignIns(ctx, acc.PersonID, ""); err != nil {
				return err
			}
		}
		return d.record(ctx, event.Of(event.PasswordSet, "agency", agency, agency).With("people", strconv.Itoa(len(hs))))
	})
	return hs, err
}

// handouts hashes a password for each of the people, on every processor.
func (a *App) handouts(ps []people.Person) ([]Handout, []store.Account, error) {
	hs, accounts, errs := make([]Handout, len(ps)), make([]store.Account, len(ps)), make([]error, len(ps))
	var wg sync.WaitGroup
	for i, p := range ps {
		hs[i] = Handout{p, a.NewPassword()}
		wg.Go(func() { accounts[i], errs[i] = a.account(p.ID, hs[i].Password, true) })
	}
	wg.Wait()
	return hs, accounts, errors.Join(errs...)
}
