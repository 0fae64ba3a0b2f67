package bidi

import "golang.org/x/text/unicode/bidi"

// maxDepth is the deepest explicit level (BD2).
const maxDepth = 125

// pairIsolates matches isolate initiators with their PDI (BD9).
func pairIsolates(classes []class) []int {
	partner := make([]int, len(classes))
	var open []int
	for i, c := range classes {
		partner[i] = -1
		switch {
		case isIsolate(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			j := open[len(open)-1]
			open = open[:len(open)-1]
			partner[i], partner[j] = j, i
		case c == bidi.B:
			open = open[:0]
		}
	}
	return partner
}

// paragraphLevel carries out P2 and P3 unless the direction is given.
func (ln *line) paragraphLevel(base Base) Level {
	if base != Auto {
		return Level(base)
	}
	if ln.firstStrong(0, len(ln.text)) == bidi.R {
		return 1
	}
	return 0
}

// firstStrong is the direction of the first strong character from start up to end,
// passing over isolates, or ON without one.
func (ln *line) firstStrong(start, end int) class {
	for i := start; i < end; i++ {
		switch c := ln.original[i]; {
		case c == bidi.L:
			return bidi.L
		case c == bidi.R || c == bidi.AL:
			return bidi.R
		case isIsolate(c):
			if ln.partner[i] < 0 {
				return bidi.ON
			}
			i = ln.partner[i]
		}
	}
	return bidi.ON
}

// A frame is an entry of the directional status stack.
type frame struct {
	level    Level
	override class // L, R, or ON for none
	isolate  bool
}

// A stack is the state of rules X1 to X8.
type stack struct {
	frames                                 []frame
	lostIsolates, lostEmbeddings, isolates int
}

func (s *stack) top() frame { return s.frames[len(s.frames)-1] }
func (s *stack) pop()       { s.frames = s.frames[:len(s.frames)-1] }

// fits reports whether a new frame of the level may be pushed.
func (s *stack) fits(l Level) bool {
	return l <= maxDepth && s.lostIsolates == 0 && s.lostEmbeddings == 0
}

// embed carries out X2 to X5 for an embedding or override.
func (s *stack) embed(c class) {
	f := frame{level: s.top().level.nextEven(), override: bidi.ON}
	if c == bidi.RLE || c == bidi.RLO {
		f.level = s.top().level.nextOdd()
	}
	switch c {
	case bidi.RLO:
		f.override = bidi.R
	case bidi.LRO:
		f.override = bidi.L
	}
	switch {
	case s.fits(f.level):
		s.frames = append(s.frames, f)
	case s.lostIsolates == 0:
		s.lostEmbeddings++
	}
}

// isolate carries out X5a and X5b.
func (s *stack) isolate(rtl bool) {
	f := frame{level: s.top().level.nextEven(), override: bidi.ON, isolate: true}
	if rtl {
		f.level = s.top().level.nextOdd()
	}
	if !s.fits(f.level) {
		s.lostIsolates++
		return
	}
	s.isolates++
	s.frames = append(s.frames, f)
}

// endIsolate carries out X6a.
func (s *stack) endIsolate() {
	switch {
	case s.lostIsolates > 0:
		s.lostIsolates--
	case s.isolates > 0:
		s.lostEmbeddings = 0
		for !s.top().isolate {
			s.pop()
		}
		s.pop()
		s.isolates--
	}
}

// endEmbedding carries out X7.
func (s *stack) endEmbedding() {
	switch {
	case s.lostIsolates > 0:
	case s.lostEmbeddings > 0:
		s.lostEmbeddings--
	case !s.top().isolate && len(s.frames) > 1:
		s.pop()
	}
}

// resolveExplicit gives every character its explicit level and marks what X9 drops.
func (ln *line) resolveExplicit() {
	s := &stack{frames: []frame{{level: ln.base, override: bidi.ON}}}
	for i, c := range ln.original {
		switch c {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO:
			ln.drop(i, s)
			s.embed(c)
		case bidi.PDF:
			ln.drop(i, s)
			s.endEmbedding()
		case bidi.BN:
			ln.drop(i, s)
		case bidi.RLI, bidi.LRI, bidi.FSI:
			ln.place(i, s)
			s.isolate(ln.isolatesRight(i))
		case bidi.PDI:
			s.endIsolate()
			ln.place(i, s)
		case bidi.B:
			ln.level[i] = ln.base
		default:
			ln.place(i, s)
		}
	}
}

// isolatesRight reports whether the isolate begun at i runs right to left.
func (ln *line) isolatesRight(i int) bool {
	if ln.original[i] != bidi.FSI {
		return ln.original[i] == bidi.RLI
	}
	end := ln.partner[i]
	if end < 0 {
		end = len(ln.text)
	}
	return ln.firstStrong(i+1, end) == bidi.R
}

func (ln *line) drop(i int, s *stack) {
	ln.dropped[i] = true
	ln.level[i] = s.top().level
}

func (ln *line) place(i int, s *stack) {
	f := s.top()
	ln.level[i] = f.level
	if f.override != bidi.ON {
		ln.class[i] = f.override
	}
}
