package password

import (
	"strings"
	"unicode"
)

// A kind of piece that a password is made of.
type kind int

const (
	letter kind = iota
	digit
	pattern // part of a row of keys or of an alphabet, a year, or what stood before
	word    // of the list
	own
	site
)

// What a piece of each kind adds to the work of guessing, in halves of a
// letter. A word of the list is worth four letters, however long it is, so that
// three words pass and two do not.
var price = [...]int{letter: 2, digit: 1, pattern: 2, word: 8, own: 2, site: 2}

const (
	enough   = 17 // what a password has to be worth
	shortest = 3  // characters of a piece that is more than its letters
	longest  = 64 // characters of one that is a name or a word
)

// A reading is a password, folded, in the light of its context. plain is what
// it would say if digits and signs that stand for letters were those letters.
type reading struct {
	text, plain []rune
	again       []int // see repeats
	context     Context
}

func newReading(text string, c Context) reading {
	r := reading{text: []rune(text), context: c}
	r.again = repeats(r.text)
	for _, ch := range r.text {
		if l, ok := standsFor[ch]; ok {
			ch = l
		}
		r.plain = append(r.plain, ch)
	}
	return r
}

// standsFor are the digits and signs that people write in place of letters.
var standsFor = map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', '$': 's', '!': 'i', '+': 't'}

// cheapest returns the least that the password is worth, whatever pieces it is
// cut into, and the kinds of those pieces.
func (r reading) cheapest() (cost int, found map[kind]bool) {
	type step struct {
		cost, from int
		kind       kind
	}
	best := make([]step, len(r.text)+1)
	for i := range best[1:] {
		best[i+1].cost = 1 << 30
	}
	for i := range r.text {
		r.pieces(i, func(end int, k kind) {
			if c := best[i].cost + price[k]; c < best[end].cost {
				best[end] = step{c, i, k}
			}
		})
	}
	found = map[kind]bool{}
	for at := len(r.text); at > 0; at = best[at].from {
		found[best[at].kind] = true
	}
	return best[len(r.text)].cost, found
}

// pieces gives every piece that begins at i, by its end and kind.
func (r reading) pieces(i int, give func(end int, k kind)) {
	first := letter
	if unicode.IsDigit(r.text[i]) {
		first = digit
	}
	give(i+1, first)
	for end := i + shortest; end <= min(i+longest, len(r.text)); end++ {
		text, plain := string(r.text[i:end]), string(r.plain[i:end])
		switch {
		case r.context.own[text] || r.context.own[plain]:
			give(end, own)
		case r.context.site[text] || r.context.site[plain]:
			give(end, site)
		case words[text] || words[plain]:
			give(end, word)
		}
	}
	for _, length := range []int{r.row(i), r.again[i], r.year(i)} {
		if length >= shortest {
			give(i+length, pattern)
		}
	}
}

// row returns how many characters from i on stand side by side in a row,
// forwards or backwards.
func (r reading) row(i int) (n int) {
	for _, row := range rows {
		for n < len(r.text)-i && strings.Contains(row, string(r.text[i:i+n+1])) {
			n++
		}
	}
	return n
}

// repeats returns, for each place, how many characters from there on have stood
// before, where those may run into these: as in a letter or a word that is said
// over and over.
func repeats(text []rune) []int {
	longest, below := make([]int, len(text)), make([]int, len(text)+1)
	for i := len(text) - 1; i >= 0; i-- {
		// same[from] is how long what begins at from is what begins at i.
		same := make([]int, len(text)+1)
		for from := range i {
			if text[from] == text[i] {
				same[from] = below[from+1] + 1
				longest[i] = max(longest[i], same[from])
			}
		}
		below = same
	}
	return longest
}

// year returns 4 if a year of the last century or of this one begins at i.
func (r reading) year(i int) int {
	if i+4 > len(r.text) || !unicode.IsDigit(r.text[i+2]) || !unicode.IsDigit(r.text[i+3]) {
		return 0
	}
	if century := string(r.text[i : i+2]); century == "19" || century == "20" || century == "14" { // 14: of the Hijra
		return 4
	}
	return 0
}
