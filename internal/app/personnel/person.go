package personnel

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// ErrOutranked is returned when the sign-in of a person is to be changed who holds
// a role that the one who changes it could not give.
var ErrOutranked = fault.New(fault.Forbidden, "people.outranked")

// ErrSelf is returned when people end their own employment.
var ErrSelf = fault.New(fault.Conflict, "people.self")

// ErrPasswordMade is returned when a password is asked for on a page that was opened
// before the last one was made.
var ErrPasswordMade = fault.New(fault.Conflict, "people.password-made")

// managed loads a person whom v may manage.
func managed(ctx context.Context, d *core.Unit, v people.Viewer, id string) (p people.Person, err error) {
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
// sign-in name, as they were changed from p's revision. It returns for how many
// people that changed what their department is called in English.
func (a Personnel) ChangePerson(ctx context.Context, v people.Viewer, p people.Person) (renamed int, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		now, err := managed(ctx, d, v, p.ID)
		if err != nil {
			return err
		}
		was := now
		now.NameAr, now.NameEn, now.Department, now.DepartmentEn = p.NameAr, p.NameEn, p.Department, p.DepartmentEn
		now.StaffNo, now.Email, now.CivilTail, now.SignIn, now.Revision = p.StaffNo, p.Email, p.CivilTail, p.SignIn, p.Revision
		if now, err = checkAfter(was, now); err != nil {
			return err
		}
		if now, renamed, err = nameDepartment(ctx, d, was, now); err != nil {
			return err
		}
		same := now
		same.Revision = was.Revision
		if err := core.Unchanged(was, same, p.Revision == was.Revision); err != nil && renamed == 0 {
			return err
		}
		if now.NameAr != was.NameAr || now.NameEn != was.NameEn {
			if p.ID == v.PersonID {
				return core.ErrOwnName
			}
			now.NameApprovedAt = time.Time{} // it was another that they approved
		}
		if err := free(ctx, d, v, was, now); err != nil {
			return err
		}
		if err := taken(d.SavePerson(ctx, now)); err != nil {
			return err
		}
		if now.NameAr != was.NameAr || now.NameEn != was.NameEn {
			if err := d.NameDecided(ctx, p.ID); err != nil {
				return err
			}
		}
		e := core.PersonChanged(was, now)
		if renamed > 0 { // the department of others as well
			e = e.With(event.PeopleMany.Is(renamed))
		}
		if err := d.Emit(ctx, e); err != nil {
			return err
		}
		return accessEdited(ctx, d, was, now)
	})
	return renamed, err
}

// accessEdited records that what somebody signs in with or where they are written
// to is another, and tells them: by mail at the old address as well.
func accessEdited(ctx context.Context, d *core.Unit, was, now people.Person) error {
	var ns []notice.Notice
	if was.Email != now.Email {
		ns = append(ns, notice.Notice{Kind: notice.EmailChanged})
	}
	if was.SignIn != now.SignIn {
		ns = append(ns, notice.Notice{Kind: notice.SignInChanged, Args: map[string]string{"name": now.SignIn}})
	}
	if len(ns) == 0 {
		return nil
	}
	if err := d.Emit(ctx, core.AccessChanged(was, now)); err != nil {
		return err
	}
	for _, n := range ns {
		n.ID, n.PersonID, n.Link, n.At = string(n.Kind)+":"+d.App.NewID(), now.ID, "/me", d.Now
		if err := d.Notify(ctx, n); err != nil {
			return err
		}
		if was.Email == now.Email {
			continue
		}
		if err := d.MailOnce(ctx, n, now, was.Email); err != nil {
			return err
		}
	}
	return nil
}

// handed tells people that a password was made for them, which somebody hands
// them and which they are to replace.
func handed(ctx context.Context, d *core.Unit, ids ...string) error {
	var ns []notice.Notice
	for _, id := range ids {
		ns = append(ns, notice.Notice{
			ID: "password-handed:" + d.App.NewID(), PersonID: id, Kind: notice.PasswordHanded, Link: "/me", At: d.Now,
			Args: map[string]string{"at": d.Now.Add(core.HandedFor).Format(time.RFC3339)},
		})
	}
	return d.Notify(ctx, ns...)
}

// HandPassword gives a person whom v may manage a new password, which they must
// replace at their next sign-in, and signs them out everywhere. seen is when the
// password before it was set, as v read it, or zero if there was none; if another
// has been set since, HandPassword returns ErrPasswordMade.
func (a Personnel) HandPassword(ctx context.Context, v people.Viewer, id string, seen time.Time) (password string, err error) {
	if id == v.PersonID {
		return "", ErrSelf
	}
	return a.handPassword(ctx, v, id, func(d *core.Unit) (people.Person, error) {
		p, err := managed(ctx, d, v, id)
		if err != nil {
			return p, err
		}
		return p, passwordSeen(ctx, d, id, seen)
	})
}

// passwordSeen returns ErrPasswordMade unless the person's password is the one
// that was set at the given time; zero: none.
func passwordSeen(ctx context.Context, d *core.Unit, id string, seen time.Time) error {
	acc, err := d.Account(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if !acc.SetAt.Equal(seen) {
		return ErrPasswordMade
	}
	return nil
}

var (
	ErrUnknown = fault.New(fault.NotFound, "sign-in.nobody")
	ErrLeft    = fault.New(fault.Conflict, "sign-in.gone")
)

// HandPasswordHere gives whoever signs in with the name a new password: for
// somebody at the machine itself, which is above every role. It returns ErrUnknown
// if nobody does, and ErrLeft for one who has left.
func (a Personnel) HandPasswordHere(ctx context.Context, name string) (p people.Person, password string, err error) {
	p, err = a.Store.PersonBySignIn(ctx, people.FoldSignIn(name))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return p, "", ErrUnknown.With("name", name)
	case err != nil:
		return p, "", err
	case !p.Employed():
		return p, "", ErrLeft.With("name", name)
	}
	password, err = a.handPassword(ctx, people.Clock, p.ID, func(*core.Unit) (people.Person, error) { return p, nil })
	return p, password, err
}

func (a Personnel) handPassword(ctx context.Context, v people.Viewer, id string, whose func(d *core.Unit) (people.Person, error)) (password string, err error) {
	password = a.NewPassword()
	acc, err := a.Account(people.Person{ID: id}, nil, password, true)
	if err != nil {
		return "", err
	}
	err = a.Do(ctx, v, func(d *core.Unit) error {
		p, err := whose(d)
		if err != nil {
			return err
		}
		if err := d.SaveAccount(ctx, acc); err != nil {
			return err
		}
		if err := d.RemoveSignIns(ctx, id, ""); err != nil {
			return err
		}
		if err := d.RemoveThrottle(ctx, core.AccountKey(p.SignIn)); err != nil {
			return err
		}
		if err := d.Emit(ctx, event.Of(event.PasswordSet, core.ThePerson(p))); err != nil {
			return err
		}
		return handed(ctx, d, id)
	})
	return password, err
}

// SetEmployed notes that a person whom v may manage has left their agency, or
// is back. Who leaves is signed out and taken off the courses they have not
// completed; who is back is back on them, and told so.
func (a Personnel) SetEmployed(ctx context.Context, v people.Viewer, id string, employed bool) error {
	if id == v.PersonID {
		return ErrSelf
	}
	return a.Do(ctx, v, func(d *core.Unit) error {
		p, err := managed(ctx, d, v, id)
		if err != nil || p.Employed() == employed {
			return err
		}
		p.LeftAt = d.Now
		if employed {
			p.LeftAt = people.Person{}.LeftAt
		}
		if err := d.SavePerson(ctx, p); err != nil {
			return err
		}
		if employed {
			err = reopenAll(ctx, d, id)
		} else if err = d.RemoveSignIns(ctx, id, ""); err == nil {
			_, err = d.WithdrawEnrolments(ctx, id)
		}
		if err != nil {
			return err
		}
		return employmentTold(ctx, d, p, employed)
	})
}

// employmentTold records that p has left or is back and tells them: who has left
// reads no notices, but a mail.
func employmentTold(ctx context.Context, d *core.Unit, p people.Person, employed bool) error {
	what, kind := event.PersonLeft, notice.LeftWork
	if employed {
		what, kind = event.PersonCameBack, notice.CameBack
	}
	if err := d.Emit(ctx, event.Of(what, core.ThePerson(p))); err != nil {
		return err
	}
	n := notice.Notice{ID: string(kind) + ":" + d.App.NewID(), PersonID: p.ID, Kind: kind, Link: "/", At: d.Now}
	if err := d.Notify(ctx, n); err != nil || employed {
		return err
	}
	return d.MailOnce(ctx, n, p, p.Email)
}

// HandoutMax is how many passwords are made for one list.
const HandoutMax = 300

// A Handout is a person's first password, to be handed to them.
type Handout struct {
	people.Person
	Password string
}

// Fresh is how long a password counts as just handed out: a list made meanwhile
// is for others.
const Fresh = time.Hour

// A HandoutFor says whom a list of first passwords is for: those of an agency,
// or of one department of it, who cannot sign in yet, and others.
type HandoutFor struct {
	AgencyID, Department string

	Again bool // also those who have not replaced the password they were handed
	Fresh bool // with Again: even if it was handed out just now

	Lang string // of the list, and so of its order
}

// Filter returns whom the list is for, at the given time. Nobody who holds a
// role is among them.
func (h HandoutFor) Filter(now time.Time) store.PeopleFilter {
	f := store.PeopleFilter{AgencyID: h.AgencyID, Department: h.Department, NoPassword: true, Handed: h.Again, Lang: h.Lang}
	if !h.Fresh {
		f.HandedBefore = now.Add(-Fresh)
	}
	return f
}

// FirstPasswords makes passwords for up to HandoutMax of v's people whom the
// list is for: those without any first, then those whose password is the oldest.
// Each password is only in what is returned.
func (a Personnel) FirstPasswords(ctx context.Context, v people.Viewer, to HandoutFor) (hs []Handout, err error) {
	if _, err := a.Store.Agency(ctx, v.Scope(people.HR), to.AgencyID); err != nil {
		return nil, err
	}
	began := a.Now()
	ps, err := a.Store.Unhanded(ctx, v.Scope(people.HR), to.Filter(began), HandoutMax)
	if err != nil || len(ps) == 0 {
		return nil, err
	}
	made, accounts, err := a.handouts(ps)
	if err != nil {
		return nil, err
	}
	err = a.Do(ctx, v, func(d *core.Unit) error {
		var ids []string
		hs = nil
		for i, acc := range accounts {
			if has, err := hasSince(ctx, d, acc.PersonID, began); err != nil {
				return err
			} else if has {
				continue
			}
			if err := d.SaveAccount(ctx, acc); err != nil {
				return err
			}
			if err := d.RemoveSignIns(ctx, acc.PersonID, ""); err != nil {
				return err
			}
			h := made[i]
			hs, ids = append(hs, h), append(ids, h.ID)
			if err := d.Emit(ctx, event.Of(event.PasswordSet, core.ThePerson(h.Person))); err != nil {
				return err
			}
		}
		return handed(ctx, d, ids...)
	})
	return hs, err
}

// hasSince reports whether somebody got a password after the given time: from
// another list, or by choosing one.
func hasSince(ctx context.Context, d *core.Unit, person string, at time.Time) (bool, error) {
	acc, err := d.Account(ctx, person)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && acc.SetAt.After(at), err
}

// handouts hashes a password for each of the people, on every processor.
func (a Personnel) handouts(ps []people.Person) ([]Handout, []store.Account, error) {
	hs, accounts, errs := make([]Handout, len(ps)), make([]store.Account, len(ps)), make([]error, len(ps))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				accounts[i], errs[i] = a.Account(ps[i], nil, hs[i].Password, true)
			}
		})
	}
	for i, p := range ps {
		hs[i] = Handout{p, a.NewPassword()}
		next <- i
	}
	close(next)
	wg.Wait()
	return hs, accounts, errors.Join(errs...)
}
