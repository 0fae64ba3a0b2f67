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
	ID           string      `yaml:"-"`
	Title        Text        `yaml:"title"`
	Minutes      int         `yaml:"minutes"`
	Team         bool        `yaml:"team"` // done at a table of several, handed in by each
	Instructions Text        `yaml:"-"`    // Markdown
	Fields       []Field     `yaml:"fields"`
	Rubric       []Criterion `yaml:"rubric"`
	Media        []string    `yaml:"media"` // hand-outs
}

// A Field is one thing the form asks for.
type Field struct {
	ID       string   `yaml:"id"`
	Kind     string   `yaml:"kind"`
	Label    Text     `yaml:"label"`
	Hint     Text     `yaml:"hint"`
	Required bool     `yaml:"required"`
	Options  []Option `yaml:"options"`
	Accept   []string `yaml:"accept"` // file name endings
}

// A Criterion is one line of a rubric, judged at one of four levels.
type Criterion struct {
	ID     string       `yaml:"id"`
	Star   bool         `yaml:"star"` // too low here, and the whole does not pass
	Title  Text         `yaml:"title"`
	Levels map[int]Text `yaml:"levels"` // 4 best, 1 lowest
}

// Top is the highest level of a criterion.
const Top = 4

// A Survey asks people what they think or have done.
type Survey struct {
	ID        string           `yaml:"-"`
	Title     Text             `yaml:"title"`
	When      string           `yaml:"when"`  // "closing", or days after completion
	Level     int              `yaml:"level"` // of Kirkpatrick's four
	Questions []SurveyQuestion `yaml:"questions"`
}

// A SurveyQuestion is answered on a scale of 1 to 5, in words or with a file.
type SurveyQuestion struct {
	ID   string `yaml:"id"`
	Kind string `yaml:"kind"` // scale, text, file
	Ask  Text   `yaml:"ask"`
}

// Rules say what completes a course.
type Rules struct {
	Attendance int            `yaml:"attendance"` // percent of the minutes to attend; 0: not asked
	Lessons    string         `yaml:"lessons"`    // "all" or "none"
	Quizzes    map[string]int `yaml:"quizzes"`    // percent to reach, by quiz
	Portfolio  *Portfolio     `yaml:"portfolio"`
}

// A Portfolio is the work that counts.
type Portfolio struct {
	Score int             `yaml:"score"` // percent to reach
	Star  int             `yaml:"star"`  // no starred criterion below this level
	Parts []PortfolioPart `yaml:"parts"`
}

// A PortfolioPart counts the best of some exercises, with a weight.
type PortfolioPart struct {
	Exercises []string `yaml:"exercises"`
	Best      int      `yaml:"best"`
	Weight    int      `yaml:"weight"`
}
