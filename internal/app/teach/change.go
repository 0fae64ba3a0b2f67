package teach

import (
	"slices"
	"strings"
	"time"

	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/workshop"
)

// A runState is what makes one run differ from another in the audit trail.
type runState struct {
	workshop.Run
	slots    []workshop.Slot
	trainers []string // ids
}

// runChanges are what a run's event says of a change.
func runChanges(was, now runState) []event.Said {
	return []event.Said{
		event.CourseID.Is(now.CourseID), event.Place.From(was.Place, now.Place), event.PlaceEn.From(was.PlaceEn, now.PlaceEn),
		event.Seats.From(was.Seats, now.Seats), event.Times.From(was.times(), now.times()), event.Trainers.From(was.teachers(), now.teachers()),
	}
}

// times returns when the sessions of each day begin.
func (r runState) times() string {
	var all []string
	for _, s := range r.slots {
		all = append(all, s.StartsAt.UTC().Format(time.RFC3339))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func (r runState) teachers() string {
	return strings.Join(slices.Sorted(slices.Values(r.trainers)), " ")
}

// idsOf returns the ids of people.
func idsOf(ps []people.Person) (ids []string) {
	for _, p := range ps {
		ids = append(ids, p.ID)
	}
	return ids
}
