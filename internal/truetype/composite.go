package truetype

import "encoding/binary"

// A Part is a glyph placed in a composite, in font units from its origin.
type Part struct {
	Glyph  GlyphID
	DX, DY int
}

// A Composite is a glyph made of others. Without parts it is blank.
type Composite struct {
	Parts   []Part
	Advance int
}

// key tells composites apart.
func (c Composite) key() string {
	b := make([]byte, 0, 4+12*len(c.Parts))
	b = binary.BigEndian.AppendUint32(b, uint32(c.Advance))
	for _, p := range c.Parts {
		b = binary.BigEndian.AppendUint32(b, uint32(p.Glyph))
		b = binary.BigEndian.AppendUint32(b, uint32(p.DX))
		b = binary.BigEndian.AppendUint32(b, uint32(p.DY))
	}
	return string(b)
}

// Flags of a component in a composite glyph.
const (
	argsAreWords    = 0x0001
	argsAreOffsets  = 0x0002
	hasScale        = 0x0008
	moreComponents  = 0x0020
	hasXYScale      = 0x0040
	hasMatrix       = 0x0080
	hasInstructions = 0x0100
)

// headerSize is the size of a glyph's head: number of contours and bounding box.
const headerSize = 10

// component is where a component of a composite stands in its entry.
type component struct{ at, flags int }

// components walks the components of a composite's entry, and says where they end.
func components(entry []byte) (all []component, end int) {
	for at := headerSize; ; {
		c := component{at: at, flags: u16(entry[at:])}
		all = append(all, c)
		at += 4 + c.argumentSize() + c.scaleSize()
		if c.flags&moreComponents == 0 {
			return all, at
		}
	}
}

func (c component) argumentSize() int {
	if c.flags&argsAreWords != 0 {
		return 4
	}
	return 2
}

func (c component) scaleSize() int {
	switch {
	case c.flags&hasScale != 0:
		return 2
	case c.flags&hasXYScale != 0:
		return 4
	case c.flags&hasMatrix != 0:
		return 8
	}
	return 0
}

// isComposite reports whether a glyf entry is made of components.
func isComposite(entry []byte) bool { return len(entry) > 0 && i16(entry) < 0 }

// A bounds is the box around what is drawn, in font units.
type bounds struct{ left, bottom, right, top int }

// include widens b to hold a glyf entry drawn at (dx, dy).
func (b bounds) include(entry []byte, dx, dy int) bounds {
	return bounds{
		left:   min(b.left, i16(entry[2:])+dx),
		bottom: min(b.bottom, i16(entry[4:])+dy),
		right:  max(b.right, i16(entry[6:])+dx),
		top:    max(b.top, i16(entry[8:])+dy),
	}
}
