package ui

import (
	"fmt"
	"math"
	"slices"
)

// A Total is one cell of the strip of totals: what is counted, how many, and how
// that changed, in words.
type Total struct {
	Label, Figure string
	Change        string // or ""
	Rising        bool
	Better        bool // the change is for the better
	Worse         bool
}

// A Bar is one row of a bar chart; its share is from 0 to 100.
type Bar struct {
	Label string
	Share int
	Text  string // the share in words; "" writes it as a percentage
}

// Bars are horizontal bars, one a row of a real table.
type Bars struct {
	Label, Value string // heads of the columns, for screen readers
	Rows         []Bar
	Goal         int // a line across at this share, or 0
	Low          int // shares below this are amber, or 0
}

func (b Bars) goal() string { return fmt.Sprintf("%d%%", b.Goal) }

// width returns how far the bar reaches.
func (b Bar) width() string { return fmt.Sprintf("%d%%", min(max(b.Share, 0), 100)) }

// A Column is one period of a column chart.
type Column struct {
	Label string // its date
	Value int
	Open  bool // the period is not over yet
}

// Columns are counts over time, the earliest first.
type Columns struct {
	Period, Value string // heads of the columns of the table of figures
	Columns       []Column
}

// plot is a column chart laid out: lines to draw and texts to place.
type plot struct {
	start, end, axis float64 // x of the grid's ends and of its numbers
	grid             []tick
	cols             []col
}

type tick struct {
	y     float64
	value int
}

type col struct {
	x, y, width, height, middle float64
	Column
	value, label bool // whether its number, its date, is written
}

// The drawing's size and the margins inside it.
const (
	plotWidth, plotHeight = 440.0, 250.0
	plotTop, plotBase     = 26.0, 216.0
	plotAxis              = 36.0
)

// layout places c's columns. Time begins where lines begin: at the right if rtl.
// The first, middle and last dates are written, and the largest and last values.
func (c Columns) layout(rtl bool) plot {
	across := func(x float64) float64 {
		if rtl {
			return plotWidth - x
		}
		return x
	}
	most := 0
	for _, column := range c.Columns {
		most = max(most, column.Value)
	}
	step := tickStep(most)
	height := func(v int) float64 { return (plotBase - plotTop) * float64(v) / float64(4*step) }
	p := plot{start: across(plotAxis), end: across(plotWidth), axis: across(14)}
	for i := range 5 {
		p.grid = append(p.grid, tick{plotBase - height(i*step), i * step})
	}
	last, slot := len(c.Columns)-1, (plotWidth-plotAxis)/float64(max(len(c.Columns), 1))
	largest := slices.IndexFunc(c.Columns, func(x Column) bool { return x.Value == most })
	for i, column := range c.Columns {
		middle := across(plotAxis + slot*(float64(i)+.5))
		p.cols = append(p.cols, col{
			x: middle - slot*.32, width: slot * .64, middle: middle,
			y: plotBase - height(column.Value), height: height(column.Value),
			Column: column, value: i == largest || i == last, label: i == 0 || i == last || i == last/2 && last > 3,
		})
	}
	return p
}

// tickStep returns the round distance between the four lines of a grid that
// reaches most: 1, 2, 3 or 5 times a power of ten.
func tickStep(most int) int {
	for ten := 1; ; ten *= 10 {
		for _, n := range []int{1, 2, 3, 5} {
			if 4*n*ten >= most {
				return n * ten
			}
		}
	}
}

// px writes a length to a tenth.
func px(f float64) string { return fmt.Sprintf("%g", math.Round(f*10)/10) }
