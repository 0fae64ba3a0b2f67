package bidi

import "golang.org/x/text/unicode/bidi"

// resolveWeak carries out W1 to W7.
func (s *sequence) resolveWeak() {
	s.attachMarks()
	s.arabicNumbers()
	s.joinNumbers()
	s.attachTerminators()
	s.latinNumbers()
}

// attachMarks gives a nonspacing mark the class of what it stands on (W1).
func (s *sequence) attachMarks() {
	for k := range s.at {
		if s.classAt(k) != bidi.NSM {
			continue
		}
		c := s.classAt(k - 1)
		if isIsolate(c) || c == bidi.PDI {
			c = bidi.ON
		}
		s.set(k, c)
	}
}

// arabicNumbers makes numbers after Arabic letters Arabic, and then the letters
// plain right-to-left ones (W2, W3).
func (s *sequence) arabicNumbers() {
	strong := s.start
	for k := range s.at {
		switch c := s.classAt(k); c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.AL:
			strong = c
			s.set(k, bidi.R)
		case bidi.EN:
			if strong == bidi.AL {
				s.set(k, bidi.AN)
			}
		}
	}
}

// joinNumbers lets a single separator between numbers be part of them (W4).
func (s *sequence) joinNumbers() {
	for k := 1; k+1 < len(s.at); k++ {
		before, c, after := s.classAt(k-1), s.classAt(k), s.classAt(k+1)
		if before != after {
			continue
		}
		if before == bidi.EN && (c == bidi.ES || c == bidi.CS) || before == bidi.AN && c == bidi.CS {
			s.set(k, before)
		}
	}
}

// attachTerminators makes signs beside a European number part of it, and what is
// left of separators and terminators neutral (W5, W6).
func (s *sequence) attachTerminators() {
	for k := 0; k < len(s.at); k++ {
		switch s.classAt(k) {
		case bidi.ES, bidi.CS:
			s.set(k, bidi.ON)
		case bidi.ET:
			end := k + 1
			for end < len(s.at) && s.classAt(end) == bidi.ET {
				end++
			}
			c := bidi.ON
			if k > 0 && s.classAt(k-1) == bidi.EN || end < len(s.at) && s.classAt(end) == bidi.EN {
				c = bidi.EN
			}
			s.fill(k, end, c)
			k = end - 1
		}
	}
}

// latinNumbers makes numbers after left-to-right letters like those letters (W7).
func (s *sequence) latinNumbers() {
	strong := s.start
	for k := range s.at {
		switch c := s.classAt(k); c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.EN:
			if strong == bidi.L {
				s.set(k, bidi.L)
			}
		}
	}
}

func (s *sequence) fill(from, to int, c class) {
	for k := from; k < to; k++ {
		s.set(k, c)
	}
}
