// Package catalog says what can be learnt: courses, their days, sessions and
// steps, and the rules by which a course is completed. The form in which a
// course is written is described in courses/README.md.
//
// Versions and drafts of courses are stored as JSON under keys of our own, which
// last: what Go calls a field may change, its key may not. Rows written before
// there were keys have the Go names of their time instead. They are not
// rewritten, because a version never changes and attempts, which are stored in
// the same way, are many; they are read as they are: encoding/json takes "Title"
// for "title", and Award reads the one name that differs by more than capitals.
// So no new key may be what another field was called. The tests of package store
// hold both forms.
package catalog

import (
	"encoding/json"
	"slices"
)

// A Text is one phrase in both languages.
type Text struct {
	Ar string `yaml:"ar" json:"ar,omitempty"`
	En string `yaml:"en" json:"en,omitempty"`
}

// In returns t in lang or, failing that, in the other language.
func (t Text) In(lang string) string {
	if lang == "en" && t.En != "" || t.Ar == "" {
		return t.En
	}
	return t.Ar
}

// Empty reports whether t says nothing in either language.
func (t Text) Empty() bool { return t == Text{} }

// Kinds of course.
const (
	Workshop  = "workshop"   // sessions are attended, on the days of a run
	SelfPaced = "self-paced" // at one's own time
)

// A Course is one version of a course, whole. Editing a course makes a new
// version; whoever has begun stays with the version they began.
type Course struct {
	ID          string    `yaml:"-" json:"id"`               // the directory's name
	Version     string    `yaml:"-" json:"version,omitzero"` // digest of everything in the course
	Title       Text      `yaml:"title" json:"title,omitzero"`
	Summary     Text      `yaml:"summary" json:"summary,omitzero"`
	Kind        string    `yaml:"kind" json:"kind,omitzero"`
	Hours       float64   `yaml:"hours" json:"hours,omitzero"` // training hours
	Audience    Text      `yaml:"audience" json:"audience,omitzero"`
	Guideline   Guideline `yaml:"guideline" json:"guideline,omitzero"`
	Themes      []Theme   `yaml:"themes" json:"themes,omitzero"`
	Modules     []Module  `yaml:"modules" json:"modules,omitzero"`
	Quizzes     []Quiz    `yaml:"quizzes" json:"quizzes,omitzero"`
	Completion  Rules     `yaml:"completion" json:"completion,omitzero"`
	Certificate Award     `yaml:"certificate" json:"certificate,omitzero"`
	Sources     []Source  `yaml:"sources" json:"sources,omitzero"`

	Lessons   map[string]Lesson   `yaml:"-" json:"lessons,omitzero"` // by id
	Notes     map[string]Text     `yaml:"-" json:"notes,omitzero"`   // for the trainer, by session; Markdown
	Bank      []Item              `yaml:"-" json:"bank,omitzero"`
	Exercises map[string]Exercise `yaml:"-" json:"exercises,omitzero"` // by id
	Surveys   map[string]Survey   `yaml:"-" json:"surveys,omitzero"`   // by id
	Media     map[string]Medium   `yaml:"-" json:"media,omitzero"`     // by file name
}

// A Guideline is the document a course is about.
type Guideline struct {
	Title   Text   `yaml:"title" json:"title,omitzero"`
	Version string `yaml:"version" json:"version,omitzero"`
	Source  string `yaml:"source" json:"source,omitzero"`
	By      Text   `yaml:"by" json:"by,omitzero"`
}

// A Theme is an axis of a course, such as a pillar of the guideline.
type Theme struct {
	ID    string `yaml:"id" json:"id"`
	Title Text   `yaml:"title" json:"title,omitzero"`
}

// A Module is a day of a workshop or a unit of a course.
type Module struct {
	ID       string    `yaml:"id" json:"id"`
	Title    Text      `yaml:"title" json:"title,omitzero"`
	Minutes  int       `yaml:"minutes" json:"minutes,omitzero"`
	Place    string    `yaml:"place" json:"place,omitzero"` // "room" (attended) or "online"
	Sessions []Session `yaml:"sessions" json:"sessions,omitzero"`
}

// Attended reports whether people come together for m.
func (m Module) Attended() bool { return m.Place == "room" }

// A Session is a stretch of a module: what is taught, done or rested in it.
type Session struct {
	ID      string `yaml:"id" json:"id"`
	Title   Text   `yaml:"title" json:"title,omitzero"`
	Minutes int    `yaml:"minutes" json:"minutes,omitzero"`
	Kind    string `yaml:"kind" json:"kind,omitzero"` // opening, taught, break, test, closing
	Theme   string `yaml:"theme" json:"theme,omitzero"`
	Steps   []Step `yaml:"steps" json:"steps,omitzero"`
}

// Break reports whether s is a break, which nobody has to attend.
func (s Session) Break() bool { return s.Kind == "break" }

// A Step is one thing to do: exactly one lesson, quiz, exercise or survey.
type Step struct {
	Lesson   string `yaml:"lesson,omitempty" json:"lesson,omitzero"`
	Quiz     string `yaml:"quiz,omitempty" json:"quiz,omitzero"`
	Exercise string `yaml:"exercise,omitempty" json:"exercise,omitzero"`
	Survey   string `yaml:"survey,omitempty" json:"survey,omitzero"`
	Opens    string `yaml:"opens" json:"opens,omitzero"`   // see Course.Opens
	Closes   string `yaml:"closes" json:"closes,omitzero"` // see Course.Closes
}

// ID returns the id of what s asks to do; it is unique in a course.
func (s Step) ID() string { return s.Lesson + s.Quiz + s.Exercise + s.Survey }

// A Quiz is a test drawn from the course's bank.
type Quiz struct {
	ID       string `yaml:"id" json:"id"`
	Title    Text   `yaml:"title" json:"title,omitzero"`
	Minutes  int    `yaml:"minutes" json:"minutes,omitzero"`
	Attempts int    `yaml:"attempts" json:"attempts,omitzero"` // 0: as often as one likes
	Pass     int    `yaml:"pass" json:"pass,omitzero"`         // percent; 0: nothing to pass
	Shows    string `yaml:"shows" json:"shows,omitzero"`       // see Course.Shows
	Draw     []Draw `yaml:"draw" json:"draw,omitzero"`
}

// Count returns how many questions the quiz draws.
func (q Quiz) Count() (n int) {
	for _, d := range q.Draw {
		n += d.Count
	}
	return n
}

// A Draw takes a number of questions from a block of the bank.
type Draw struct {
	Block string `yaml:"block" json:"block,omitzero"`
	Bloom string `yaml:"bloom" json:"bloom,omitzero"` // "": any level
	Count int    `yaml:"count" json:"count,omitzero"`
}

// An Award says what certificate a course gives.
type Award struct {
	ValidMonths int  `yaml:"valid-months" json:"valid_months,omitzero"` // 0: for ever
	Attendance  bool `yaml:"attendance" json:"attendance,omitzero"`     // also one for attending without passing
}

// UnmarshalJSON also reads ValidMonths by the key it had when keys were Go's
// names; see the package.
func (a *Award) UnmarshalJSON(b []byte) error {
	type award Award
	return json.Unmarshal(b, &struct {
		*award
		OldMonths *int `json:"ValidMonths"`
	}{(*award)(a), &a.ValidMonths})
}

// A Source is where a fact was read.
type Source struct {
	ID    string `yaml:"id" json:"id"`
	Title Text   `yaml:"title" json:"title,omitzero"`
	URL   string `yaml:"url" json:"url,omitzero"`
}

// A Lesson is a text to read, in Markdown.
type Lesson struct {
	ID         string      `json:"id"`
	Title      Text        `json:"title,omitzero"`
	Objectives []Objective `json:"objectives,omitzero"`
	Sources    []string    `json:"sources,omitzero"`
	Body       Text        `json:"body,omitzero"` // Markdown
}

// An Objective is what one can do after a lesson.
type Objective struct {
	Bloom string `json:"bloom,omitzero"`
	Text  Text   `json:"text,omitzero"` // Markdown
}

// Bloom are the levels of Bloom's revised taxonomy, lowest first.
var Bloom = []string{"remember", "understand", "apply", "analyse", "evaluate", "create"}

// A Medium is a picture or hand-out of a course.
type Medium struct {
	Name string `json:"name,omitzero"`
	Type string `json:"type,omitzero"` // media type, from its content
	Hash string `json:"hash,omitzero"` // SHA-256 of its bytes, in hex; the bytes are kept beside the course
	Size int    `json:"size,omitzero"`
}

// Sessions returns the sessions of c in order, without the breaks.
func (c Course) Sessions() (ss []Session) {
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if !s.Break() {
				ss = append(ss, s)
			}
		}
	}
	return ss
}

// Steps returns every step of c in order.
func (c Course) Steps() (steps []Step) {
	for _, s := range c.Sessions() {
		steps = append(steps, s.Steps...)
	}
	return steps
}

// Step returns the step with the given id, where it stands, and whether there is one.
func (c Course) Step(id string) (m Module, s Session, step Step, ok bool) {
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			for _, step := range s.Steps {
				if step.ID() == id {
					return m, s, step, true
				}
			}
		}
	}
	return m, s, step, false
}

// Session returns the session with the given id and its module.
func (c Course) Session(id string) (Module, Session, bool) {
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if s.ID == id {
				return m, s, true
			}
		}
	}
	return Module{}, Session{}, false
}

// Quiz returns the quiz with the given id.
func (c Course) Quiz(id string) (Quiz, bool) {
	i := slices.IndexFunc(c.Quizzes, func(q Quiz) bool { return q.ID == id })
	if i < 0 {
		return Quiz{}, false
	}
	return c.Quizzes[i], true
}

// Item returns the question with the given id.
func (c Course) Item(id string) (Item, bool) {
	i := slices.IndexFunc(c.Bank, func(q Item) bool { return q.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return c.Bank[i], true
}

// StepTitle returns what the step is called.
func (c Course) StepTitle(s Step) Text {
	switch {
	case s.Lesson != "":
		return c.Lessons[s.Lesson].Title
	case s.Exercise != "":
		return c.Exercises[s.Exercise].Title
	case s.Survey != "":
		return c.Surveys[s.Survey].Title
	}
	q, _ := c.Quiz(s.Quiz)
	return q.Title
}

// StepMinutes returns how long a step of a session takes: what its exercise or quiz is
// said to take or, of the one lesson or survey beside them, what they leave of the
// session. It is 0 where several share that, and nobody can say.
func (c Course) StepMinutes(in Session, s Step) int {
	if n := c.workMinutes(s); n > 0 {
		return n
	}
	left := in.Minutes
	for _, other := range in.Steps {
		n := c.workMinutes(other)
		if n == 0 && other.ID() != s.ID() {
			return 0
		}
		left -= n
	}
	return max(left, 0)
}

// workMinutes returns the minutes of the exercise or quiz that a step is, or 0.
func (c Course) workMinutes(s Step) int {
	if s.Exercise != "" {
		return c.Exercises[s.Exercise].Minutes
	}
	q, _ := c.Quiz(s.Quiz)
	return q.Minutes
}

// AttendedMinutes returns how many minutes there are to attend, breaks left out.
func (c Course) AttendedMinutes() (n int) {
	for _, m := range c.Modules {
		if !m.Attended() {
			continue
		}
		for _, s := range m.Sessions {
			if !s.Break() {
				n += s.Minutes
			}
		}
	}
	return n
}
