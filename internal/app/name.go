package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// awaitName has the certificate of an enrolment wait for its holder to approve
// the spelling of their name, until the given time at the latest.
func (d *deed) awaitName(ctx context.Context, e progress.Enrolment, until time.Time) error {
	if err := d.askName(ctx, e); err != nil {
		return err
	}
	// A job keeps whole milliseconds; it must not come a moment early.
	return d.AddJobs(ctx, Job{Kind: Certify, About: e.ID, At: until.Add(time.Millisecond)}.again("waited", d.now))
}

// askName asks the holder of an enrolment to approve the spelling of their
// name, once.
func (d *deed) askName(ctx context.Context, e progress.Enrolment) error {
	n, err := d.nameAsked(ctx, e)
	if err != nil {
		return err
	}
	return d.tell(ctx, n)
}

func (d *deed) nameAsked(ctx context.Context, e progress.Enrolment) (n notice.Notice, err error) {
	c, err := d.Course(ctx, e.CourseID, e.Version)
	return notice.Notice{
		ID: "name-approve:" + e.ID, PersonID: e.PersonID, Kind: notice.NameAsked, Args: title(c.Title), Link: "/me/name", At: d.now,
	}, err
}

// ApproveName notes that v approves the spelling of their name, as it was when
// they read it, and has the certificates issued that waited for it.
func (a *App) ApproveName(ctx context.Context, v people.Viewer, revision int) error {
	return a.do(ctx, v, func(d *deed) error {
		p, err := d.Person(ctx, v.Own(), v.PersonID)
		if err != nil || !p.NameApprovedAt.IsZero() {
			return err
		}
		if p.Revision != revision {
			return store.ErrChanged
		}
		p.NameApprovedAt = d.now
		if err := d.SavePerson(ctx, p); err != nil {
			return err
		}
		if err := d.nameDecided(ctx, p.ID); err != nil {
			return err
		}
		es, err := d.Uncertified(ctx, v.Own(), v.PersonID)
		if err != nil {
			return err
		}
		for _, e := range es {
			if err := d.AddJobs(ctx, Job{Kind: Certify, About: e.ID}.again("approved-"+strconv.Itoa(revision), d.now)); err != nil {
				return err
			}
		}
		return d.record(ctx, event.Of(event.NameApproved, thePerson(p)))
	})
}

var (
	ErrSpelling     = fault.New(fault.Invalid, "name.spelling-missing").On("spelling")
	ErrSpellingSame = fault.New(fault.Invalid, "name.spelling-same").On("spelling")
	ErrNoHR         = fault.New(fault.Conflict, "name.no-hr").On("spelling")
	ErrNameWait     = fault.New(fault.TooMany, "name.wait").On("spelling")
)

// spelling returns a name that p would have as it is kept, or what is wrong with
// it: it is theirs already too.
func spelling(p people.Person, typed string) (string, error) {
	name := people.TidyName(typed)
	if name == "" {
		return name, ErrSpelling
	}
	if f := people.CheckSpelling("spelling", name, people.ScriptOf(name)); f != nil {
		return name, f
	}
	if people.SameName(name, p.NameAr) || people.SameName(name, p.NameEn) {
		return name, ErrSpellingSame
	}
	return name, nil
}

// AskNameCorrection tells the HR officers of v's agency how v's name ought to be
// spelt. The last request stands: it takes the place of those that they have
// not read. The same one sent twice is one.
func (a *App) AskNameCorrection(ctx context.Context, v people.Viewer, typed string) error {
	p, err := a.Store.Person(ctx, v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	spelling, err := spelling(p, typed)
	if err != nil {
		return err
	}
	hr, err := a.namers(ctx, v)
	if err != nil {
		return err
	}
	link := nameLink(v.PersonID)
	last, err := a.Store.NameRequest(ctx, v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	if last.Spelling == spelling && a.Now().Sub(last.AskedAt) < forgetAfter {
		return nil // they have been asked just that
	}
	if _, err := a.take(ctx, ErrNameWait, try{key: correctionKey(v.PersonID), limit: perCorrection}); err != nil {
		return err
	}
	return a.do(ctx, v, func(d *deed) error {
		if err := d.RemoveUnread(ctx, notice.NameWrong, link); err != nil {
			return err
		}
		if err := d.SaveNameRequest(ctx, store.NameRequest{PersonID: v.PersonID, Spelling: spelling, AskedAt: d.now}); err != nil {
			return err
		}
		occasion := a.NewID()
		var ns []notice.Notice
		for _, id := range hr {
			ns = append(ns, notice.Notice{
				ID: "name-wrong:" + v.PersonID + ":" + occasion + ":" + id, PersonID: id, Kind: notice.NameWrong,
				Args: map[string]string{"spelling": spelling}, Link: link, At: d.now,
			})
		}
		if err := d.tell(ctx, ns...); err != nil {
			return err
		}
		return d.recordPerson(ctx, event.NameQuestioned, v.PersonID, v.AgencyID)
	})
}

// namers returns those who may correct v's name: the nearest HR officers or,
// where v is the only one, the system administrators. Without any, it returns
// ErrNoHR.
func (a *App) namers(ctx context.Context, v people.Viewer) ([]string, error) {
	ids, err := a.Store.HRNearest(ctx, v.AgencyID, v.PersonID)
	if err != nil || len(ids) > 0 || !v.Is(people.HR) {
		return ids, orNobody(ids, err)
	}
	ids, err = a.Store.HouseAdmins(ctx)
	ids = slices.DeleteFunc(ids, func(id string) bool { return id == v.PersonID })
	return ids, orNobody(ids, err)
}

func orNobody(ids []string, err error) error {
	if err == nil && len(ids) == 0 {
		return ErrNoHR
	}
	return err
}

// nameLink is where HR finds the person whose name is to be corrected.
func nameLink(person string) string { return "/hr/people/" + person }

// nameDecided forgets what a person asked for about their name, which is another
// now or approved as it is.
func (d *deed) nameDecided(ctx context.Context, person string) error {
	if err := d.RemoveUnread(ctx, notice.NameWrong, nameLink(person)); err != nil {
		return err
	}
	return d.RemoveNameRequest(ctx, person)
}
