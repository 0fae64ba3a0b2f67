package event

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Key names something that events say further. It is one of those of this
// package; those that were recorded stay, so none is renamed.
type Key struct{ name string }

// Name returns the key as it is stored.
func (k Key) Name() string { return k.name }

var keys []Key

// Keys returns all keys, in order.
func Keys() []Key {
	return slices.SortedFunc(slices.Values(keys), func(a, b Key) int { return strings.Compare(a.name, b.name) })
}

func key(name string) Key {
	keys = append(keys, Key{name})
	return Key{name}
}

// What an event says further is text, a number, a time, or only that something is
// another: each key is of one of these types.
type (
	Text    struct{ Key }
	Number  struct{ Key }
	Moment  struct{ Key }
	Touched struct{ Key } // of personal or long texts, that they changed
)

func text(name string) Text       { return Text{key(name)} }
func number(name string) Number   { return Number{key(name)} }
func moment(name string) Moment   { return Moment{key(name)} }
func touched(name string) Touched { return Touched{key(name)} }

// Of what an event is, besides the thing that it is about.
var (
	Address     = text("address") // of the network
	BatchKind   = text("kind")
	CourseID    = text("course")
	Device      = text("device")
	EnrolmentID = text("enrolment")
	ExerciseID  = text("exercise")
	KeyID       = text("key")
	Label       = text("label")
	LessonID    = text("lesson")
	Picture     = text("picture")
	QuizID      = text("quiz")
	Retires     = text("retires")
	Role        = text("role")
	RunID       = text("run")
	Scope       = text("scope")
	SessionID   = text("session")
	StepID      = text("step")
	Subjects    = text("subjects")
	Supersedes  = text("supersedes")
	Version     = text("version")

	Dated      = number("dated")
	Done       = number("done")
	Failed     = number("failed")
	Files      = number("files")
	FromByte   = number("from")
	Items      = number("items")
	NewlyOn    = number("enrolled") // people who were enrolled
	PeopleMany = number("people")

	Ends  = moment("ends")
	Until = moment("until")
)

// Of a change.
var (
	Department   = text("department")
	DepartmentEn = text("department-en")
	Digits       = text("digits")
	Email        = text("email") // veiled
	Hijri        = number("hijri")
	Lang         = text("lang")
	Minutes      = text("minutes") // a number, or "" for unmarked
	NameAr       = text("name-ar")
	NameEn       = text("name-en")
	Parent       = text("parent")
	Place        = text("place")
	PlaceEn      = text("place-en")
	Seats        = number("seats")
	ShownName    = text("shown-name")
	SignIn       = text("sign-in") // veiled
	StaffNo      = text("staff-no")
	Times        = text("times")    // when sessions begin, with spaces between
	TitleAr      = text("title-ar") // of a lesson
	TitleEn      = text("title-en")
	Trainers     = text("trainers") // ids, with spaces between

	CivilTail = touched("civil-tail")
	TextAr    = touched("text-ar")
	TextEn    = touched("text-en")

	DesignLanguages = text("design-languages")
	DesignBorder    = text("design-border")
	DesignSeal      = text("design-seal")
	DesignEmployer  = text("design-employer")
	DesignCivilTail = text("design-civil-tail")
	DesignTitleAr   = text("design-title-ar")
	DesignTitleEn   = text("design-title-en")

	DesignWords       = touched("design-words")
	DesignColours     = touched("design-colours")
	DesignLogos       = touched("design-logos")
	DesignSignatories = touched("design-signatories")
)

// The key by which earlier programs recorded what became of the spelling of
// a name, of which there are kinds now.
var _ = text("name")

// A Said is something that an event says further.
type Said interface {
	in(detail map[string]string)
}

type fact struct{ key, value string }

func (f fact) in(d map[string]string) { d[f.key] = f.value }

// A Change is what became of one field.
type Change struct{ Field, Was, Now string }

func (c Change) in(d map[string]string) {
	if c.Was != c.Now {
		d[before+c.Field], d[after+c.Field] = cut(c.Was), cut(c.Now)
	}
}

// Before each field of a change in a detail stands whether its value is that
// before it or that after it.
const (
	before = "was:"
	after  = "now:"
)

// maxValue is how many characters are kept of a value that was changed.
const maxValue = 200

func cut(s string) string {
	if r := []rune(s); len(r) > maxValue {
		return string(r[:maxValue-1]) + "…"
	}
	return s
}

// changed is all that is said of what is only touched.
const changed = "changed"

type nothing struct{}

func (nothing) in(map[string]string) {}

// Is says that the key is v.
func (k Text) Is(v string) Said { return fact{k.name, v} }

// From says that the key was one text and is another; nothing where it is the same.
func (k Text) From(was, now string) Said { return Change{k.name, was, now} }

// Touched says that the key is another, where what it was and is may look alike.
func (k Text) Touched() Said { return fact{k.name, changed} }

// Of returns what e says by the key, or "".
func (k Text) Of(e Event) string { return e.Detail[k.name] }

// Is says that the key is n.
func (k Number) Is(n int) Said { return fact{k.name, strconv.Itoa(n)} }

// From says that the key was one number and is another; nothing where it is the same.
func (k Number) From(was, now int) Said {
	return Change{k.name, strconv.Itoa(was), strconv.Itoa(now)}
}

// At says that the key is an instant, to the second.
func (k Moment) At(t time.Time) Said { return fact{k.name, t.UTC().Format(time.RFC3339)} }

// Of returns the instant that e says by the key, and whether it does.
func (k Moment) Of(e Event) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, e.Detail[k.name])
	return t, err == nil
}

// From says that the key is another; nothing where it is the same.
func (k Touched) From(was, now string) Said {
	if was == now {
		return nothing{}
	}
	return fact{k.name, changed}
}

// A FollowUp is a survey that is asked some days after a completion.
type FollowUp struct {
	Survey string
	Days   int
}

type followUps struct{ Key }

// FollowUps are the surveys that follow a completion, stored as "later=60 last=180".
var FollowUps = followUps{key("follow-ups")}

// Are says which surveys follow; nothing where there are none.
func (k followUps) Are(fs []FollowUp) Said {
	var all []string
	for _, f := range fs {
		all = append(all, f.Survey+"="+strconv.Itoa(f.Days))
	}
	if len(all) == 0 {
		return nothing{}
	}
	return fact{k.name, strings.Join(all, " ")}
}

// Of returns the surveys that e says follow.
func (k followUps) Of(e Event) (fs []FollowUp) {
	for part := range strings.FieldsSeq(e.Detail[k.name]) {
		survey, days, _ := strings.Cut(part, "=")
		if n, err := strconv.Atoi(days); err == nil {
			fs = append(fs, FollowUp{survey, n})
		}
	}
	return fs
}

// Changes returns what e changed, by field, and the rest of its detail.
func (e Event) Changes() (cs []Change, rest map[string]string) {
	rest = map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(e.Detail)) {
		field, isAfter := strings.CutPrefix(key, after)
		switch {
		case isAfter:
			cs = append(cs, Change{field, e.Detail[before+field], e.Detail[key]})
		case !strings.HasPrefix(key, before):
			rest[key] = e.Detail[key]
		}
	}
	for _, c := range cs {
		delete(rest, c.Field) // that it changed is said by how
	}
	return cs, rest
}
