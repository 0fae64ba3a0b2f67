package truetype

import (
	"encoding/binary"
	"math"
)

// firstComposite is the number of a subset's first composite; no font has so many
// glyphs.
const firstComposite GlyphID = 1 << 16

// A Subset collects the composites a document makes of a font's glyphs, and writes
// the font program that holds them.
type Subset struct {
	*Font
	composites []Composite
	known      map[string]GlyphID
}

// NewSubset begins an empty subset of f.
func NewSubset(f *Font) *Subset { return &Subset{Font: f, known: map[string]GlyphID{}} }

// Compose returns the number of a composite; the same one twice has one number.
func (s *Subset) Compose(c Composite) GlyphID {
	k := c.key()
	g, ok := s.known[k]
	if !ok {
		g = firstComposite + GlyphID(len(s.composites))
		s.composites = append(s.composites, c)
		s.known[k] = g
	}
	return g
}

// Find returns the number of s's own glyph that looks like g of another subset of the
// same font.
func (s *Subset) Find(other *Subset, g GlyphID) (GlyphID, bool) {
	if g < firstComposite {
		return g, true
	}
	g, ok := s.known[other.composite(g).key()]
	return g, ok
}

func (s *Subset) composite(g GlyphID) Composite { return s.composites[g-firstComposite] }

// Parts are what a glyph or composite is drawn of.
func (s *Subset) Parts(g GlyphID) []Part {
	if g < firstComposite {
		return []Part{{Glyph: g}}
	}
	return s.composite(g).Parts
}

// Advance is the width of a glyph or composite in font units.
func (s *Subset) Advance(g GlyphID) int {
	if g < firstComposite {
		return s.Font.Advance(g)
	}
	return s.composite(g).Advance
}

// A program is a subset while it is written.
type program struct {
	*Subset
	order  []GlyphID       // new number → glyph
	number map[GlyphID]int // glyph → new number
	glyf   []byte
	hmtx   []byte
	starts []int
	parts  int // most parts of any composite
}

// Program writes a font with the given glyphs numbered from 0 in that order (the
// first must be 0, the sign for a missing glyph), followed by those that their
// composites are made of. It has the tables of a CIDFontType2 and no others, and no
// hinting.
func (s *Subset) Program(glyphs []GlyphID) []byte {
	const usual = 160 // bytes of a glyph
	p := &program{Subset: s, number: make(map[GlyphID]int, 2*len(glyphs)), glyf: make([]byte, 0, usual*len(glyphs))}
	for _, g := range glyphs {
		p.add(g)
	}
	for i := 0; i < len(p.order); i++ {
		p.addPartsOf(p.order[i])
	}
	for _, g := range p.order {
		p.starts = append(p.starts, len(p.glyf))
		p.write(g)
		p.glyf = pad(p.glyf)
	}
	p.starts = append(p.starts, len(p.glyf))
	return p.assemble()
}

func (p *program) add(g GlyphID) {
	if _, ok := p.number[g]; !ok {
		p.number[g] = len(p.order)
		p.order = append(p.order, g)
	}
}

func (p *program) addPartsOf(g GlyphID) {
	if g >= firstComposite {
		for _, part := range p.composite(g).Parts {
			p.add(part.Glyph)
		}
		return
	}
	entry := p.outline(g)
	if isComposite(entry) {
		all, _ := components(entry)
		for _, c := range all {
			p.add(GlyphID(u16(entry[c.at+2:])))
		}
	}
}

func (p *program) write(g GlyphID) {
	if g >= firstComposite {
		p.writeComposite(p.composite(g))
		return
	}
	p.metrics(p.Font.Advance(g), p.leftBearing(g))
	entry := p.outline(g)
	switch {
	case len(entry) == 0:
	case isComposite(entry):
		p.copyComposite(entry)
	default:
		p.copySimple(entry)
	}
}

// copySimple copies a glyph of contours without its instructions.
func (p *program) copySimple(entry []byte) {
	ends := headerSize + 2*i16(entry)
	instructions := u16(entry[ends:])
	p.glyf = append(p.glyf, entry[:ends]...)
	p.glyf = append(p.glyf, 0, 0)
	p.glyf = append(p.glyf, entry[ends+2+instructions:]...)
}

// copyComposite copies a composite of the font itself, its components renumbered.
func (p *program) copyComposite(entry []byte) {
	all, end := components(entry)
	start := len(p.glyf)
	p.glyf = append(p.glyf, entry[:end]...)
	for _, c := range all {
		at := p.glyf[start+c.at:]
		number := p.number[GlyphID(u16(at[2:]))]
		binary.BigEndian.PutUint16(at, uint16(c.flags&^hasInstructions))
		binary.BigEndian.PutUint16(at[2:], uint16(number))
	}
	p.parts = max(p.parts, len(all))
}

// writeComposite writes one of ours. The left bearing must be the left of the box, or
// some rasterisers shift the glyph.
func (p *program) writeComposite(c Composite) {
	box := bounds{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	var inked []Part
	for _, part := range c.Parts {
		if entry := p.outline(part.Glyph); len(entry) > 0 {
			inked = append(inked, part)
			box = box.include(entry, part.DX, part.DY)
		}
	}
	if len(inked) == 0 {
		p.metrics(c.Advance, 0)
		return
	}
	p.metrics(c.Advance, box.left)
	p.words(-1, box.left, box.bottom, box.right, box.top)
	for i, part := range inked {
		flags := argsAreWords | argsAreOffsets
		if i+1 < len(inked) {
			flags |= moreComponents
		}
		p.words(flags, p.number[part.Glyph], part.DX, part.DY)
	}
	p.parts = max(p.parts, len(inked))
}

func (p *program) words(values ...int) {
	for _, v := range values {
		p.glyf = binary.BigEndian.AppendUint16(p.glyf, uint16(v))
	}
}

func (p *program) metrics(advance, bearing int) {
	p.hmtx = binary.BigEndian.AppendUint16(p.hmtx, uint16(max(advance, 0)))
	p.hmtx = binary.BigEndian.AppendUint16(p.hmtx, uint16(bearing))
}

// pad fills b with zeros to a multiple of four.
func pad(b []byte) []byte {
	for len(b)&3 != 0 {
		b = append(b, 0)
	}
	return b
}
