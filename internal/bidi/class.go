package bidi

import "golang.org/x/text/unicode/bidi"

type class = bidi.Class

// classOf is the Bidi_Class of r. The tables of x/text know the explicit
// formatting characters only as "control", so these are told apart here.
func classOf(r rune) class {
	p, _ := bidi.LookupRune(r)
	if c := p.Class(); c != bidi.Control {
		return c
	}
	if c, ok := formatting[r]; ok {
		return c
	}
	return bidi.BN
}

var formatting = map[rune]class{
	'\u202A': bidi.LRE, '\u202B': bidi.RLE, '\u202C': bidi.PDF, '\u202D': bidi.LRO, '\u202E': bidi.RLO,
	'\u2066': bidi.LRI, '\u2067': bidi.RLI, '\u2068': bidi.FSI, '\u2069': bidi.PDI,
}

func isIsolate(c class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// isNeutral reports whether c is what the rules call NI.
func isNeutral(c class) bool {
	switch c {
	case bidi.B, bidi.S, bidi.WS, bidi.ON, bidi.PDI:
		return true
	}
	return isIsolate(c)
}

// strength is the direction a character lends to the neutrals about it, by which
// numbers count as right to left; ON when it lends none.
func strength(c class) class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// A bracketKind says whether a character opens or closes a pair.
type bracketKind int8

const (
	notBracket bracketKind = iota
	opening
	closing
)

// bracketOf returns what kind of bracket r is, and the closing bracket that stands
// for its pair; canonically equivalent brackets have the same one (BD16).
func bracketOf(r rune) (bracketKind, rune) {
	p, _ := bidi.LookupRune(r)
	switch {
	case !p.IsBracket():
		return notBracket, 0
	case p.IsOpeningBracket():
		return opening, canonical(Mirror(r))
	}
	return closing, canonical(r)
}

func canonical(r rune) rune {
	if r == '\u232A' {
		return '\u3009'
	}
	return r
}

// Mirror returns the character that shows r's mirror image, as is drawn for it in a
// right-to-left run, or r itself when it has none. It knows brackets only.
func Mirror(r rune) rune {
	for _, m := range bidi.ReverseString(string(r)) {
		return m
	}
	return r
}

// Strong counts for the direction of a page: 1 for a left-to-right letter, -1 for a
// right-to-left one, 0 for all else.
func Strong(r rune) int {
	switch classOf(r) {
	case bidi.L:
		return 1
	case bidi.R, bidi.AL:
		return -1
	}
	return 0
}

// Weak reports whether r is a digit of any kind, a separator or terminator of numbers, a
// mark on a letter, or a neutral that is no boundary.
func Weak(r rune) bool {
	switch classOf(r) {
	case bidi.EN, bidi.AN, bidi.CS, bidi.ES, bidi.ET, bidi.NSM, bidi.BN:
		return true
	}
	return false
}

// Symbol reports whether r is punctuation or a sign: a separator, a terminator of
// numbers, or any other neutral that is not space.
func Symbol(r rune) bool {
	switch classOf(r) {
	case bidi.CS, bidi.ES, bidi.ET, bidi.ON:
		return true
	}
	return false
}

// Control reports whether r is one of the invisible characters that steer the
// algorithm: marks, embeddings, overrides and isolates.
func Control(r rune) bool {
	switch r {
	case '\u061C', '\u200E', '\u200F':
		return true
	}
	_, ok := formatting[r]
	return ok
}
