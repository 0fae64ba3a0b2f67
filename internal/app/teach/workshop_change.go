package teach

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/workshop"
)

// A RunChange is how somebody wants a run to be who has seen it at a revision.
type RunChange struct {
	workshop.Change
	Trainers []string
	Revision int
}

// ChangeRun corrects a run that v teaches, and tells those who are in it, as
// CancelRun does, if its time or place is another: moved says so. What asks for
// nothing new changes nothing; otherwise the run must be as it was seen.
func (a Teaching) ChangeRun(ctx context.Context, v people.Viewer, id string, want RunChange) (moved bool, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		was, err := d.TaughtRun(ctx, v, id)
		if err != nil {
			return err
		}
		r, slots, apart, err := change(ctx, d, was, want.Change)
		if err != nil {
			return err
		}
		teach, err := d.Trainers(ctx, r.ID)
		if err != nil {
			return err
		}
		before, err := d.Slots(ctx, r.ID)
		if err != nil {
			return err
		}
		come, gone := turnover(teach, want.Trainers)
		moved = apart
		if slots == nil && len(come)+len(gone) == 0 {
			if err := core.Unchanged(was.Seats, r.Seats, want.Revision == was.Revision); err != nil {
				return err
			}
		}
		if want.Revision != was.Revision {
			return store.ErrChanged
		}
		if err := saveChange(ctx, d, r, slots, gone); err != nil {
			return err
		}
		if moved {
			if err := movedView(ctx, d, v, r, slots); err != nil {
				return err
			}
		}
		if err := appoint(ctx, d, v, r, come); err != nil {
			return err
		}
		after := runState{r, before, append(without(idsOf(teach), gone), come...)}
		if slots != nil {
			after.slots = slots
		}
		return d.RecordRun(ctx, event.RunChanged, r, runChanges(runState{was, before, idsOf(teach)}, after)...)
	})
	return moved, err
}

// change returns a run as it is wanted, its slots if they are not what they were,
// and whether they are at another time or place.
func change(ctx context.Context, d *core.Unit, r workshop.Run, want workshop.Change) (_ workshop.Run, _ []workshop.Slot, moved bool, _ error) {
	c, err := d.Course(ctx, r.CourseID, r.Version)
	if err != nil {
		return r, nil, false, err
	}
	slots, err := d.Slots(ctx, r.ID)
	if err != nil {
		return r, nil, false, err
	}
	there, err := d.Attendances(ctx, r.ID)
	if err != nil {
		return r, nil, false, err
	}
	taken, err := d.SeatsTaken(ctx, r.ID)
	if err != nil {
		return r, nil, false, err
	}
	next, timetable, err := r.Change(c, slots, want, r.Begun(r.Marked(there), d.Now), taken, d.Now)
	moved = err == nil && workshop.Moved(slots, timetable)
	if err != nil || !moved && next.PlaceEn == r.PlaceEn {
		return next, nil, false, err
	}
	return next, timetable, moved, nil
}

// turnover returns who is to teach and does not yet, and who no longer is to.
func turnover(teach []people.Person, want []string) (come, gone []string) {
	for _, id := range want {
		if !slices.ContainsFunc(teach, func(p people.Person) bool { return p.ID == id }) {
			come = append(come, id)
		}
	}
	for _, p := range teach {
		if !slices.Contains(want, p.ID) {
			gone = append(gone, p.ID)
		}
	}
	return come, gone
}

// without returns ids but for those that are gone.
func without(ids, gone []string) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(gone, id) })
}

func saveChange(ctx context.Context, d *core.Unit, r workshop.Run, slots []workshop.Slot, gone []string) error {
	err := d.SaveRun(ctx, r)
	if errors.Is(err, store.ErrExists) {
		return workshop.ErrTwin
	}
	if err != nil {
		return err
	}
	if slots != nil {
		if err := d.SaveSlots(ctx, r.ID, slots); err != nil {
			return err
		}
	}
	return d.RemoveTrainers(ctx, r.ID, gone...)
}

// movedView tells everybody in r but v of its new time or place: when and where
// they are to be next.
func movedView(ctx context.Context, d *core.Unit, v people.Viewer, r workshop.Run, slots []workshop.Slot) error {
	if i := slices.IndexFunc(slots, func(s workshop.Slot) bool { return d.Now.Before(s.EndsAt()) }); i >= 0 {
		r.StartsOn = slots[i].StartsAt
	}
	ns, err := everybody(ctx, d, v, r, notice.Moved)
	if err != nil {
		return err
	}
	for i := range ns {
		ns[i].ID += fmt.Sprint(":", r.Revision) // moved again, they are told again
	}
	return d.Notify(ctx, ns...)
}
