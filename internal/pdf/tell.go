package pdf

import (
	"slices"
	"unicode"
)

// tell gives each box what PDFium reads in its place, so that it reads a text. Boxes keep
// their own characters as far as the order lets them; the others are silent, and their
// characters stand on carriers, of which there are more then.
func (t typesetter) tell(boxes []box, text []rune) []box {
	told := toldOf(text)
	if tellPlainly(boxes, told) || len(boxes) == 0 {
		return boxes
	}
	if len(boxes)*len(told) > mostFitted {
		return untold(boxes)
	}
	out := make([]box, 0, len(boxes)+8)
	spent := map[rune]int{} // how often carriers have told a character
	at := 0
	for _, s := range fit(boxes, told) {
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
		switch {
		case b.carrier && b.told != silent: // PDFium drops what stands twice in one place: no two are the same
			spent[b.told]++
			b.marks = spent[b.told]
		case b.told > b.char:
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

// untold leaves PDFium to read what all others read.
func untold(boxes []box) []box {
	for i := range boxes {
		boxes[i].told = 0
	}
	return boxes
}

// A step deals with the next box, the next told character, or both.
type step int8

const (
	take   step = iota // the box takes the character
	hush               // the box is silent
	insert             // a carrier before the box takes the character
)

// What steps cost. A box that takes another's character is worst, for it is selected in its
// place.
const (
	costOther   = 2
	costMark    = 1 // of one mark for another on the same letter
	costCarrier = 1
	costHush    = 1
	costInsert  = 2
)

// mostFitted bounds the work on a line: boxes by characters, some 500 of each.
const mostFitted = 1 << 18

// A fitting finds the cheapest steps that tell all characters in order: cost and best are of
// what remains from a box and a character on.
type fitting struct {
	boxes []box
	told  []toldChar
	cost  []int32
	best  []step
}

func fit(boxes []box, told []toldChar) []step {
	size := (len(boxes) + 1) * (len(told) + 1)
	f := fitting{boxes, told, make([]int32, size), make([]step, size)}
	for i := len(boxes); i >= 0; i-- {
		for j := len(told); j >= 0; j-- {
			f.choose(i, j)
		}
	}
	return f.steps()
}

func (f *fitting) at(i, j int) int { return i*(len(f.told)+1) + j }

// choose finds the step to take before box i and character j. What is bound to the character
// before it has no silence before it.
func (f *fitting) choose(i, j int) {
	boxLeft, charLeft := i < len(f.boxes), j < len(f.told)
	all := make([]option, 0, 3)
	if boxLeft && charLeft {
		if c, ok := costOfTaking(f.boxes[i], f.told[j].char); ok {
			all = append(all, option{take, c + f.cost[f.at(i+1, j+1)]})
		}
	}
	if boxLeft && (!charLeft || !f.told[j].bound) {
		all = append(all, option{hush, costOfHushing(f.boxes[i]) + f.cost[f.at(i+1, j)]})
	}
	if charLeft {
		all = append(all, option{insert, costInsert + f.cost[f.at(i, j+1)]})
	}
	if len(all) > 0 {
		o := slices.MinFunc(all, func(a, b option) int { return int(a.cost - b.cost) })
		f.cost[f.at(i, j)], f.best[f.at(i, j)] = o.cost, o.step
	}
}

// An option is a step and what it costs with all that follow.
type option struct {
	step step
	cost int32
}

func (f *fitting) steps() (steps []step) {
	for i, j := 0, 0; i < len(f.boxes) || j < len(f.told); {
		s := f.best[f.at(i, j)]
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

// costOfTaking says what it costs if a box takes a character, and whether it can: it takes no
// greater one than its own, lest marks stand between letters; but a mark on a letter may.
func costOfTaking(b box, char rune) (int32, bool) {
	switch {
	case b.carrier:
		return costCarrier, true
	case b.char == char:
		return 0, true
	case unicode.Is(unicode.Mn, char) && unicode.Is(unicode.Mn, b.char):
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
