package shape

import (
	"slices"
	"unicode"

	"masar/internal/bidi"
)

const (
	tatweel = '\u0640'
	// mostKashidas bounds the search for a width.
	mostKashidas = 400
)

// Stretch shapes a line and draws it out to a width, in thousandths of an em, with
// kashidas: at most one place a word, where a scribe would put it. What is left over is
// given to the spaces. The kashidas are drawn but are not text: whoever copies the line
// gets it as it was written. A line that is too long already, or has no place for a
// kashida, stays as it is.
func (s *Shaper) Stretch(text string, base bidi.Base, width float64, faces ...*Face) *Line {
	written := []rune(text)
	best := s.line(written, base, faces)
	places := kashidaPlaces(written)
	if len(places) == 0 || best.Width() >= width {
		return best
	}
	counts := make([]int, len(places))
	for n := range mostKashidas {
		counts[n%len(places)]++
		long, ghosts := lengthen(written, places, counts)
		ln := s.line(long, base, faces)
		if ln.Width() > width {
			break
		}
		ln.ghosts = ghosts
		best = ln
	}
	best.widenSpaces(width)
	return best
}

// lengthen puts counts[i] kashidas after the character places[i] of a text, and marks
// them as ghosts.
func lengthen(text []rune, places, counts []int) (long []rune, ghosts []bool) {
	for i, r := range text {
		long, ghosts = append(long, r), append(ghosts, false)
		if k := slices.Index(places, i); k >= 0 {
			for range counts[k] {
				long, ghosts = append(long, tatweel), append(ghosts, true)
			}
		}
	}
	return long, ghosts
}

// widenSpaces shares what is missing from a width among the spaces.
func (l *Line) widenSpaces(width float64) {
	var spaces []int
	for i, g := range l.Glyphs {
		if l.Text[g.Start] == ' ' {
			spaces = append(spaces, i)
		}
	}
	if len(spaces) == 0 {
		return
	}
	share := (width - l.Width()) / float64(len(spaces))
	for _, i := range spaces {
		g := &l.Glyphs[i]
		g.Advance += int(share * float64(g.Face.UnitsPerEm) / 1000)
	}
}

// kashidaPlaces finds in each word the best place for a kashida, if it has one: the
// index of the character after which it goes, the letter's marks included.
func kashidaPlaces(text []rune) (places []int) {
	for from := 0; from < len(text); from++ {
		if !isArabicLetter(text[from]) {
			continue
		}
		to := from
		var letters []int
		for ; to < len(text) && (isArabicLetter(text[to]) || unicode.Is(unicode.Mn, text[to])); to++ {
			if isArabicLetter(text[to]) {
				letters = append(letters, to)
			}
		}
		if at := bestPlace(text, letters); at >= 0 {
			places = append(places, at)
		}
		from = to
	}
	return places
}

// bestPlace is the place in a word of the given letters, or -1. Of equally good places
// the last wins, since a word looks best stretched near its end.
func bestPlace(text []rune, letters []int) int {
	place, best := -1, unfit
	for k := 0; k+1 < len(letters); k++ {
		if f := fitness(text, letters, k); f != unfit && f <= best {
			place, best = letters[k+1]-1, f
		}
	}
	return place
}

const unfit = 99

// fitness grades the join after the k-th letter of a word, best first: the teeth of
// seen and sad; before a final teh marbuta, heh or dal; before a final upright letter;
// before alef, reh, yeh or dal; before any final letter.
func fitness(text []rune, letters []int, k int) int {
	this, next := text[letters[k]], text[letters[k+1]]
	if !joinsNext(this) || next == 'ء' || this == 'ل' && slices.Contains([]rune("اأإآٱله"), next) {
		return unfit // not joined, or lam-alef, or the name of God
	}
	grade, final := 7, k+2 == len(letters)
	switch {
	case slices.Contains([]rune("سشصض"), this):
		grade = 1
	case final && slices.Contains([]rune("ةهد"), next):
		grade = 2
	case final && slices.Contains([]rune("اطلك"), next):
		grade = 3
	case slices.Contains([]rune("اريد"), next):
		grade = 4
	case final:
		grade = 5
	}
	if this == 'م' || this == 'ل' { // their joins look weak when long
		grade++
	}
	if k == 0 && len(letters) > 3 {
		grade++
	}
	return grade
}

// joinsNext reports whether a letter joins the one after it.
func joinsNext(r rune) bool {
	return slices.Contains([]rune("بتثجحخسشصضطظعغفقكلمنهيئى"), r)
}

func isArabicLetter(r rune) bool {
	return r >= 'ء' && r <= 'ي' && r != tatweel || r == 'ٱ'
}
