// Package truetype reads TrueType fonts as far as embedding them takes, and writes
// subsets of them: only the glyphs a document uses, together with composites made of
// them, which a document may need but no font has (a whole cluster as one glyph, a
// glyph with another advance, an empty one).
//
// Only fonts with outlines in a glyf table are read, no CFF.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A GlyphID numbers a glyph of a font. In a subset, numbers from firstComposite on
// are its composites.
type GlyphID int

// A Font is a parsed font. It does not change, so goroutines may share it.
type Font struct {
	Name       string // PostScript name
	UnitsPerEm int
	NumGlyphs  int

	// Measures for a font descriptor, in thousandths of an em.
	Ascent, Descent, CapHeight, StemWidth int
	Box                                   [4]int // left, bottom, right, top

	tables   map[string][]byte
	loca     []uint32
	numHMets int
}

var required = map[string]int{"head": 54, "hhea": 36, "maxp": 32, "hmtx": 4, "loca": 4, "glyf": 1, "OS/2": 90}

// Parse reads a font, and gives it its PostScript name.
func Parse(name string, data []byte) (*Font, error) {
	f := &Font{Name: name}
	if err := f.readTables(data); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	head, hhea, os2 := f.tables["head"], f.tables["hhea"], f.tables["OS/2"]
	f.UnitsPerEm = u16(head[18:])
	f.NumGlyphs = u16(f.tables["maxp"][4:])
	f.numHMets = u16(hhea[34:])
	if f.UnitsPerEm == 0 || f.NumGlyphs == 0 || f.numHMets == 0 || f.numHMets > f.NumGlyphs ||
		len(f.tables["hmtx"]) < 2*(f.numHMets+f.NumGlyphs) {
		return nil, fmt.Errorf("font %s: measures do not add up", name)
	}
	f.Ascent, f.Descent = f.mille(i16(hhea[4:])), f.mille(i16(hhea[6:]))
	f.CapHeight = f.mille(i16(os2[88:]))
	f.StemWidth = stemWidth(u16(os2[4:]))
	for i := range f.Box {
		f.Box[i] = f.mille(i16(head[36+2*i:]))
	}
	if err := f.readLoca(); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	return f, nil
}

// stemWidth guesses the width of a stem, in thousandths of an em, from a weight
// between 100 and 900; readers use it only to imitate a font that is missing.
func stemWidth(weight int) int { return 50 + weight*weight/(65*65) }

func (f *Font) readTables(data []byte) error {
	if len(data) < 12 {
		return errors.New("too short")
	}
	f.tables = map[string][]byte{}
	for i := range u16(data[4:]) {
		if len(data) < 28+16*i {
			return errors.New("table directory is cut short")
		}
		entry := data[12+16*i:]
		from, size := uint64(u32(entry[8:])), uint64(u32(entry[12:]))
		if from+size > uint64(len(data)) {
			return fmt.Errorf("table %q is cut short", entry[:4])
		}
		f.tables[string(entry[:4])] = data[from : from+size]
	}
	for tag, size := range required {
		if len(f.tables[tag]) < size {
			return fmt.Errorf("table %q is missing or too short", tag)
		}
	}
	return nil
}

func (f *Font) readLoca() error {
	loca, long := f.tables["loca"], u16(f.tables["head"][50:]) == 1
	f.loca = make([]uint32, f.NumGlyphs+1)
	for i := range f.loca {
		switch {
		case long && len(loca) >= 4*i+4:
			f.loca[i] = u32(loca[4*i:])
		case !long && len(loca) >= 2*i+2:
			f.loca[i] = 2 * uint32(u16(loca[2*i:]))
		default:
			return errors.New("glyph locations are cut short")
		}
		if int(f.loca[i]) > len(f.tables["glyf"]) || i > 0 && f.loca[i] < f.loca[i-1] {
			return errors.New("glyph locations are out of order")
		}
	}
	return nil
}

// mille converts font units to thousandths of an em.
func (f *Font) mille(v int) int { return v * 1000 / f.UnitsPerEm }

// Advance is the width of a glyph in font units.
func (f *Font) Advance(g GlyphID) int {
	return u16(f.tables["hmtx"][4*min(int(g), f.numHMets-1):])
}

func (f *Font) leftBearing(g GlyphID) int {
	hmtx := f.tables["hmtx"]
	if int(g) < f.numHMets {
		return i16(hmtx[4*int(g)+2:])
	}
	return i16(hmtx[2*(int(g)+f.numHMets):])
}

// outline is the glyph's entry in the glyf table, empty for a blank one.
func (f *Font) outline(g GlyphID) []byte {
	if int(g) >= f.NumGlyphs {
		return nil
	}
	return f.tables["glyf"][f.loca[g]:f.loca[g+1]]
}

func u16(b []byte) int    { return int(binary.BigEndian.Uint16(b)) }
func i16(b []byte) int    { return int(int16(binary.BigEndian.Uint16(b))) }
func u32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
