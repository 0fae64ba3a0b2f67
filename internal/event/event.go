// Package event records who did what to which thing, and when. The one log of
// events is the audit trail, the feed of activity and the raw material of
// reports.
package event

import (
	"maps"
	"time"
)

// An Event says that someone did something to some thing. Its Detail names
// further ids and counts, and of a change what was and what is; never personal
// data, but for the address and the browser of what is about security, and what
// HR corrected of somebody's names, department and number. What the thing was
// called at the time stays with the event.
type Event struct {
	Seq      int64 // place in the log; the store gives it
	ID       string
	At       time.Time
	ActorID  string // who did it; "" for the clock
	AgencyID string // whose affair it is; "" for the site's own
	Kind     Kind
	ObjectID string
	ObjectAr string // what the thing was called, or ""
	ObjectEn string
	Detail   map[string]string
}

// An Object is the thing that an event is about, and whose affair that is: an
// agency's, or the site's own ("").
type Object struct{ ID, AgencyID, Ar, En string }

// Of returns the event of what happened to a thing, with what is said of it
// further.
func Of(k Kind, o Object, what ...Said) Event {
	e := Event{Kind: k, ObjectID: o.ID, AgencyID: o.AgencyID, ObjectAr: o.Ar, ObjectEn: o.En}
	return e.With(what...)
}

// With returns a copy of e that says more.
func (e Event) With(what ...Said) Event {
	if len(what) == 0 {
		return e
	}
	d := map[string]string{}
	maps.Copy(d, e.Detail)
	for _, w := range what {
		w.in(d)
	}
	e.Detail = d
	return e
}
