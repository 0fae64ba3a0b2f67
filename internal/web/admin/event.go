package admin

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// An eventRowView is one line of the audit trail.
type eventRowView struct {
	event.Event
	Actor, Agency string
	About         string            // the person it is about, if that is another than the actor
	Names         map[string]string // of people and agencies that its changes name, by id
}

// An eventFact is something that an event names further; Code is for machines:
// an id, an address or a count.
type eventFact struct {
	Term, Word, Code string
}

// details returns what the event names further, in order. What has words is said
// in them; anything else stays as it was recorded.
func (e eventRowView) details(t *i18n.T) (fs []eventFact) {
	changes, rest := e.Changes()
	for _, c := range changes {
		fs = append(fs, eventFact{Term: t.EventKey(c.Field), Word: t.EventChange(e.value(t, c.Field, c.Was), e.value(t, c.Field, c.Now))})
	}
	for _, k := range slices.Sorted(maps.Keys(rest)) {
		f := eventFact{Term: t.EventKey(k), Code: rest[k]}
		if word := detailWord(t, k, f.Code); word != "" {
			f.Word, f.Code = word, ""
		} else if at, err := time.Parse(time.RFC3339, f.Code); err == nil {
			f.Word, f.Code = t.DateTime(at), ""
		}
		if k == "device" {
			f.Word, f.Code = t.Device(f.Code), ""
		}
		fs = append(fs, f)
	}
	return fs
}

// detailWord returns the word for a value of a detail, or "" if it has none.
func detailWord(t *i18n.T, k, value string) string {
	for _, begins := range []string{cmp.Or(detailWords[k], "event.detail-"+k+"-"), "event.value-"} {
		if key := begins + value; value != "" && i18n.Has(key) {
			return t.Msg(key, nil)
		}
	}
	return ""
}

// value returns what a field was or is, as people read it: ids by their names, times
// as dates, and what has words in them.
func (e eventRowView) value(t *i18n.T, field, value string) string {
	if value == "" || field == "seats" && value == "0" {
		return t.Msg(cmp.Or(emptyWords[field], "event.empty"), nil)
	}
	if word := detailWord(t, field, value); word != "" {
		return word
	}
	said := ""
	for word := range strings.FieldsSeq(value) {
		shown := e.Names[word]
		if at, err := time.Parse(time.RFC3339, word); err == nil {
			shown = t.DateTime(at)
		}
		switch {
		case shown == "" && field != "trainers":
			return t.Isolate(value) // a text
		case shown == "":
			shown = word
		}
		if shown = t.Isolate(shown); said != "" {
			shown = t.EventBoth(said, shown)
		}
		said = shown
	}
	return said
}

// emptyWords are what is said of a field that is empty, where that means something.
var emptyWords = map[string]string{
	"seats": "event.seats-any", "design-seal": "event.value-no", "design-employer": "event.value-no", "design-civil-tail": "event.value-no",
}

// detailWords is how the messages begin that name a detail's values, where other
// pages name them too.
var detailWords = map[string]string{"role": "role.name-", "scope": "token.scope-", "shown-name": "agency.shown-",
	"design-languages": "template.languages-", "design-border": "template.border-"}

// An eventList is a page of the audit trail, and how it is narrowed. How many
// there are in all is not counted: there may be millions.
type eventList struct {
	Kind, ID, From, To string
	Sort               event.Sort // of the thing whose events these are, beside its ID
	Events             []eventRowView
	Security           bool  // only what is about security
	Older, Newer       int64 // number from which the page beside it goes on; 0: there is none
	Problems           map[string]string
	Query              url.Values
}

func (d eventList) href(side string, number int64) string {
	return ui.With("/admin/events", d.Query, side, strconv.FormatInt(number, 10))
}

// about is the address of all events of e's object.
func (e eventRowView) about() string {
	return ui.With("/admin/events", url.Values{"object": {e.Kind.Object()}}, "id", e.ObjectID)
}

// kindGroups returns what the trail can be narrowed to: each sort of thing, and each
// kind of event about it.
func kindGroups(t *i18n.T) (gs []optionGroup) {
	for s := event.Thing + 1; s < event.Sorts; s++ {
		g := optionGroup{t.SortOf(s), []ui.Option{{Value: s.Word(), Label: t.EventAbout(t.SortOf(s))}}}
		for _, k := range s.Kinds() {
			g.options = append(g.options, ui.Option{Value: kindWord(k), Label: t.Happened(k)})
		}
		gs = append(gs, g)
	}
	return gs
}

// An optionGroup are choices of a select under a heading.
type optionGroup struct {
	label   string
	options []ui.Option
}

// kindWord returns how an address names a kind of event.
func kindWord(k event.Kind) string { return k.Object() + "." + k.Verb() }

// eventsPerPage is how many events the audit trail shows at once.
const eventsPerPage = 25

// events shows who did what in the agencies that the viewer administers; to
// who administers the house, what is its own as well.
func (s wing) events(c *fiber.Ctx) error {
	v, t := kit.Viewer(c), s.Words(c)
	scope := v.Scope(people.Admin)
	if v.Root {
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
	d := eventList{
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
	return s.Render(c, ui.Shell{Title: t.NavEvents()}, auditTrail(d))
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
func (s wing) eventPage(c *fiber.Ctx, scope people.Scope, f store.EventFilter) (es []store.EventLine, ends eventEnds, err error) {
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
func (s wing) eventNames(c *fiber.Ctx, scope people.Scope, es []store.EventLine) (map[string]string, error) {
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
	names, lang := map[string]string{}, s.Words(c).Lang
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
func (s wing) filterDay(c *fiber.Ctx, field string, days int, problems map[string]string) time.Time {
	if c.Query(field) == "" {
		return time.Time{}
	}
	d, err := typed.Day(field, c.Query(field))
	if said, ok := kit.SayAll(c, err); ok {
		problems[field] = said[field]
		return time.Time{}
	}
	return d.Plus(days).Start(s.App.Zone)
}

func eventRow(t *i18n.T, e store.EventLine) eventRowView {
	actor := t.EventClock()
	switch {
	case e.ActorID != "":
		actor = t.Pick(e.ActorAr, e.ActorEn)
	case e.Kind == event.SignInFailed:
		actor = t.EventStranger()
	}
	row := eventRowView{Event: e.Event, Actor: actor, Agency: t.Pick(e.AgencyAr, e.AgencyEn)}
	if e.ObjectID != e.ActorID {
		row.About = t.Pick(e.AboutAr, e.AboutEn)
	}
	return row
}
