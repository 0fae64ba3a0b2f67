package shape

import (
	"slices"

	"masar/internal/bidi"
	"masar/internal/truetype"
)

// A Glyph in its place. Measures are in the units of its face.
type Glyph struct {
	Face       *Face
	ID         truetype.GlyphID
	Advance    int // from this glyph's origin to the next one's
	DX, DY     int // of the drawing from the origin
	Start, End int // the characters it stands for, together with its cluster
	RTL        bool
}

// A Line is a shaped line, its glyphs in visual order from the left.
type Line struct {
	Text   []rune
	Base   bidi.Base
	Glyphs []Glyph
	ghosts []bool // characters put in to stretch the line, which were not written; or nil
}

// Written is the text as it was written, without what was put in to stretch it.
func (l *Line) Written() []rune {
	if l.ghosts == nil {
		return l.Text
	}
	var text []rune
	for i, r := range l.Text {
		if !l.ghosts[i] {
			text = append(text, r)
		}
	}
	return text
}

// Width is the length of the line in thousandths of an em.
func (l *Line) Width() float64 {
	var w float64
	for _, g := range l.Glyphs {
		w += g.Mille(g.Advance)
	}
	return w
}

// Spaced returns the line with room added between its glyphs, in thousandths of an em.
func (l *Line) Spaced(room float64) *Line {
	spaced := *l
	spaced.Glyphs = slices.Clone(l.Glyphs)
	for i := range len(spaced.Glyphs) - 1 {
		g := &spaced.Glyphs[i]
		g.Advance += int(room * float64(g.Face.UnitsPerEm) / 1000)
	}
	return &spaced
}

// Mille converts units of g's face to thousandths of an em.
func (g Glyph) Mille(v int) float64 { return float64(v) * 1000 / float64(g.Face.UnitsPerEm) }

// A Cluster holds glyphs that stand together for some characters and cannot be told
// apart among them: a ligature, a letter with its marks and the kashidas after it.
type Cluster struct {
	Glyphs []Glyph // visual order
	Text   []rune  // logical order, as written
}

// Clusters cuts the line into clusters, in visual order from the left.
func (l *Line) Clusters() []Cluster {
	head := l.clusterHeads()
	all := make([]Cluster, 0, len(l.Glyphs))
	for from := 0; from < len(l.Glyphs); {
		to := from + 1
		for to < len(l.Glyphs) && head[to] == head[from] && l.Glyphs[to].Face == l.Glyphs[from].Face {
			to++
		}
		glyphs := l.Glyphs[from:to]
		all = append(all, Cluster{Glyphs: glyphs, Text: l.written(head[from], glyphs)})
		from = to
	}
	return all
}

// clusterHeads gives for each glyph the first character of its cluster. A kashida that
// was not written belongs to the letter it stretches.
func (l *Line) clusterHeads() []int {
	start := make([]int, len(l.Text))
	for _, g := range l.Glyphs {
		for i := g.Start; i < g.End; i++ {
			start[i] = g.Start
		}
	}
	head := make([]int, len(l.Glyphs))
	for i, g := range l.Glyphs {
		c := g.Start
		for l.ghosts != nil && c > 0 && l.ghosts[c] {
			c--
		}
		head[i] = start[c]
	}
	return head
}

// written collects the characters of a cluster's glyphs, without ghosts.
func (l *Line) written(head int, glyphs []Glyph) []rune {
	end := head
	for _, g := range glyphs {
		end = max(end, g.End)
	}
	if l.ghosts == nil {
		return l.Text[head:end]
	}
	var text []rune
	for i := head; i < end; i++ {
		if !l.ghosts[i] {
			text = append(text, l.Text[i])
		}
	}
	return text
}
