package pdf

import (
	"math"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// across writes words from corner to corner in hollow letters: large enough that nobody
// takes the page for what it is not, and yet all that is under them can be read.
func (d *document) across(face *shape.Face, words string) {
	const colour, size, most = Colour("#A1221E"), 110.0, 620.0
	s := style{face: face, size: size, colour: colour, base: bidi.RightToLeft, most: most}
	ln, fitted := d.set(s, words)
	boxes := typesetter{fonts: d.fonts}.boxes(ln)
	width := ln.Width() * fitted / 1000
	var letters path
	letters.stroke(colour)
	letters.op("w", 0.9)
	letters.op("Tr", 1)
	letters = append(d.fonts.show(letters, boxes, -width/2, -fitted/4, fitted), '\n')
	var turned, p path
	turned.turned(math.Atan2(d.height, d.width), letters)
	p.at(d.width/2, d.height/2, turned)
	d.artifact(p)
}
