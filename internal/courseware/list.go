package courseware

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// list finds the files of the course and reports whether it is one at all.
func (r *reading) list() bool {
	top, ok := r.entries("")
	if !ok {
		return false
	}
	for _, e := range top {
		switch {
		case e.IsDir() && slices.Contains(folders, e.Name()):
			r.listFolder(e.Name())
		case e.IsDir():
			r.warn(spot{r.path(e.Name()), 0}, "stray-file", "is no part of a course and is left out")
		default:
			r.keep("", e)
		}
	}
	if !slices.Contains(r.files[""], "course.yaml") {
		r.fail(spot{r.path("course.yaml"), 0}, "no-course", "there is no course.yaml")
		return false
	}
	return true
}

func (r *reading) listFolder(folder string) {
	entries, _ := r.entries(folder)
	for _, e := range entries {
		if e.IsDir() {
			r.warn(spot{r.path(folder, e.Name()), 0}, "stray-file", "is no part of a course and is left out")
			continue
		}
		r.keep(folder, e)
	}
}

// keep takes note of a file, unless it is none. A link is never followed: it
// might lead out of the directory.
func (r *reading) keep(folder string, e fs.DirEntry) {
	if !e.Type().IsRegular() {
		r.fail(spot{r.path(folder, e.Name()), 0}, "irregular", "is a link or a device, not a file")
		return
	}
	r.files[folder] = append(r.files[folder], e.Name())
}

// entries returns what is in a folder, in order, without hidden files.
func (r *reading) entries(folder string) ([]fs.DirEntry, bool) {
	s := spot{r.path(folder), 0}
	f, err := r.fsys.Open(s.file)
	if err != nil {
		r.fail(s, "unreadable", "%s", cause(err))
		return nil, false
	}
	defer f.Close()
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		r.fail(s, "unreadable", "is not a directory")
		return nil, false
	}
	entries, err := d.ReadDir(maxFiles + 1)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		r.fail(s, "unreadable", "%s", cause(err))
		return nil, false
	case len(entries) > maxFiles:
		r.fail(s, "too-many", "holds more than %d files", maxFiles)
		return nil, false
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") })
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, true
}
