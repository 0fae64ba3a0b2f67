package pdf

import (
	"strconv"

	"masar/internal/shape"
	"masar/internal/truetype"
)

// A docFont is a face as one document embeds it: the glyphs it uses, each with what it is
// read as. The pair has a code; codes begin at 1.
type docFont struct {
	face     *shape.Face
	resource string // its name in the page's resources
	subset   *truetype.Subset
	codes    map[readGlyph]int
	used     []readGlyph // by code-1
	template *docFont    // the same face in the template, whose glyphs are used first
}

// A readGlyph is a glyph and what it is read as.
type readGlyph struct {
	glyph truetype.GlyphID
	reading
}

// code finds the code of a glyph, and the font that has it.
func (f *docFont) code(g truetype.GlyphID, as reading) (*docFont, int) {
	if t := f.template; t != nil {
		if same, ok := t.subset.Find(f.subset, g); ok {
			if c, ok := t.codes[readGlyph{same, as}]; ok {
				return t, c
			}
		}
	}
	k := readGlyph{g, as}
	c, ok := f.codes[k]
	if !ok {
		f.used = append(f.used, k)
		c = len(f.used)
		f.codes[k] = c
	}
	return f, c
}

// width is the advance of a glyph as the font dictionary gives it, in thousandths of an em.
func (f *docFont) width(g truetype.GlyphID) int {
	em := f.face.UnitsPerEm
	return (max(0, f.subset.Advance(g))*1000 + em/2) / em
}

// A fontSet holds the fonts of a document.
type fontSet struct {
	prefix   string // of resource names
	fonts    map[*shape.Face]*docFont
	order    []*docFont
	template *fontSet // or nil
}

func newFontSet(prefix string, template *fontSet) *fontSet {
	return &fontSet{prefix: prefix, fonts: map[*shape.Face]*docFont{}, template: template}
}

// font is the document's font for a face.
func (s *fontSet) font(face *shape.Face) *docFont {
	f := s.fonts[face]
	if f == nil {
		f = &docFont{
			face: face, resource: s.prefix + strconv.Itoa(len(s.order)+1),
			subset: truetype.NewSubset(face.Font), codes: map[readGlyph]int{},
		}
		if s.template != nil {
			f.template = s.template.fonts[face]
		}
		s.fonts[face] = f
		s.order = append(s.order, f)
	}
	return f
}
