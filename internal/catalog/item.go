package catalog

// Types of question.
const (
	Single   = "single"   // one option is right
	Multiple = "multiple" // every right option and no other
	Ordering = "ordering" // items to put in order
	Matching = "matching" // a right side for every left side
	Numeric  = "numeric"  // a number
)

// An Item is a question of a course's bank.
type Item struct {
	ID        string   `yaml:"id"`
	Block     string   `yaml:"block"`
	Bloom     string   `yaml:"bloom"`
	Type      string   `yaml:"type"`
	Case      Text     `yaml:"case"` // the situation it is about; may be empty
	Ask       Text     `yaml:"ask"`
	Options   []Option `yaml:"options"`
	Items     []Option `yaml:"items"` // in the right order
	Pairs     []Pair   `yaml:"pairs"`
	Answer    float64  `yaml:"answer"`
	Tolerance float64  `yaml:"tolerance"` // how far off a number may be
	Unit      Text     `yaml:"unit"`
	Rationale Text     `yaml:"rationale"`
	Source    []string `yaml:"source"`
}

// An Option is one answer to choose, or one item to put in its place.
type Option struct {
	ID    string `yaml:"id"`
	Text  Text   `yaml:"text"`
	Right bool   `yaml:"right"`
}

// A Pair is a left side and the right side that belongs to it.
type Pair struct {
	ID    string `yaml:"id"`
	Left  Text   `yaml:"left"`
	Right Text   `yaml:"right"`
}
