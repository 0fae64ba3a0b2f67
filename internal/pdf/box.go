package pdf

import (
	"unicode"

	"masar/internal/bidi"
	"masar/internal/shape"
	"masar/internal/truetype"
)

// A box is the place of exactly one character on a line. Readers of a PDF find the text
// again from the order and the edges of such boxes; every rule in this file and in
// carrier.go is there so that they find what was written.
type box struct {
	face    *shape.Face
	glyph   truetype.GlyphID
	char    rune
	told    rune // what PDFium reads instead; see pdfium.go
	marks   int  // of direction that all others read behind char
	advance int  // in units of the face
	rtl     bool
	carrier bool // no character of the line
}

// A typesetter makes boxes of shaped lines for the fonts of one document.
type typesetter struct {
	fonts *fontSet
	// exact gives boxes that run left to right their own advance too, as letter-spaced
	// words need.
	exact bool
}

// boxes are those of a line, in visual order, with the carriers that hold its direction.
// What isolated a part of it has done its work, and is not printed.
func (t typesetter) boxes(ln *shape.Line) []box {
	all := make([]box, 0, len(ln.Text)+8)
	for _, c := range ln.Clusters() {
		if len(c.Text) != 1 || !bidi.Control(c.Text[0]) {
			all = t.partition(all, c)
		}
	}
	all = t.carry(all, ln.Base)
	return t.tell(all, undirected(ln.Written()))
}

// partition divides the room of a cluster among its characters: one of them carries all
// the ink, as a composite, the others are blank. Marks take no room.
func (t typesetter) partition(all []box, c shape.Cluster) []box {
	first := c.Glyphs[0]
	if len(c.Text) == 0 {
		return all // nothing was written here
	}
	if len(c.Text) == 1 && len(c.Glyphs) == 1 {
		return append(all, t.single(first, c.Text[0]))
	}
	parts, advance := assemble(c.Glyphs)
	widths, inked := share(c.Text, advance)
	x := 0
	for n := range c.Text {
		i := n
		if first.RTL {
			i = len(c.Text) - 1 - n
		}
		blank := truetype.Composite{Advance: widths[i]}
		if i == inked {
			blank.Parts = shifted(parts, -x)
		}
		all = append(all, box{
			face: first.Face, glyph: t.fonts.font(first.Face).subset.Compose(blank),
			char: c.Text[i], advance: widths[i], rtl: first.RTL,
		})
		x += widths[i]
	}
	return all
}

// tolerance is how far, in thousandths of an em, a box may be from its glyph's own
// advance before readers see a gap or an overlap.
const tolerance = 8

// single is the box of a glyph that stands for one character. If it is placed otherwise
// than the font has it, a copy of the glyph is made with that place and advance.
func (t typesetter) single(g shape.Glyph, char rune) box {
	b := box{face: g.Face, glyph: g.ID, char: char, advance: g.Advance, rtl: g.RTL}
	off := g.Advance - g.Face.Advance(g.ID)
	narrow := off*1000 > tolerance*g.Face.UnitsPerEm || -off*1000 > tolerance*g.Face.UnitsPerEm
	if g.DX != 0 || g.DY != 0 || narrow && (g.RTL || t.exact) {
		b.glyph = t.fonts.font(g.Face).subset.Compose(truetype.Composite{
			Parts: []truetype.Part{{Glyph: g.ID, DX: g.DX, DY: g.DY}}, Advance: g.Advance,
		})
	}
	return b
}

// assemble puts the glyphs of a cluster side by side.
func assemble(glyphs []shape.Glyph) (parts []truetype.Part, advance int) {
	for _, g := range glyphs {
		parts = append(parts, truetype.Part{Glyph: g.ID, DX: advance + g.DX, DY: g.DY})
		advance += g.Advance
	}
	return parts, max(advance, 0)
}

func shifted(parts []truetype.Part, dx int) []truetype.Part {
	out := make([]truetype.Part, len(parts))
	for i, p := range parts {
		out[i] = truetype.Part{Glyph: p.Glyph, DX: p.DX + dx, DY: p.DY}
	}
	return out
}

// share divides an advance equally among the letters of a cluster. The first letter
// takes what does not divide, and the ink.
func share(text []rune, advance int) (widths []int, inked int) {
	widths = make([]int, len(text))
	letters := 0
	inked = -1
	for i, r := range text {
		if !unicode.Is(unicode.Mn, r) {
			letters++
			if inked < 0 {
				inked = i
			}
		}
	}
	if inked < 0 { // marks alone
		widths[0] = advance
		return widths, 0
	}
	for i, r := range text {
		if !unicode.Is(unicode.Mn, r) {
			widths[i] = advance / letters
		}
	}
	widths[inked] += advance % letters
	return widths, inked
}
