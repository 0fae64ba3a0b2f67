package courseware

import "masar/internal/numeral"

// Line returns a plain text of one line, such as an option, as it is shown:
// numbers stay whole among Arabic letters and have the digits wished for.
func Line(s string, opt Options) string {
	if opt.Lang != "ar" {
		return s
	}
	return numeral.Prose(s, opt.ArabicDigits)
}
