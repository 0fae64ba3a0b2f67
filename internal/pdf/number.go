package pdf

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// appendNumber writes v to two decimals, without trailing zeros.
func appendNumber(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	switch cents := n % 100; {
	case cents == 0:
	case cents%10 == 0:
		b = append(b, '.', byte('0'+cents/10))
	default:
		b = append(b, '.', byte('0'+cents/10), byte('0'+cents%10))
	}
	return b
}

// appendFine writes v to four decimals, as turning a drawing needs.
func appendFine(b []byte, v float64) []byte {
	v = math.Round(v*10_000) / 10_000
	return strconv.AppendFloat(b, v+0, 'f', -1, 64)
}

// numbers writes values with a space after each.
func numbers(b []byte, values ...float64) []byte {
	for _, v := range values {
		b = append(appendNumber(b, v), ' ')
	}
	return b
}

// ref is a reference to object n.
func ref(n int) string { return strconv.Itoa(n) + " 0 R" }

// appendHex4 writes four hexadecimal digits.
func appendHex4(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}

// appendUTF16 writes s in UTF-16, as hexadecimal digits.
func appendUTF16(b []byte, s string) []byte {
	for _, u := range utf16.Encode([]rune(s)) {
		b = appendHex4(b, u)
	}
	return b
}

// textString is a PDF text string, which may hold any character.
func textString(s string) string {
	return string(append(appendUTF16([]byte("<FEFF"), s), '>'))
}

// byteString is a PDF string of plain ASCII, such as an address.
func byteString(s string) string {
	b := []byte{'('}
	for i := range len(s) {
		if c := s[i]; c == '(' || c == ')' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(append(b, ')'))
}
