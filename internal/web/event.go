package web

import (
	"net/url"
	"strconv"
	"time"

	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// eventsPerPage is how many events the audit trail shows at once.
const eventsPerPage = 50

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
		From: s.dayOf(c.Query("from"), 0), To: s.dayOf(c.Query("to"), 1),
	}
	page, _ := strconv.Atoi(c.Query("page", "1"))
	page = min(max(page, 1), 1_000_000)
	// One more than is shown tells whether there are older ones.
	es, err := s.App.Store.Events(c.UserContext(), scope, f, (page-1)*eventsPerPage, eventsPerPage+1)
	if err != nil {
		return err
	}
	d := view.EventList{
		Verb: string(f.Verb), Object: f.Object, ID: f.ObjectID, From: c.Query("from"), To: c.Query("to"),
		Security: f.Security, Page: page, Older: len(es) > eventsPerPage,
		Query: url.Values{"verb": {string(f.Verb)}, "object": {f.Object}, "id": {f.ObjectID}, "from": {c.Query("from")}, "to": {c.Query("to")}, "security": {c.Query("security")}},
	}
	for _, e := range es[:min(len(es), eventsPerPage)] {
		d.Events = append(d.Events, eventRow(t, e))
	}
	return s.show(c, view.Shell{Title: t.NavEvents()}, view.AuditTrail(d))
}

// dayOf returns the instant at which the day begins that a date field says,
// moved by some days, or the zero time if it says none.
func (s *Server) dayOf(date string, days int) time.Time {
	d, err := time.ParseInLocation(time.DateOnly, date, s.App.Zone)
	if err != nil {
		return time.Time{}
	}
	return d.AddDate(0, 0, days).UTC()
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
