package truetype

import (
	"bytes"
	"testing"

	"github.com/go-text/typesetting/font"

	"masar/assets/fonts"
)

func amiri(t *testing.T) *Font {
	t.Helper()
	f, err := Parse("Amiri-Regular", fonts.AmiriRegular)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// read parses a program with another reader than ours, with the tables that it
// insists on and a subset has not.
func read(t *testing.T, f *Font, program []byte) *Font {
	t.Helper()
	sub := &Font{}
	if err := sub.readTables(withOS2(f, program)); err != nil {
		t.Fatal(err)
	}
	got, err := Parse("subset", withOS2(f, program))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func withOS2(f *Font, program []byte) []byte {
	s := &Font{}
	_ = s.readTables(program) // only the missing OS/2 stands between it and a whole font
	return file([]table{{"OS/2", f.tables["OS/2"]}, {"glyf", s.tables["glyf"]}, {"head", s.tables["head"]},
		{"hhea", s.tables["hhea"]}, {"hmtx", s.tables["hmtx"]}, {"loca", s.tables["loca"]}, {"maxp", s.tables["maxp"]}})
}

func TestSubsetKeepsGlyphsAndAdvances(t *testing.T) {
	f := amiri(t)
	s := NewSubset(f)
	wide := s.Compose(Composite{Parts: []Part{{Glyph: 2170}, {Glyph: 391, DX: 300, DY: -40}}, Advance: 900})
	blank := s.Compose(Composite{Advance: 17})
	got := read(t, f, s.Program([]GlyphID{0, 391, wide, blank}))
	if got.NumGlyphs != 7 { // the four asked for, 2170, and a letter and dots that 391 and 2170 are made of
		t.Errorf("%d glyphs, want 7", got.NumGlyphs)
	}
	for g, want := range []int{f.Advance(0), f.Advance(391), 900, 17} {
		if a := got.Advance(GlyphID(g)); a != want {
			t.Errorf("advance of %d is %d, want %d", g, a, want)
		}
	}
	if n := len(got.outline(3)); n != 0 {
		t.Errorf("the blank glyph has %d bytes", n)
	}
	if w := got.outline(2); i16(w) != -1 || i16(w[2:]) != got.leftBearing(2) {
		t.Errorf("composite begins %x, its bearing is %d", w[:10], got.leftBearing(2))
	}
}

func TestSameCompositeHasOneNumber(t *testing.T) {
	s, other := NewSubset(amiri(t)), NewSubset(amiri(t))
	c := Composite{Parts: []Part{{Glyph: 5, DX: 1}}, Advance: 3}
	a, b := s.Compose(c), s.Compose(c)
	if a != b {
		t.Errorf("numbers %d and %d", a, b)
	}
	if _, ok := other.Find(s, a); ok {
		t.Error("found in a subset that does not have it")
	}
	other.Compose(Composite{Advance: 1})
	want := other.Compose(c)
	if got, ok := other.Find(s, a); !ok || got != want {
		t.Errorf("Find = %d, %v, want %d", got, ok, want)
	}
}

func TestChecksumOfFile(t *testing.T) {
	p := NewSubset(amiri(t)).Program([]GlyphID{0, 36, 2170})
	if got := checksum(p); got != 0xB1B0AFBA {
		t.Errorf("checksum %X, want B1B0AFBA", got)
	}
}

func TestOrdinaryReaderAgrees(t *testing.T) {
	f, err := font.ParseTTF(bytes.NewReader(fonts.AmiriRegular))
	if err != nil {
		t.Fatal(err)
	}
	ours := amiri(t)
	for g := 0; g < ours.NumGlyphs; g += 7 {
		if want := int(f.HorizontalAdvance(font.GID(g))); ours.Advance(GlyphID(g)) != want {
			t.Fatalf("advance of %d is %d, want %d", g, ours.Advance(GlyphID(g)), want)
		}
	}
}

func TestBrokenFontsAreRefused(t *testing.T) {
	for _, n := range []int{0, 11, 40, 500, 100_000} {
		if _, err := Parse("cut", fonts.AmiriRegular[:n]); err == nil {
			t.Errorf("a font cut at %d bytes was read", n)
		}
	}
}
