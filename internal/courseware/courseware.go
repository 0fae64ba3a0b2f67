// Package courseware reads courses from directories, in the form described in
// courses/README.md, and writes them back to the same form.
//
// Load takes one directory and either returns the whole course or says
// everything that is wrong with it at once, each with file and line. Lint says
// more: what can be used as it stands but should be better. HTML turns the
// Markdown of a lesson into a safe part of a page.
//
// A directory may come from anyone, so reading it is bounded: so many files, so
// many bytes, nothing but UTF-8, no links, no YAML that refers to itself.
package courseware

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"

	"masar/internal/catalog"
)

// Load reads the course in the directory dir of fsys. It returns the course and
// the bytes of its media by their hash. If the course cannot be used, the error
// is of type Problems and holds everything that stands in the way.
//
// Sources that the course cites but does not list itself are taken from the
// file sources.yaml beside dir.
func Load(fsys fs.FS, dir string) (catalog.Course, map[string][]byte, error) {
	r := read(fsys, dir)
	if p := r.problems.Errors(); len(p) > 0 {
		return catalog.Course{}, nil, p
	}
	return r.course, r.media, nil
}

// LoadAll reads every course of fsys: each directory at its top that holds a
// course.yaml, in the order of their names. It returns the courses that can be
// used and the bytes of all their media by hash; the error, of type Problems,
// says what is wrong with the others.
func LoadAll(fsys fs.FS) ([]catalog.Course, map[string][]byte, error) {
	dirs, err := Dirs(fsys)
	if err != nil {
		return nil, nil, err
	}
	var courses []catalog.Course
	var problems Problems
	media := map[string][]byte{}
	for _, dir := range dirs {
		c, m, err := Load(fsys, dir)
		if ps, ok := errors.AsType[Problems](err); ok {
			problems = append(problems, ps...)
			continue
		}
		courses = append(courses, c)
		maps.Copy(media, m)
	}
	return courses, media, problems.orNil()
}

// Dirs returns the names of the directories at the top of fsys that hold a
// course.yaml, in order.
func Dirs(fsys fs.FS) (dirs []string, err error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		if _, err := fs.Stat(fsys, path.Join(e.Name(), "course.yaml")); err == nil {
			dirs = append(dirs, e.Name())
		}
	}
	slices.Sort(dirs)
	return dirs, nil
}
