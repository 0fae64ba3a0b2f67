package people

import (
	"regexp"
	"slices"
	"strings"

	"masar/internal/fault"
	"masar/internal/typed"
)

// ErrCivilTail is returned for anything but the last three digits of a civil
// number. It never repeats what was given.
var ErrCivilTail = fault.New(fault.Invalid, "people.civil-tail-bad").On("civil_tail")

var civilTail = regexp.MustCompile(`^[0-9]{3}$`)

// CivilTail returns the last three digits of a civil number as they are kept,
// from what somebody typed: spaces do not count, and the digits of any script
// are as good as Latin ones. It returns "" for anything else, a whole number too, so
// that none is ever kept or shown again.
func CivilTail(given string) string {
	tail := strings.Join(strings.Fields(typed.Digits(typed.Visible(given))), "")
	if !civilTail.MatchString(tail) {
		return ""
	}
	return tail
}

// withheld stands in a list for what was there in the place of three digits.
const withheld = "•••"

// WithoutCivilNumbers returns a list of people as it may be kept until it is
// confirmed: whatever its column of civil numbers holds, but for three digits,
// is withheld, and is as wrong as it was.
func WithoutCivilNumbers(lines []ListLine) []ListLine {
	columns, _ := readHeader(lines[0].Cells)
	at := slices.Index(columns, "civil_tail")
	if at < 0 {
		return lines
	}
	kept := slices.Clone(lines)
	for i, l := range kept[1:] {
		if at < len(l.Cells) && strings.TrimSpace(l.Cells[at]) != "" && CivilTail(l.Cells[at]) == "" {
			cells := slices.Clone(l.Cells)
			cells[at] = withheld
			kept[i+1].Cells = cells
		}
	}
	return kept
}
