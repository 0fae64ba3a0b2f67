package pdf

import (
	"bytes"
	"fmt"

	"github.com/go-pdf/fpdf"

	"masar/internal/bidi"
	"masar/internal/shape"
	"masar/internal/truetype"
)

// A document is one on its way: fpdf keeps its pages, and what is drawn goes to fpdf as
// finished operators. Measures are in points; y counts from the top of the page, as one
// reads.
type document struct {
	pdf           *fpdf.Fpdf
	shaper        *shape.Shaper
	fonts         *fontSet
	pictures      []*picture
	width, height float64
	tags          tags
	letters       []letters // of each page
	below         *layer    // that the pages are drawn over, or nil
}

// letters counts those of a page that run left to right and right to left.
type letters struct{ left, right int }

func (l *letters) count(text []rune) {
	for _, r := range text {
		switch bidi.Strong(r) {
		case 1:
			l.left++
		case -1:
			l.right++
		}
	}
}

// leftMarks counts the marks of boxes that readers count as left-to-right letters. Those
// from right to left are not counted on, since readers drop some that stand in one spot.
func leftMarks(boxes []box) (n int) {
	for _, b := range boxes {
		if r := b.reading(); b.carrier && b.char == leftToRight {
			n += 1 + r.marks
		} else if r.mark == leftToRight {
			n += r.marks
		}
	}
	return n
}

// A4 in points.
const (
	a4Short = 595.28
	a4Long  = 841.89
)

// newDocument begins a document of A4 pages, and its first page.
func newDocument(s *shape.Shaper, landscape bool, fonts *fontSet) *document {
	d := &document{shaper: s, fonts: fonts, width: a4Short, height: a4Long}
	orientation := "P"
	if landscape {
		orientation = "L"
		d.width, d.height = a4Long, a4Short
	}
	d.pdf = fpdf.New(orientation, "pt", "A4", "")
	d.pdf.SetCompression(false) // streams are compressed when the file is finished
	d.pdf.SetMargins(0, 0, 0)
	d.pdf.SetAutoPageBreak(false, 0)
	d.begin()
	return d
}

// begin begins a page.
func (d *document) begin() {
	d.pdf.AddPage()
	d.tags.addPage()
	d.letters = append(d.letters, letters{})
}

// turn ends a page that is complete, and begins the next one.
func (d *document) turn() {
	d.ballast()
	d.begin()
	if d.below != nil {
		d.below.under(d)
	}
}

// page is the number of the page that is drawn, from 0.
func (d *document) page() int { return len(d.letters) - 1 }

// raw writes operators to the page.
func (d *document) raw(operators []byte) { d.pdf.RawWriteBuf(bytes.NewReader(operators)) }

// artifact draws what is no part of the text: ornament, lines, the ballast.
func (d *document) artifact(operators []byte) {
	d.pdf.RawWriteStr("/Artifact BMC")
	d.raw(operators)
	d.pdf.RawWriteStr("EMC")
}

// content draws what e stands for.
func (d *document) content(e *element, operators []byte) {
	d.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", e.kind, d.tags.mark(e)))
	d.raw(operators)
	d.pdf.RawWriteStr("EMC")
}

// A style says how a line of text looks.
type style struct {
	face     *shape.Face
	size     float64
	colour   Colour
	base     bidi.Base
	tracking float64 // space between letters, for Latin capitals only
	stretch  float64 // width to reach by kashidas, or 0
	most     float64 // width to shrink to, or 0
}

// scaled is the style k times as large; the widest it may be stays.
func (s style) scaled(k float64) style {
	s.size *= k
	s.tracking *= k
	s.stretch *= k
	return s
}

// An align says which point of a line is placed.
type align int

const (
	centre align = iota
	left
	right
)

// A span is where a line has been drawn.
type span struct{ x, y, width, size float64 }

// area is the room of the line on a page of some height.
func (s span) area(height float64) rectangle {
	return rectangle{s.x, height - s.y - 0.3*s.size, s.x + s.width, height - s.y + 0.9*s.size}
}

// text draws a line of text with its baseline at y, as the content of e.
func (d *document) text(e *element, x, y float64, a align, s style, text string) span {
	ln, size := d.set(s, text)
	at := span{x: x, y: y, width: ln.Width() * size / 1000, size: size}
	switch a {
	case centre:
		at.x -= at.width / 2
	case right:
		at.x -= at.width
	}
	boxes := typesetter{fonts: d.fonts, exact: s.tracking != 0}.boxes(ln)
	d.letters[d.page()].count(ln.Text)
	d.letters[d.page()].left += leftMarks(boxes)
	out := append(s.colour.fill([]byte("q ")), '\n')
	out = d.fonts.show(out, boxes, at.x, d.height-y, size)
	if e.lang == "" {
		e.lang = langOf(s.base)
	}
	d.content(e, append(out, "\nQ"...))
	return at
}

// set shapes a line in its style, and returns the size it has after shrinking.
func (d *document) set(s style, text string) (*shape.Line, float64) {
	var ln *shape.Line
	if s.stretch > 0 {
		ln = d.shaper.Stretch(text, s.base, s.stretch*1000/s.size, s.face)
	} else {
		ln = d.shaper.Line(text, s.base, s.face)
	}
	if s.tracking != 0 {
		ln = ln.Spaced(s.tracking * 1000 / s.size)
	}
	if w := ln.Width() * s.size / 1000; s.most > 0 && w > s.most {
		return ln, s.size * s.most / w
	}
	return ln, s.size
}

func langOf(base bidi.Base) string {
	if base == bidi.RightToLeft {
		return "ar"
	}
	return "en"
}

// ballast turns a page with Arabic on it towards right to left. Poppler takes the direction of a page from
// a count of its letters; on a bilingual page with more Latin ones, mixed Arabic lines
// come out in the wrong order. Blank right-to-left marks, which take a little room each
// because readers drop what lies in one spot, tip the balance.
func (d *document) ballast() {
	const margin = 12
	of := d.letters[d.page()]
	n := of.left - of.right + margin
	if of.right == 0 || n <= 0 || len(d.fonts.order) == 0 {
		return
	}
	f := d.fonts.order[0]
	mark := box{face: f.face, char: rightToLeft, told: silent, advance: f.face.UnitsPerEm / 2, rtl: true}
	mark.glyph = f.subset.Compose(truetype.Composite{Advance: mark.advance})
	boxes := make([]box, n)
	for i := range boxes {
		boxes[i] = mark
	}
	d.artifact(d.fonts.show(nil, boxes, 20, 3, 1))
}
