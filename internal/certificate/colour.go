package certificate

import (
	"math"
	"strconv"
	"strings"

	"masar/internal/typed"
)

// A Colour is written #RRGGBB.
type Colour string

// channels returns the parts of red, green and blue, from 0 to 1; ok is false
// for what is not a colour.
func (c Colour) channels() (rgb [3]float64, ok bool) {
	if len(c) != 7 || c[0] != '#' {
		return rgb, false
	}
	for i := range rgb {
		v, err := strconv.ParseUint(string(c[1+2*i:3+2*i]), 16, 8)
		if err != nil {
			return rgb, false
		}
		rgb[i] = float64(v) / 255
	}
	return rgb, true
}

// tidy returns c in its one form, however it was typed: #abc, 0A3F43, digits of
// any script. What is no colour stays so.
func (c Colour) tidy() Colour {
	s := strings.TrimPrefix(strings.ToUpper(typed.Visible(typed.Digits(string(c)))), "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	if whole := Colour("#" + s); whole.Valid() {
		return whole
	}
	return c
}

// Valid reports whether c is a colour.
func (c Colour) Valid() bool {
	_, ok := c.channels()
	return ok
}

// luminance is the relative luminance of c, from 0 to 1 (WCAG 2.2).
func (c Colour) luminance() float64 {
	rgb, _ := c.channels()
	for i, v := range rgb {
		if v <= 0.04045 {
			rgb[i] = v / 12.92
		} else {
			rgb[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2]
}

// Contrast returns how well c is read on another colour: from 1 to 21 (WCAG
// 2.2).
func (c Colour) Contrast(on Colour) float64 {
	a, b := c.luminance(), on.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// A paletteColour is a colour of a palette: its form field, and the contrast
// that it needs on the paper, or 0.
type paletteColour struct {
	field  string
	colour *Colour
	needs  float64
}

// Contrasts that text needs (WCAG 2.2, 1.4.3). Large letters are those of 14
// points and more in bold.
const (
	TextContrast  = 4.5
	LargeContrast = 3.0
)

func (p *Palette) all() []paletteColour {
	return []paletteColour{
		{"colour_paper", &p.Paper, 0}, {"colour_ink", &p.Ink, TextContrast}, {"colour_grey", &p.Grey, TextContrast},
		{"colour_brand", &p.Brand, TextContrast}, {"colour_deep", &p.Deep, TextContrast},
		{"colour_gold", &p.Gold, LargeContrast}, // the titles, in large letters alone
		{"colour_bright", &p.Bright, 0}, {"colour_amber", &p.Amber, 0}, {"colour_faint", &p.Faint, 0},
	}
}

// Fields returns the colours by their form fields, as pointers to fill in.
func (p *Palette) Fields() (fields []string, colours []*Colour) {
	for _, c := range p.all() {
		fields, colours = append(fields, c.field), append(colours, c.colour)
	}
	return fields, colours
}
