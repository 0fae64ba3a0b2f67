package shape

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"masar/internal/bidi"
	"masar/internal/truetype"
)

// A Shaper shapes lines. It keeps buffers, and the words it has shaped, since names and
// documents share most of theirs. Goroutines must not share one.
type Shaper struct {
	buffer *harfbuzz.Buffer
	fonts  map[*Face]*harfbuzz.Font
	words  map[wordKey][]Glyph
}

// mostWords is how many words a Shaper keeps before it forgets them all.
const mostWords = 4096

// A wordKey tells kept words apart.
type wordKey struct {
	text   string
	face   *Face
	script language.Script
	rtl    bool
}

// NewShaper returns a Shaper.
func NewShaper() *Shaper {
	return &Shaper{buffer: harfbuzz.NewBuffer(), fonts: map[*Face]*harfbuzz.Font{}, words: map[wordKey][]Glyph{}}
}

// Line shapes a line in the first of the faces, or the others of each, that has each character;
// what none has shows as the first face's sign for a missing glyph.
func (s *Shaper) Line(text string, base bidi.Base, faces ...*Face) *Line {
	return s.line([]rune(text), base, faces)
}

func (s *Shaper) line(text []rune, base bidi.Base, faces []*Face) *Line {
	ln := &Line{Text: text, Base: base, Glyphs: make([]Glyph, 0, len(text)+8)}
	for _, it := range itemize(text, base, faces) {
		ln.Glyphs = s.appendItem(ln.Glyphs, text, it)
	}
	return ln
}

// appendItem shapes an item word by word and appends its glyphs in visual order. That
// words do not depend on each other is not so in every font; the test against HarfBuzz
// shows that it is in ours.
func (s *Shaper) appendItem(glyphs []Glyph, text []rune, it item) []Glyph {
	words := split(text, it)
	if it.Level.RTL() {
		slices.Reverse(words)
	}
	for _, w := range words {
		from := len(glyphs)
		glyphs = append(glyphs, s.word(text, w)...)
		for i := range glyphs[from:] {
			glyphs[from+i].Start += w.Start
			glyphs[from+i].End += w.Start
		}
	}
	return glyphs
}

// split cuts an item into words and the spaces between them. A space that carries a mark
// or a joiner is not cut off.
func split(text []rune, it item) (words []item) {
	cut := func(from, to int) {
		w := it
		w.Start, w.End = from, to
		words = append(words, w)
	}
	from := it.Start
	for i := it.Start; i < it.End; i++ {
		if text[i] != ' ' || i+1 < len(text) && unicode.In(text[i+1], unicode.M, unicode.Cf) {
			continue
		}
		if i > from {
			cut(from, i)
		}
		cut(i, i+1)
		from = i + 1
	}
	if it.End > from {
		cut(from, it.End)
	}
	return words
}

// word returns the glyphs of a word, their characters counted from its start. They are
// kept unless the word touches others, whose letters it may join.
func (s *Shaper) word(text []rune, w item) []Glyph {
	if w.Start > 0 && text[w.Start-1] != ' ' || w.End < len(text) && text[w.End] != ' ' {
		return s.shape(text, w)
	}
	k := wordKey{string(text[w.Start:w.End]), w.face, w.script, w.Level.RTL()}
	glyphs, ok := s.words[k]
	if !ok {
		glyphs = s.shape(text, w)
		if len(s.words) == mostWords {
			clear(s.words)
		}
		s.words[k] = glyphs
	}
	return glyphs
}

// shape has HarfBuzz shape a word, with what stands on both sides as its context.
func (s *Shaper) shape(text []rune, w item) []Glyph {
	b := s.buffer
	b.Clear()
	b.AddRunes(text, w.Start, w.End-w.Start)
	b.Props = properties(w)
	b.Shape(s.font(w.face), nil)
	glyphs := make([]Glyph, len(b.Info))
	for i, info := range b.Info {
		p := b.Pos[i]
		glyphs[i] = Glyph{
			Face: w.face, ID: truetype.GlyphID(info.Glyph), Start: info.Cluster - w.Start, RTL: w.Level.RTL(),
			Advance: int(p.XAdvance), DX: int(p.XOffset), DY: int(p.YOffset),
		}
	}
	setEnds(glyphs, w.End-w.Start, w.Level.RTL())
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

// setEnds says where each cluster of a word of some length ends: at the start of the next
// one in the text.
func setEnds(glyphs []Glyph, length int, rtl bool) {
	if rtl {
		slices.Reverse(glyphs)
		defer slices.Reverse(glyphs)
	}
	end := length
	for i := len(glyphs) - 1; i >= 0; i-- {
		if i+1 < len(glyphs) && glyphs[i+1].Start != glyphs[i].Start {
			end = glyphs[i+1].Start
		}
		glyphs[i].End = end
	}
}
