package pdf

import (
	"slices"
	"strings"
	"testing"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// pdfiumMakes is what PDFium makes of characters that stand from the left: its own rules, as
// far as they matter here.
func pdfiumMakes(chars []rune) string {
	all := pieces(chars)
	lefts, rights := 0, 0
	for _, p := range all {
		switch p.way {
		case wayLeft:
			lefts++
		case wayRight:
			rights++
		}
	}
	now := wayLeft
	if rights > 0 && rights >= lefts {
		now = wayRight
		slices.Reverse(all)
	}
	var b strings.Builder
	for _, p := range all {
		if p.way == wayRight || p.way == wayNeutral && now == wayRight {
			now = wayRight
			for _, r := range slices.Backward(p.text) {
				b.WriteRune(mirror(r))
			}
			continue
		}
		if p.way != wayWeak {
			now = wayLeft
		}
		b.WriteString(string(p.text))
	}
	return strings.ReplaceAll(b.String(), string(silent), "")
}

// TestToldIsTheLine sets every line in both directions, and has PDFium's rules make text of
// what it is told.
func TestToldIsTheLine(t *testing.T) {
	e := newEngine(t)
	lines := append(writtenLines(t),
		writtenLine{Text: "<script>alert('a')</script> & \\(سالم\\)"}, writtenLine{Text: "ISO 9001 و IEEE 802.11 و API لسالم"},
		writtenLine{Text: "(((أ)))"}, writtenLine{Text: "A (ب) – C – (د) 5%"}, writtenLine{Text: "!"}, writtenLine{Text: "\u2067سالم\u2069 (\u2066-5\u2069)"})
	for _, base := range []bidi.Base{bidi.RightToLeft, bidi.LeftToRight} {
		for _, ln := range lines {
			text := clean(ln.Text, e.has)
			var told []rune
			for _, b := range (typesetter{fonts: newFontSet("G", nil)}).boxes(shape.NewShaper().Line(text, base, e.regular)) {
				told = append(told, b.told)
			}
			if got, want := pdfiumMakes(told), string(undirected([]rune(text))); got != want {
				t.Errorf("base %d: of %q PDFium makes %q", base, want, got)
			}
		}
	}
}

// TestTextsOfAReading says in what order the texts of a code are listed: the last is the one
// that everybody but PDFium takes, and the one that PDFium takes is the least.
func TestTextsOfAReading(t *testing.T) {
	for _, c := range []struct {
		b    box
		want []string
	}{
		{box{char: 'ب', told: 'ب'}, []string{"ب"}},
		{box{char: 'ب'}, []string{"ب"}},
		{box{char: 'ب', told: silent}, []string{"\u0002", "ب"}},
		{box{char: rightToLeft, told: silent, carrier: true}, []string{"\u0002", "\u200F"}},
		{box{char: leftToRight, told: '5', marks: 1, carrier: true}, []string{"5", "\u200E\u200E"}},
		{box{char: '\u064E', told: '\u0651', marks: 1, rtl: true}, []string{"\u0651", "\u064E\u200F"}},
	} {
		if got := c.b.reading().texts(); !slices.Equal(got, c.want) {
			t.Errorf("%+v is listed as %q, want %q", c.b, got, c.want)
		}
	}
}

// TestNoCodeTwiceInOnePlace has a line whose letters PDFium is told on carriers, of which it
// drops those of one code that stand in one place.
func TestNoCodeTwiceInOnePlace(t *testing.T) {
	e := newEngine(t)
	seen := map[reading]bool{}
	for _, b := range (typesetter{fonts: newFontSet("G", nil)}).boxes(shape.NewShaper().Line("تحليل PESSSTLE 2 للدورة", bidi.RightToLeft, e.regular)) {
		if r := b.reading(); b.carrier && b.told != silent {
			if seen[r] {
				t.Errorf("%q is told twice by one code", r.told)
			}
			seen[r] = true
		}
	}
	if len(seen) == 0 {
		t.Error("nothing is told by carriers")
	}
}
