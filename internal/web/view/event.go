package view

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
)

// An EventRow is one line of the audit trail.
type EventRow struct {
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
func (e EventRow) details(t *i18n.T) (fs []eventFact) {
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
func (e EventRow) value(t *i18n.T, field, value string) string {
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

// An EventList is a page of the audit trail, and how it is narrowed. How many
// there are in all is not counted: there may be millions.
type EventList struct {
	Kind, ID, From, To string
	Sort               event.Sort // of the thing whose events these are, beside its ID
	Events             []EventRow
	Security           bool  // only what is about security
	Older, Newer       int64 // number from which the page beside it goes on; 0: there is none
	Problems           map[string]string
	Query              url.Values
}

func (d EventList) href(side string, number int64) string {
	return with("/admin/events", d.Query, side, strconv.FormatInt(number, 10))
}

// about is the address of all events of e's object.
func (e EventRow) about() string {
	return with("/admin/events", url.Values{"object": {e.Kind.Object()}}, "id", e.ObjectID)
}

// kindGroups returns what the trail can be narrowed to: each sort of thing, and each
// kind of event about it.
func kindGroups(t *i18n.T) (gs []optionGroup) {
	for s := event.Thing + 1; s < event.Sorts; s++ {
		g := optionGroup{t.SortOf(s), []Option{{s.Word(), t.EventAbout(t.SortOf(s))}}}
		for _, k := range s.Kinds() {
			g.options = append(g.options, Option{KindWord(k), t.Happened(k)})
		}
		gs = append(gs, g)
	}
	return gs
}

// An optionGroup are choices of a select under a heading.
type optionGroup struct {
	label   string
	options []Option
}

// KindWord returns how an address names a kind of event.
func KindWord(k event.Kind) string { return k.Object() + "." + k.Verb() }
