// Package event records who did what to which thing, and when. The one log of
// events is the audit trail, the feed of activity and the raw material of
// reports.
package event

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// A Verb is what was done, in the past tense.
type Verb string

const (
	SignedIn     Verb = "signed-in"
	SignedOut    Verb = "signed-out"
	SetUp        Verb = "set-up"
	Added        Verb = "added"
	Changed      Verb = "changed"
	Imported     Verb = "imported"
	Granted      Verb = "granted"
	Withdrawn    Verb = "withdrawn"
	Drafted      Verb = "drafted"
	Discarded    Verb = "discarded"
	Submitted    Verb = "submitted" // a draft, to those who may publish it
	Recalled     Verb = "recalled"  // a draft that was submitted
	Published    Verb = "published"
	Scheduled    Verb = "scheduled"
	Cancelled    Verb = "cancelled"
	Assigned     Verb = "assigned"
	Enrolled     Verb = "enrolled"
	Unseated     Verb = "unseated"
	Began        Verb = "began"
	Read         Verb = "read"
	Started      Verb = "started"
	Finished     Verb = "finished"
	HandedIn     Verb = "handed-in"
	Reviewed     Verb = "reviewed"
	Returned     Verb = "returned"
	Attended     Verb = "attended"
	Opened       Verb = "opened"
	Closed       Verb = "closed"
	Completed    Verb = "completed"
	Certified    Verb = "certified"
	Revoked      Verb = "revoked"
	Signed       Verb = "signed"
	Downloaded   Verb = "downloaded"
	Reminded     Verb = "reminded"
	Revived      Verb = "revived"
	PasswordSet  Verb = "password-set"
	PasswordLost Verb = "password-lost"
	SignInFailed Verb = "sign-in-failed"
	ProofFailed  Verb = "proof-failed"  // a wrong password, given by somebody who was signed in
	AccessEdited Verb = "access-edited" // what somebody signs in with, or where they are written to
	Left         Verb = "left"
	CameBack     Verb = "came-back"
)

// security are the verbs of how people sign in and of what they may do.
var security = []Verb{
	SignedIn, SignedOut, SignInFailed, ProofFailed, PasswordSet, PasswordLost, AccessEdited, Granted, Withdrawn, Left, CameBack, SetUp,
}

// Security reports whether v is about how people sign in or what they may do.
// What is recorded of it says the address it came from, too.
func (v Verb) Security() bool { return slices.Contains(security, v) }

// SecurityVerbs returns the verbs of which Security is true.
func SecurityVerbs() []Verb { return slices.Clone(security) }

// Verbs are all verbs there are, roughly in the order of a person's way.
var Verbs = []Verb{
	SignedIn, SignedOut, SignInFailed, ProofFailed, PasswordSet, PasswordLost, AccessEdited, Left, CameBack, SetUp, Added, Changed, Imported, Granted, Withdrawn,
	Drafted, Discarded, Submitted, Recalled, Published, Scheduled, Cancelled, Assigned, Enrolled, Unseated, Began, Read, Started, Finished, HandedIn, Reviewed,
	Returned, Attended, Opened, Closed, Completed, Certified, Revoked, Signed, Downloaded, Reminded, Revived,
}

// Objects are the kinds of thing that events are about.
var Objects = []string{
	"person", "agency", "house", "import", "course", "run", "enrolment", "lesson", "attempt", "work", "survey",
	"certificate", "template", "credential", "issuer-key", "stamp", "transcript", "token", "report", "job", "batch",
}

// Details are the keys of what events name further. Those that were recorded
// stay, so none is renamed.
var Details = []string{
	"address", "civil-tail", "course", "dated", "department", "department-en", "device", "digits", "done", "email", "ends", "enrolled",
	"enrolment", "exercise", "failed", "files", "follow-ups", "from", "hijri", "items", "key", "kind", "label", "lang", "lesson", "minutes", "name",
	"name-ar", "name-en", "parent", "people", "picture", "place", "place-en", "quiz", "retires", "role", "run", "scope", "seats", "session",
	"shown-name", "sign-in", "staff-no", "step", "subjects", "supersedes", "text-ar", "text-en", "times", "title-ar", "title-en", "trainers",
	"until", "version",
}

// An Event says that someone did something to some thing. Its Detail names
// further ids and counts, and of a change what was and what is; never personal
// data, but for the address and the browser of what is about security, and what
// HR corrected of somebody's names, department and number.
type Event struct {
	Seq      int64 `bun:",pk,autoincrement"` // place in the log; the store gives it
	ID       string
	At       time.Time
	ActorID  string // who did it; "" for the clock
	AgencyID string // whose affair it is; "" for the house's own
	Verb     Verb
	Object   string // kind of thing, such as "certificate"
	ObjectID string
	ObjectAr string // what it was called when the event happened, or ""
	ObjectEn string
	Detail   map[string]string `bun:"type:jsonb"`
}

// Of returns the event of doing verb to the object with the given id, which is
// the given agency's affair.
func Of(verb Verb, object, id, agency string) Event {
	return Event{Verb: verb, Object: object, ObjectID: id, AgencyID: agency}
}

// With returns a copy of e whose detail also says key, one of Details, is value.
func (e Event) With(key, value string) Event {
	d := map[string]string{}
	maps.Copy(d, e.Detail)
	d[key] = value
	e.Detail = d
	return e
}

// Before each field of a change in a detail stands whether its value is that
// before it or that after it.
const (
	before = "was:"
	after  = "now:"
)

// maxValue is how many characters are kept of a value that was changed.
const maxValue = 200

// Changing returns a copy of e whose detail also says that a field was one thing
// and is another. Where it is the same, nothing is said.
func (e Event) Changing(field, was, now string) Event {
	if was == now {
		return e
	}
	return e.With(before+field, cut(was)).With(after+field, cut(now))
}

func cut(s string) string {
	if r := []rune(s); len(r) > maxValue {
		return string(r[:maxValue-1]) + "…"
	}
	return s
}

// A Change is what became of one field.
type Change struct{ Field, Was, Now string }

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
