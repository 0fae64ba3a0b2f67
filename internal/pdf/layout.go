package pdf

import (
	"math"
	"slices"
	"strings"

	"masar/internal/bidi"
)

// The page of a certificate, in points from its upper left corner.
const (
	middle     = a4Long / 2
	textTop    = 55.0  // where the first row may begin
	textBottom = 441.0 // the last baseline
	textAbove  = 427.0 // the last baseline above handwritten signatures
	textWidth  = 640.0 // of the longest line
	mostSpread = 1.3   // how far rows may be drawn apart to fill the page
)

// A look holds the styles of a row: in Arabic, in English where it stands alone, and in
// English under the Arabic.
type look struct{ ar, en, lesser style }

func (l look) of(ln line) style {
	switch {
	case ln.lesser:
		return l.lesser
	case ln.base == bidi.RightToLeft:
		l.ar.base = bidi.RightToLeft
		return l.ar
	}
	return l.en
}

// A row is a line of the text in the middle, or a divider when it has no line.
type row struct {
	gap    float64 // from the row before
	kind   string
	static bool
	style  style
	line   line
}

// layText lays out the text in the middle of the page, as wide apart as fits. When there
// is much of it, the letters are made somewhat smaller too.
func (p *plan) layText() {
	rows := p.rows()
	total := 0.0
	for _, r := range rows {
		total += r.gap
	}
	bottom := textBottom
	if slices.ContainsFunc(p.c.Signatories, func(s Signatory) bool { return len(s.Signature) > 0 }) {
		bottom = textAbove
	}
	spread := min((bottom-textTop)/total, mostSpread)
	y := textTop + ((bottom-textTop)-total*spread)/2
	for _, r := range rows {
		y += r.gap * spread
		r.style = r.style.scaled(min(1, math.Sqrt(spread)))
		p.place(r, y)
	}
}

func (p *plan) place(r row, y float64) {
	p.add(r.static, func(d *document, order int) error {
		if r.kind == "" {
			d.artifact(divider(p.t.Colours, middle, d.height-y))
			return nil
		}
		d.fitted(d.tags.add(&element{kind: r.kind, order: order}), middle, y, centre, r.style, r.line.text)
		return nil
	})
}

// rows are the rows of the text, from the top.
func (p *plan) rows() (rows []row) {
	c, t := p.c, p.t
	col := t.Colours
	add := func(kind string, static bool, gap, lesserGap float64, l look, lines []line) {
		for _, ln := range lines {
			r := row{gap: gap, kind: kind, static: static, style: l.of(ln), line: ln}
			if ln.lesser {
				r.gap, r.kind = lesserGap, "P"
			}
			rows = append(rows, r)
		}
	}
	divide := func() { // lower below a lone line, whose letters may reach far down
		gap := 27.0
		if n := len(rows); n > 0 && rows[n-1].line.lesser {
			gap = 17
		}
		rows = append(rows, row{gap: gap, static: true})
	}
	small := look{
		ar:     style{face: p.e.regular, size: 15, colour: col.Ink, most: textWidth},
		en:     style{face: p.e.regular, size: 13, colour: col.Ink, most: textWidth},
		lesser: style{face: p.e.regular, size: 9.5, colour: col.Grey, most: textWidth},
	}
	add("P", true, 22, 20, p.capitals(19, 15, 8.5, 1.6, col.Brand, col.Grey), capitals(p.choose(c.IssuerAr, c.IssuerEn, false)))
	title := p.capitals(46, 36, 12.5, 3.6, col.Gold, col.Brand)
	title.ar.stretch = 280
	add("H1", true, 50, 38, title, capitals(p.choose(t.Ar.Title, t.En.Title, true)))
	divide()
	add("P", true, 25, 15, small, p.choose(t.Ar.Awarded, t.En.Awarded, true))
	add("H2", false, 43, 31, p.strong(34, 31, 16, col.Deep, col.Ink), p.choose(c.NameAr, c.NameEn, true))
	add("P", false, 21, 13, p.plain(11.5, 11, 8.4, col.Grey), p.choose(join(c.HolderAr, civil(c.CivilAr, c.CivilNumber)), join(c.HolderEn, civil(c.CivilEn, c.CivilNumber)), false))
	divide()
	add("P", true, 25, 15, small, p.choose(t.Ar.Achieved, t.En.Achieved, true))
	add("H2", true, 32, 22, p.strong(23, 21, 12, col.Gold, col.Ink), p.choose(c.TitleAr, c.TitleEn, true))
	small.ar.size, small.en.size, small.lesser.size = 12, 11, 8.6
	add("P", false, 22, 13, small, p.choose(join(c.HoursAr, c.DatesAr), join(c.HoursEn, c.DatesEn), false))
	small.ar.size, small.en.size, small.lesser.size = 11, 10, 8
	small.ar.colour, small.en.colour = col.Grey, col.Grey
	add("P", true, 18, 12, small, p.choose(c.GuidelineAr, c.GuidelineEn, false))
	return rows
}

// civil says a civil number after its word. The mask is no letter and no digit, so that in
// an Arabic line it would follow the digits if they were not isolated together.
func civil(word, masked string) string {
	const isolate, end = "\u2066", "\u2069"
	if masked == "" {
		return ""
	}
	return word + ": " + isolate + masked + end
}

// strong is a look in bold.
func (p *plan) strong(ar, en, lesser float64, colour, lesserColour Colour) look {
	return look{
		ar:     style{face: p.e.bold, size: ar, colour: colour, most: textWidth},
		en:     style{face: p.e.bold, size: en, colour: colour, most: textWidth},
		lesser: style{face: p.e.bold, size: lesser, colour: lesserColour, most: textWidth},
	}
}

// capitals is a bold look whose lesser line is set in spaced capitals.
func (p *plan) capitals(ar, en, lesser, tracking float64, colour, lesserColour Colour) look {
	l := p.strong(ar, en, lesser, colour, lesserColour)
	l.lesser.tracking = tracking
	return l
}

// capitals puts lesser lines in capitals.
func capitals(lines []line) []line {
	for i, ln := range lines {
		if ln.lesser {
			lines[i].text = strings.ToUpper(ln.text)
		}
	}
	return lines
}
