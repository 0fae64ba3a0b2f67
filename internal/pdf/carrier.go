package pdf

import (
	"strings"

	"masar/internal/bidi"
	"masar/internal/truetype"
)

// The marks that carriers stand for: blank boxes without width that tell a reader which
// way the characters beside them run.
const (
	leftToRight = '\u200E'
	rightToLeft = '\u200F'
)

// carry puts carriers among the boxes of a line. In a right-to-left line a stretch of
// left-to-right boxes stands between RLM and LRM, every sign has an RLM to its left, and
// a mirrored sign stands between LRMs, or readers would mirror it a second time. A
// left-to-right line that begins or ends with anything but a letter or digit has an LRM
// there.
func (t typesetter) carry(boxes []box, base bidi.Base) []box {
	if len(boxes) == 0 {
		return boxes
	}
	if base == bidi.RightToLeft {
		return t.carryRightToLeft(boxes)
	}
	if last := boxes[len(boxes)-1]; !holdsLeft(last.char) {
		boxes = append(boxes, t.carrier(last, leftToRight))
	}
	if first := boxes[0]; !holdsLeft(first.char) {
		boxes = append([]box{t.carrier(first, leftToRight)}, boxes...)
	}
	return boxes
}

func (t typesetter) carryRightToLeft(boxes []box) []box {
	out := make([]box, 0, len(boxes)+8)
	for i, b := range boxes {
		switch {
		case b.rtl && mirrored(b.char):
			out = append(out, t.carrier(b, rightToLeft), t.carrier(b, leftToRight), b, t.carrier(b, leftToRight))
		case b.rtl && bidi.Symbol(b.char):
			out = append(out, t.carrier(b, rightToLeft), b)
		case b.rtl:
			out = append(out, b)
		default:
			if i == 0 || boxes[i-1].rtl {
				out = append(out, t.carrier(b, rightToLeft))
			}
			out = append(out, b)
			if i+1 == len(boxes) || boxes[i+1].rtl {
				out = append(out, t.carrier(b, leftToRight))
			}
		}
	}
	return out
}

// carrier is a blank box beside b.
func (t typesetter) carrier(b box, mark rune) box {
	b.glyph = t.fonts.font(b.face).subset.Compose(truetype.Composite{})
	b.char, b.advance, b.carrier = mark, 0, true
	return b
}

// holdsLeft reports whether a reader takes r as left to right without help.
func holdsLeft(r rune) bool { return bidi.Strong(r) > 0 || r >= '0' && r <= '9' }

// mirrored reports whether r is drawn mirrored in a right-to-left run.
func mirrored(r rune) bool { return bidi.Mirror(r) != r || strings.ContainsRune("<>«»‹›", r) }
