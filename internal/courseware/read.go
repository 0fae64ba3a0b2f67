package courseware

import (
	"io/fs"
	"path"

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
