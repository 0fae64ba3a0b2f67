package pdf

import (
	"math"

	"masar/internal/bidi"
	"masar/internal/qr"
)

// band is the ornament at the head of each page.
func (w *listWriter) band() {
	const height = 26.0
	y := w.document.height - 22
	var p path
	p.fill(w.colours.Deep)
	p.op("re", 0, y-height/2, w.width, height)
	p.op("f")
	n := int(math.Round(w.width / cellLength))
	step := w.width / float64(n)
	lozenge := cell(w.colours, step)
	for i := range n {
		p.at(step*(float64(i)+0.5), y, lozenge)
	}
	p.stroke(w.colours.Gold)
	p.op("w", 0.9)
	for _, edge := range []float64{y - height/2, y + height/2} {
		p.op("m", 0, edge)
		p.op("l", w.width, edge)
		p.op("S")
	}
	w.artifact(p)
}

// head writes the issuer, the title and the lines of the first page, and the code.
func (w *listWriter) head() error {
	x := w.x(listSide)
	line := func(kind string, y float64, s style, text string) {
		if w.check.url != "" {
			s.most -= 2 * codeSide
		}
		w.fitted(w.next(kind), x, y, w.start(), s, text)
	}
	if w.issuer != "" {
		line("P", 64, w.style(false, 11, w.colours.Grey), w.issuer)
	}
	line("H1", 92, w.style(true, 21, w.colours.Deep), w.title)
	y := 98.0
	for _, ln := range w.lines {
		y += 17
		line("P", y, w.style(false, 11.5, w.colours.Ink), ln)
	}
	w.y = w.firstTop()
	if w.check.url == "" {
		return nil
	}
	return w.drawCheck()
}

// drawCheck draws the code at the side where reading ends, and under it the serial number
// and the address.
func (w *listWriter) drawCheck() error {
	code, err := qr.Encode(w.check.url)
	if err != nil {
		return err
	}
	x, bottom := listSide, w.document.height-codeTop-codeSide
	if w.base == bidi.LeftToRight {
		x = w.width - listSide - codeSide
	}
	f := w.next("Figure")
	f.lang, f.alt, f.box = w.lang, w.check.alt, rectangle{x, bottom, x + codeSide, bottom + codeSide}
	w.content(f, codePath(code, x, codeTop, codeSide, w.document.height))
	s := style{face: w.e.bold, size: 7.6, colour: w.colours.Ink, most: 2 * codeSide}
	place, at := left, x
	if w.base == bidi.LeftToRight {
		place, at = right, x+codeSide
	}
	y := codeTop + codeSide + 11
	if w.check.serial != "" {
		w.text(w.next("P"), at, y, place, s, w.check.serial)
	}
	s.face, s.size, s.colour = w.e.regular, 6.4, w.colours.Brand
	link := &element{kind: "Link", lang: english, alt: w.check.alt, link: w.check.url}
	p := w.next("P")
	p.kids = []*element{link}
	link.box = w.text(link, at, y+9, place, s, withoutScheme(w.check.url, w.e)).area(w.document.height)
	return nil
}

func (w *listWriter) foot(number, total int) {
	if w.list.page == nil {
		return
	}
	if words := clean(w.list.page(number, total), w.e.has); words != "" {
		w.text(w.next("P"), w.width/2, w.height-26, centre, w.style(false, 9.5, w.colours.Grey), words)
	}
}
