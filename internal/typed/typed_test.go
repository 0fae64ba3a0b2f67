package typed

import (
	"errors"
	"strings"
	"testing"

	"masar/internal/fault"
)

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
		ok   bool
	}{
		{"20", 20, true}, {"٢٠", 20, true}, {"۲۰", 20, true}, {" ٤٠ ", 40, true}, {"\u200F20\u200E", 20, true}, {"２０", 20, true}, {"007", 7, true},
		{"1", 1, true}, {"100", 100, true}, {"١٠0", 100, true},
		{"0", 0, false}, {"101", 0, false}, {"-5", 0, false}, {"−5", 0, false}, {"2.5", 0, false}, {"2,5", 0, false}, {"٢٫٥", 0, false}, {"2 5", 0, false},
		{"", 0, false}, {" ", 0, false}, {"\u200F", 0, false}, {"عشرون", 0, false}, {"+5", 0, false}, {"5e1", 0, false}, {"0x10", 0, false}, {"1_0", 0, false},
		{"99999999999999999999", 0, false}, {"½", 0, false}, {"²", 0, false},
	} {
		got, err := Whole("seats", c.in, 1, 100)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%q: %d, %v; want %d, %v", c.in, got, err, c.want, c.ok)
		}
		if err == nil {
			continue
		}
		if f := fault.All(err); !errors.Is(err, ErrWhole) || f[0].Field != "seats" || f[0].Args["min"] != 1 || f[0].Args["max"] != 100 {
			t.Errorf("%q is refused as %v on %q", c.in, err, f[0].Field)
		}
	}
	for in, want := range map[string]int{"-2": -2, "−٢": -2, "2": 2, "0": 0} {
		if got, err := Whole("offset", in, -2, 2); got != want || err != nil {
			t.Errorf("%q: %d, %v; want %d", in, got, err, want)
		}
	}
}

// Every digit there is has the value that Unicode gives it: scripts have them
// from zero to nine.
func TestDigits(t *testing.T) {
	for zero, name := range map[rune]string{'0': "Latin", '٠': "Arabic-Indic", '۰': "Persian", '०': "Devanagari", '০': "Bengali", '０': "full width", '𝟎': "bold"} {
		for n := range rune(10) {
			if got := Digits(string(zero + n)); got != string('0'+n) {
				t.Errorf("%s %d is read as %q", name, n, got)
			}
		}
	}
	if got := Digits("س٣ص b½²Ⅳ"); got != "س3ص b½²Ⅳ" {
		t.Errorf("what is no digit became %q", got)
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct {
		in, want string
		err      error
	}{
		{"2027-04-30", "2027-04-30", nil}, {"٢٠٢٧-٠٤-٣٠", "2027-04-30", nil}, {" 2028-02-29\u200F", "2028-02-29", nil}, {"1950-01-01", "1950-01-01", nil}, {"2100-12-31", "2100-12-31", nil},
		{"9999-12-31", "", ErrYear}, {"1949-12-31", "", ErrYear}, {"2101-01-01", "", ErrYear}, {"0001-01-01", "", ErrYear},
		{"2027-02-29", "", ErrDay}, {"2027-13-01", "", ErrDay}, {"30/04/2027", "", ErrDay}, {"", "", ErrDay}, {"20270-01-01", "", ErrDay}, {"2027-4-30", "", ErrDay},
	} {
		got, err := Day("due", c.in)
		if c.err != nil && (!errors.Is(err, c.err) || fault.All(err)[0].Field != "due") || c.err == nil && (err != nil || got.String() != c.want) {
			t.Errorf("%q: %v, %v; want %q, %v", c.in, got, err, c.want, c.err)
		}
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct {
		in, want string
		err      error
	}{
		{"  قاعة \t 2 \n", "قاعة 2", nil},
		{"\u2068قاعة 2\u2069", "قاعة 2", nil}, // copied from a page of ours
		{"\u202Bقاعة\u202C", "قاعة", nil},
		{"قا\u200Bعة\uFEFF \u00ADب\u3164", "قاعة ب", nil},
		{"می\u200Cخواهم", "می\u200Cخواهم", nil}, // a joiner that Persian needs
		{"قاعة \u200FA1", "قاعة \u200FA1", nil},
		{"\u200F \u200D", "", nil},
		{"", "", nil},
		{"ﻗﺎﻋﺔ ﷲ", "قاعة الله", nil},
		{"Jose\u0301", "José", nil},
		{"قاعة\u202E2", "", ErrText},
		{"قاعة\u202D2", "", ErrText},
		{"قا\x00عة", "", ErrText},
		{"قا\x7Fعة", "", ErrText},
		{"قا\x1Bعة", "", ErrText},
		{"قا\xFFعة", "", ErrText},
		{strings.Repeat("ق", 20), strings.Repeat("ق", 20), nil},
		{strings.Repeat("ق", 21), "", ErrLong},
	} {
		got, err := Line("place", c.in, 20)
		if !errors.Is(err, c.err) || c.err == nil && got != c.want {
			t.Errorf("%q: %q, %v; want %q, %v", c.in, got, err, c.want, c.err)
		}
		if err != nil && fault.All(err)[0].Field != "place" {
			t.Errorf("%q is refused on %q", c.in, fault.All(err)[0].Field)
		}
	}
}

// However an identifier is typed, it is compared as one; others stay others.
func TestIdentifier(t *testing.T) {
	for want, ways := range map[string][]string{
		"1100":   {"1100", "١١٠٠", "۱۱۰۰", "１１００", " 1100 ", "\u200E1100", "11\u200B00", "\u2066١١٠٠\u2069"},
		"t1109":  {"T1109", "t1109", "T١١٠٩", "Ｔ1109", "t\u00AD1109"},
		"k-505":  {"K-505", "k‑505", "K–505", "k−505", "K—505"},
		"علي/1":  {"علي/1", "علی/۱", "على/١", "عـلي/1"},
		"42/أ-1": {"٤٢/أ-١", "42/أ-1", "42/ا\u0654-1"},
		"é1":     {"É1", "e\u03011"[:1] + "\u03011"},
		"ist1":   {"İST1", "ist1"},
	} {
		for _, way := range ways {
			if got := Identifier(way); got != want {
				t.Errorf("%q is compared as %q, want %q", way, got, want)
			}
		}
		if again := Identifier(want); again != want {
			t.Errorf("%q is compared as %q", want, again)
		}
	}
	for _, pair := range [][2]string{{"1100", "11000"}, {"A-1", "A1"}, {"أ1", "ا1"}, {"O1", "01"}} {
		if Identifier(pair[0]) == Identifier(pair[1]) {
			t.Errorf("%q and %q are taken for one", pair[0], pair[1])
		}
	}
}
