// Package shape turns a line of text into glyphs in their places: it finds the order
// of the characters (package bidi), cuts the line where direction, script or typeface
// change, has each piece shaped by HarfBuzz, and can stretch Arabic by kashidas to a
// wanted width.
//
// The version of go-text is held at v0.3.3: later ones shape Arabic wrongly. The test
// against HarfBuzz's own output shows it.
package shape

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"

	"masar/internal/truetype"
)

// A Face is a typeface ready for shaping and for embedding. It does not change, so
// goroutines may share it.
type Face struct {
	*truetype.Font
	font  *font.Font
	other *Face // for what it lacks, or nil
}

// Parse reads a TrueType font, and gives it its PostScript name.
func Parse(name string, data []byte) (*Face, error) {
	tt, err := truetype.Parse(name, data)
	if err != nil {
		return nil, err
	}
	f, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	return &Face{Font: tt, font: f.Font}, nil
}

// Or returns the face with another in whose glyphs the characters are set that it lacks.
func (f *Face) Or(other *Face) *Face {
	with := *f
	with.other = other
	return &with
}

// Covers reports whether the face, or the one for what it lacks, has a glyph for r.
func (f *Face) Covers(r rune) bool { return f.Has(r) || f.other != nil && f.other.Covers(r) }

// Has reports whether the face has a glyph for r.
func (f *Face) Has(r rune) bool {
	_, ok := f.font.NominalGlyph(r)
	return ok
}

// AppendPath writes the drawing of a glyph, moved by (dx, dy), as the data of an SVG path
// in font units.
func (f *Face) AppendPath(b []byte, g truetype.GlyphID, dx, dy int) []byte {
	o, _ := font.NewFace(f.font).GlyphData(font.GID(g)).(font.GlyphOutline)
	for _, s := range o.Segments {
		b = append(b, "MLQC"[s.Op])
		for _, at := range s.ArgsSlice() {
			b = strconv.AppendInt(append(b, ' '), int64(math.Round(float64(at.X)))+int64(dx), 10)
			b = strconv.AppendInt(append(b, ' '), int64(math.Round(float64(at.Y)))+int64(dy), 10)
		}
	}
	return b
}

// forShaping is a face as HarfBuzz wants it, one for each Shaper; its scale is the
// font's own units.
func (f *Face) forShaping() *harfbuzz.Font {
	return harfbuzz.NewFont(font.NewFace(f.font))
}
