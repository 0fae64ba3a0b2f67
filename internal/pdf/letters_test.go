package pdf

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"masar/assets/fonts"
)

// TestNoLetterIsSilent goes through the letters of every block of Arabic and Latin that names
// are written with: none may be printed as nothing or as unknown.
func TestNoLetterIsSilent(t *testing.T) {
	e, err := New(Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold})
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range []struct {
		name     string
		from, to rune
		least    int // letters in it
	}{
		{"Basic Latin", 'A', 'z', 52}, {"Latin-1", 0xA0, 0xFF, 60}, {"Extended-A", 0x100, 0x17F, 128}, {"Extended-B", 0x180, 0x24F, 200},
		{"IPA", 0x250, 0x2AF, 90}, {"Additional", 0x1E00, 0x1EFF, 250}, {"Ligatures", 0xFB00, 0xFB06, 7},
		{"Arabic", 0x600, 0x6FF, 150}, {"Supplement", 0x750, 0x77F, 48}, {"Arabic Extended-B", 0x870, 0x88F, 20}, {"Arabic Extended-A", 0x8A0, 0x8FF, 35},
		{"Forms-A", 0xFB50, 0xFDFF, 500}, {"Forms-B", 0xFE70, 0xFEFC, 130},
	} {
		letters := 0
		for r := block.from; r <= block.to; r++ {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			letters++
			got := clean(string(r), e.has)
			if got == "" || strings.Contains(got, unknown) || strings.ContainsFunc(got, func(r rune) bool { return !e.has(r) }) {
				t.Errorf("%s: %c (%U) is printed as %q", block.name, r, r, got)
			}
		}
		if letters < block.least {
			t.Errorf("%s has %d letters, want %d", block.name, letters, block.least)
		}
	}
}

// TestInstead has an engine without other typefaces print what its own lacks, and one with
// them what both lack.
func TestInstead(t *testing.T) {
	alone, err := New(Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][2]string{
		"Phạm Thị Ngọc Diễm": {"Pham Thi Ngoc Diêm", "Phạm Thị Ngọc Diễm"}, // with such marks as there are
		"Əliyev Ƙaddafi":     {"Eliyev Kaddafi", "Əliyev Ƙaddafi"},
		"Ștefan ẞ ﬁ Ⅳ":       {"Stefan SS fi IV", "Ștefan ẞ ﬁ Ⅳ"},
		"Кузнецов А. 🎓":      {"? ?.", "Кузнецов А."},
		"شيࢢࣄ":               {"شيجق", "شيجق"},
		"१२ ۳ ٤":             {"12 ۳ ٤", "12 ۳ ٤"}, // digits of our own stay
		"李伟 Li":              {"? Li", "? Li"},
		"Why? 李":             {"Why? ?", "Why? ?"},
		"王":                  {"", ""}, // nothing is known
		"🎓":                  {"", ""},
	} {
		for i, e := range []*Engine{alone, newEngine(t)} {
			if got := clean(text, e.has); got != want[i] {
				t.Errorf("with %d other typefaces, clean(%q) = %q, want %q", i, text, got, want[i])
			}
		}
	}
	if got := string(alone.Unprintable("Phạm李")); got != "ạ李" {
		t.Errorf("unprintable: %q", got)
	}
	if got := string(newEngine(t).Unprintable("Phạm李")); got != "李" {
		t.Errorf("unprintable: %q", got)
	}
}

// TestLettersOnEveryPaper prints a name with letters that the typeface lacks on each kind of
// paper.
func TestLettersOnEveryPaper(t *testing.T) {
	e := newEngine(t)
	const name = "Phạm Thị Ngọc Diễm"
	c := sample()
	c.NameEn, c.Lang = name, english
	s := sampleSheet(english)
	s.People = []Attendee{{Number: "1", Name: name}}
	var list, record bytes.Buffer
	if err := e.SignInSheet(&list, s); err != nil {
		t.Fatal(err)
	}
	r := TrainingRecord{Lang: english, Title: "Training record", Lines: []string{name}, IssuedAt: c.IssuedAt}
	if err := e.TrainingRecord(&record, r); err != nil {
		t.Fatal(err)
	}
	for paper, file := range map[string][]byte{"certificate": write(t, e, "letters", c), "sheet": list.Bytes(), "record": record.Bytes()} {
		if text := plain(run(t, "pdftotext", "-layout", saved(t, file), "-")); !strings.Contains(text, name) {
			t.Errorf("the %s has no %q:\n%s", paper, name, text)
		}
	}
}
