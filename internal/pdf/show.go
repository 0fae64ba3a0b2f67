package pdf

import "math"

// show writes the operators that draw boxes from (x, y), in points from the lower left
// corner of the page.
func (s *fontSet) show(out []byte, boxes []box, x, y, size float64) []byte {
	out = append(numbers(append(out, "BT 1 0 0 1 "...), x, y), "Tm\n"...)
	var current *docFont
	ideal, drawn := 0.0, 0.0 // pens, in thousandths of an em: where a box belongs, and where the reader is
	inArray, inString := false, false
	endString := func() {
		if inString {
			out, inString = append(out, '>'), false
		}
	}
	endArray := func() {
		if endString(); inArray {
			out, inArray = append(out, "]TJ\n"...), false
		}
	}
	for _, b := range boxes {
		own := s.font(b.face)
		font, code := own.code(b.glyph, b.char)
		if font != current {
			endArray()
			out = append(numbers(append(append(append(out, '/'), font.resource...), ' '), size), "Tf\n"...)
			current = font
		}
		if !inArray {
			out, inArray = append(out, '['), true
		}
		if gap := ideal - drawn; math.Abs(gap) > 0.4 {
			endString()
			out = appendNumber(out, -gap)
			drawn = ideal
		}
		if !inString {
			out, inString = append(out, '<'), true
		}
		out = appendHex4(out, uint16(code))
		drawn += float64(own.width(b.glyph))
		ideal += float64(b.advance) * 1000 / float64(b.face.UnitsPerEm)
	}
	endArray()
	return append(out, "ET"...)
}
