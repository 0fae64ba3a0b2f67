// Package qr draws QR codes as vectors.
package qr

import (
	"fmt"

	"rsc.io/qr"
)

// A Rect is a run of dark modules, in modules from the lower left corner.
type Rect struct{ X, Y, Width int }

// A Code is a QR code without its quiet zone: Size modules a side, dark where Dark
// says so.
type Code struct {
	Size int
	Dark []Rect
}

// long is the number of bytes from which a text needs modules so small that their size
// matters more to a reader than what is corrected.
const long = 100

// Encode makes the code of a text, correcting errors of up to 15 per cent (level M), and of
// up to 7 per cent (level L) if the text is long.
func Encode(text string) (Code, error) {
	level := qr.M
	if len(text) >= long {
		level = qr.L
	}
	c, err := qr.Encode(text, level)
	if err != nil {
		return Code{}, fmt.Errorf("qr code of %d bytes: %w", len(text), err)
	}
	code := Code{Size: c.Size}
	for row := range c.Size {
		for x := 0; x < c.Size; {
			end := x
			for end < c.Size && c.Black(end, row) {
				end++
			}
			if end > x {
				code.Dark = append(code.Dark, Rect{X: x, Y: c.Size - 1 - row, Width: end - x})
			}
			x = end + 1
		}
	}
	return code, nil
}
