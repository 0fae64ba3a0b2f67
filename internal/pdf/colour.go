package pdf

import (
	"fmt"
	"strconv"
)

// A Colour is written #RRGGBB.
type Colour string

// channels are the parts of red, green and blue, from 0 to 1; black for what is not a colour.
func (c Colour) channels() (rgb [3]float64) {
	if c.Valid() != nil {
		return rgb
	}
	for i := range rgb {
		v, _ := strconv.ParseUint(string(c[1+2*i:3+2*i]), 16, 8) // Valid has seen to it
		rgb[i] = float64(v) / 255
	}
	return rgb
}

// Valid says what is wrong with a colour.
func (c Colour) Valid() error {
	if len(c) == 7 && c[0] == '#' {
		if _, err := strconv.ParseUint(string(c[1:]), 16, 32); err == nil {
			return nil
		}
	}
	return fmt.Errorf("%q is not a colour of the form #RRGGBB", string(c))
}

// fill and stroke write the operators that choose c for areas and for lines.
func (c Colour) fill(b []byte) []byte   { return c.choose(b, "rg ") }
func (c Colour) stroke(b []byte) []byte { return c.choose(b, "RG ") }

func (c Colour) choose(b []byte, operator string) []byte {
	rgb := c.channels()
	for _, v := range rgb {
		b = append(strconv.AppendFloat(b, v, 'f', 3, 64), ' ')
	}
	return append(b, operator...)
}
