package courseware

// What a course may hold at most. Real courses stay far below.
const (
	maxText     = 1 << 20  // bytes of a YAML or Markdown file
	maxMedium   = 5 << 20  // bytes of a picture or hand-out
	maxCourse   = 64 << 20 // bytes of everything
	maxFiles    = 2000     // in one directory
	maxDepth    = 16       // of YAML within YAML
	maxProblems = 1000     // that are reported
	maxID       = 64       // characters of an id
)
