package courseware

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"
)

// bytes returns the content of a file of at most limit bytes.
func (r *reading) bytes(file string, limit int64) ([]byte, bool) {
	limit = min(limit, maxCourse-r.size)
	b, err := readFile(r.fsys, file, limit)
	switch {
	case errors.Is(err, errTooLarge) && r.size+limit == maxCourse:
		r.fail(spot{file, 0}, "course-too-large", "with this file the course is larger than %d MB", maxCourse>>20)
		return nil, false
	case errors.Is(err, errTooLarge):
		r.fail(spot{file, 0}, "too-large", "too large: more than %d bytes", limit)
		return nil, false
	case err != nil:
		r.fail(spot{file, 0}, "unreadable", "%s", cause(err))
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
	line, utf := unfit(b)
	switch {
	case line > 0 && !utf:
		r.fail(spot{file, line}, "encoding", "is not UTF-8; save the file as UTF-8")
	case line > 0:
		r.fail(spot{file, line}, "control-character", "holds a control character")
	}
	return string(b), line == 0
}

// unfit returns the first line of b that is not text, 0 if all are, and
// whether it is at least UTF-8.
func unfit(b []byte) (line int, utf bool) {
	for i, l := range bytes.Split(b, []byte("\n")) {
		utf = utf8.Valid(l)
		if !utf || bytes.ContainsFunc(l, isControl) {
			return i + 1, utf
		}
	}
	return 0, true
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

// cause says why a file could not be read, without its path.
func cause(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	return err.Error()
}
