package catalog

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"masar/internal/fault"
)

var (
	// ErrNumber is said of what is no number at all.
	ErrNumber = fault.New(fault.Invalid, "number.bad")
	// ErrTwoWays is said of what is two numbers, according to who reads it.
	ErrTwoWays = fault.New(fault.Invalid, "number.two-ways")
	// ErrRange, ErrLeast, ErrMost and ErrNotWhole are said of numbers that a field
	// does not take.
	ErrRange    = fault.New(fault.Invalid, "number.outside")
	ErrLeast    = fault.New(fault.Invalid, "number.least")
	ErrMost     = fault.New(fault.Invalid, "number.most")
	ErrNotWhole = fault.New(fault.Invalid, "number.not-whole")
)

// CheckNumber returns ErrNumber or ErrTwoWays, which names both readings,
// unless s is one number.
func CheckNumber(s string) *fault.Fault {
	switch ns := Numbers(s); len(ns) {
	case 0:
		return ErrNumber
	case 1:
		return nil
	default:
		return ErrTwoWays.With("a", plainNumber(ns[0])).With("b", plainNumber(ns[1]))
	}
}

// Check returns nil if s is a number that the field takes, and otherwise what
// CheckNumber says, ErrNotWhole, or by how much it lies outside: ErrRange, ErrLeast
// or ErrMost.
func (f Field) Check(s string) *fault.Fault {
	if err := CheckNumber(s); err != nil {
		return err
	}
	x := Numbers(s)[0]
	low, high := f.Min != nil && x < *f.Min, f.Max != nil && x > *f.Max
	switch {
	case (low || high) && f.Min != nil && f.Max != nil:
		return ErrRange.With("min", plainNumber(*f.Min)).With("max", plainNumber(*f.Max))
	case low:
		return ErrLeast.With("min", plainNumber(*f.Min))
	case high:
		return ErrMost.With("max", plainNumber(*f.Max))
	case f.Whole && x != math.Trunc(x):
		return ErrNotWhole
	}
	return nil
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// ParseNumber reads a number as people type it, if it can be read in one way
// only; see Numbers.
func ParseNumber(s string) (float64, bool) {
	ns := Numbers(s)
	if len(ns) != 1 {
		return 0, false
	}
	return ns[0], true
}

// Numbers returns what a number that somebody typed may mean, in the order of
// likelihood: nothing if it is no number, and two values where a reader cannot
// know. Digits are Latin, Arabic-Indic or Persian. The decimal mark is a point,
// a comma or ٫, and thousands are set apart by spaces, ٬, or whichever of comma
// and point is not the decimal mark; a percent sign may stand at either end.
// A single comma before exactly three digits, as in 1,234, is both. A single
// point is a decimal mark always: rials have three decimal places.
func Numbers(s string) []float64 {
	s = withoutPercent(strings.TrimSpace(strings.Map(westernMark, s)))
	sign, body := "", s
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, body = s[:1], s[1:]
	}
	var out []float64
	for _, plain := range spellings(body) {
		if x, err := strconv.ParseFloat(sign+plain, 64); err == nil && !math.IsInf(x, 0) {
			out = append(out, x)
		}
	}
	return out
}

// westernMark gives a digit or mark of another script its Latin form, and drops
// the marks that only direct the line. Latin has nothing like ٫ and ٬, which are
// one thing only; they stay.
func westernMark(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	}
	switch r {
	case '،':
		return ','
	case '٪':
		return '%'
	case '−':
		return '-'
	case '\u00A0', '\u202F', '\u2009':
		return ' '
	case '\u200E', '\u200F', '\u061C', '\u2066', '\u2067', '\u2068', '\u2069':
		return -1
	}
	return r
}

// withoutPercent takes a percent sign from one end of s.
func withoutPercent(s string) string {
	if cut, ok := strings.CutSuffix(s, "%"); ok {
		return strings.TrimSpace(cut)
	}
	return strings.TrimSpace(strings.TrimPrefix(s, "%"))
}

var (
	bareNumber    = regexp.MustCompile(`^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$`)
	commaDecimal  = regexp.MustCompile(`^[0-9]*[,٫][0-9]+$`)
	twoWays       = regexp.MustCompile(`^[1-9][0-9]{0,2},[0-9]{3}$`)
	groupsComma   = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:[.٫][0-9]+)?$`)
	groupsPoint   = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+[,٫][0-9]+|(?:\.[0-9]{3}){2,})$`)
	groupsNeutral = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:(?: [0-9]{3})+|(?:٬[0-9]{3})+)(?:[.,٫][0-9]+)?$`)
)

// spellings returns how a number without a sign is written in the form that
// machines read, each way it can be read.
func spellings(s string) []string {
	grouped := strings.NewReplacer(",", "", " ", "", "٬", "", "٫", ".")
	pointed := strings.NewReplacer(".", "", " ", "", "٬", "", ",", ".", "٫", ".")
	switch {
	case bareNumber.MatchString(s):
		return []string{s}
	case twoWays.MatchString(s):
		return []string{grouped.Replace(s), pointed.Replace(s)}
	case commaDecimal.MatchString(s), groupsPoint.MatchString(s):
		return []string{pointed.Replace(s)}
	case groupsComma.MatchString(s):
		return []string{grouped.Replace(s)}
	case groupsNeutral.MatchString(s) && strings.Contains(s, "."):
		return []string{grouped.Replace(s)}
	case groupsNeutral.MatchString(s):
		return []string{pointed.Replace(s)}
	}
	return nil
}
