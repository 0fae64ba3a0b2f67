package shape

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-text/typesetting/language"

	"masar/assets/fonts"
	"masar/internal/bidi"
)

func amiri(t testing.TB) (regular, bold *Face) {
	t.Helper()
	regular, err := Parse("Amiri-Regular", fonts.AmiriRegular)
	if err != nil {
		t.Fatal(err)
	}
	bold, err = Parse("Amiri-Bold", fonts.AmiriBold)
	if err != nil {
		t.Fatal(err)
	}
	return regular, bold
}

func lines(t testing.TB, name string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

// TestHarfBuzz compares glyph, cluster, advance and offsets with what HarfBuzz 15.0.0
// itself makes of every line of the corpus, each as one right-to-left Arabic run.
func TestHarfBuzz(t *testing.T) {
	regular, bold := amiri(t)
	corpus := lines(t, "corpus.txt")
	if len(corpus) < 300 {
		t.Fatalf("the corpus has %d lines", len(corpus))
	}
	for name, face := range map[string]*Face{"regular": regular, "bold": bold} {
		golden := lines(t, "harfbuzz-amiri-"+name+".txt")
		s := NewShaper()
		for i, text := range corpus {
			runes := []rune(text)
			run := item{Run: bidi.Run{End: len(runes), Level: 1}, face: face, script: language.Arabic}
			if got := dump(s.appendItem(nil, runes, run)); got != golden[i] {
				t.Errorf("%s, %q:\n got %s\nwant %s", name, text, got, golden[i])
			}
		}
	}
}

func dump(glyphs []Glyph) string {
	var b strings.Builder
	for i, g := range glyphs {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d@%d(%d,%d,%d)", g.ID, g.Start, g.Advance, g.DX, g.DY)
	}
	return b.String()
}

// TestClustersHoldTheText puts the clusters of each line back into reading order and
// must find every character once.
func TestClustersHoldTheText(t *testing.T) {
	regular, _ := amiri(t)
	s := NewShaper()
	for _, text := range lines(t, "corpus.txt") {
		ln := s.Line(text, bidi.RightToLeft, regular)
		found := map[int]string{}
		for _, c := range ln.Clusters() {
			found[c.Glyphs[0].Start] += string(c.Text)
		}
		var b strings.Builder
		for i := range ln.Text {
			b.WriteString(found[i])
		}
		if b.String() != text {
			t.Errorf("clusters hold %q, want %q", b.String(), text)
		}
	}
}

func TestVisualOrderOfMixedLine(t *testing.T) {
	regular, _ := amiri(t)
	ln := NewShaper().Line("دورة Go رقم 12", bidi.RightToLeft, regular)
	var b strings.Builder
	for _, c := range ln.Clusters() {
		b.WriteString(string(c.Text))
	}
	if want := "12 مقر Go ةرود"; b.String() != want {
		t.Errorf("visual order %q, want %q", b.String(), want)
	}
}

func TestStretchReachesTheWidthAndKeepsTheText(t *testing.T) {
	_, bold := amiri(t)
	s := NewShaper()
	const text = "شهادة إتمام"
	natural := s.Line(text, bidi.RightToLeft, bold).Width()
	want := natural * 1.6
	ln := s.Stretch(text, bidi.RightToLeft, want, bold)
	if w := ln.Width(); w < want-2 || w > want+2 {
		t.Errorf("width %.0f, want %.0f", w, want)
	}
	if len(ln.Text) <= len([]rune(text)) {
		t.Error("no kashida was put in")
	}
	var b strings.Builder
	all := ln.Clusters()
	for i := len(all) - 1; i >= 0; i-- {
		b.WriteString(string(all[i].Text))
	}
	if b.String() != text {
		t.Errorf("text %q, want %q", b.String(), text)
	}
}

func TestKashidaPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"شهادة":    "شـهادة", // after the teeth of sheen
		"إتمام":    "إتمـام", // before alef
		"الله":     "الله",   // never in the name of God
		"سلام":     "سـلام",
		"رَسْمِيّ": "رَسْـمِيّ", // after the marks of the letter
		"دار":      "دار",       // nothing joins
		"Go":       "Go",
	} {
		runes := []rune(text)
		places := kashidaPlaces(runes)
		ones := make([]int, len(places))
		for i := range ones {
			ones[i] = 1
		}
		if got, _ := lengthen(runes, places, ones); string(got) != want {
			t.Errorf("%s is stretched as %s, want %s", text, string(got), want)
		}
	}
}

// TestWordsThatTouchAreNotKept shapes the same letters alone and beside others that they
// join across a change of face, and must not take one for the other.
func TestWordsThatTouchAreNotKept(t *testing.T) {
	regular, bold := amiri(t)
	s := NewShaper()
	alone := s.shape([]rune("سل"), item{Run: bidi.Run{End: 2, Level: 1}, face: regular, script: language.Arabic})
	text := []rune("سلام")
	first := s.word(text, item{Run: bidi.Run{End: 2, Level: 1}, face: regular, script: language.Arabic})
	last := s.word(text, item{Run: bidi.Run{Start: 2, End: 4, Level: 1}, face: bold, script: language.Arabic})
	if dump(first) == dump(alone) || len(last) == 0 {
		t.Errorf("%s beside other letters is shaped as alone: %s", "سل", dump(first))
	}
	if len(s.words) != 0 {
		t.Errorf("%d words were kept", len(s.words))
	}
}

// TestShapedAgainIsTheSame shapes lines twice, the second time from kept words.
func TestShapedAgainIsTheSame(t *testing.T) {
	regular, _ := amiri(t)
	s := NewShaper()
	for _, text := range lines(t, "corpus.txt") {
		once, again := s.Line(text, bidi.RightToLeft, regular), s.Line(text, bidi.RightToLeft, regular)
		if dump(once.Glyphs) != dump(again.Glyphs) {
			t.Errorf("%q is shaped otherwise the second time", text)
		}
	}
}

func TestEmptyAndMissing(t *testing.T) {
	regular, _ := amiri(t)
	s := NewShaper()
	if ln := s.Line("", bidi.RightToLeft, regular); len(ln.Glyphs) != 0 || ln.Width() != 0 {
		t.Errorf("an empty line has %d glyphs", len(ln.Glyphs))
	}
	if ln := s.Line("漢", bidi.LeftToRight, regular); len(ln.Glyphs) != 1 || ln.Glyphs[0].ID != 0 {
		t.Errorf("a missing character gives %v", ln.Glyphs)
	}
}

// TestOtherFace sets a line in a face and another for what it lacks: a letter and the marks on
// it stay in one, and so do spaces.
func TestOtherFace(t *testing.T) {
	regular, _ := amiri(t)
	gentium, err := Parse("GentiumPlus-Regular", fonts.GentiumRegular)
	if err != nil {
		t.Fatal(err)
	}
	face := regular.Or(gentium)
	if regular.Covers('ạ') || !face.Covers('ạ') || face.Has('ạ') || face.Covers('李') {
		t.Error("the faces do not cover what they should")
	}
	for text, want := range map[string]string{
		"Pha":           "aaa",
		"Phạm":          "aaga",
		"ạ ạ":           "gag",
		"b\u0323c":      "gga", // a mark that the first lacks takes its letter along
		"e\u0301 é":     "aaaa",
		"سُ ạ":          "aaag",
		"\u2066ạ\u2069": "agg",
	} {
		want = strings.ReplaceAll(want, " ", "")
		var got strings.Builder
		for _, f := range chooseFaces([]rune(text), []*Face{face}) {
			switch f {
			case face:
				got.WriteByte('a')
			case gentium:
				got.WriteByte('g')
			}
		}
		if got.String() != want {
			t.Errorf("%q is set in %s, want %s", text, &got, want)
		}
	}
}
