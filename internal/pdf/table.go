package pdf

import (
	"math"

	"masar/internal/bidi"
)

// A list is a document of A4 pages upright: a title, some lines, and a table that goes on
// over as many pages as it needs. Sign-in sheets and records are lists.
type list struct {
	lang          string
	issuer, title string
	lines         []string
	columns       []column
	rows          [][]string // may be shorter than columns: what is missing is left blank
	spare         int        // empty rows below them at most: as many as their last page has room for
	rowHeight     float64
	page          func(number, total int) string // words at the foot, or nil
	check         check
}

// A check says how a list is verified; without an address it is not.
type check struct{ serial, url, alt string }

// A column of a table; the first is at the side where reading begins.
type column struct {
	head  string
	share float64 // of the width
	align align
	latin bool // serial numbers and the like, which run left to right
}

// The page of a list, in points.
const (
	listSide   = 42.0 // margin at the sides
	listFoot   = 48.0 // margin below
	headHeight = 24.0 // of the table's head
	codeTop    = 48.0 // of the code, and its side
	codeSide   = 72.0
)

// A listWriter draws a list.
type listWriter struct {
	*document
	list
	e       *Engine
	colours Palette
	base    bidi.Base
	y       float64 // how far the page is filled
	order   int
	table   *element
}

func (w *listWriter) style(bold bool, size float64, c Colour) style {
	s := style{face: w.e.regular, size: size, colour: c, base: w.base, most: w.width - 2*listSide}
	if bold {
		s.face = w.e.bold
	}
	return s
}

// next is a new element at the top of the structure, in reading order.
func (w *listWriter) next(kind string) *element {
	w.order++
	return w.tags.add(&element{kind: kind, order: w.order})
}

// x is a distance from the side where reading begins.
func (w *listWriter) x(from float64) float64 {
	if w.base == bidi.RightToLeft {
		return w.width - from
	}
	return from
}

// start aligns a text to the side where reading begins.
func (w *listWriter) start() align {
	if w.base == bidi.RightToLeft {
		return right
	}
	return left
}

func (w *listWriter) draw() error {
	pages := w.pages()
	row := 0
	for n, count := range pages {
		if n > 0 {
			w.turn()
		}
		w.band()
		if n == 0 {
			if err := w.head(); err != nil {
				return err
			}
		} else {
			w.y = 60
		}
		w.tableHead()
		for range count {
			w.tableRow(w.rows[row])
			row++
		}
		w.foot(n+1, len(pages))
	}
	return nil
}

// firstTop is where the table begins on the first page.
func (w *listWriter) firstTop() float64 {
	y := 112.0 + 17*float64(len(w.lines))
	if w.check.url != "" {
		y = max(y, codeTop+codeSide+32)
	}
	return y
}

// pages says how many rows go on each page, and adds the spare rows that the
// last of them has room for.
func (w *listWriter) pages() []int {
	fit := func(top float64) int {
		return max(1, int(math.Floor((w.height-listFoot-top-headHeight)/w.rowHeight)))
	}
	left := len(w.rows)
	pages := []int{min(left, fit(w.firstTop()))}
	for left -= pages[0]; left > 0; left -= pages[len(pages)-1] {
		pages = append(pages, min(left, fit(60)))
	}
	room := fit(60)
	if len(pages) == 1 {
		room = fit(w.firstTop())
	}
	spare := min(w.spare, room-pages[len(pages)-1])
	w.rows = append(w.rows, make([][]string, spare)...)
	pages[len(pages)-1] += spare
	return pages
}

// tableHead writes the heads of the columns, again on every page.
func (w *listWriter) tableHead() {
	w.fillRow(headHeight, w.colours.Deep)
	if w.table == nil {
		w.table = w.next("Table")
	}
	heads := make([]string, len(w.columns))
	for i, c := range w.columns {
		heads[i] = c.head
	}
	w.cells("TH", heads, headHeight, w.style(true, 11, w.colours.Paper))
	w.y += headHeight
}

func (w *listWriter) tableRow(row []string) {
	w.cells("TD", row, w.rowHeight, w.style(false, 11.5, w.colours.Ink))
	w.y += w.rowHeight
	w.rules()
}

func (w *listWriter) fillRow(height float64, c Colour) {
	var p path
	p.fill(c)
	p.op("re", listSide, w.height-w.y-height, w.width-2*listSide, height)
	p.op("f")
	w.artifact(p)
}

// cells writes a row of the table.
func (w *listWriter) cells(kind string, texts []string, height float64, s style) {
	row := &element{kind: "TR"}
	w.table.kids = append(w.table.kids, row)
	from := listSide
	for i, c := range w.columns {
		width := c.share * (w.width - 2*listSide)
		cell := &element{kind: kind}
		row.kids = append(row.kids, cell)
		if i < len(texts) && texts[i] != "" {
			own := s
			if c.latin && kind == "TD" {
				own.base = bidi.LeftToRight
			}
			w.cell(cell, texts[i], c.align, from, width, w.y+height/2+s.size*0.3, own)
		}
		from += width
	}
}

// cell writes a text into a column that begins at from and has the given width.
func (w *listWriter) cell(e *element, text string, a align, from, width, y float64, s style) {
	const padding = 6.0
	s.most = width - 2*padding
	if a == centre {
		w.fitted(e, w.x(from+width/2), y, centre, s, text)
		return
	}
	w.fitted(e, w.x(from+padding), y, w.start(), s, text)
}

// rules draws the lines below and between the cells of the row that has just been written.
func (w *listWriter) rules() {
	var p path
	p.stroke(w.colours.Grey)
	p.op("w", 0.3)
	p.op("m", listSide, w.height-w.y)
	p.op("l", w.width-listSide, w.height-w.y)
	from := listSide
	for i := range len(w.columns) + 1 {
		x := w.x(from)
		p.op("m", x, w.height-w.y)
		p.op("l", x, w.height-w.y+w.rowHeight)
		if i < len(w.columns) {
			from += w.columns[i].share * (w.width - 2*listSide)
		}
	}
	p.op("S")
	w.artifact(p)
}
