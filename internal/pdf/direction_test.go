package pdf

import (
	"slices"
	"testing"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// TestOwnControlsAreObeyed sets lines whose authors direct them, and compares the order of
// what is seen with that of the algorithm.
func TestOwnControlsAreObeyed(t *testing.T) {
	e := newEngine(t)
	for _, text := range []string{
		"الرمز \u2066A-1 (ب)\u2069 جديد",
		"السعر \u200E-5\u200E درجات",
		"\u202Dأبج\u202C 12",
		"نسخة 2\u200F.0 \u200F(تجريبية)",
		"قال \u2067Hello، أهلًا\u2069 ثم خرج",
		"\u202AAPI \u202Bنظام 5\u202C x\u202C للمبتدئين",
		"رقم \u061C12/\u061C3",
	} {
		printed := clean(text, e.has)
		if printed != text {
			t.Errorf("%q is printed as %q", text, printed)
		}
		for _, base := range []bidi.Base{bidi.RightToLeft, bidi.LeftToRight} {
			var got []rune
			for _, b := range (typesetter{fonts: newFontSet("G", nil)}).boxes(shape.NewShaper().Line(printed, base, e.regular)) {
				if !b.carrier {
					got = append(got, b.char)
				}
			}
			if want := visual([]rune(text), base); !slices.Equal(got, want) {
				t.Errorf("base %d: %q is set as %q, want %q", base, text, string(got), string(want))
			}
		}
	}
}

// visual is a text in the order in which it is seen from the left, one character a run.
func visual(text []rune, base bidi.Base) (seen []rune) {
	levels, _ := bidi.Levels(text, base)
	runs := make([]bidi.Run, len(text))
	for i := range text {
		runs[i] = bidi.Run{Start: i, End: i + 1, Level: levels[i]}
	}
	for _, r := range bidi.Reorder(runs) {
		if c := text[r.Start]; !bidi.Control(c) {
			seen = append(seen, c)
		}
	}
	return seen
}

// TestControlsEndWithTheirText has each control closed at the end of its text, so that what is
// joined to it on a line runs as ever.
func TestControlsEndWithTheirText(t *testing.T) {
	e := newEngine(t)
	for text, want := range map[string]string{
		"\u202Eأب":               "\u202Eأب\u202C",
		"أ \u2067ب \u202Aج":      "أ \u2067ب \u202Aج\u202C\u2069",
		"أ\u2069ب\u202C":         "أب",
		"\u2066أ\u202Cب\u2069":   "\u2066أب\u2069",
		" \u200F\u2066 \u2069 ":  "",
		"أ \u200F":               "أ\u200F",
		"\u200Fأ\u200F \u200F ب": "\u200Fأ\u200F \u200Fب",
	} {
		if got := clean(text, e.has); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
	if got := string(visual([]rune(join(clean("\u202Eأب", e.has), "12 - 13")), bidi.RightToLeft)); got != "13 - 12 · بأ" {
		t.Errorf("what follows an override is set as %q", got)
	}
}
