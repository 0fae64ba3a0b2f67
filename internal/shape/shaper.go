package shape

import (
	"slices"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"masar/internal/bidi"
	"masar/internal/truetype"
)

// A Shaper shapes lines. It keeps buffers, and the lines it has shaped, since documents
// of one kind have most of them in common. Goroutines must not share one.
type Shaper struct {
	buffer *harfbuzz.Buffer
	fonts  map[*Face]*harfbuzz.Font
	lines  map[lineKey]*Line
}

// mostLines is how many lines a Shaper keeps before it forgets them all.
const mostLines = 1024

// A lineKey tells kept lines apart.
type lineKey struct {
	text string
	base bidi.Base
	face *Face
}

// NewShaper returns a Shaper.
func NewShaper() *Shaper {
	return &Shaper{buffer: harfbuzz.NewBuffer(), fonts: map[*Face]*harfbuzz.Font{}, lines: map[lineKey]*Line{}}
}

// Line shapes a line in the first of the faces that has each character; what none has
// shows as the first face's sign for a missing glyph. The line belongs to the Shaper and
// must not be changed.
func (s *Shaper) Line(text string, base bidi.Base, faces ...*Face) *Line {
	if len(faces) != 1 {
		return s.line([]rune(text), base, faces)
	}
	k := lineKey{text, base, faces[0]}
	ln := s.lines[k]
	if ln == nil {
		ln = s.line([]rune(text), base, faces)
		if len(s.lines) == mostLines {
			clear(s.lines)
		}
		s.lines[k] = ln
	}
	return ln
}

func (s *Shaper) line(text []rune, base bidi.Base, faces []*Face) *Line {
	ln := &Line{Text: text, Base: base, Glyphs: make([]Glyph, 0, len(text)+8)}
	for _, it := range itemize(text, base, faces) {
		ln.Glyphs = append(ln.Glyphs, s.shape(text, it)...)
	}
	return ln
}

// shape shapes one item; its context on both sides is known to HarfBuzz.
func (s *Shaper) shape(text []rune, it item) []Glyph {
	b := s.buffer
	b.Clear()
	b.AddRunes(text, it.Start, it.End-it.Start)
	b.Props = properties(it)
	b.Shape(s.font(it.face), nil)
	glyphs := make([]Glyph, len(b.Info))
	for i, info := range b.Info {
		p := b.Pos[i]
		glyphs[i] = Glyph{
			Face: it.face, ID: truetype.GlyphID(info.Glyph), Start: info.Cluster, RTL: it.Level.RTL(),
			Advance: int(p.XAdvance), DX: int(p.XOffset), DY: int(p.YOffset),
		}
	}
	setEnds(glyphs, it)
	return glyphs
}

func properties(it item) harfbuzz.SegmentProperties {
	p := harfbuzz.SegmentProperties{Script: it.script, Direction: harfbuzz.LeftToRight, Language: "en"}
	if it.Level.RTL() {
		p.Direction = harfbuzz.RightToLeft
	}
	if it.script == language.Arabic {
		p.Language = "ar"
	}
	return p
}

func (s *Shaper) font(f *Face) *harfbuzz.Font {
	h := s.fonts[f]
	if h == nil {
		h = f.forShaping()
		s.fonts[f] = h
	}
	return h
}

// setEnds says where each cluster ends: at the start of the next one in the text.
func setEnds(glyphs []Glyph, it item) {
	if it.Level.RTL() {
		slices.Reverse(glyphs)
		defer slices.Reverse(glyphs)
	}
	end := it.End
	for i := len(glyphs) - 1; i >= 0; i-- {
		if i+1 < len(glyphs) && glyphs[i+1].Start != glyphs[i].Start {
			end = glyphs[i+1].Start
		}
		glyphs[i].End = end
	}
}
