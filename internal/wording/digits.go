package wording

import (
	"regexp"
	"strings"
)

var (
	latinDigit  = regexp.MustCompile(`[0-9]`)
	easternMark = regexp.MustCompile(`[٠-٩]|[0-9]٫|٫[0-9]`)
)

// MixedDigits returns where lines stand that write digits of both kinds, in
// bytes: a line may say 3.5 or ٣٫٥, and neither 3٫5 nor both.
func MixedDigits(text string) (lines []int) {
	at := 0
	for line := range strings.Lines(text) {
		if easternMark.MatchString(line) && latinDigit.MatchString(line) {
			lines = append(lines, at)
		}
		at += len(line)
	}
	return lines
}
