package catalog

// A Term is a word of the field and what it means.
type Term struct {
	ID     string   `yaml:"id"`
	Term   Text     `yaml:"term"`
	Means  Text     `yaml:"means"`
	Source []string `yaml:"source"` // ids of sources, or "course"
}

// A Path says what matters most to a family of jobs, in the order to learn it.
type Path struct {
	ID    string     `yaml:"id"`
	Title Text       `yaml:"title"`
	Steps []PathStep `yaml:"steps"`
}

// A PathStep is a course, or one session of it, and why it matters.
type PathStep struct {
	Course  string `yaml:"course"`
	Session string `yaml:"session"` // "": the whole course
	Why     Text   `yaml:"why"`
}
