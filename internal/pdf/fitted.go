package pdf

import (
	"slices"
	"strings"

	"masar/internal/shape"
)

// Where a text must shrink to less than leastShrunk of its size, it is set on two lines
// instead, which stand about the baseline that the one would have had: raised and lowered
// by these parts of its size, and at most twoLines of it high.
const (
	leastShrunk = 0.72
	twoLines    = 0.64
	raised      = 0.44
	lowered     = 0.27
)

// fitted draws a text as the content of e, on one line or, if it is long, on two. It takes the
// same room either way.
func (d *document) fitted(e *element, x, y float64, a align, s style, text string) {
	ln, size := d.set(s, text)
	if size >= leastShrunk*s.size {
		d.text(e, x, y, a, s, text)
		return
	}
	upper, lower, ok := d.halved(s, text, ln)
	if !ok {
		d.text(e, x, y, a, s, text)
		return
	}
	half := s
	half.size, half.stretch = twoLines*s.size, 0
	for _, part := range []string{upper, lower} { // both as large as the longer one lets them be
		_, fit := d.set(half, part)
		half.size = min(half.size, fit)
	}
	d.text(e, x, y-raised*s.size, a, half, upper)
	d.text(e, x, y+lowered*s.size, a, half, lower)
}

// leaning are words of names that stay with the one behind them.
var leaning = []string{"بن", "بنت", "ابن", "ابنة", "آل", "عبد", "أبو", "أم", "al", "el", "bin", "bint", "ibn", "abu", "abd", "umm"}

// halved cuts a text between two words where the halves are most alike in width, but not
// behind one that leans on the next.
func (d *document) halved(s style, text string, whole *shape.Line) (upper, lower string, ok bool) {
	words := strings.Split(text, " ")
	best := whole.Width()
	for i := 1; i < len(words); i++ {
		if slices.Contains(leaning, strings.ToLower(words[i-1])) {
			continue
		}
		first, second := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		w := max(d.shaper.Line(first, s.base, s.face).Width(), d.shaper.Line(second, s.base, s.face).Width())
		if w < best {
			best, upper, lower, ok = w, first, second, true
		}
	}
	return upper, lower, ok
}
