package catalog

import (
	"strings"
	"time"
)

// Words with which a step says when it opens and when it closes, and a quiz
// what its results show; see courses/README.md.
const (
	AtOnce      = "at-once"      // nothing to wait for
	WithSession = "with-session" // as its session begins; of closing, as it ends
	After       = "after"        // once another step is done
	On          = "on"           // with a day; of closing, at its end
	Before      = "before"       // closes as another session or module begins
	ByTrainer   = "by-trainer"   // when the trainer of the run opens it

	ShowScore = "score" // the score alone
	ShowOwn   = "own"   // which of one's own answers are right
	ShowKeys  = "keys"  // the right answers and why

	AfterLast    = "after-last-attempt" // passed, or no attempt left
	AfterClosing = "after-closing"      // nobody can take it any more
)

// A When is a word of a gate with what it names: a step, a day, a session.
type When struct{ Word, Arg string }

// ReadWhen reads a When as it is written: "with-session", "after e8-capstone".
func ReadWhen(s string) When {
	word, arg, _ := strings.Cut(strings.TrimSpace(s), " ")
	return When{word, strings.TrimSpace(arg)}
}

// Day returns the day that w names.
func (w When) Day() (time.Time, bool) {
	d, err := time.Parse(time.DateOnly, w.Arg)
	return d, err == nil && w.Word == On
}

// Counts reports whether the course is completed by passing the quiz.
func (c Course) Counts(quiz string) bool { return c.Completion.Quizzes[quiz] > 0 }

// PassMark returns the percentage at which the quiz is passed, or 0.
func (c Course) PassMark(quiz string) int {
	q, _ := c.Quiz(quiz)
	return max(q.Pass, c.Completion.Quizzes[quiz])
}

// Gated reports whether s can have a gate: a lesson is open always.
func (s Step) Gated() bool { return s.Lesson == "" && s.ID() != "" }

// Opens returns when the step opens. What says nothing is safe: a quiz that
// counts and a closing survey open with their session.
func (c Course) Opens(step Step) When {
	switch {
	case !step.Gated():
		return When{Word: AtOnce}
	case step.Opens != "":
		return ReadWhen(step.Opens)
	case c.Counts(step.Quiz), c.Surveys[step.Survey].When == "closing" && step.Survey != "":
		return When{Word: WithSession}
	}
	return When{Word: AtOnce}
}

// Closes returns when the step closes; the zero When is never. What says
// nothing closes only if it is a test before the workshop: one that may be taken
// so many times, counts for nothing and stands before all sessions to attend.
// That one closes as they begin.
func (c Course) Closes(step Step) When {
	if !step.Gated() {
		return When{}
	}
	if step.Closes != "" {
		return ReadWhen(step.Closes)
	}
	q, isQuiz := c.Quiz(step.Quiz)
	first := c.firstAttended()
	m, _, _, _ := c.Step(step.ID())
	if !isQuiz || q.Attempts == 0 || c.Counts(q.ID) || first == "" || m.Attended() || c.place(first) < c.place(step.ID()) {
		return When{}
	}
	return When{Before, first}
}

// firstAttended returns the first session that people come together for, or "".
func (c Course) firstAttended() string {
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if m.Attended() && !s.Break() {
				return s.ID
			}
		}
	}
	return ""
}

// place returns the number of the session that id names, or in which the step id
// stands, or −1.
func (c Course) place(id string) int {
	for i, s := range c.Sessions() {
		if s.ID == id {
			return i
		}
	}
	_, at, _, ok := c.Step(id)
	if !ok || at.ID == id {
		return -1
	}
	return c.place(at.ID)
}

// Start returns the session with which the session or module id begins.
func (c Course) Start(id string) (session string, ok bool) {
	if _, _, ok := c.Session(id); ok {
		return id, true
	}
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if m.ID == id && !s.Break() {
				return s.ID, true
			}
		}
	}
	return "", false
}

// Shows returns what the results of q show at last, and when: until then they
// show the score alone. What says nothing is safe: only what counts for nothing
// and may be taken again and again shows its keys at once.
func (c Course) Shows(q Quiz) When {
	if q.Shows == "" {
		if q.Attempts == 0 && !c.Counts(q.ID) {
			return When{ShowKeys, AtOnce}
		}
		return When{ShowKeys, AfterLast}
	}
	w := ReadWhen(q.Shows)
	if w.Arg == "" {
		w.Arg = AtOnce
	}
	return w
}
