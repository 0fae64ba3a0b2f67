package pdf

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// TestLongNamesTakeTwoLines prints names of growing length: on one line as long as they can be
// read at ease, then on two, cut between words and as wide as the line may be at most. Where
// other things stand does not depend on it.
func TestLongNamesTakeTwoLines(t *testing.T) {
	e := newEngine(t)
	const part = "عبد الرحمن"
	for parts, lines := range map[int]int{1: 1, 3: 1, 9: 2, 20: 2} {
		c := sample()
		c.Lang = arabic
		c.NameAr = strings.TrimSpace(strings.Repeat(part+" ", parts))
		got := extracted(t, write(t, e, "two-lines", c))
		if whole := got[c.NameAr]; lines == 1 && !whole || lines == 2 && whole {
			t.Errorf("%d parts: printed on one line: %v", parts, whole)
		}
		if !got[c.TitleAr] || !got[c.Serial] {
			t.Errorf("%d parts: the rest of the page is not there", parts)
		}
	}
}

func TestHalved(t *testing.T) {
	e := newEngine(t)
	d := newDocument(shape.NewShaper(), true, newFontSet("G", nil))
	s := style{face: e.bold, size: 34, base: bidi.Auto, most: textWidth}
	for text, want := range map[string][2]string{
		"aa bb":          {"aa", "bb"},
		"a b c dddddd":   {"a b c", "dddddd"},
		"Salim Al Mandh": {"Salim", "Al Mandh"}, // though the halves were more alike
		"سالم بن راشد":   {"سالم", "بن راشد"},
	} {
		ln, _ := d.set(s, text)
		if upper, lower, ok := d.halved(s, text, ln); !ok || upper != want[0] || lower != want[1] {
			t.Errorf("%q is cut into %q and %q", text, upper, lower)
		}
	}
	ln, _ := d.set(s, "oneword")
	if _, _, ok := d.halved(s, "oneword", ln); ok {
		t.Error("a word was cut")
	}
}

// TestNobodySigns has the issuer in the place of signatories, and only there.
func TestNobodySigns(t *testing.T) {
	e := newEngine(t)
	c := sample()
	c.SignedAr, c.SignedEn = "شهادة موقَّعة إلكترونيًّا", "Signed electronically"
	if got := extracted(t, write(t, e, "signed", c)); got[c.SignedEn] || got[plain(c.SignedAr)] {
		t.Error("it says how it is signed though people sign")
	}
	c.Signatories = nil
	for _, lang := range []string{both, arabic, english, each} {
		c.Lang = lang
		text := plain(run(t, "pdftotext", saved(t, write(t, e, "nobody-signs", c)), "-"))
		for words, want := range map[string]bool{plain(c.SignedAr): lang != english, c.SignedEn: lang != arabic} {
			if strings.Contains(text, words) != want {
				t.Errorf("%s: %q is there: %v", lang, words, !want)
			}
		}
	}
	c.IssuerAr, c.IssuerEn = "", ""
	if got := extracted(t, write(t, e, "nobody", c)); !got[c.Serial] {
		t.Error("a certificate of no issuer and no signatories is not printed")
	}
}

// TestFootIsWithinTheFrame compares where the foot and the frame are drawn: nothing that is
// printed is nearer to the edge than printers reach, and the note is clear of the rule.
func TestFootIsWithinTheFrame(t *testing.T) {
	const reach, rule = 12.0, innerFrame + 2.6
	if star := edge + band/2 - 21; star < reach {
		t.Errorf("the stars are %.1f points from the edge", star)
	}
	e := newEngine(t)
	c := sample()
	words := run(t, "pdftotext", "-bbox", saved(t, write(t, e, "foot", c)), "-")
	for _, want := range []string{"independent", "body."} {
		m := regexp.MustCompile(`yMax="([0-9.]+)">` + want).FindStringSubmatch(words)
		if m == nil {
			t.Fatalf("%s is not in\n%s", want, words)
		}
		if bottom, err := strconv.ParseFloat(m[1], 64); err != nil || bottom > a4Short-rule {
			t.Errorf("%s reaches down to %.1f, the rule stands at %.1f", want, bottom, a4Short-rule)
		}
	}
}
