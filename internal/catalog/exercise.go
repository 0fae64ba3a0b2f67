package catalog

// Kinds of field on the form of an exercise.
const (
	Line   = "line"   // one line of text
	Words  = "text"   // several lines of text
	Number = "number" // a number
	Choice = "choice" // one of the options
	File   = "file"   // a file to upload
)

// An Exercise is work to do and hand in, reviewed by a rubric.
type Exercise struct {
	ID           string      `yaml:"-" json:"id"`
	Title        Text        `yaml:"title" json:"title,omitzero"`
	Minutes      int         `yaml:"minutes" json:"minutes,omitzero"`
	Team         bool        `yaml:"team" json:"team,omitzero"`      // done at a table of several, handed in by each
	Instructions Text        `yaml:"-" json:"instructions,omitzero"` // Markdown
	Fields       []Field     `yaml:"fields" json:"fields,omitzero"`
	Rubric       []Criterion `yaml:"rubric" json:"rubric,omitzero"`
	Media        []string    `yaml:"media" json:"media,omitzero"` // hand-outs
}

// A Field is one thing the form asks for.
type Field struct {
	ID       string   `yaml:"id" json:"id"`
	Kind     string   `yaml:"kind" json:"kind,omitzero"`
	Label    Text     `yaml:"label" json:"label,omitzero"`
	Hint     Text     `yaml:"hint" json:"hint,omitzero"`
	Required bool     `yaml:"required" json:"required,omitzero"`
	Options  []Option `yaml:"options" json:"options,omitzero"`
	Accept   []string `yaml:"accept" json:"accept,omitzero"` // file name endings

	Min   *float64 `yaml:"min" json:"min,omitzero"` // least that a number may be; nil: none
	Max   *float64 `yaml:"max" json:"max,omitzero"` // most that a number may be; nil: none
	Whole bool     `yaml:"whole" json:"whole,omitzero"`
}

// A Criterion is one line of a rubric, judged at one of four levels.
type Criterion struct {
	ID     string       `yaml:"id" json:"id"`
	Star   bool         `yaml:"star" json:"star,omitzero"` // too low here, and the whole does not pass
	Title  Text         `yaml:"title" json:"title,omitzero"`
	Levels map[int]Text `yaml:"levels" json:"levels,omitzero"` // 4 best, 1 lowest
}

// Top is the highest level of a criterion.
const Top = 4

// A Survey asks people what they think or have done.
type Survey struct {
	ID        string           `yaml:"-" json:"id"`
	Title     Text             `yaml:"title" json:"title,omitzero"`
	When      string           `yaml:"when" json:"when,omitzero"`   // "closing", or days after completion
	Level     int              `yaml:"level" json:"level,omitzero"` // of Kirkpatrick's four
	Questions []SurveyQuestion `yaml:"questions" json:"questions,omitzero"`
}

// A SurveyQuestion is answered on a scale of 1 to 5, in words or with a file.
type SurveyQuestion struct {
	ID   string `yaml:"id" json:"id"`
	Kind string `yaml:"kind" json:"kind,omitzero"` // scale, text, file
	Ask  Text   `yaml:"ask" json:"ask,omitzero"`
}

// Rules say what completes a course.
type Rules struct {
	Attendance int            `yaml:"attendance" json:"attendance,omitzero"` // percent of the minutes to attend; 0: not asked
	Lessons    string         `yaml:"lessons" json:"lessons,omitzero"`       // "all" or "none"
	Quizzes    map[string]int `yaml:"quizzes" json:"quizzes,omitzero"`       // percent to reach, by quiz
	Portfolio  *Portfolio     `yaml:"portfolio" json:"portfolio,omitzero"`
}

// A Portfolio is the work that counts.
type Portfolio struct {
	Score int             `yaml:"score" json:"score,omitzero"` // percent to reach
	Star  int             `yaml:"star" json:"star,omitzero"`   // no starred criterion below this level
	Parts []PortfolioPart `yaml:"parts" json:"parts,omitzero"`
}

// A PortfolioPart counts the best of some exercises, with a weight.
type PortfolioPart struct {
	Exercises []string `yaml:"exercises" json:"exercises,omitzero"`
	Best      int      `yaml:"best" json:"best,omitzero"`
	Weight    int      `yaml:"weight" json:"weight,omitzero"`
}
