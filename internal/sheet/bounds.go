package sheet

import (
	"strings"

	"masar/internal/fault"
)

// What a file may hold, beside MaxRows: a cell takes far more memory than the
// comma that makes it.
const (
	MaxColumns = 200
	maxCells   = 1_000_000
)

// ErrWide is returned for a file with more than MaxColumns columns.
var ErrWide = fault.New(fault.TooLarge, "sheet.wide").On("file")

// tooWide reports whether a line of the text has more separators than rows have
// columns, before any of it is taken apart.
func tooWide(text string, comma rune) bool {
	sep := string(comma)
	for line := range strings.Lines(text) {
		if len(line) > MaxColumns && strings.Count(line, sep) >= MaxColumns {
			return true
		}
	}
	return false
}
