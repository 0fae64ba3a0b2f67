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
	f := store.EventFilter{
		Verb: event.Verb(c.Query("verb")), Security: c.Query("security") != "", Object: c.Query("object"), ObjectID: c.Query("id"),
	}
	problems := map[string]string{}
	f.From, f.To = s.filterDay(c, "from", 0, problems), s.filterDay(c, "to", 1, problems)
	page, _ := strconv.Atoi(c.Query("page", "1"))
	page = min(max(page, 1), 1_000_000)
	// One more than is shown tells whether there are older ones.
	es, err := s.App.Store.Events(c.UserContext(), scope, f, (page-1)*eventsPerPage, eventsPerPage+1)
	if err != nil {
		return err
	}
	d := view.EventList{
		Verb: string(f.Verb), Object: f.Object, ID: f.ObjectID, From: c.Query("from"), To: c.Query("to"), Problems: problems,
		Security: f.Security, Page: page, Older: len(es) > eventsPerPage,
		Query: url.Values{"verb": {string(f.Verb)}, "object": {f.Object}, "id": {f.ObjectID}, "from": {c.Query("from")}, "to": {c.Query("to")}, "security": {c.Query("security")}},
	}
	es = es[:min(len(es), eventsPerPage)]
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
	case e.Verb == event.SignInFailed:
		actor = t.EventStranger()
	}
	row := view.EventRow{Event: e.Event, Actor: actor, Agency: t.Pick(e.AgencyAr, e.AgencyEn)}
	if e.ObjectID != e.ActorID {
		row.About = t.Pick(e.AboutAr, e.AboutEn)
	}
	return row
}
