package pdf

import (
	"fmt"
	"slices"
	"testing"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// chars are the characters of a line's boxes, as they stand from the left; a carrier's
// mark shows as < for left to right and > for right to left.
func chars(t *testing.T, text string, base bidi.Base) string {
	t.Helper()
	e := newEngine(t)
	var out []rune
	for _, b := range (typesetter{fonts: newFontSet("G", nil)}).boxes(shape.NewShaper().Line(text, base, e.regular)) {
		switch b.char {
		case leftToRight:
			out = append(out, '<')
		case rightToLeft:
			out = append(out, '>')
		default:
			out = append(out, b.char)
		}
	}
	return string(out)
}

func TestOneBoxACharacter(t *testing.T) {
	for text, want := range map[string]string{
		"لا":      "ال", // one ligature, two boxes
		"الله":    "هللا",
		"مُدَّة":  "ةّ\u064Eد\u064Fم", // marks to the left of their letters
		"سنة 12م": "م>12< ةنس",        // digits between their carriers
		"أ، ب":    "ب >،أ",            // a sign is held to the right
		"(أ)":     "><)<أ><(<",        // and a bracket from being mirrored again
	} {
		if got := chars(t, text, bidi.RightToLeft); got != want {
			t.Errorf("%s is set as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"A.": "A.<", "(B": "<(B", "C3": "C3", "": ""} {
		if got := chars(t, text, bidi.LeftToRight); got != want {
			t.Errorf("%s is set as %q, want %q", text, got, want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		text    string
		advance int
		widths  []int
		inked   int
	}{
		{"لا", 401, []int{201, 200}, 0},
		{"لَا", 400, []int{200, 0, 200}, 0},
		{"\u064Eل", 300, []int{0, 300}, 1},
		{"\u064E\u064F", 120, []int{120, 0}, 0},
	} {
		widths, inked := share([]rune(c.text), c.advance)
		if !slices.Equal(widths, c.widths) || inked != c.inked {
			t.Errorf("share(%q, %d) = %v, %d, want %v, %d", c.text, c.advance, widths, inked, c.widths, c.inked)
		}
	}
}

func TestBoxesAreAsWideAsTheLine(t *testing.T) {
	e := newEngine(t)
	for _, text := range []string{"شهادة إتمام", "مُحَمَّدٌ بْنُ عَلِيّ", "AVATAR To", "الهاتف: +968 2400 0000"} {
		ln := shape.NewShaper().Line(text, bidi.RightToLeft, e.bold)
		sum := 0
		for _, b := range (typesetter{fonts: newFontSet("G", nil)}).boxes(ln) {
			sum += b.advance
		}
		if float64(sum) != ln.Width() {
			t.Errorf("%s: boxes are %d wide, the line %.0f", text, sum, ln.Width())
		}
	}
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.001: "0", 1.5: "1.5", -2.25: "-2.25", 100.004: "100", 0.05: "0.05", 841.89: "841.89"} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

func TestStrings(t *testing.T) {
	for _, c := range [][2]string{
		{textString("أ😀"), "<FEFF0623D83DDE00>"},
		{byteString(`a(b)\c`), `(a\(b\)\\c)`},
		{pdfName("application/ld+json"), "application#2Fld+json"},
		{ascii("شهادة.json"), "_____.json"},
		{pdfDate(sample().IssuedAt), "(D:20260316143000+04'00')"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %s, want %s", c[0], c[1])
		}
	}
}

func TestLayerCacheForgetsTheOldest(t *testing.T) {
	var c layerCache
	drawn := 0
	get := func(i int) {
		t.Helper()
		_, err := c.get(layerKey{byte(i)}, func() (*layer, error) { drawn++; return &layer{base: i}, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range mostLayers + 1 {
		get(i)
		get(i)
	}
	if drawn != mostLayers+1 {
		t.Errorf("%d layers were drawn, want each once", drawn)
	}
	if get(0); drawn != mostLayers+2 {
		t.Error("the oldest layer was still kept")
	}
	if _, err := c.get(layerKey{255}, func() (*layer, error) { return nil, fmt.Errorf("no") }); err == nil {
		t.Error("an error was lost")
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	for _, s := range []string{"", "%PDF-1.3\n", "startxref\n9\n", "xref\n0 9\nstartxref\n0\n%%EOF\n"} {
		if _, err := parse([]byte(s)); err == nil {
			t.Errorf("%q was taken for a file of fpdf's", s)
		}
	}
}
