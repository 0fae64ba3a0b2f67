// Package notice says what people are told, and when. Each notice has an id
// made from its occasion, so that nobody is told the same thing twice.
package notice

import (
	"errors"
	"time"

	"masar/internal/catalog"
	"masar/internal/day"
)

// A Kind names the occasion of a notice and, in assets/locales/notice.yaml,
// its words.
type Kind string

const (
	Assigned   Kind = "assigned"
	DueSoon    Kind = "due-soon"
	Overdue    Kind = "overdue"
	Tomorrow   Kind = "session-tomorrow"
	Certified  Kind = "certified"
	Revoked    Kind = "revoked"
	Reviewed   Kind = "reviewed"
	Returned   Kind = "returned"
	Renew      Kind = "renew"
	Corrected  Kind = "corrected"       // a certificate takes the place of another
	Joined     Kind = "run-joined"      // somebody gave them a seat in a run
	Cancelled  Kind = "run-cancelled"   // a run they learn or teach in
	Unseated   Kind = "run-left"        // somebody took them out of a run
	Moved      Kind = "run-moved"       // such a run is at another time or place
	NameAsked  Kind = "name-approve"    // approve the spelling of your name
	NameWrong  Kind = "name-wrong"      // to HR: somebody's name is misspelt
	FollowUp   Kind = "follow-up"       // say what became of a course
	StepOpened Kind = "step-opened"     // the trainer of their run opened a quiz, an exercise or a survey
	Submitted  Kind = "draft-submitted" // to administrators: a draft waits to be published
	Published  Kind = "draft-published" // to who asked for that
	Discarded  Kind = "draft-discarded" // to who had asked for it to be published
	Reopened   Kind = "reopened"        // back at work, they are back on a course

	// Of how somebody signs in, and of what they may do.
	Guessed         Kind = "guessed"          // too many wrong passwords were tried
	NewDevice       Kind = "new-device"       // signed in where they never had
	PasswordChanged Kind = "password-changed" // by themselves
	PasswordHanded  Kind = "password-handed"  // made for them, to be handed to them
	EmailChanged    Kind = "email-changed"
	SignInChanged   Kind = "sign-in-changed"
	RoleGiven       Kind = "role-given"
	RoleTaken       Kind = "role-taken"
	LeftWork        Kind = "left-work"
	CameBack        Kind = "came-back"
)

// A Notice is one thing to tell one person. It stands in the house for them to
// read; a mail says the same.
type Notice struct {
	ID       string `bun:",pk"` // the occasion: the same occasion, the same id
	PersonID string
	Kind     Kind
	Args     map[string]string `bun:"type:jsonb"` // what the words mention: "course", "course.en", "date" …
	Link     string            // where to go from it
	At       time.Time
	ReadAt   time.Time `bun:",nullzero"`
}

// A Deadline is an enrolment that is not completed and has a date to be.
type Deadline struct {
	EnrolmentID string
	PersonID    string
	CourseID    string
	Title       catalog.Text
	DueOn       time.Time
	Seat        *Seat // nil: none is lacking
}

// A Seat is lacking to somebody whose course cannot be completed without one.
type Seat struct {
	Next time.Time // when the next run with a free seat begins; zero: none is planned
}

// Into adds to the arguments of a notice that s is lacking.
func (s *Seat) Into(args map[string]string) {
	switch {
	case s == nil:
	case s.Next.IsZero():
		args["seat"] = SeatNone
	default:
		args["seat"], args["next"] = SeatNext, s.Next.UTC().Format(time.RFC3339)
	}
}

// What the argument "seat" says, if there is one.
const (
	SeatNone = "none"
	SeatNext = "next" // with when, in the argument of that name
)

// A Session is one that somebody is expected at.
type Session struct {
	EnrolmentID string
	PersonID    string
	CourseID    string
	RunID       string
	Title       catalog.Text // of the course
	Place       string
	PlaceEn     string
	StartsAt    time.Time
	RunStartsOn time.Time // when the first session of the run begins
}

// NextDay is the argument "day" of a reminder of a day of a run that is not
// its first.
const NextDay = "next"

// Ahead is how many days before a deadline people are reminded of it.
const Ahead = 3

// Due returns the reminders that are due at now, in the zone of the people
// concerned: of a day of sessions on the day before it, of a deadline three
// days ahead, and once when it has passed. Run as often as one likes: what has
// been told has its id.
func Due(now time.Time, zone *time.Location, deadlines []Deadline, sessions []Session) (ns []Notice) {
	today := day.Of(now, zone)
	for _, d := range deadlines {
		due, kind := day.Of(d.DueOn, zone), DueSoon
		switch {
		case now.After(d.DueOn):
			kind = Overdue
		case today.Until(due) > Ahead:
			continue
		}
		args := words(d.Title, d.DueOn)
		d.Seat.Into(args)
		ns = append(ns, Notice{
			ID: string(kind) + ":" + d.EnrolmentID + ":" + due.String(), PersonID: d.PersonID, Kind: kind,
			Args: args, Link: "/learning/" + d.CourseID, At: now,
		})
	}
	told := map[string]bool{}
	for _, s := range sessions {
		starts := day.Of(s.StartsAt, zone)
		if starts != today.Plus(1) {
			continue
		}
		// One reminder a day, of its first session, however many there are.
		id := string(Tomorrow) + ":" + s.EnrolmentID + ":" + starts.String()
		if told[id] {
			continue
		}
		told[id] = true
		args := words(s.Title, s.StartsAt)
		args["place"] = s.Place
		if s.PlaceEn != "" {
			args["place.en"] = s.PlaceEn
		}
		if !s.RunStartsOn.IsZero() && day.Of(s.RunStartsOn, zone).Before(starts) {
			args["day"] = NextDay
		}
		ns = append(ns, Notice{ID: id, PersonID: s.PersonID, Kind: Tomorrow, Args: args, Link: "/calendar", At: now})
	}
	return ns
}

func words(title catalog.Text, at time.Time) map[string]string {
	return map[string]string{"course.ar": title.In("ar"), "course.en": title.In("en"), "at": at.UTC().Format(time.RFC3339)}
}

// A MailState is where a mail stands.
type MailState string

const (
	Queued  MailState = "queued"
	Sending MailState = "sending" // handed to the mail server; found again, it is doubtful
	Sent    MailState = "sent"
	Kept    MailState = "kept" // no mail server: it waits for the administrator to read
	Failed  MailState = "failed"
)

// ErrUnanswered is what comes of handing a mail to a server that has taken all
// of it and said neither yes nor no: it may have gone out.
var ErrUnanswered = errors.New("the mail server has not answered")

// ErrUnreachable is returned when the mail server could not be spoken to: it has
// seen nothing of the mail.
var ErrUnreachable = errors.New("the mail server cannot be reached")

// An Outage is why the mail server cannot be reached.
type Outage string

const (
	OutageUnknown Outage = ""
	NoSuchHost    Outage = "name"    // its name leads to no address
	NobodyListens Outage = "refused" // nothing takes connections there
	NoAnswer      Outage = "silent"  // it does not answer in time
	BadTLS        Outage = "tls"     // no encryption, or a certificate that is not good
	BadSignIn     Outage = "sign-in" // it does not know the name or password
	Closing       Outage = "closing" // it says that it is not available
)

// Outages are all there are.
var Outages = []Outage{OutageUnknown, NoSuchHost, NobodyListens, NoAnswer, BadTLS, BadSignIn, Closing}

// Unreachable is ErrUnreachable with why.
type Unreachable struct {
	Why  Outage
	Said string
}

func (u *Unreachable) Error() string { return ErrUnreachable.Error() + ": " + u.Said }

// Is reports whether target is ErrUnreachable.
func (u *Unreachable) Is(target error) bool { return target == ErrUnreachable }

// A Mail is a letter to one person. Its MessageID is the same however often it
// is sent, so that whoever gets it twice can tell.
type Mail struct {
	ID            string `bun:",pk"` // the notice's
	PersonID      string
	To            string
	Lang          string
	Subject       string
	Body          string
	CertificateID string // attached, or ""
	MessageID     string
	State         MailState
	Tries         int
	Doubtful      bool // it may have gone out more than once
	At            time.Time
	SentAt        time.Time `bun:",nullzero"`
	Error         string
}

// An Attachment goes with a mail.
type Attachment struct {
	Name, Type string
	Body       []byte
}
