package courseware

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// LintMain writes to w everything that is wrong with the courses in dirs, each
// a course or a directory of courses, a line for each problem. It returns an
// error if there is any. Files among dirs, as a shell makes them of courses/*,
// are read with the courses beside them.
func LintMain(w io.Writer, dirs []string) error {
	n := 0
	err := visit(dirs, func(fsys fs.FS, prefix, dir string) error {
		problems := LintShared
		if dir != "" {
			problems = func(fsys fs.FS) []Problem { return Lint(fsys, dir) }
		}
		for _, p := range problems(fsys) {
			p.File = filepath.Join(prefix, p.File)
			n++
			if _, err := fmt.Fprintln(w, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && n > 0 {
		err = fmt.Errorf("%d problems found", n)
	}
	return err
}

// StatsMain writes to w what the courses in dirs hold. Of those that cannot be
// used, the error says why.
func StatsMain(w io.Writer, dirs []string) error {
	var unusable []error
	err := visit(dirs, func(fsys fs.FS, _, dir string) error {
		if dir == "" {
			return nil
		}
		c, _, err := Load(fsys, dir)
		if err != nil {
			unusable = append(unusable, err)
			return nil
		}
		return writeStats(w, c)
	})
	return errors.Join(append(unusable, err)...)
}

// visit calls do for every course of dirs, with the directory it is in, that
// directory's name as the caller knows it, and its own name there. For what
// stands beside the courses of a directory that name is "".
func visit(dirs []string, do func(fsys fs.FS, prefix, dir string) error) error {
	beside := map[string]bool{}
	for _, d := range dirs {
		info, err := os.Stat(d)
		switch {
		case err != nil:
			return err
		case !info.IsDir():
			if strings.HasSuffix(d, ".yaml") {
				beside[filepath.Dir(d)] = true
			}
			continue
		}
		if err := visitDir(d, beside, do); err != nil {
			return err
		}
	}
	for d := range beside {
		fsys, err := Dir(d)
		if err != nil {
			return err
		}
		if err := do(fsys, d, ""); err != nil {
			return err
		}
	}
	return nil
}

// visitDir visits the courses in d or, if there are none, d as a course.
func visitDir(d string, beside map[string]bool, do func(fsys fs.FS, prefix, dir string) error) error {
	fsys, err := Dir(d)
	if err != nil {
		return err
	}
	courses, err := Dirs(fsys)
	if err != nil {
		return err
	}
	for _, c := range courses {
		if err := do(fsys, d, c); err != nil {
			return err
		}
	}
	if len(courses) > 0 {
		beside[d] = true
		return nil
	}
	// The name of a course is that of its directory, even where it is called ".".
	whole, err := filepath.Abs(d)
	if err != nil {
		return err
	}
	if fsys, err = Dir(filepath.Dir(whole)); err != nil {
		return err
	}
	return do(fsys, filepath.Join(d, ".."), filepath.Base(whole))
}
