// Package typed reads what somebody typed into one field of a form or one cell
// of a list: whole numbers, days, lines of text, identifiers. Every form reads
// such a field by the same function, so that a value is right or wrong wherever
// it comes in. What is wrong is refused in words and is never taken for zero or
// for nothing.
package typed

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"masar/internal/day"
	"masar/internal/fault"

	"golang.org/x/text/unicode/norm"
)

var (
	ErrWhole = fault.New(fault.Invalid, "typed.whole")
	ErrDay   = fault.New(fault.Invalid, "typed.day")
	ErrHour  = fault.New(fault.Invalid, "typed.hour")
	ErrYear  = fault.New(fault.Invalid, "typed.year")
	ErrText  = fault.New(fault.Invalid, "typed.text")
	ErrLong  = fault.New(fault.Invalid, "typed.long")
)

// Digits returns s with the decimal digits of every script as Latin ones.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if n := digit(r); n >= 0 {
			return '0' + n
		}
		return r
	}, s)
}

// digit returns the value of a decimal digit of any script, or −1.
func digit(r rune) rune {
	if r <= unicode.MaxASCII {
		if r >= '0' && r <= '9' {
			return r - '0'
		}
		return -1
	}
	// Unicode keeps the digits of a script together, from zero to nine.
	for _, span := range unicode.Nd.R16 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return (r - rune(span.Lo)) % 10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return (r - rune(span.Lo)) % 10
		}
	}
	return -1
}

// Whole reads a whole number from least to most, in the digits of any script.
// Anything else is ErrWhole on the field, nothing too: a field that may be left
// empty is looked at before.
func Whole(field, s string, least, most int) (int, error) {
	s = strings.ReplaceAll(Digits(Visible(s)), "−", "-")
	n, err := strconv.Atoi(s)
	if err != nil || strings.HasPrefix(s, "+") || n < least || n > most {
		return 0, ErrWhole.With("min", least).With("max", most).On(field)
	}
	return n, nil
}

// Years that a form takes a day from. What lies outside is a slip of the
// keyboard.
const (
	FirstYear = 1950
	LastYear  = 2100
)

// Day reads a day written as 2027-04-30, in the digits of any script.
func Day(field, s string) (day.Day, error) {
	d, ok := day.Parse(Digits(Visible(s)))
	if !ok {
		return d, ErrDay.On(field)
	}
	return d, Year(field, d.Year)
}

// Year returns ErrYear for a year that no form takes.
func Year(field string, year int) error {
	if year < FirstYear || year > LastYear {
		return ErrYear.With("min", strconv.Itoa(FirstYear)).With("max", strconv.Itoa(LastYear)).On(field)
	}
	return nil
}

// Clock is how a form writes a day and an hour of it.
const Clock = "2006-01-02T15:04"

// Moment reads a day and an hour, written as 2027-04-30T08:30, in the zone. An
// hour that clocks leave out that day is ErrHour.
func Moment(field, s string, zone *time.Location) (time.Time, error) {
	s = Digits(Visible(s))
	at, err := time.ParseInLocation(Clock, s, zone)
	switch {
	case err != nil:
		return at, ErrDay.On(field)
	case at.Format(Clock) != s:
		return at, ErrHour.On(field)
	}
	return at.UTC(), Year(field, at.Year())
}

// Line reads a text of one line and at most most characters: with one space
// between words, composed, and without what programs leave in a text that is
// copied from them. A text that holds a control or would rearrange what stands
// beside it is ErrText.
func Line(field, s string, most int) (string, error) {
	s = Tidy(s)
	switch {
	case Hidden(s):
		return s, ErrText.On(field)
	case len([]rune(s)) > most:
		return s, ErrLong.With("max", most).On(field)
	}
	return s, nil
}

// Tidy returns a text of one line as it is kept: spaces folded, composed (NFC),
// the presentation forms of Arabic letters as the letters they are, and without
// characters that show nothing. Joiners and marks of direction stay, which
// Persian, Urdu and mixed text need.
func Tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if blank(r) {
			return -1
		}
		return r
	}, letters(s))
	s = strings.Join(strings.Fields(s), " ")
	if strings.Trim(s, "\u200C\u200D\u200E\u200F\u061C ") == "" {
		return ""
	}
	return s
}

// blank reports whether r shows nothing and means nothing in a line: isolates
// and embeddings around copied text, marks of byte order, soft hyphens, fillers.
func blank(r rune) bool {
	switch r {
	case '\u00AD', '\u115F', '\u1160', '\u180E', '\u200B', '\u202A', '\u202B', '\u202C', '\u2800', '\u3164', '\uFEFF', '\uFFA0':
		return true
	}
	return r >= 0x2060 && r <= 0x206F || r >= 0xFFF9 && r <= 0xFFFB || r >= 0xE0000 && r <= 0xE0FFF
}

// letters returns s composed, with presentation forms of Arabic (U+FB50 to
// U+FDFF, U+FE70 to U+FEFE) as plain letters: ﷲ as الله, ﻼ as لا.
func letters(s string) string {
	if !strings.ContainsFunc(s, presentation) {
		return norm.NFC.String(s)
	}
	var b strings.Builder
	for _, r := range s {
		if presentation(r) {
			b.WriteString(strings.TrimLeft(norm.NFKC.String(string(r)), " ")) // a mark on its own stands on a space
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

func presentation(r rune) bool {
	return r >= 0xFB50 && r <= 0xFDFF && r != '﴾' && r != '﴿' || r >= 0xFE70 && r <= 0xFEFE
}

// Hidden reports whether s holds what no line of text has: a control, a
// character that is none, or one that would rearrange what stands around it.
func Hidden(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == unicode.ReplacementChar || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	})
}

// Visible returns s without the space around it and without any character that
// shows nothing, marks of direction and joiners too.
func Visible(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || blank(r) {
			return -1
		}
		return r
	}, s))
}

// Kept returns an identifier as it is kept and shown, a staff number: as it was
// typed, but in Latin digits, with one kind of hyphen and nothing that cannot be
// seen.
func Kept(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x2010 && r <= 0x2015, r == '−':
			return '-'
		case r == 'ـ': // tatweel
			return -1
		}
		return r
	}, norm.NFKC.String(Digits(Visible(s))))
}

// Identifier returns what an identifier is compared by, a staff number or a
// sign-in name: as Kept returns it, in small letters, with one kind of kaf and
// ya. 1100 and ١١٠٠ are one number, T1109 and t1109 too.
func Identifier(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch r {
		case 'ی', 'ى':
			return 'ي'
		case 'ک':
			return 'ك'
		case '\u0307': // the dot that İ brings along
			return -1
		}
		return r
	}, strings.ToLower(Kept(s))))
}
