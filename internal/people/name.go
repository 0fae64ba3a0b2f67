package people

import (
	"strings"
	"unicode"

	"masar/internal/fault"
	"masar/internal/typed"
)

// FoldSpaces returns a text of one line as it is kept; see typed.Tidy.
func FoldSpaces(s string) string { return typed.Tidy(s) }

// CheckName returns everything that is wrong with a name in both languages,
// whose spaces have been folded: it is there in one of them, not too long, and
// has letters and nothing invisible that would rearrange what stands beside it.
func CheckName(ar, en string) (faults []*fault.Fault) {
	if ar == "" && en == "" {
		faults = append(faults, ErrName)
	}
	for _, f := range [][2]string{{"name_ar", ar}, {"name_en", en}} {
		if len([]rune(f[1])) > MaxName {
			faults = append(faults, ErrLong.With("max", MaxName).On(f[0]))
		}
		switch {
		case f[1] == "":
		case typed.Hidden(f[1]):
			faults = append(faults, ErrText.On(f[0]))
		case !strings.ContainsFunc(f[1], unicode.IsLetter):
			faults = append(faults, ErrLetters.On(f[0]))
		}
	}
	return faults
}
