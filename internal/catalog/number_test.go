package catalog

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A number is read as it was meant, in either script and with either decimal
// mark; what has two readings has both, and what is no number none.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		s    string
		want []float64
	}{
		{"0", []float64{0}}, {"12", []float64{12}}, {"007", []float64{7}}, {"-3.5", []float64{-3.5}}, {"+7", []float64{7}}, {".5", []float64{.5}}, {"5.", []float64{5}}, {"1e3", []float64{1000}},
		{"١٢", []float64{12}}, {"۴۲", []float64{42}}, {"-٣", []float64{-3}}, {"−٣", []float64{-3}},
		// a comma is a decimal mark unless three digits follow it
		{"2,5", []float64{2.5}}, {"2،5", []float64{2.5}}, {"٢٫٥", []float64{2.5}}, {"٢,٥", []float64{2.5}}, {"٢،٥", []float64{2.5}}, {",5", []float64{.5}}, {"0,25", []float64{.25}},
		{"0,125", []float64{.125}}, {"1234,5", []float64{1234.5}}, {"12,3456", []float64{12.3456}}, {"1234,567", []float64{1234.567}}, {"٠٫٧٥", []float64{.75}}, {"-2,5", []float64{-2.5}},
		{"1,234", []float64{1234, 1.234}}, {"١،٢٣٤", []float64{1234, 1.234}}, {"-12,000", []float64{-12000, -12}}, {"999,999", []float64{999999, 999.999}},
		// a point is one always
		{"1.234", []float64{1.234}}, {"2.5", []float64{2.5}}, {"0.750", []float64{.75}},
		// thousands
		{"1,234.5", []float64{1234.5}}, {"1.234,5", []float64{1234.5}}, {"1,234,567", []float64{1234567}}, {"1.234.567", []float64{1234567}}, {"1.234.567,8", []float64{1234567.8}}, {"1,234,567.8", []float64{1234567.8}},
		{"١٬٢٣٤", []float64{1234}}, {"١٬٢٣٤٫٥", []float64{1234.5}}, {"1,234٫5", []float64{1234.5}},
		{"1 234", []float64{1234}}, {"1\u00A0234", []float64{1234}}, {"1\u202F234", []float64{1234}}, {"1 234,5", []float64{1234.5}}, {"1 234.567", []float64{1234.567}},
		// what stands around it
		{"  8  ", []float64{8}}, {"75%", []float64{75}}, {"75 %", []float64{75}}, {"٪٧٥", []float64{75}}, {"٧٥٪", []float64{75}}, {"\u200F٧٥\u200E", []float64{75}}, {"\u061C12", []float64{12}}, {"\u20682,5\u2069", []float64{2.5}},
		// what is no number
		{"", nil}, {" ", nil}, {"%", nil}, {"-", nil}, {"--3", nil}, {"twelve", nil}, {"اثنا عشر", nil}, {"12 m", nil}, {"1/2", nil}, {"NaN", nil}, {"inf", nil}, {"-Infinity", nil}, {"1e999", nil}, {"0x1p4", nil}, {"1_000", nil},
		{"2 5", nil}, {"٢ ٥", nil}, {"12 34", nil}, {"1 23", nil}, {"1 2345", nil}, {"1.2.3", nil}, {"1,2,3", nil}, {"1,23,456", nil}, {"12,34.5", nil}, {"١٬٢", nil}, {"1٫2٫3", nil}, {"2,", nil}, {",", nil}, {".", nil},
		{"7%5", nil}, {"%75%", nil}, {"75%%", nil}, {"5-3", nil}, {"1,234 567", nil}, {"d", nil}, {"1t234", nil}, {"2d5", nil},
	} {
		if got := Numbers(c.s); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.s, got, c.want)
		}
	}
}

// Every number of up to six digits comes back from each way of writing it.
func TestNumbersOfEveryWriting(t *testing.T) {
	for _, n := range []int{0, 7, 12, 345, 1234, 20417, 999999} {
		plain := strconv.Itoa(n)
		grouped := plain
		if len(plain) > 3 {
			grouped = plain[:len(plain)-3] + "٬" + plain[len(plain)-3:]
		}
		for _, s := range []string{plain, grouped, plain + "٫0", plain + ".00", plain + ",0", plain + "%"} {
			for _, digits := range []string{"", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"} {
				if rs := []rune(digits); len(rs) > 0 {
					s = strings.Map(func(r rune) rune {
						if r >= '0' && r <= '9' {
							return rs[r-'0']
						}
						return r
					}, s)
				}
				if got, ok := ParseNumber(s); !ok || got != float64(n) {
					t.Errorf("%q: %v, %v; want %d", s, got, ok, n)
				}
			}
		}
	}
}

func TestCheckNumber(t *testing.T) {
	if f := CheckNumber("2,5"); f != nil {
		t.Errorf("2,5: %v", f)
	}
	if f := CheckNumber("2 5"); !errors.Is(f, ErrNumber) {
		t.Errorf("2 5: %v, want %v", f, ErrNumber)
	}
	f := CheckNumber("١,٢٣٤")
	if !errors.Is(f, ErrTwoWays) || f.Args["a"] != "1234" || f.Args["b"] != "1.234" {
		t.Errorf("1,234: %v, want both readings", f)
	}
}
