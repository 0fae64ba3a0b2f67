package app

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/workshop"
)

// What the audit trail keeps of changes: each function returns the event of one,
// which names what was and what is of every field that is another.

func personChanged(was, now people.Person) event.Event {
	return event.Of(event.PersonChanged, thePerson(now),
		event.NameAr.From(was.NameAr, now.NameAr), event.NameEn.From(was.NameEn, now.NameEn),
		event.Department.From(was.Department, now.Department), event.DepartmentEn.From(was.DepartmentEn, now.DepartmentEn),
		event.StaffNo.From(was.StaffNo, now.StaffNo), event.Lang.From(was.Lang, now.Lang), event.Digits.From(was.Digits, now.Digits),
		event.CivilTail.From(was.CivilTail, now.CivilTail)) // the digits are on the paper alone
}

// accessChanged is about what somebody signs in with and where they are written
// to: of an address it keeps as much as tells one from another.
func accessChanged(was, now people.Person) event.Event {
	e := event.Of(event.AccessChanged, thePerson(now))
	if was.Email != now.Email {
		e = e.With(event.Email.Touched(), event.Email.From(veiled(was.Email), veiled(now.Email)))
	}
	if was.SignIn != now.SignIn {
		e = e.With(event.SignIn.Touched(), event.SignIn.From(veiled(was.SignIn), veiled(now.SignIn)))
	}
	return e
}

// veiled returns an address of which the name is left out but for its first letter;
// anything else as it is.
func veiled(s string) string {
	name, host, ok := strings.Cut(s, "@")
	if r := []rune(name); ok && len(r) > 0 {
		return string(r[0]) + "…@" + host
	}
	return s
}

func agencyChanged(was, now people.Agency) event.Event {
	return event.Of(event.AgencyChanged, theAgency(now),
		event.NameAr.From(was.NameAr, now.NameAr), event.NameEn.From(was.NameEn, now.NameEn), event.Parent.From(was.ParentID, now.ParentID),
		event.Hijri.From(was.HijriOffset, now.HijriOffset), event.ShownName.From(shownName(was), shownName(now)))
}

func shownName(a people.Agency) string {
	if a.ShownName == people.ShortName {
		return "short"
	}
	return string(a.ShownName)
}

// A runState is what makes one run differ from another in the audit trail.
type runState struct {
	workshop.Run
	slots    []workshop.Slot
	trainers []string // ids
}

// runChanges are what a run's event says of a change.
func runChanges(was, now runState) []event.Said {
	return []event.Said{
		event.CourseID.Is(now.CourseID), event.Place.From(was.Place, now.Place), event.PlaceEn.From(was.PlaceEn, now.PlaceEn),
		event.Seats.From(was.Seats, now.Seats), event.Times.From(was.times(), now.times()), event.Trainers.From(was.teachers(), now.teachers()),
	}
}

// times returns when the sessions of each day begin.
func (r runState) times() string {
	var all []string
	for _, s := range r.slots {
		all = append(all, s.StartsAt.UTC().Format(time.RFC3339))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func (r runState) teachers() string {
	return strings.Join(slices.Sorted(slices.Values(r.trainers)), " ")
}

// idsOf returns the ids of people.
func idsOf(ps []people.Person) (ids []string) {
	for _, p := range ps {
		ids = append(ids, p.ID)
	}
	return ids
}

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

// drafted is about the lessons and pictures of a draft that are not what they were.
func drafted(course, agency string, lessons map[string]catalog.Lesson, media map[string]catalog.Medium, now catalog.Course) event.Event {
	e := event.Of(event.DraftSaved, titled(course, agency, now.Title))
	for _, id := range slices.Sorted(maps.Keys(now.Lessons)) {
		was, l := lessons[id], now.Lessons[id]
		if LessonDigest(was) == LessonDigest(l) {
			continue
		}
		e = e.With(event.LessonID.Is(id), event.TitleAr.From(was.Title.Ar, l.Title.Ar), event.TitleEn.From(was.Title.En, l.Title.En),
			event.TextAr.From(was.Body.Ar, l.Body.Ar), event.TextEn.From(was.Body.En, l.Body.En))
	}
	for name, m := range now.Media {
		if media[name] != m {
			e = e.With(event.Picture.Is(name))
		}
	}
	return e
}
