package pdf

import "math"

// The frame, in points from the edge of the page. The stars in its corners reach 8 points
// further out, and printers leave up to 5 mm blank.
const (
	edge       = 22.0 // outer edge of the band
	band       = 26.0 // its width
	innerFrame = edge + band + 4
	cellLength = 26.0 // of the pattern, about
)

// background draws all that is behind the text.
func (d *document) background(t Template) {
	var p path
	p.fill(t.Colours.Paper)
	p.op("re", 0, 0, d.width, d.height)
	p.op("f")
	p.at(d.width/2, d.height/2+22, rosette(t.Colours))
	switch t.Border {
	case "woven":
		p.wovenBorder(t.Colours, d.width, d.height)
	case "plain":
		p.plainBorder(t.Colours, d.width, d.height)
	}
	if t.Seal {
		p.at(d.width/2, sealY, seal(t.Colours))
	}
	d.artifact(p)
}

// wovenBorder is a band of stepped lozenges, as on the merlons of Omani forts and in
// woven saddle cloths, between gold lines, with a carved rosette in each corner.
func (p *path) wovenBorder(c Palette, width, height float64) {
	p.frame(c.Deep, edge, band, width, height)
	centre := edge + band/2
	horizontal, vertical := width-2*centre, height-2*centre
	p.edges(c, centre, horizontal, vertical, width, height)
	p.stroke(c.Gold)
	p.op("w", 1.1)
	p.rectangle(edge, width, height)
	p.op("w", 0.9)
	p.rectangle(edge+band, width, height)
	p.notched(c, innerFrame, 7, width, height)
	for _, x := range []float64{centre, width - centre} {
		for _, y := range []float64{centre, height - centre} {
			p.at(x, y, corner(c))
		}
	}
}

// frame fills a band around the page.
func (p *path) frame(c Colour, from, size, width, height float64) {
	p.fill(c)
	p.op("re", from, from, width-2*from, height-2*from)
	p.op("re", from+size, from+size, width-2*(from+size), height-2*(from+size))
	p.op("f*")
}

// clearance keeps the first lozenge of a side clear of the rosette in the corner.
const clearance = 33.0

// edges repeats the cell along the four sides.
func (p *path) edges(c Palette, centre, horizontal, vertical, width, height float64) {
	n, step := cells(horizontal)
	across := cell(c, step)
	for i := range n + 1 {
		x := centre + clearance + step*float64(i)
		p.at(x, centre, across)
		p.at(x, height-centre, across)
	}
	n, step = cells(vertical)
	upright := path{}
	upright.turned(math.Pi/2, cell(c, step))
	for i := range n + 1 {
		y := centre + clearance + step*float64(i)
		p.at(centre, y, upright)
		p.at(width-centre, y, upright)
	}
}

// cells says how many steps from lozenge to lozenge a side has, and how long they are.
func cells(length float64) (n int, step float64) {
	length -= 2 * clearance
	n = int(math.Round(length / cellLength))
	return n, length / float64(n)
}

// cell is one lozenge with the stepped triangles on both sides of it.
func cell(c Palette, length float64) path {
	const stairs = 4
	step := (band - 3.2) / (2 * stairs)
	var p path
	p.fill(c.Brand)
	p.steps(stairs, step)
	p.op("f")
	p.stroke(c.Bright)
	p.op("w", 0.55)
	p.steps(stairs, step)
	p.op("S")
	p.fill(c.Bright)
	p.steps(2, step*0.86)
	p.op("f")
	p.fill(c.Deep)
	p.star(4, step*0.62, step*0.62*0.7, 0)
	p.op("f")
	for _, x := range []float64{-length / 2, length / 2} {
		p.merlon(c, x, 1)
		p.merlon(c, x, -1)
	}
	return p
}

// merlon is the stepped triangle that stands on the band's edge between two lozenges.
func (p *path) merlon(c Palette, x, side float64) {
	const h = band / 2
	var m path
	m.fill(c.Gold)
	m.polygon(point{-4.2, h - 0.6}, point{-4.2, h - 2.4}, point{-2.4, h - 2.4}, point{-2.4, h - 4.2}, point{-0.8, h - 4.2}, point{-0.8, h - 6},
		point{0.8, h - 6}, point{0.8, h - 4.2}, point{2.4, h - 4.2}, point{2.4, h - 2.4}, point{4.2, h - 2.4}, point{4.2, h - 0.6})
	m.op("f")
	p.transformed(1, 0, 0, side, x, 0, m)
}

// rectangle strokes a rectangle at a distance from the edge.
func (p *path) rectangle(from, width, height float64) {
	p.op("re", from, from, width-2*from, height-2*from)
	p.op("S")
}

// notched strokes two fine lines whose corners are stepped inwards.
func (p *path) notched(c Palette, from, step, width, height float64) {
	p.stroke(c.Gold)
	for i, w := range []float64{0.7, 0.35} {
		p.op("w", w)
		a := from + 2.6*float64(i)
		p.polygon(steppedFrame(a, step, width, height)...)
		p.op("S")
	}
}

func steppedFrame(a, s, width, height float64) []point {
	l, b, r, t := a, a, width-a, height-a
	return []point{
		{l + 3*s, b}, {r - 3*s, b}, {r - 3*s, b + s}, {r - 2*s, b + s}, {r - 2*s, b + 2*s}, {r - s, b + 2*s}, {r - s, b + 3*s}, {r, b + 3*s},
		{r, t - 3*s}, {r - s, t - 3*s}, {r - s, t - 2*s}, {r - 2*s, t - 2*s}, {r - 2*s, t - s}, {r - 3*s, t - s}, {r - 3*s, t},
		{l + 3*s, t}, {l + 3*s, t - s}, {l + 2*s, t - s}, {l + 2*s, t - 2*s}, {l + s, t - 2*s}, {l + s, t - 3*s}, {l, t - 3*s},
		{l, b + 3*s}, {l + s, b + 3*s}, {l + s, b + 2*s}, {l + 2*s, b + 2*s}, {l + 2*s, b + s}, {l + 3*s, b + s},
	}
}

// plainBorder is two lines.
func (p *path) plainBorder(c Palette, width, height float64) {
	p.stroke(c.Deep)
	p.op("w", 2.4)
	p.rectangle(edge, width, height)
	p.stroke(c.Gold)
	p.op("w", 0.7)
	p.rectangle(edge+6, width, height)
}

// corner is a rosette as carved into old doors: two squares that make a star of eight,
// and petals inside.
func corner(c Palette) path {
	const r = 21.0
	notch := r * math.Cos(math.Pi/4) / math.Cos(math.Pi/8)
	var p path
	p.fill(c.Paper)
	p.stroke(c.Gold)
	p.op("w", 1.1)
	p.star(8, r, notch, math.Pi/8)
	p.op("B")
	p.fill(c.Deep)
	p.op("w", 0.5)
	p.star(8, r*0.86, notch*0.86, math.Pi/8)
	p.op("B")
	p.stroke(c.Bright)
	p.op("w", 0.5)
	p.circle(r * 0.63)
	p.op("S")
	var petal path
	petal.fill(c.Bright)
	petal.petal(r*0.56, r*0.13)
	petal.op("f")
	p.round(12, 0, petal)
	p.fill(c.Deep)
	p.circle(r * 0.17)
	p.op("f")
	p.fill(c.Amber)
	p.circle(r * 0.11)
	p.op("f")
	return p
}
