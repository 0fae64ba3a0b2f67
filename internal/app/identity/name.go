package identity

import (
	"context"
	"slices"
	"strconv"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// ApproveName notes that v approves the spelling of their name, as it was when
// they read it, and has the certificates issued that waited for it.
func (a Identity) ApproveName(ctx context.Context, v people.Viewer, revision int) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		p, err := d.Person(ctx, v.Own(), v.PersonID)
		if err != nil || !p.NameApprovedAt.IsZero() {
			return err
		}
		if p.Revision != revision {
			return store.ErrChanged
		}
		p.NameApprovedAt = d.Now
		if err := d.SavePerson(ctx, p); err != nil {
			return err
		}
		if err := d.NameDecided(ctx, p.ID); err != nil {
			return err
		}
		es, err := d.Uncertified(ctx, v.Own(), v.PersonID)
		if err != nil {
			return err
		}
		for _, e := range es {
			if err := d.AddJobs(ctx, core.Job{Kind: core.Certify, About: e.ID}.Again("approved-"+strconv.Itoa(revision), d.Now)); err != nil {
				return err
			}
		}
		return d.Emit(ctx, event.Of(event.NameApproved, core.ThePerson(p)))
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
func (a Identity) AskNameCorrection(ctx context.Context, v people.Viewer, typed string) error {
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
	link := core.NameLink(v.PersonID)
	last, err := a.Store.NameRequest(ctx, v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	if last.Spelling == spelling && a.Now().Sub(last.AskedAt) < core.ForgetAfter {
		return nil // they have been asked just that
	}
	if _, err := a.Take(ctx, ErrNameWait, core.Try{Key: core.CorrectionKey(v.PersonID), Limit: core.PerCorrection}); err != nil {
		return err
	}
	return a.Do(ctx, v, func(d *core.Unit) error {
		if err := d.RemoveUnread(ctx, notice.NameWrong, link); err != nil {
			return err
		}
		if err := d.SaveNameRequest(ctx, store.NameRequest{PersonID: v.PersonID, Spelling: spelling, AskedAt: d.Now}); err != nil {
			return err
		}
		occasion := a.NewID()
		var ns []notice.Notice
		for _, id := range hr {
			ns = append(ns, notice.Notice{
				ID: "name-wrong:" + v.PersonID + ":" + occasion + ":" + id, PersonID: id, Kind: notice.NameWrong,
				Args: map[string]string{"spelling": spelling}, Link: link, At: d.Now,
			})
		}
		if err := d.Notify(ctx, ns...); err != nil {
			return err
		}
		return d.RecordPerson(ctx, event.NameQuestioned, v.PersonID, v.AgencyID)
	})
}

// namers returns those who may correct v's name: the nearest HR officers or,
// where v is the only one, the system administrators. Without any, it returns
// ErrNoHR.
func (a Identity) namers(ctx context.Context, v people.Viewer) ([]string, error) {
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
