package pdf

import (
	"slices"
	"strings"
	"unicode"

	"masar/internal/bidi"
)

// PDFium, which reads documents in Chromium and Edge, finds the text of a line in its own
// way: it takes the characters as they stand from the left, cuts them into pieces of one
// direction, and puts the pieces together from the right, those of Arabic turned round and
// their brackets mirrored. Words of Latin letters, numbers with signs and brackets within an
// Arabic line come out scrambled, and carriers stay in the text, so that nothing that goes
// over one is found.
//
// A code of ours may therefore stand for two texts in the table back to Unicode: PDFium takes
// the lesser one, every other reader that we know the last. What PDFium is told in the place
// of each box is computed here: the line's characters in the order from which it makes the
// line again, and nothing in the place of carriers. Where it takes the last one too, it reads
// what the others read.

// silent is a control character: PDFium leaves it out of the text.
const silent = '\u0002'

// A way is the direction that PDFium gives a character.
type way int

const (
	wayNeutral way = iota
	wayLeft
	wayRight
	wayWeak // digits, their signs and marks: from left to right, and turns nothing about it
)

func wayOf(r rune) way {
	switch {
	case bidi.Strong(r) > 0:
		return wayLeft
	case bidi.Strong(r) < 0:
		return wayRight
	case bidi.Weak(r):
		return wayWeak
	}
	return wayNeutral
}

// A piece of a line is of one direction.
type piece struct {
	way  way
	text []rune
}

func pieces(text []rune) (all []piece) {
	for i, r := range text {
		if w := wayOf(r); i == 0 || w != all[len(all)-1].way {
			all = append(all, piece{way: w})
		}
		p := &all[len(all)-1]
		p.text = append(p.text, r)
	}
	return all
}

// A toldChar is what PDFium is told. It is bound to the one before it if nothing, not even
// silence, may come between them.
type toldChar struct {
	char  rune
	bound bool
}

// toldOf are the characters, from the left, of which PDFium makes a text.
func toldOf(text []rune) (told []toldChar) {
	all := pieces(text)
	lefts, rights := 0, 0
	for _, p := range all {
		switch p.way {
		case wayLeft:
			lefts++
		case wayRight:
			rights++
		}
	}
	turned := rights > 0 && rights >= lefts
	now := wayLeft
	if turned {
		now = wayRight
	}
	var parts [][]toldChar
	for _, p := range all {
		if p.way == wayRight || p.way == wayNeutral && now == wayRight {
			now = wayRight
			parts = append(parts, turnedRound(p.text))
			continue
		}
		if p.way != wayWeak {
			now = wayLeft
		}
		parts = append(parts, straight(p.text, p.way != wayWeak))
	}
	if turned {
		slices.Reverse(parts)
	}
	return slices.Concat(parts...)
}

// turnedRound is a piece that PDFium will turn round.
func turnedRound(text []rune) (told []toldChar) {
	for _, r := range slices.Backward(text) {
		told = append(told, toldChar{char: mirror(r)})
	}
	return told
}

func straight(text []rune, bound bool) (told []toldChar) {
	for i, r := range text {
		told = append(told, toldChar{r, bound && i > 0})
	}
	return told
}

// mirror is what PDFium makes of r from right to left: it mirrors quotation marks too.
func mirror(r rune) rune {
	for _, pair := range []string{"<>", "«»", "‹›", "‘’", "“”"} {
		runes := []rune(pair)
		if i := slices.Index(runes, r); i >= 0 {
			return runes[1-i]
		}
	}
	return bidi.Mirror(r)
}

// A reading is what readers take a glyph for: PDFium for told, every other for char and as
// many marks of direction as say behind it. Several characters are never less than one.
type reading struct {
	char, told, mark rune
	marks            int
}

func (b box) reading() reading {
	r := reading{char: b.char, told: b.told, marks: b.marks}
	switch {
	case b.marks == 0:
	case b.carrier:
		r.mark = b.char
	case b.rtl:
		r.mark = rightToLeft
	default:
		r.mark = leftToRight
	}
	return r
}

// texts are the entries of a reading in the table back to Unicode, the one that counts last.
func (r reading) texts() []string {
	text := string(r.char) + strings.Repeat(string(r.mark), r.marks)
	if r.told == r.char || r.told == 0 {
		return []string{text}
	}
	return []string{string(r.told), text}
}

// undirected is the text of a line as people read it: without what only directs it.
func undirected(text []rune) []rune {
	return slices.DeleteFunc(slices.Clone(text), func(r rune) bool { return bidi.Control(r) || unicode.Is(unicode.Cc, r) })
}
