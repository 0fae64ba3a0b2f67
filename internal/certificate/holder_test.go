package certificate

import (
	"testing"

	"masar/internal/people"
)

func TestShownName(t *testing.T) {
	for how, want := range map[people.ShownName]string{people.ShortName: "سلمى هـ.", people.FullName: "سلمى بنت خلفان الهنائية", people.NoName: "", "?": "سلمى هـ."} {
		if got := ShownName("سلمى بنت خلفان الهنائية", how); got != want {
			t.Errorf("shown as %q: %q, want %q", how, got, want)
		}
	}
}

func TestShortName(t *testing.T) {
	for _, c := range []struct{ name, short, initials string }{
		{"", "", ""},
		{"Salma", "Salma", "S"},
		{"Salma Al Hinai", "Salma H.", "SH"},
		{"Salma Al-Hinai", "Salma H.", "SH"},
		{"salma bint khalfan al-hinai", "salma H.", "SH"},
		{"سلمى بنت خلفان الهنائية", "سلمى هـ.", "سه"},
		{"طارق بن حمد العامري", "طارق ع.", "طع"},
		{"عبد الله بن سيف الكندي", "عبد الله ك.", "عك"},
		{"عبد الله", "عبد الله", "ع"},
		{"Abdul Rahman Al Amri", "Abdul Rahman A.", "AA"},
		{"  بدر   علي ", "بدر ع.", "بع"},
		{"Noura Al", "Noura", "N"},
	} {
		if got := ShortName(c.name); got != c.short {
			t.Errorf("ShortName(%q) = %q, want %q", c.name, got, c.short)
		}
		if got := Initials(c.name); got != c.initials {
			t.Errorf("Initials(%q) = %q, want %q", c.name, got, c.initials)
		}
	}
}
