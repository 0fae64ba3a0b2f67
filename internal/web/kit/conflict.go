package kit

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"masar/internal/blank"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// A conflict is that what a form changes has been changed since its page was
// opened. The page is then shown again with what was typed, what is saved now,
// who saved it, and a button for either: by show, for every form alike.
type conflict struct {
	by string    // person, or "" where it is not known
	at time.Time // zero where it is not known
}

// ConflictKey is where a request keeps its conflict.
var ConflictKey = new(int)

// Differs has the page of the form that was sent show that something else is
// saved now, by whom and when.
func Differs(c *fiber.Ctx, by string, at time.Time) { c.Locals(ConflictKey, conflict{by, at}) }

// DiffersBy is differs by the latest change of some kinds to a thing in the audit trail.
func (s *Site) DiffersBy(c *fiber.Ctx, id string, changes ...event.Kind) error {
	all := people.Everywhere("somebody is said who saved what they would save over")
	es, err := s.App.Store.Events(c.UserContext(), all, store.EventFilter{Kinds: changes, ObjectID: id}, 0, 1)
	if err != nil {
		return err
	}
	Differs(c, "", time.Time{})
	if len(es) > 0 {
		Differs(c, es[0].ActorID, es[0].At)
	}
	return nil
}

// renewed are the hidden fields by which a form says on what it was typed.
var renewed = []string{"revision", "seen"}

// conflictOf returns what the page of the request's form says of its conflict, and
// the form as it is saved now; ok is false where there is none.
func (s *Site) conflictOf(c *fiber.Ctx) (v ui.Conflict, now blank.Blank, ok bool, err error) {
	cf, ok := c.Locals(ConflictKey).(conflict)
	if !ok {
		return v, now, false, nil
	}
	t := s.Words(c)
	v.Title, v.Say = t.ConflictTitle(), t.ConflictSomewhere()
	switch {
	case cf.by == "":
	case cf.by == Viewer(c).PersonID:
		v.Say = t.ConflictYours(t.DateTime(cf.at))
	default:
		p, err := s.App.Store.Person(c.UserContext(), people.Everywhere("somebody is said who saved what they would save over"), cf.by)
		if err != nil {
			return v, now, false, err
		}
		v.Say = t.ConflictBy(t.Isolate(p.Name(t.Lang)), t.DateTime(cf.at))
	}
	page, now, found := s.BlankOf(c, store.KeptForm{Path: c.Path(), Page: pageOf(c)})
	if !found {
		return v, now, true, nil
	}
	typed := formOf(c).values
	if !now.HasText() {
		v.Title = t.ConflictTitleData()
	}
	v.Take = page
	v.Name, v.Value = now.Pressed(typed)
	for _, l := range differing(now, typed) {
		v.Saved = append(v.Saved, ui.WaitingLine{Label: l.Label, Text: l.Text})
	}
	return v, now, true, nil
}

// differing returns the lines of a form as it is saved that are others than those
// typed.
func differing(now blank.Blank, typed url.Values) (lines []blank.Line) {
	saved := now.Values()
	other := url.Values{}
	for name, values := range saved {
		if !slices.Equal(tidied(values), tidied(typed[name])) {
			other[name] = values
		}
	}
	lines, _, _ = now.Lines(other)
	return lines
}

// renew gives the form of a page with a conflict what it needs to be sent over
// what is saved now.
func (s *Site) renew(c *fiber.Ctx, now blank.Blank) error {
	typed, ok := blank.Read(c.Response().Body(), c.Path())
	if !ok {
		return nil
	}
	body, err := typed.Renew(ui.ConflictForm, now, renewed...)
	if err == nil {
		c.Response().SetBodyRaw(body)
	}
	return err
}

// tidied returns values as forms keep them: without the space around them, in one
// kind of line ends; what is empty is not there.
func tidied(values []string) (out []string) {
	for _, v := range values {
		if v = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")); v != "" {
			out = append(out, v)
		}
	}
	return out
}
