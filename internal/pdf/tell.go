package pdf

import (
	"math"
	"unicode"
)

// mostFitted bounds the work on a line: boxes by characters, some 300 of each.
const mostFitted = 1 << 17

// tell gives each box what PDFium reads in its place, so that it reads a text. Boxes keep
// their own characters as far as the order lets them; the others are silent, and their
// characters stand on carriers, of which there are more then.
func (t typesetter) tell(boxes []box, text []rune) []box {
	told := toldOf(text)
	if len(boxes)*len(told) > mostFitted {
		return boxes // PDFium reads what all others read
	}
	if tellPlainly(boxes, told) {
		return boxes
	}
	steps := fit(boxes, told)
	out := make([]box, 0, len(boxes)+8)
	spent := map[rune]int{}
	at := 0
	for _, s := range steps {
		var b box
		if s == insert {
			b = t.carrier(boxes[min(at, len(boxes)-1)], leftToRight)
		} else {
			b = boxes[at]
			at++
		}
		b.told = silent
		if s != hush {
			b.told, told = told[0].char, told[1:]
		}
		if b.carrier && b.told != silent { // PDFium drops what stands twice in one place: no two are the same
			spent[b.told]++
			b.marks = spent[b.told]
		}
		if !b.carrier && b.told > b.char {
			b.marks = 1
		}
		out = append(out, b)
	}
	return out
}

// tellPlainly tells each box its own character and leaves carriers silent, and reports
// whether that is what is to be told.
func tellPlainly(boxes []box, told []toldChar) bool {
	at := 0
	for i := range boxes {
		b := &boxes[i]
		switch {
		case b.carrier && (at == len(told) || !told[at].bound):
			b.told = silent
		case b.carrier || at == len(told) || told[at].char != b.char:
			return false
		default:
			b.told = b.char
			at++
		}
	}
	return at == len(told)
}

// A step of an alignment deals with the next box, the next told character, or both.
type step int8

const (
	take   step = iota // the box takes the character
	hush               // the box is silent
	insert             // a carrier before the box takes the character
)

// What steps cost: a box that takes another's character is worst, for it is selected in its
// place.
const (
	costOther   = 2
	costMark    = 1 // of one mark for another on the same letter
	costCarrier = 1
	costHush    = 1
	costInsert  = 2
)

// fit finds the cheapest steps that tell all characters in order. What is bound to the
// character before it has no silence before it. A box takes no greater character than its
// own, lest marks stand between letters; but a mark on a letter may.
func fit(boxes []box, told []toldChar) []step {
	n, m := len(boxes), len(told)
	cost := make([][]int32, n+1) // of what remains from box i and character j
	best := make([][]step, n+1)
	for i := n; i >= 0; i-- {
		cost[i], best[i] = make([]int32, m+1), make([]step, m+1)
		for j := m; j >= 0; j-- {
			if i == n && j == m {
				continue
			}
			cost[i][j] = math.MaxInt32
			try := func(s step, c int32) {
				if c < cost[i][j] {
					cost[i][j], best[i][j] = c, s
				}
			}
			if i < n && j < m {
				if c, ok := costOfTaking(boxes[i], told[j].char); ok {
					try(take, c+cost[i+1][j+1])
				}
			}
			if i < n && (j == m || !told[j].bound) {
				try(hush, costOfHushing(boxes[i])+cost[i+1][j])
			}
			if j < m {
				try(insert, costInsert+cost[i][j+1])
			}
		}
	}
	var steps []step
	for i, j := 0, 0; i < n || j < m; {
		s := best[i][j]
		steps = append(steps, s)
		if s != insert {
			i++
		}
		if s != hush {
			j++
		}
	}
	return steps
}

func costOfTaking(b box, char rune) (int32, bool) {
	switch {
	case b.carrier:
		return costCarrier, true
	case b.char == char:
		return 0, true
	}
	if unicode.Is(unicode.Mn, char) && unicode.Is(unicode.Mn, b.char) {
		return costMark, true
	}
	return costOther, char < b.char
}

func costOfHushing(b box) int32 {
	if b.carrier {
		return 0
	}
	return costHush
}
