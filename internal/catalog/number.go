package catalog

import (
	"math"
	"strconv"
	"strings"
)

// ParseNumber reads a number as people type it: Latin or Arabic-Indic digits,
// either script's decimal and thousands marks, a percent sign or none.
func ParseNumber(s string) (float64, bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case r == '٫':
			return '.'
		case strings.ContainsRune("٬, \u00A0\u202F%٪", r), r == '\u200E', r == '\u200F', r == '\u061C':
			return -1
		case r == '−':
			return '-'
		}
		return r
	}, strings.TrimSpace(s))
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}
