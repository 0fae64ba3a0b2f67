package catalog

// An Item is a question of a course's bank.
type Item struct {
	ID        string   `yaml:"id" json:"id"`
	Block     string   `yaml:"block" json:"block,omitzero"`
	Bloom     string   `yaml:"bloom" json:"bloom,omitzero"`
	Type      string   `yaml:"type" json:"type,omitzero"` // see quiz/item
	Case      Text     `yaml:"case" json:"case,omitzero"` // the situation it is about; may be empty
	Ask       Text     `yaml:"ask" json:"ask,omitzero"`
	Options   []Option `yaml:"options" json:"options,omitzero"`
	Items     []Option `yaml:"items" json:"items,omitzero"` // in the right order
	Pairs     []Pair   `yaml:"pairs" json:"pairs,omitzero"`
	Answer    float64  `yaml:"answer" json:"answer,omitzero"`
	Tolerance float64  `yaml:"tolerance" json:"tolerance,omitzero"` // how far off a number may be
	Unit      Text     `yaml:"unit" json:"unit,omitzero"`
	Rationale Text     `yaml:"rationale" json:"rationale,omitzero"`
	Source    []string `yaml:"source" json:"source,omitzero"`
}

// An Option is one answer to choose, or one item to put in its place.
type Option struct {
	ID    string `yaml:"id" json:"id"`
	Text  Text   `yaml:"text" json:"text,omitzero"`
	Right bool   `yaml:"right" json:"right,omitzero"`
}

// A Pair is a left side and the right side that belongs to it.
type Pair struct {
	ID    string `yaml:"id" json:"id"`
	Left  Text   `yaml:"left" json:"left,omitzero"`
	Right Text   `yaml:"right" json:"right,omitzero"`
}
