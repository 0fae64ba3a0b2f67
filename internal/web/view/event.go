package view

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"masar/internal/event"
	"masar/internal/i18n"
)

// An EventRow is one line of the audit trail.
type EventRow struct {
	event.Event
	Actor, Agency string
	About         string // the person it is about, if that is another than the actor
}

// An eventFact is something that an event names further; Code is for machines:
// an id, an address or a count.
type eventFact struct {
	Term, Word, Code string
}

// details returns what the event names further, in order. What has words is said
// in them; anything else stays as it was recorded.
func (e EventRow) details(t *i18n.T) (fs []eventFact) {
	for _, k := range slices.Sorted(maps.Keys(e.Detail)) {
		f := eventFact{Term: k, Code: e.Detail[k]}
		if key := "event.detail-" + k; i18n.Has(key) {
			f.Term = t.Msg(key, nil)
		}
		if key := cmp.Or(detailWords[k], "event.detail-"+k+"-") + f.Code; i18n.Has(key) {
			f.Word, f.Code = t.Msg(key, nil), ""
		}
		fs = append(fs, f)
	}
	return fs
}

// detailWords is how the messages begin that name a detail's values, where other
// pages name them too.
var detailWords = map[string]string{"role": "role.name-", "scope": "token.scope-"}

// An EventList is a page of the audit trail, and how it is narrowed. How many
// there are in all is not counted: there may be millions.
type EventList struct {
	Verb, Object, ID, From, To string
	Events                     []EventRow
	Security                   bool // only what is about security
	Page                       int
	Older                      bool // there are further pages
	Problems                   map[string]string
	Query                      url.Values
}

func (d EventList) href(page int) string {
	return with("/admin/events", d.Query, "page", strconv.Itoa(page))
}

// about is the address of all events of e's object.
func (e EventRow) about() string {
	return with("/admin/events", url.Values{"object": {e.Object}}, "id", e.ObjectID)
}

func verbOptions(t *i18n.T) []Option {
	os := []Option{{"", t.CommonAll()}}
	for _, v := range event.Verbs {
		os = append(os, Option{string(v), eventVerb(t, v)})
	}
	return os
}

func objectOptions(t *i18n.T) []Option {
	os := []Option{{"", t.CommonAll()}}
	for _, o := range event.Objects {
		os = append(os, Option{o, eventObject(t, o)})
	}
	return os
}

func eventVerb(t *i18n.T, v event.Verb) string { return t.Msg("event.verb-"+string(v), nil) }

func eventObject(t *i18n.T, object string) string { return t.Msg("event.object-"+object, nil) }
