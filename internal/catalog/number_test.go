package catalog

import "testing"

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		s    string
		want float64
		ok   bool
	}{
		{"0", 0, true}, {"12", 12, true}, {"-3.5", -3.5, true}, {"+7", 7, true}, {".5", .5, true}, {"1e3", 1000, true},
		{"١٢", 12, true}, {"٠٫٧٥", 0.75, true}, {"١٬٢٣٤٫٥", 1234.5, true}, {"۴۲", 42, true}, {"-٣", -3, true}, {"−٣", -3, true},
		{"1,234.5", 1234.5, true}, {"1 234", 1234, true}, {"1\u00A0234", 1234, true}, {"1\u202F234", 1234, true}, {"  8  ", 8, true},
		{"75%", 75, true}, {"75 %", 75, true}, {"٪٧٥", 75, true}, {"\u200F٧٥\u200E", 75, true}, {"\u061C12", 12, true},
		{"", 0, false}, {" ", 0, false}, {"%", 0, false}, {"-", 0, false}, {"twelve", 0, false}, {"اثنا عشر", 0, false},
		{"1.2.3", 0, false}, {"12 m", 0, false}, {"1/2", 0, false}, {"NaN", 0, false}, {"inf", 0, false}, {"-Infinity", 0, false}, {"1e999", 0, false},
	} {
		got, ok := ParseNumber(c.s)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q: %v, %v; want %v, %v", c.s, got, ok, c.want, c.ok)
		}
	}
}
