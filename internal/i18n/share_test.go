package i18n

import "testing"

// A share of nobody is a dash in both languages and in any digits, and none at
// all of somebody is a number.
func TestPctOfNothing(t *testing.T) {
	for _, p := range []Prefs{{}, {ArabicDigits: true}} {
		for _, lang := range Languages {
			if got := New(lang, p).Pct(-1); got != None {
				t.Errorf("%s: %q", lang, got)
			}
			if got := New(lang, p).Pct(0); got == None {
				t.Errorf("%s: none of somebody is %q", lang, got)
			}
		}
	}
}
