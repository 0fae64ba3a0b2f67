package event

// A Kind is one thing that can happen to one sort of thing: a verb and an object
// that go together. There is no other way to say what happened, so an event of
// which there are no words cannot be recorded.
type Kind uint8

// Other is what an earlier or a later program recorded that is none of the rest.
// It is not recorded.
const Other Kind = 0

// StoredAs is the key by which an event of Other that has been read says the words
// that it is stored as.
const StoredAs = "stored-as"

// Every kind there is, by what it is about.
const (
	SignedIn Kind = iota + 1
	SignedOut
	SignInFailed
	ProofFailed // a wrong password, given by somebody who was signed in
	PasswordSet
	AccessChanged // what somebody signs in with, or the address they are written to
	PersonAdded
	PersonChanged
	NameApproved
	NameQuestioned // its owner asks for a correction
	RoleGranted
	RoleWithdrawn
	PersonLeft
	PersonCameBack
	SetUp
	AgencyAdded
	AgencyChanged
	PeopleImported
	CourseAssigned
	CoursePublished
	DraftSaved
	DraftDiscarded
	DraftSubmitted // to those who may publish it
	DraftRecalled  // one that was submitted
	RunScheduled
	RunChanged
	RunCancelled
	RunJoined
	RunAttended
	StepOpened
	StepClosed
	StepReset // left to the rule of its course again
	Enrolled
	Unseated
	AttendanceCorrected
	Completed
	LessonRead
	AttemptStarted
	AttemptFinished
	WorkHandedIn
	WorkReviewed
	WorkReturned
	SurveyAnswered
	Certified
	CertificateRevoked
	TemplateSaved
	CredentialSigned
	CredentialRevoked
	IssuerKeyAdded
	StampAdded
	TranscriptMade
	TokenMade
	TokenRevoked
	LateReminded
	JobRevived
	BatchStarted
	BatchFinished
	ArchiveDownloaded

	Kinds // how many there are, with Other
)

// A Sort is what sort of thing an event is about.
type Sort uint8

// Every sort there is.
const (
	Thing Sort = iota // of Other
	Person
	Site
	Agency
	Import
	Course
	Run
	Enrolment
	Lesson
	Attempt
	Work
	Survey
	Certificate
	Template
	Credential
	IssuerKey
	Stamp
	Transcript
	Token
	Report
	Job
	Batch

	Sorts // how many there are, with Thing
)

var sortWords = [Sorts]string{
	Person: "person", Site: "house", Agency: "agency", Import: "import", Course: "course", Run: "run", Enrolment: "enrolment", Lesson: "lesson",
	Attempt: "attempt", Work: "work", Survey: "survey", Certificate: "certificate", Template: "template", Credential: "credential",
	IssuerKey: "issuer-key", Stamp: "stamp", Transcript: "transcript", Token: "token", Report: "report", Job: "job", Batch: "batch",
}

// A pair is the words by which a kind is stored. Databases hold them.
type pair struct {
	verb string
	sort Sort
}

var pairs = [Kinds]pair{
	SignedIn: {"signed-in", Person}, SignedOut: {"signed-out", Person}, SignInFailed: {"sign-in-failed", Person}, ProofFailed: {"proof-failed", Person},
	PasswordSet: {"password-set", Person}, AccessChanged: {"access-edited", Person}, PersonAdded: {"added", Person}, PersonChanged: {"changed", Person},
	NameApproved: {"name-approved", Person}, NameQuestioned: {"name-questioned", Person}, RoleGranted: {"granted", Person}, RoleWithdrawn: {"withdrawn", Person},
	PersonLeft: {"left", Person}, PersonCameBack: {"came-back", Person},
	SetUp: {"set-up", Site}, AgencyAdded: {"added", Agency}, AgencyChanged: {"changed", Agency}, PeopleImported: {"imported", Import},
	CourseAssigned: {"assigned", Course}, CoursePublished: {"published", Course}, DraftSaved: {"drafted", Course}, DraftDiscarded: {"discarded", Course},
	DraftSubmitted: {"submitted", Course}, DraftRecalled: {"recalled", Course},
	RunScheduled: {"scheduled", Run}, RunChanged: {"changed", Run}, RunCancelled: {"cancelled", Run}, RunJoined: {"enrolled", Run}, RunAttended: {"attended", Run},
	StepOpened: {"opened", Run}, StepClosed: {"closed", Run}, StepReset: {"reset", Run},
	Enrolled: {"enrolled", Enrolment}, Unseated: {"unseated", Enrolment}, AttendanceCorrected: {"attended", Enrolment}, Completed: {"completed", Enrolment},
	LessonRead: {"read", Lesson}, AttemptStarted: {"started", Attempt}, AttemptFinished: {"finished", Attempt},
	WorkHandedIn: {"handed-in", Work}, WorkReviewed: {"reviewed", Work}, WorkReturned: {"returned", Work}, SurveyAnswered: {"finished", Survey},
	Certified: {"certified", Certificate}, CertificateRevoked: {"revoked", Certificate}, TemplateSaved: {"changed", Template},
	CredentialSigned: {"signed", Credential}, CredentialRevoked: {"revoked", Credential}, IssuerKeyAdded: {"added", IssuerKey}, StampAdded: {"added", Stamp},
	TranscriptMade: {"added", Transcript}, TokenMade: {"added", Token}, TokenRevoked: {"withdrawn", Token}, LateReminded: {"reminded", Report},
	JobRevived: {"revived", Job}, BatchStarted: {"added", Batch}, BatchFinished: {"finished", Batch}, ArchiveDownloaded: {"downloaded", Batch},
}

// earlier are the kinds by pairs of words that earlier programs stored and this one
// does not.
var earlier = map[[2]string]Kind{
	{"withdrawn", "draft"}:     DraftDiscarded,
	{"password-set", "agency"}: PasswordSet,
}

var kinds = func() map[[2]string]Kind {
	all := map[[2]string]Kind{}
	for p, k := range earlier {
		all[p] = k
	}
	for k := Other + 1; k < Kinds; k++ {
		all[[2]string{k.Verb(), k.Object()}] = k
	}
	return all
}()

// Stored returns the kind that is stored as the given words, or Other.
func Stored(verb, object string) Kind { return kinds[[2]string{verb, object}] }

// Verb returns the word that says what was done, as it is stored.
func (k Kind) Verb() string { return pairs[k].verb }

// Object returns the word that says to what sort of thing, as it is stored.
func (k Kind) Object() string { return k.Sort().Word() }

// Sort returns the sort of thing that k is about.
func (k Kind) Sort() Sort { return pairs[k].sort }

// Word returns the word by which a sort is stored.
func (s Sort) Word() string { return sortWords[s] }

// SortOf returns the sort that is stored as a word, or Thing.
func SortOf(word string) Sort {
	for s := Thing + 1; s < Sorts; s++ {
		if s.Word() == word {
			return s
		}
	}
	return Thing
}

// Kinds returns the kinds that are about a sort of thing, in order.
func (s Sort) Kinds() (ks []Kind) {
	for k := Other + 1; k < Kinds; k++ {
		if k.Sort() == s {
			ks = append(ks, k)
		}
	}
	return ks
}

// Pairs returns the pairs of words that k is stored as, now or by an earlier program.
func (k Kind) Pairs() [][2]string {
	all := [][2]string{{k.Verb(), k.Object()}}
	for p, of := range earlier {
		if of == k {
			all = append(all, p)
		}
	}
	return all
}

// Security reports whether k is about how people sign in or what they may do. What
// is recorded of it says the address it came from, too.
func (k Kind) Security() bool {
	switch k {
	case SignedIn, SignedOut, SignInFailed, ProofFailed, PasswordSet, AccessChanged, RoleGranted, RoleWithdrawn, PersonLeft, PersonCameBack, SetUp, TokenMade, TokenRevoked:
		return true
	}
	return false
}

// SecurityPairs returns the stored words of the kinds of which Security is true.
func SecurityPairs() (all [][2]string) {
	for k := Other + 1; k < Kinds; k++ {
		if k.Security() {
			all = append(all, k.Pairs()...)
		}
	}
	return all
}
