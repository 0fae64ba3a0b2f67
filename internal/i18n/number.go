package i18n

import (
	"math"
	"strconv"
	"strings"
	"time"

	"masar/internal/catalog"
	"masar/internal/numeral"
)

// Invisible controls that keep a run of text together, and in its own
// direction, inside a sentence of the other direction.
const (
	isolateLTR   = "\u2066"
	isolateRTL   = "\u2067"
	isolateFirst = "\u2068" // in the direction of its first letter
	isolateEnd   = "\u2069"
)

var arabicDigits = strings.NewReplacer(
	"0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩",
	"%", "٪", ".", "٫", ",", "٬")

// Digits returns s, a number already written, in the digits preferred.
func (t *T) Digits(s string) string {
	if t.prefs.ArabicDigits {
		return arabicDigits.Replace(s)
	}
	return s
}

// DigitKind is "arab" when digits are Arabic-Indic and "latn" when they are
// Latin, for scripts that write numbers of their own.
func (t *T) DigitKind() string {
	if t.prefs.ArabicDigits {
		return "arab"
	}
	return "latn"
}

// Num writes n with its thousands apart: 1,240.
func (t *T) Num(n int) string {
	s := strconv.Itoa(n)
	negative := n < 0
	if negative {
		s = s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return t.signed(t.Digits(s), negative)
}

// Decimal writes f with one decimal, or none when that would be 0: 4.5, 12.
func (t *T) Decimal(f float64) string {
	f = math.Round(f*10) / 10
	s := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	return t.signed(t.Digits(s), f < 0)
}

// Real writes f with all its decimals.
func (t *T) Real(f float64) string {
	return t.signed(t.Digits(strconv.FormatFloat(math.Abs(f), 'f', -1, 64)), f < 0)
}

// Hundredths returns a count that is not negative with two decimals at most,
// rounded down as percentages are, so that the two agree.
func (t *T) Hundredths(f float64) string {
	f = math.Floor(f*100+1e-6) / 100
	return t.Digits(strconv.FormatFloat(f, 'f', -1, 64))
}

// signed puts a minus before s and keeps the two together: after an Arabic
// letter the sign would jump to the other side.
func (t *T) signed(s string, negative bool) string {
	if !negative {
		return s
	}
	return isolateLTR + "−" + s + isolateEnd
}

// Year writes a year, which has no thousands: 2026.
func (t *T) Year(y int) string { return t.Digits(strconv.Itoa(y)) }

// None stands where there is nothing to say.
const None = "–"

// Pct writes n per cent, and a dash for −1, which stands for a share of nobody or
// an average of nothing. The isolate keeps the sign beside its number: after an
// Arabic letter the digits count as Arabic, and the sign would change sides.
// Arabic-Indic digits have their sign on the left.
func (t *T) Pct(n int) string {
	if n < 0 {
		return None
	}
	s := t.Digits(strconv.Itoa(n) + "%")
	if t.prefs.ArabicDigits {
		return isolateRTL + s + isolateEnd
	}
	return isolateLTR + s + isolateEnd
}

// Text returns a text of a course as it is shown, such as a title: in t's
// language, its numbers whole among Arabic letters and in the digits preferred.
// Where only English is there, it stays as it is.
func (t *T) Text(x catalog.Text) string {
	if t.Lang != "ar" || x.Ar == "" {
		return x.In(t.Lang)
	}
	return numeral.Prose(x.Ar, t.prefs.ArabicDigits)
}

// Range writes a range in words, as dashes between numbers turn round in
// Arabic: «من 1 إلى 8», "1 to 8".
func (t *T) Range(from, to string) string { return t.CommonRange(from, to) }

// Isolate keeps s together in the middle of a sentence: a name or a code in the
// other script.
func (t *T) Isolate(s string) string { return isolateFirst + s + isolateEnd }

// Bytes writes a file's size: 2.4 MB.
func (t *T) Bytes(n int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case n < kilo:
		return t.CommonBytes(int(n))
	case n < mega:
		return t.CommonKilobytes(t.Num(int(math.Round(float64(n) / kilo))))
	}
	return t.CommonMegabytes(t.Decimal(float64(n) / mega))
}

// Hours writes hours with their half or, where it is another part, their
// minutes: ساعتان ونصف, "2.5 hours".
func (t *T) Hours(h float64) string { return t.hours(h, t.CommonHours, t.CommonHoursHalf) }

// TrainingHours writes hours as certificates do: ساعتان تدريبيتان ونصف.
func (t *T) TrainingHours(h float64) string {
	return t.hours(h, t.CertificateHoursPaper, t.CertificateHoursPaperHalf)
}

func (t *T) hours(h float64, whole, half func(int) string) string {
	minutes := int(math.Round(h * 60))
	hours, left := minutes/60, minutes%60
	switch {
	case left == 0:
		return whole(hours)
	case left == 30:
		return half(hours)
	case hours == 0:
		return t.CommonMinutes(left)
	}
	return t.CommonHoursMinutes(whole(hours), t.CommonMinutes(left))
}

// Duration writes a span in hours and minutes, rounded to the minute.
func (t *T) Duration(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	hours := minutes / 60
	switch minutes %= 60; {
	case hours == 0:
		return t.CommonMinutes(minutes)
	case minutes == 0:
		return t.CommonHours(hours)
	}
	return t.CommonHoursMinutes(t.CommonHours(hours), t.CommonMinutes(minutes))
}
