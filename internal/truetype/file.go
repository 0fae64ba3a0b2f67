package truetype

import (
	"encoding/binary"
	"slices"
)

// longest glyf table that locations of two bytes can address.
const maxShortGlyf = 0x1FFFE

// assemble puts the tables together into a font file.
func (p *program) assemble() []byte {
	n := uint16(len(p.order))
	head := slices.Clone(p.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0) // the checksum, set when the file is whole
	loca, long := p.locations()
	binary.BigEndian.PutUint16(head[50:], long)
	hhea := slices.Clone(p.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], n)
	return file([]table{ // sorted by tag
		{"glyf", p.glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", p.hmtx}, {"loca", loca}, {"maxp", p.limits(n)},
	})
}

// locations is the loca table, and 1 when it is the long form.
func (p *program) locations() (loca []byte, long uint16) {
	for _, at := range p.starts {
		if len(p.glyf) > maxShortGlyf {
			loca = binary.BigEndian.AppendUint32(loca, uint32(at))
			long = 1
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(at/2))
		}
	}
	return loca, long
}

// limits is the maxp table: no instructions, and room for our composites, which may
// hold a whole word's points.
func (p *program) limits(glyphs uint16) []byte {
	const (
		numGlyphs, maxCompositePoints, maxCompositeContours = 4, 10, 12
		maxZones, firstOfInstructions, lastOfInstructions   = 14, 16, 26
		maxComponentElements, maxComponentDepth             = 28, 30
		plenty                                              = 4000
	)
	maxp := slices.Clone(p.tables["maxp"])
	put := func(at int, v int) { binary.BigEndian.PutUint16(maxp[at:], uint16(v)) }
	put(numGlyphs, int(glyphs))
	put(maxZones, 1)
	for at := firstOfInstructions; at <= lastOfInstructions; at += 2 {
		put(at, 0)
	}
	put(maxCompositePoints, max(u16(maxp[maxCompositePoints:]), plenty))
	put(maxCompositeContours, max(u16(maxp[maxCompositeContours:]), plenty))
	put(maxComponentElements, max(u16(maxp[maxComponentElements:]), p.parts))
	put(maxComponentDepth, u16(maxp[maxComponentDepth:])+1)
	return maxp
}

type table struct {
	tag  string
	data []byte
}

// file lays out tables, given in the order of their tags.
func file(tables []table) []byte {
	n := len(tables)
	power, log := 1, 0
	for 2*power <= n {
		power, log = 2*power, log+1
	}
	size := 12 + 20*n
	for _, t := range tables {
		size += len(t.data)
	}
	out := binary.BigEndian.AppendUint32(make([]byte, 0, size), 0x00010000)
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, headAt := 12+16*n, 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at
		}
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = pad(append(out, t.data...))
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds up b as big-endian words.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
