package view

import (
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

// details returns what the event names further, in order.
func (e EventRow) details() (fs []Fact) {
	for _, k := range slices.Sorted(maps.Keys(e.Detail)) {
		fs = append(fs, Fact{k, e.Detail[k]})
	}
	return fs
}

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
