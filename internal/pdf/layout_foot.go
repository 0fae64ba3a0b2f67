package pdf

import (
	"math"
	"strings"

	"masar/internal/bidi"
	"masar/internal/qr"
)

// layLogos places the logos in the upper corners.
func (p *plan) layLogos() {
	const width, height, top, side = 120.0, 46.0, 70.0, 82.0
	place := func(picture []byte, x float64) {
		if len(picture) == 0 {
			return
		}
		p.add(true, func(d *document, _ int) error {
			return d.picture(picture, rectangle{x, d.height - top - height, x + width, d.height - top})
		})
	}
	place(p.t.Logos.Right, a4Long-side-width)
	place(p.t.Logos.Left, side)
}

// laySignatories places those who sign: the first at the right of a document that begins
// in Arabic, at the left of none, so that the code always has the left corner.
func (p *plan) laySignatories() {
	at := []float64{a4Long - 148}
	if len(p.c.Signatories) == 0 {
		p.layIssuer(at[0])
	}
	if len(p.c.Signatories) == mostSignatories {
		at = []float64{a4Long - 134, a4Long - 288}
		if p.c.Lang == english {
			at[0], at[1] = at[1], at[0]
		}
	}
	for i, s := range p.c.Signatories {
		p.laySignatory(s, at[i])
	}
}

// layIssuer places who issues the certificate, and how it is signed, where nobody else signs.
func (p *plan) layIssuer(x float64) {
	const top, most = 467.0, 160.0
	col := p.t.Colours
	issuer := p.choose(p.c.IssuerAr, p.c.IssuerEn, true)
	if len(issuer) == 0 {
		return
	}
	p.add(true, func(d *document, _ int) error {
		var mark path
		mark.at(x, d.height-top+12, lozenge(col))
		d.artifact(mark)
		return nil
	})
	y := p.column(x, top, centre, []part{{12, 12, p.strong(12.5, 11, 8, col.Ink, col.Ink), issuer}}, most)
	p.column(x, y, centre, []part{{15, 11, p.plain(9.5, 9, 7, col.Grey), p.choose(p.c.SignedAr, p.c.SignedEn, false)}}, most)
}

func (p *plan) laySignatory(s Signatory, x float64) {
	const line, half, most = 459.0, 66.0, 140.0
	col := p.t.Colours
	p.add(true, func(d *document, _ int) error {
		var rule path
		rule.stroke(col.Gold)
		rule.op("w", 0.6)
		rule.op("m", x-half, d.height-line)
		rule.op("l", x+half, d.height-line)
		rule.op("S")
		d.artifact(rule)
		if len(s.Signature) > 0 {
			return d.picture(s.Signature, rectangle{x - half, d.height - line, x + half, d.height - line + 28})
		}
		return nil
	})
	y := p.column(x, line, centre, []part{
		{15, 12, p.strong(12.5, 11, 8, col.Ink, col.Ink), p.choose(s.NameAr, s.NameEn, true)},
	}, most)
	p.column(x, y, centre, []part{
		{13, 10, p.plain(9.5, 9, 7, col.Grey), p.choose(s.RoleAr, s.RoleEn, false)},
	}, most)
}

// A part of a column: the gaps above its lines, the greater's and the lesser's.
type part struct {
	gap, lesserGap float64
	look           look
	lines          []line
}

// column lays static lines under each other and returns the last baseline.
func (p *plan) column(x, y float64, a align, parts []part, most float64) float64 {
	for _, pt := range parts {
		for _, ln := range pt.lines {
			y += pt.gap
			if ln.lesser {
				y += pt.lesserGap - pt.gap
			}
			at, s := y, pt.look.of(ln)
			s.most = most
			p.add(true, func(d *document, order int) error {
				d.fitted(d.tags.add(&element{kind: "P", order: order}), x, at, a, s, ln.text)
				return nil
			})
		}
	}
	return y
}

// plain is a look in the regular face.
func (p *plan) plain(ar, en, lesser float64, colour Colour) look {
	of := func(size float64) style { return style{face: p.e.regular, size: size, colour: colour, most: textWidth} }
	return look{ar: of(ar), en: of(en), lesser: of(lesser)}
}

// layVerification places the code and how to verify. The serial number and the address
// have lines of their own: inside an Arabic line some readers would scramble them.
func (p *plan) layVerification() {
	const x, top, side, gap, most = 72.0, 445.0, 82.1, 8.0, 180.0
	col := p.t.Colours
	if p.c.VerifyURL == "" && p.c.Serial == "" {
		return
	}
	textX := x + side + gap
	if p.c.VerifyURL == "" {
		textX = x
	}
	at := p.verification()
	y := p.column(textX, top+at.lead, left, []part{
		{13, at.lesser, p.lead(), p.choose(p.t.Ar.Verify, p.t.En.Verify, true)},
	}, most)
	latin := style{face: p.e.bold, size: 9, colour: col.Ink, most: most}
	if p.c.Serial != "" {
		y += at.serial
		p.layLatin(textX, y, latin, p.c.Serial)
	}
	if p.c.Layout >= codeLayout && p.c.Code != "" {
		p.layCodeName(textX, y+9.5)
		y += 19.5
		p.layLatin(textX, y, latin, p.c.Code)
	}
	if p.c.VerifyURL != "" {
		latin.face, latin.size, latin.colour = p.e.regular, 7.4, col.Brand
		p.layLink(textX, y+at.link, latin)
		p.layCode(x, top, side)
	}
}

// verification says how far under each other the lines beside the code stand; lead is the
// first one's, from the upper edge of the code, less the gap that a column begins with.
func (p *plan) verification() (at struct{ lead, lesser, serial, link float64 }) {
	at.lead, at.lesser, at.serial, at.link = 11, 10, 14, 11
	if p.c.Layout < codeLayout {
		return at
	}
	at.lesser, at.serial, at.link = 9, 11.5, 9.5
	if at.lead = 1; p.c.Lang == both {
		at.lead = -3
	}
	return at
}

// layCodeName places what the verification code is called, over it: of two languages, each
// at its own side, as there is one line for both.
func (p *plan) layCodeName(x, y float64) {
	const width = 104.0 // of a code, nearly
	l := p.plain(8.2, 7.4, 7.4, p.t.Colours.Grey)
	for _, ln := range p.choose(p.c.CodeAr, p.c.CodeEn, true) {
		at, side := x, left
		if p.c.Lang == both && ln.base == bidi.RightToLeft {
			at, side = x+width, right
		}
		s := l.of(ln)
		s.most = width
		p.add(true, func(d *document, order int) error {
			d.fitted(d.tags.add(&element{kind: "P", order: order}), at, y, side, s, ln.text)
			return nil
		})
	}
}

func (p *plan) lead() look {
	l := p.strong(10, 9, 7.4, p.t.Colours.Brand, p.t.Colours.Grey)
	l.lesser.face = p.e.regular
	return l
}

func (p *plan) layLatin(x, y float64, s style, text string) {
	p.add(false, func(d *document, order int) error {
		d.text(d.tags.add(&element{kind: "P", order: order}), x, y, left, s, text)
		return nil
	})
}

// layLink places the address, without the scheme, as a link.
func (p *plan) layLink(x, y float64, s style) {
	shown := withoutScheme(p.c.VerifyURL, p.e)
	alt, _ := p.own(func(w Words) string { return w.Verify })
	p.add(false, func(d *document, order int) error {
		link := &element{kind: "Link", lang: english, alt: alt, link: p.c.VerifyURL}
		link.box = d.text(link, x, y, left, s, shown).area(d.height)
		d.tags.add(&element{kind: "P", order: order, kids: []*element{link}})
		return nil
	})
}

// withoutScheme is an address as it is printed: without its scheme, and without the
// claim that only the code carries.
func withoutScheme(url string, e *Engine) string {
	url, _, _ = strings.Cut(url, "#")
	return clean(strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://"), e.has)
}

// own is one of the template's words in the document's first language, and the language.
func (p *plan) own(word func(Words) string) (string, string) {
	if p.c.Lang == english {
		return word(p.t.En), english
	}
	return word(p.t.Ar), arabic
}

func (p *plan) layCode(x, top, side float64) {
	alt, lang := p.own(func(w Words) string { return w.QR })
	p.add(false, func(d *document, order int) error {
		code, err := qr.Encode(p.c.VerifyURL)
		if err != nil {
			return err
		}
		bottom := d.height - top - side
		e := d.tags.add(&element{kind: "Figure", order: order, lang: lang, alt: alt, box: rectangle{x, bottom, x + side, bottom + side}})
		d.content(e, codePath(code, x, top, side, d.height))
		return nil
	})
}

// dot is a dot of a picture of 100 to the inch, in points. A code of modules that are whole
// dots is read from such a picture; where they are a little larger, it often is not.
const dot = 72.0 / 100

// onDots is the measure nearest to v that is whole dots.
func onDots(v float64) float64 { return dot * math.Round(v/dot) }

// codePath draws a QR code in black in the middle of a square that stands at x and top on a
// page of some height, one rectangle for each run of dark modules.
func codePath(code qr.Code, x, top, side, height float64) path {
	module := side / float64(code.Size)
	if module >= 2*dot {
		module = dot * math.Floor(module/dot)
	}
	size := module * float64(code.Size)
	margin := (side - size) / 2
	var dark path
	dark.op("rg", 0, 0, 0)
	for _, r := range code.Dark {
		dark.op("re", float64(r.X), float64(r.Y), float64(r.Width), 1)
	}
	dark.op("f")
	var p path
	p.transformed(module, 0, 0, module, onDots(x+margin), height-onDots(top+margin)-size, dark)
	return p
}

// layNote places the note at the foot.
func (p *plan) layNote() {
	const y, most = 523.5, 540.0
	p.column(middle, y-8, centre, []part{
		{8, 9, p.plain(8.6, 8, 7, p.t.Colours.Grey), p.choose(p.c.NoteAr, p.c.NoteEn, false)},
	}, most)
}
