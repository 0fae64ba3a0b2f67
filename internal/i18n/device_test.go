package i18n_test

import (
	"testing"

	"masar/internal/i18n"
)

// What was kept before a browser had to have a name is shown by one too.
func TestDevice(t *testing.T) {
	ar, en := i18n.New("ar", i18n.Prefs{}), i18n.New("en", i18n.Prefs{})
	for kept, want := range map[string]string{
		"Firefox · Linux": "\u2068Firefox\u2069 · \u2068Linux\u2069", "Firefox ·": "\u2068Firefox\u2069", "Firefox": "\u2068Firefox\u2069",
		"· Linux": "\u2068Unknown browser\u2069 · \u2068Linux\u2069", "·": "\u2068Unknown browser\u2069", "": "\u2068Unknown browser\u2069",
	} {
		if got := en.Device(kept); got != want {
			t.Errorf("%q: %q, want %q", kept, got, want)
		}
	}
	if got := ar.Device("·"); got != "\u2068متصفّح غير معروف\u2069" {
		t.Errorf("in Arabic: %q", got)
	}
}
