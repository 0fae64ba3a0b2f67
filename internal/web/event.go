package web

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// eventsPerPage is how many events the audit trail shows at once.
const eventsPerPage = 25

// events shows who did what in the agencies that the viewer administers; to
// who administers the house, what is its own as well.
func (s *Server) events(c *fiber.Ctx) error {
	v, t := viewer(c), s.words(c)
	scope := v.Scope(people.Admin)
	if v.House {
		scope = people.Everywhere("the house's administrator reads the whole audit trail")
	}
	f := store.EventFilter{Security: c.Query("security") != "", ObjectID: c.Query("id")}
	f.Kinds, f.Sort = narrowed(c)
	problems := map[string]string{}
	f.From, f.To = s.filterDay(c, "from", 0, problems), s.filterDay(c, "to", 1, problems)
	es, ends, err := s.eventPage(c, scope, f)
	if err != nil {
		return err
	}
	d := view.EventList{
		Kind: c.Query("kind"), Sort: f.Sort, ID: f.ObjectID, From: c.Query("from"), To: c.Query("to"), Problems: problems,
		Security: f.Security, Newer: ends.newer, Older: ends.older, Query: url.Values{},
	}
	for _, name := range []string{"kind", "object", "id", "from", "to", "security"} {
		d.Query.Set(name, c.Query(name))
	}
	names, err := s.eventNames(c, scope, es)
	if err != nil {
		return err
	}
	for _, e := range es {
		row := eventRow(t, e)
		row.Names = names
		d.Events = append(d.Events, row)
	}
	return s.show(c, view.Shell{Title: t.NavEvents()}, view.AuditTrail(d))
}

// narrowed returns what kind of event, or of thing, the trail is narrowed to: a kind
// is named "course.published", all about a sort of thing "course". What is neither
// narrows nothing.
func narrowed(c *fiber.Ctx) ([]event.Kind, event.Sort) {
	object, verb, _ := strings.Cut(c.Query("kind"), ".")
	if k := event.Stored(verb, object); k != event.Other {
		return []event.Kind{k}, event.Thing
	}
	if s := event.SortOf(object); s != event.Thing {
		return nil, s
	}
	return nil, event.SortOf(c.Query("object"))
}

// eventEnds are where the pages beside one of the trail begin: those older than the
// one number, and those newer than the other; 0 where there are none.
type eventEnds struct{ older, newer int64 }

// eventPage returns the page of the trail that the address asks for: what is older
// than the event numbered before, what is next newer than the one numbered after,
// or the latest.
func (s *Server) eventPage(c *fiber.Ctx, scope people.Scope, f store.EventFilter) (es []store.EventLine, ends eventEnds, err error) {
	db, ctx := s.App.Store, c.UserContext()
	// One more than is shown tells whether there are others.
	if after := eventNumber(c, "after"); after > 0 {
		es, err = db.EventsAfter(ctx, scope, f, after, eventsPerPage+1)
		if err != nil {
			return nil, ends, err
		}
		if n := len(es); n > eventsPerPage {
			es = es[n-eventsPerPage:]
			return es, eventEnds{older: es[eventsPerPage-1].Seq, newer: es[0].Seq}, nil
		}
	}
	before := eventNumber(c, "before")
	if es, err = db.Events(ctx, scope, f, before, eventsPerPage+1); err != nil {
		return nil, ends, err
	}
	if len(es) > eventsPerPage {
		es = es[:eventsPerPage]
		ends.older = es[eventsPerPage-1].Seq
	}
	if before > 0 {
		ends.newer = before - 1 // the event of that number is newer
		if len(es) > 0 {
			ends.newer = es[0].Seq
		}
	}
	return es, ends, nil
}

// eventNumber returns the number of an event that a query names, or 0.
func eventNumber(c *fiber.Ctx, name string) int64 {
	n, _ := strconv.ParseInt(c.Query(name), 10, 64)
	return max(n, 0)
}

// eventNames returns the names of the agencies and people within scope that the
// events say a change of, by id. Of others the trail shows the id.
func (s *Server) eventNames(c *fiber.Ctx, scope people.Scope, es []store.EventLine) (map[string]string, error) {
	var ids []string
	agencies := false
	for _, e := range es {
		changes, _ := e.Changes()
		for _, ch := range changes {
			switch ch.Field {
			case "parent":
				agencies = true
			case "trainers":
				ids = append(ids, strings.Fields(ch.Was+" "+ch.Now)...)
			}
		}
	}
	names, lang := map[string]string{}, s.words(c).Lang
	if agencies {
		all, err := s.App.Store.Agencies(c.UserContext(), scope)
		if err != nil {
			return nil, err
		}
		for _, a := range all {
			names[a.ID] = a.Name(lang)
		}
	}
	if len(ids) > 0 {
		ps, err := s.App.Store.PeopleWith(c.UserContext(), scope, ids)
		if err != nil {
			return nil, err
		}
		for id, p := range ps {
			names[id] = p.Name(lang)
		}
	}
	return names, nil
}

// filterDay returns the instant at which the day begins that a field of a filter
// names, moved by some days, or the zero time for an empty one. What is no day is
// a problem of the field, and narrows nothing.
func (s *Server) filterDay(c *fiber.Ctx, field string, days int, problems map[string]string) time.Time {
	if c.Query(field) == "" {
		return time.Time{}
	}
	d, err := typed.Day(field, c.Query(field))
	if said, ok := sayAll(c, err); ok {
		problems[field] = said[field]
		return time.Time{}
	}
	return d.Plus(days).Start(s.App.Zone)
}

func eventRow(t *i18n.T, e store.EventLine) view.EventRow {
	actor := t.EventClock()
	switch {
	case e.ActorID != "":
		actor = t.Pick(e.ActorAr, e.ActorEn)
	case e.Kind == event.SignInFailed:
		actor = t.EventStranger()
	}
	row := view.EventRow{Event: e.Event, Actor: actor, Agency: t.Pick(e.AgencyAr, e.AgencyEn)}
	if e.ObjectID != e.ActorID {
		row.About = t.Pick(e.AboutAr, e.AboutEn)
	}
	return row
}
