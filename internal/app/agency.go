package app

import (
	"context"
	"slices"
	"strings"

	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
)

var (
	ErrAgencyName = fault.New(fault.Invalid, "agency.name-missing").On("name_ar")
	ErrOwnParent  = fault.New(fault.Invalid, "agency.under-itself").On("parent_id")
)

// AddAgency adds an agency under one that v administers.
func (a *App) AddAgency(ctx context.Context, v people.Viewer, ag people.Agency) (_ people.Agency, err error) {
	err = a.do(ctx, v, func(d *deed) error {
		parent, err := d.Agency(ctx, v.Scope(people.Admin), ag.ParentID)
		if err != nil {
			return err
		}
		if ag, err = tidyAgency(ag); err != nil {
			return err
		}
		ag.ID, ag.CreatedAt = a.NewID(), d.now
		ag.Path = parent.Path + ag.ID + "/"
		if err := d.AddAgency(ctx, ag); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Added, "agency", ag.ID, ag.ID))
	})
	return ag, err
}

func tidyAgency(ag people.Agency) (people.Agency, error) {
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	ag.NameAr, ag.NameEn = fold(ag.NameAr), fold(ag.NameEn)
	if ag.NameAr == "" || len([]rune(ag.NameAr)) > people.MaxName || len([]rune(ag.NameEn)) > people.MaxName {
		return ag, ErrAgencyName.With("max", people.MaxName)
	}
	ag.HijriOffset = max(-2, min(ag.HijriOffset, 2))
	if !slices.Contains(people.ShownNames, ag.ShownName) {
		ag.ShownName = people.ShortName
	}
	return ag, nil
}

// SaveAgency renames an agency or moves it, with all that is under it, below
// another one that v administers.
func (a *App) SaveAgency(ctx context.Context, v people.Viewer, to people.Agency) (ag people.Agency, err error) {
	err = a.do(ctx, v, func(d *deed) error {
		if ag, err = d.Agency(ctx, v.Scope(people.Admin), to.ID); err != nil {
			return err
		}
		old := ag.Path
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
			ag.ParentID, ag.Path = parent.ID, parent.Path+ag.ID+"/"
		}
		if err := d.SaveAgency(ctx, ag, old); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Changed, "agency", ag.ID, ag.ID))
	})
	return ag, err
}
