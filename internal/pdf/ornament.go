package pdf

import "math"

// sealY is the height of the seal's centre.
const sealY = a4Short - 480

// divider is a fine line with a stepped lozenge in its middle.
func divider(c Palette, x, y float64) path {
	const half, gap = 135.0, 11.0
	var d path
	d.stroke(c.Gold)
	d.op("w", 0.6)
	for _, side := range []float64{-1, 1} {
		d.op("m", side*half, 0)
		d.op("l", side*gap, 0)
		d.op("S")
	}
	d = append(d, lozenge(c)...)
	for _, side := range []float64{-1, 1} {
		var small path
		small.fill(c.Gold)
		small.steps(2, 0.9)
		small.op("f")
		d.at(side*(gap+3), 0, small)
	}
	var p path
	p.at(x, y, d)
	return p
}

// lozenge is the one in the middle of a divider, alone.
func lozenge(c Palette) path {
	var p path
	p.fill(c.Gold)
	p.steps(3, 1.6)
	p.op("f")
	p.fill(c.Amber)
	p.steps(1, 2)
	p.op("f")
	return p
}

// rosette is the faint flower behind the text: interlaced rings within a star of sixteen.
func rosette(c Palette) path {
	const rings, r = 24, 78.0
	var ring path
	ring.at(r, 0, circleStroke(r))
	var p path
	p.stroke(c.Faint)
	p.op("w", 0.45)
	p.round(rings, 0, ring)
	for _, q := range []float64{2*r + 4, 2*r + 7} {
		p.circle(q)
		p.op("S")
	}
	for i := range 2 {
		p.chords(16, 7-2*i, 2*r+7)
	}
	return p
}

func circleStroke(r float64) path {
	var p path
	p.circle(r)
	p.op("S")
	return p
}

// chords joins each of n points on a circle with the one skip further on.
func (p *path) chords(n, skip int, r float64) {
	at := 0
	points := make([]point, n)
	for i := range points {
		points[i] = polar(r, 2*math.Pi*float64(at)/float64(n)+math.Pi/2)
		at += skip
	}
	p.polygon(points...)
	p.op("S")
}

// seal is a scalloped disc with Masar's mark: water from one source that divides in three.
func seal(c Palette) path {
	const r = 31.0
	var p path
	p.fill(c.Gold)
	p.star(40, r, r*0.945, 0)
	p.op("f")
	p.fill(c.Paper)
	p.circle(r * 0.9)
	p.op("f")
	p.fill(c.Deep)
	p.circle(r * 0.865)
	p.op("f")
	p.stroke(c.Bright)
	p.op("w", 0.45)
	p.circle(r * 0.82)
	p.op("S")
	p.circle(r * 0.56)
	p.op("S")
	var petal path
	petal.fill(c.Bright)
	petal.at(r*0.585, 0, leaf(r*0.21, r*0.042))
	p.round(24, 0, petal)
	p.mark(c, r*0.5)
	return p
}

func leaf(length, width float64) path {
	var p path
	p.petal(length, width)
	p.op("f")
	return p
}

// mark draws the dividing water within a circle of radius r about the origin. It flows
// to the left, as Arabic is read.
func (p *path) mark(c Palette, r float64) {
	p.op("J", 1)
	p.op("w", r*0.17)
	end, fork, spread := -r*0.74, r*0.2, r*0.46
	p.stroke(c.Amber)
	p.branch(fork, end, -spread)
	p.stroke(c.Bright)
	p.branch(fork, end, spread)
	p.op("m", r*0.74, 0)
	p.op("l", end, 0)
	p.op("S")
}

// branch leaves the stem at x = fork and runs to x = end, dy away from it.
func (p *path) branch(fork, end, dy float64) {
	bend := (fork - end) / 2
	p.op("m", fork, 0)
	p.op("c", fork-bend*0.6, 0, fork-bend*0.5, dy, fork-bend*1.1, dy)
	p.op("l", end, dy)
	p.op("S")
}
