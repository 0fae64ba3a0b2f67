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
	e := event.Of(event.Changed, "person", now.ID, now.AgencyID).
		Changing("name-ar", was.NameAr, now.NameAr).Changing("name-en", was.NameEn, now.NameEn).
		Changing("department", was.Department, now.Department).Changing("department-en", was.DepartmentEn, now.DepartmentEn).
		Changing("staff-no", was.StaffNo, now.StaffNo).Changing("lang", was.Lang, now.Lang).Changing("digits", was.Digits, now.Digits)
	if was.CivilTail != now.CivilTail { // the digits are on the paper alone
		e = e.With("civil-tail", "changed")
	}
	return e
}

// accessChanged is about what somebody signs in with and where they are written
// to: of an address it keeps as much as tells one from another.
func accessChanged(was, now people.Person) event.Event {
	e := event.Of(event.AccessEdited, "person", now.ID, now.AgencyID)
	if was.Email != now.Email {
		e = e.With("email", "changed").Changing("email", veiled(was.Email), veiled(now.Email))
	}
	if was.SignIn != now.SignIn {
		e = e.With("sign-in", "changed").Changing("sign-in", veiled(was.SignIn), veiled(now.SignIn))
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
	return event.Of(event.Changed, "agency", now.ID, now.ID).
		Changing("name-ar", was.NameAr, now.NameAr).Changing("name-en", was.NameEn, now.NameEn).
		Changing("parent", was.ParentID, now.ParentID).
		Changing("hijri", strconv.Itoa(was.HijriOffset), strconv.Itoa(now.HijriOffset)).
		Changing("shown-name", shownName(was), shownName(now))
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

func runChanged(was, now runState) event.Event {
	return event.Of(event.Changed, "run", now.ID, now.AgencyID).With("course", now.CourseID).
		Changing("place", was.Place, now.Place).Changing("place-en", was.PlaceEn, now.PlaceEn).
		Changing("seats", strconv.Itoa(was.Seats), strconv.Itoa(now.Seats)).
		Changing("times", was.times(), now.times()).
		Changing("trainers", was.teachers(), now.teachers())
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
	e := event.Of(event.Changed, "template", now.Name(), now.AgencyID)
	if len(was) == 0 {
		return e
	}
	e = e.Changing("version", strconv.Itoa(was[0].Version), strconv.Itoa(now.Version))
	old, fresh := parts(was[0].Design), parts(now.Design)
	for name := range fresh {
		switch was, now := old[name], fresh[name]; {
		case was == now:
		case slices.Contains(said, name):
			e = e.Changing("design-"+name, was, now)
		default:
			e = e.With("design-"+name, "changed")
		}
	}
	return e
}

// said are the parts of a design that are words or switches. Of all others the trail
// says that they are another; the versions themselves are kept.
var said = []string{"languages", "border", "seal", "employer", "civil-tail", "title-ar", "title-en"}

// parts returns a design by part, each as text that tells it from another.
func parts(d certificate.Design) map[string]string {
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
	return map[string]string{
		"languages": d.Languages, "border": d.Border, "seal": yes[d.Seal], "employer": yes[d.Employer], "civil-tail": yes[d.CivilTail],
		"title-ar": d.Ar.Title, "title-en": d.En.Title, "words": text([]any{ar, en}),
		"colours": text(d.Colours), "logos": d.LogoRight + " " + d.LogoLeft, "signatories": text(d.Signatories),
	}
}

// drafted is about the lessons and pictures of a draft that are not what they were.
func drafted(course, agency string, lessons map[string]catalog.Lesson, media map[string]catalog.Medium, now catalog.Course) event.Event {
	e := event.Of(event.Drafted, "course", course, agency)
	for _, id := range slices.Sorted(maps.Keys(now.Lessons)) {
		was, l := lessons[id], now.Lessons[id]
		if LessonDigest(was) == LessonDigest(l) {
			continue
		}
		e = e.With("lesson", id).Changing("title-ar", was.Title.Ar, l.Title.Ar).Changing("title-en", was.Title.En, l.Title.En)
		if was.Body.Ar != l.Body.Ar {
			e = e.With("text-ar", "changed")
		}
		if was.Body.En != l.Body.En {
			e = e.With("text-en", "changed")
		}
	}
	for name, m := range now.Media {
		if media[name] != m {
			e = e.With("picture", name)
		}
	}
	return e
}
