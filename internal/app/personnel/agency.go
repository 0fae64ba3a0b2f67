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
	"masar/internal/typed"
)

// MaxHijriOffset is how many days an agency's calendar may differ.
const MaxHijriOffset = 2

var (
	ErrAgencyTwin = fault.New(fault.Conflict, "agency.twin")
	ErrAgencyName = fault.New(fault.Invalid, "agency.name-missing").On("name_ar").With("max", people.MaxName)
	ErrOwnParent  = fault.New(fault.Invalid, "agency.under-itself").On("parent_id")
)

// AddAgency adds an agency under one that v administers.
func (a Personnel) AddAgency(ctx context.Context, v people.Viewer, ag people.Agency) (_ people.Agency, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		parent, err := d.Agency(ctx, v.Scope(people.Admin), ag.ParentID)
		if err != nil {
			return err
		}
		if ag, err = tidyAgency(ag); err != nil {
			return err
		}
		ag.ID, ag.CreatedAt = a.NewID(), d.Now
		ag.Path = parent.Path + ag.ID + "/"
		if err := unlike(ctx, d, people.Agency{}, ag); err != nil {
			return err
		}
		if err := twin(d.AddAgency(ctx, ag)); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.AgencyAdded, core.TheAgency(ag)))
	})
	return ag, err
}

func tidyAgency(ag people.Agency) (people.Agency, error) {
	var ar, en error
	ag.NameAr, ar = typed.Line("name_ar", ag.NameAr, people.MaxName)
	ag.NameEn, en = typed.Line("name_en", ag.NameEn, people.MaxName)
	pair := typed.Pair{ArField: "name_ar", Ar: ag.NameAr, EnField: "name_en", En: ag.NameEn}
	if ag.NameAr == "" && !pair.Swapped() {
		ar = ErrAgencyName
	}
	if ar == nil && en == nil {
		ar = fault.Join(pair.Check())
	}
	if ag.HijriOffset < -MaxHijriOffset || ag.HijriOffset > MaxHijriOffset {
		ar = errors.Join(ar, typed.ErrWhole.With("min", -MaxHijriOffset).With("max", MaxHijriOffset).On("hijri_offset"))
	}
	if err := errors.Join(ar, en); err != nil {
		return ag, err
	}
	if !slices.Contains(people.ShownNames, ag.ShownName) {
		ag.ShownName = people.ShortName
	}
	return ag, nil
}

// unlike returns ErrAgencyTwin on the name of ag that another agency under the
// same parent has already, however it is written. was is ag as it was before;
// what it has shared since then, it keeps.
func unlike(ctx context.Context, d *core.Unit, was, ag people.Agency) error {
	siblings, err := d.AgenciesUnder(ctx, ag.ParentID)
	if err != nil {
		return err
	}
	ag = ag.Folded()
	kept := func(key, before string) bool { return was.ParentID == ag.ParentID && key == before }
	var errs []error
	for _, s := range siblings {
		ar, en := ag.Like(s)
		if ar && !kept(ag.KeyAr, was.KeyAr) {
			errs = append(errs, ErrAgencyTwin.On("name_ar"))
		}
		if en && !kept(ag.KeyEn, was.KeyEn) {
			errs = append(errs, ErrAgencyTwin.On("name_en"))
		}
	}
	return errors.Join(errs...)
}

// twin returns ErrAgencyTwin where err says that the database found another of
// that name.
func twin(err error) error {
	if errors.Is(err, store.ErrExists) {
		return ErrAgencyTwin.On("name_ar")
	}
	return err
}

// SaveAgency renames an agency or moves it, with all that is under it, below
// another one that v administers.
func (a Personnel) SaveAgency(ctx context.Context, v people.Viewer, to people.Agency) (ag people.Agency, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if ag, err = d.Agency(ctx, v.Scope(people.Admin), to.ID); err != nil {
			return err
		}
		was, old := ag, ag.Path
		ag.NameAr, ag.NameEn, ag.Revision = to.NameAr, to.NameEn, to.Revision
		ag.HijriOffset, ag.ShownName = to.HijriOffset, to.ShownName
		if ag, err = tidyAgency(ag); err != nil {
			return err
		}
		if to.ParentID != ag.ParentID {
			parent, err := d.Agency(ctx, v.Scope(people.Admin), to.ParentID)
			if err != nil {
				return err
			}
			if parent.Under(ag) {
				return ErrOwnParent
			}
			ag = ag.Moved(parent)
		}
		now := ag
		now.Revision = was.Revision
		if err := core.Unchanged(was, now, to.Revision == was.Revision); err != nil {
			return err
		}
		if err := unlike(ctx, d, was, ag); err != nil {
			return err
		}
		if err := twin(d.SaveAgency(ctx, ag, old)); err != nil {
			return err
		}
		return d.Emit(ctx, agencyChanged(was, ag))
	})
	return ag, err
}
