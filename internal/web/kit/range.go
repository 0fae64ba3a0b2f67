package kit

import (
	"strconv"
	"strings"
)

// RangeOf returns the part of a file of the given size that a Range header asks
// for (RFC 9110, 14.1.2): from one offset up to and without another. A header
// that asks for several parts, or that is none, asks for the whole; ok is false
// for one that asks for what there is not.
func RangeOf(header string, size int64) (from, to int64, partly, ok bool) {
	spec, is := strings.CutPrefix(header, "bytes=")
	first, last, dash := strings.Cut(strings.TrimSpace(spec), "-")
	if !is || !dash || strings.Contains(spec, ",") || first == "" && last == "" || !digits(first) || !digits(last) {
		return 0, size, false, true
	}
	a, b := offset(first, size), offset(last, size)
	switch {
	case first == "": // the last b bytes
		if b == 0 {
			return 0, 0, true, false
		}
		return size - b, size, true, size > 0
	case last == "":
		return a, size, true, a < size
	case b < a:
		return 0, size, a >= size, a < size // backwards, which is no range at all
	}
	return a, min(b+1, size), true, a < size
}

// digits reports whether s is a number, or nothing.
func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// offset returns the number in s, or size if it is larger.
func offset(s string, size int64) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > size {
		return size
	}
	return n
}
