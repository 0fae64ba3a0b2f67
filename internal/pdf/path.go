package pdf

import "math"

// A path collects the operators of a drawing. Its measures are in points from its own
// origin, y upwards.
type path []byte

func (p *path) op(operator string, values ...float64) {
	*p = append(append(numbers(*p, values...), operator...), '\n')
}

func (p *path) fill(c Colour)   { *p = append(c.fill(*p), '\n') }
func (p *path) stroke(c Colour) { *p = append(c.stroke(*p), '\n') }

// at draws p with its origin at (x, y).
func (p *path) at(x, y float64, drawing path) {
	p.transformed(1, 0, 0, 1, x, y, drawing)
}

// turned draws p about the origin, turned to the left by an angle in radians.
func (p *path) turned(angle float64, drawing path) {
	s, c := math.Sincos(angle)
	p.transformed(c, s, -s, c, 0, 0, drawing)
}

func (p *path) transformed(a, b, c, d, x, y float64, drawing path) {
	*p = append(*p, "q "...)
	for _, v := range []float64{a, b, c, d} {
		*p = append(appendFine(*p, v), ' ')
	}
	p.op("cm", x, y)
	*p = append(append(*p, drawing...), "Q\n"...)
}

// polygon goes through points, and closes.
func (p *path) polygon(points ...point) {
	for i, q := range points {
		operator := "l"
		if i == 0 {
			operator = "m"
		}
		p.op(operator, q.x, q.y)
	}
	p.op("h")
}

type point struct{ x, y float64 }

// polar is the point at a distance and an angle from the origin.
func polar(r, angle float64) point {
	s, c := math.Sincos(angle)
	return point{r * c, r * s}
}

// circle goes round the origin.
func (p *path) circle(r float64) {
	const k = 0.5522847 // of four arcs that make a circle
	p.op("m", r, 0)
	p.op("c", r, k*r, k*r, r, 0, r)
	p.op("c", -k*r, r, -r, k*r, -r, 0)
	p.op("c", -r, -k*r, -k*r, -r, 0, -r)
	p.op("c", k*r, -r, r, -k*r, r, 0)
	p.op("h")
}

// star has n points at the outer radius and n notches at the inner one, the first point
// at the angle.
func (p *path) star(n int, outer, inner, angle float64) {
	points := make([]point, 2*n)
	for i := range points {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		points[i] = polar(r, angle+math.Pi*float64(i)/float64(n))
	}
	p.polygon(points...)
}

// steps is a lozenge with a stair of n steps on each side, as masons and weavers make it.
func (p *path) steps(n int, step float64) {
	p.polygon(stair(n, step)...)
}

// stair goes once round the lozenge, from its right corner to the left.
func stair(n int, step float64) (points []point) {
	quarter := make([]point, 0, 2*n)
	for i := range n {
		x, y := float64(n-i)*step-step/2, float64(i)*step+step/2
		quarter = append(quarter, point{x, y}, point{x - step, y})
	}
	quarter = quarter[:2*n-1]
	turns := [4][2][2]float64{{{1, 0}, {0, 1}}, {{0, -1}, {1, 0}}, {{-1, 0}, {0, -1}}, {{0, 1}, {-1, 0}}}
	for _, t := range turns {
		for _, q := range quarter {
			points = append(points, point{t[0][0]*q.x + t[0][1]*q.y, t[1][0]*q.x + t[1][1]*q.y})
		}
	}
	return points
}

// petal is a pointed leaf from the origin to the right.
func (p *path) petal(length, width float64) {
	p.op("m", 0, 0)
	p.op("c", length*0.3, width, length*0.7, width*0.9, length, 0)
	p.op("c", length*0.7, -width*0.9, length*0.3, -width, 0, 0)
	p.op("h")
}

// round repeats a drawing n times about the origin, the first turned by an angle.
func (p *path) round(n int, angle float64, drawing path) {
	for i := range n {
		p.turned(angle+2*math.Pi*float64(i)/float64(n), drawing)
	}
}
