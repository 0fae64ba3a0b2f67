package certify

import (
	"encoding/json"
	"strconv"

	"masar/internal/certificate"
	"masar/internal/event"
)

// templateChanged names the parts of a design that are others than in the version
// before it, if there was one; what is a word or a switch, with what it was.
func templateChanged(was []certificate.Template, now certificate.Template) event.Event {
	e := event.Of(event.TemplateSaved, event.Object{ID: now.Name(), AgencyID: now.AgencyID, Ar: now.Design.Ar.Title, En: now.Design.En.Title})
	if len(was) == 0 {
		return e
	}
	e = e.With(event.Version.From(strconv.Itoa(was[0].Version), strconv.Itoa(now.Version)))
	old, fresh := parts(was[0].Design), parts(now.Design)
	for i, p := range fresh {
		e = e.With(p.key.From(old[i].text, p.text))
	}
	return e
}

// A part of a design, as text that tells it from another. Of what is neither a word
// nor a switch the trail says that it is another; the versions themselves are kept.
type part struct {
	key interface {
		From(was, now string) event.Said
	}
	text string
}

// parts returns a design by part, in one order.
func parts(d certificate.Design) []part {
	text := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			panic(err) // a Design holds nothing that JSON cannot
		}
		return string(b)
	}
	yes := map[bool]string{true: "yes"}
	ar, en := d.Ar, d.En
	ar.Title, en.Title = "", ""
	return []part{
		{event.DesignLanguages, d.Languages}, {event.DesignBorder, d.Border}, {event.DesignSeal, yes[d.Seal]}, {event.DesignEmployer, yes[d.Employer]},
		{event.DesignCivilTail, yes[d.CivilTail]}, {event.DesignTitleAr, d.Ar.Title}, {event.DesignTitleEn, d.En.Title},
		{event.DesignWords, text([]any{ar, en})}, {event.DesignColours, text(d.Colours)}, {event.DesignLogos, d.LogoRight + " " + d.LogoLeft},
		{event.DesignSignatories, text(d.Signatories)},
	}
}
