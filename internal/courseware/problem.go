package courseware

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Level says how bad a problem is.
type Level int

const (
	Error   Level = iota // the course cannot be used
	Warning              // it can, but should be better
)

// A Problem is one thing that is wrong with a course.
type Problem struct {
	File    string // its path, from the top of the file system
	Line    int    // counted from 1; 0 where it is about the whole file
	Rule    string // a short name for this kind of problem, such as "unknown-field"
	Message string // in English
	Args    []any  // what Message mentions, in order, for who says it otherwise
	Level   Level
}

func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s [%s]", p.File, p.Message, p.Rule)
	}
	return fmt.Sprintf("%s:%d: %s [%s]", p.File, p.Line, p.Message, p.Rule)
}

// Problems are all that is wrong, in the order of files and lines.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Errors returns those of ps that keep the course from being used.
func (ps Problems) Errors() (errs Problems) {
	for _, p := range ps {
		if p.Level == Error {
			errs = append(errs, p)
		}
	}
	return errs
}

// orNil returns ps as an error, or nil if there are none.
func (ps Problems) orNil() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// sort puts ps in order and drops what is said twice.
func (ps Problems) sort() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(ps, func(a, b Problem) bool { return a.String() == b.String() })
}

// A spot is where a problem stands.
type spot struct {
	file string
	line int
}

// fail notes that the course cannot be used because of what is at s.
func (r *reading) fail(s spot, rule, format string, args ...any) {
	r.note(Problem{s.file, s.line, rule, fmt.Sprintf(format, args...), args, Error})
}

// warn notes that what is at s should be better.
func (r *reading) warn(s spot, rule, format string, args ...any) {
	r.note(Problem{s.file, s.line, rule, fmt.Sprintf(format, args...), args, Warning})
}

// note keeps p, unless there are so many already that nobody reads on.
func (r *reading) note(p Problem) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, p)
	}
}

// short returns s as it is quoted in a message.
func short(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if rs := []rune(s); len(rs) > most {
		return string(rs[:most]) + "…"
	}
	return s
}
