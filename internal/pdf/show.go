package pdf

import "math"

// show writes the operators that draw boxes from (x, y), in points from the lower left
// corner of the page.
func (s *fontSet) show(out []byte, boxes []box, x, y, size float64) []byte {
	out = append(numbers(append(out, "BT 1 0 0 1 "...), x, y), "Tm\n"...)
	p := pen{out: out, size: size}
	var font *docFont
	var code, width int
	for i, b := range boxes {
		if i == 0 || b != boxes[i-1] {
			own := s.font(b.face)
			font, code = own.code(b.glyph, b.reading())
			width = own.width(b.glyph)
		}
		p.use(font)
		p.draw(code)
		p.reader += float64(width)
		p.place += float64(b.advance) * 1000 / float64(b.face.UnitsPerEm)
	}
	p.endArray()
	return append(p.out, "ET"...)
}

// A pen writes text operators: arrays of strings of codes, with corrections between them
// where the font's widths are not the wanted ones.
type pen struct {
	out  []byte
	size float64
	font *docFont
	// place is where the next box belongs, and reader where a reader of the file would put
	// it, in thousandths of an em from the start.
	place, reader     float64
	inArray, inString bool
}

// use changes to a font.
func (p *pen) use(f *docFont) {
	if f == p.font {
		return
	}
	p.endArray()
	p.font = f
	p.out = append(append(append(p.out, '/'), f.resource...), ' ')
	p.out = append(numbers(p.out, p.size), "Tf\n"...)
}

// draw writes a code, after a correction if it does not stand where it belongs.
func (p *pen) draw(code int) {
	const visible = 0.4
	if !p.inArray {
		p.out, p.inArray = append(p.out, '['), true
	}
	if gap := p.place - p.reader; math.Abs(gap) > visible {
		p.endString()
		p.out = appendNumber(p.out, -gap)
		p.reader = p.place
	}
	if !p.inString {
		p.out, p.inString = append(p.out, '<'), true
	}
	p.out = appendHex4(p.out, uint16(code))
}

func (p *pen) endString() {
	if p.inString {
		p.out, p.inString = append(p.out, '>'), false
	}
}

func (p *pen) endArray() {
	p.endString()
	if p.inArray {
		p.out, p.inArray = append(p.out, "]TJ\n"...), false
	}
}
