package courseware

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"masar/internal/catalog"
)

// A reading is a course directory while it is read.
type reading struct {
	fsys     fs.FS
	dir      string
	size     int64 // bytes read so far
	problems Problems
	texts    []passage            // every text for people, where it stands
	docs     map[string]*document // the YAML files, by name
	files    map[string][]string  // names of the files, by folder ("" is the top)
	origins  map[string]origin    // of the questions, by id

	course catalog.Course
	media  map[string][]byte
}

// folders are the directories of a course.
var folders = []string{"lessons", "notes", "bank", "exercises", "surveys", "media"}

// read reads all of the course in dir and checks that it can be used.
func read(fsys fs.FS, dir string) *reading {
	r := &reading{fsys: fsys, dir: dir, media: map[string][]byte{},
		docs: map[string]*document{}, files: map[string][]string{}, origins: map[string]origin{}}
	r.course.ID = path.Base(dir)
	switch {
	case !fs.ValidPath(dir):
		r.fail(spot{dir, 0}, "path", "is not a path inside the directory of courses")
		return r
	case !isID(r.course.ID):
		r.fail(spot{dir, 0}, "id", "the name of a course is of lower-case Latin letters, digits and hyphens")
		return r
	}
	if !r.list() {
		return r
	}
	r.readMedia()
	r.readOutline()
	r.readLessons()
	r.readBank()
	r.readExercises()
	r.readSurveys()
	r.readShared()
	r.check()
	r.course.Version = Version(r.course)
	r.problems = r.problems.sort()
	return r
}

// path returns the path of a file of the course.
func (r *reading) path(elem ...string) string {
	return path.Join(append([]string{r.dir}, elem...)...)
}

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

// bytes returns the content of a file of at most limit bytes.
func (r *reading) bytes(file string, limit int64) ([]byte, bool) {
	limit = min(limit, maxCourse-r.size)
	b, err := readFile(r.fsys, file, limit)
	switch {
	case errors.Is(err, errTooLarge) && r.size+limit == maxCourse:
		r.fail(spot{file, 0}, "too-large", "with this file the course is larger than %d MB", maxCourse>>20)
		return nil, false
	case err != nil:
		r.fail(spot{file, 0}, readRule(err), "%s", cause(err))
		return nil, false
	}
	r.size += int64(len(b))
	return b, true
}

// text returns the content of a text file, its lines ended by \n alone.
func (r *reading) text(file string) (string, bool) {
	b, ok := r.bytes(file, maxText)
	if !ok {
		return "", false
	}
	b = bytes.ReplaceAll(bytes.TrimPrefix(b, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	if line, what := unfit(b); what != "" {
		r.fail(spot{file, line}, "encoding", "%s", what)
		return "", false
	}
	return string(b), true
}

// unfit returns the first line of b that is not text, and why.
func unfit(b []byte) (line int, what string) {
	for i, l := range bytes.Split(b, []byte("\n")) {
		if !utf8.Valid(l) {
			return i + 1, "is not UTF-8; save the file as UTF-8"
		}
		if bytes.ContainsFunc(l, isControl) {
			return i + 1, "holds a control character"
		}
	}
	return 0, ""
}

var errTooLarge = errors.New("too large")

// readFile reads a file of at most limit bytes, and not a byte more.
func readFile(fsys fs.FS, file string, limit int64) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(b)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", errTooLarge, limit)
	}
	return b, err
}

func readRule(err error) string {
	if errors.Is(err, errTooLarge) {
		return "too-large"
	}
	return "unreadable"
}

// cause says why a file could not be read, without its path.
func cause(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	return err.Error()
}
