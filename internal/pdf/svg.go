package pdf

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Picture writes c by a template as an SVG picture of its pages, one under the other, for
// screens. It is drawn from the operators of the document itself, so that the two look the
// same; letters are outlines. It holds no script and loads nothing.
func (e *Engine) Picture(w io.Writer, t Template, c Certificate) error {
	at := e.desks.Get().(*desk)
	defer e.desks.Put(at)
	d := newDocument(at.shaper, true, newFontSet("G", nil))
	if err := newPaper(e, t, c).draw(d, (*plan).drawWhole, d.begin); err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	o, err := d.parsed()
	if err != nil {
		return err
	}
	s := &svg{document: d, paint: []paint{{fill: "#000000", stroke: "#000000", width: "1"}}, glyphs: map[string]bool{}}
	for i := range d.letters {
		content, err := streamData(o.bodies[contentObject(i)])
		if err != nil {
			return err
		}
		s.readPage(i, content)
	}
	_, err = w.Write(s.whole())
	return err
}

// between is the room between two pages of a picture, in points.
const between = 24.0

// An svg is a picture while it is drawn from the operators of its pages.
type svg struct {
	*document

	out, defs []byte
	paint     []paint // the current one last
	path      []byte
	glyphs    map[string]bool // that are defined
	text      textPen
}

// A paint is the part of the state of drawing that q and Q keep, and how many groups have
// been opened since.
type paint struct {
	fill, stroke, width, cap string
	hollow                   bool // letters
	groups                   int
}

// A textPen is where the next letter stands.
type textPen struct {
	x, y, size float64
	font       *docFont
}

func (s *svg) now() *paint { return &s.paint[len(s.paint)-1] }

// top is where a page begins, from the top of the picture.
func (s *svg) top(page int) float64 { return float64(page) * (s.height + between) }

// whole is the finished picture.
func (s *svg) whole() []byte {
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[2]g" width="%[1]g" height="%[2]g"><defs>`, s.width, s.top(s.page())+s.height)
	return bytes.Join([][]byte{[]byte(head), s.defs, []byte("</defs>"), s.out, []byte("</svg>")}, nil)
}

// readPage draws a page in its place. y counts upwards in it, as on the page.
func (s *svg) readPage(page int, content []byte) {
	s.out = fmt.Appendf(s.out, `<g transform="matrix(1 0 0 -1 0 %g)">`, s.top(page)+s.height)
	s.read(content)
	s.out = append(s.out, "</g>"...)
}

// read draws every operator. A line may hold several, and its operands stand before each.
func (s *svg) read(content []byte) {
	var operands []string
	for field := range strings.FieldsSeq(spaced(content)) {
		if c := field[0]; c == '/' || c == '<' || c == '[' || c == ']' || c == '-' || c == '.' || c >= '0' && c <= '9' {
			operands = append(operands, field)
			continue
		}
		s.do(field, operands)
		operands = operands[:0]
	}
}

// spaced sets the strings of text arrays apart, which are written without spaces.
func spaced(content []byte) string {
	return strings.NewReplacer("[", " [ ", "]", " ] ", "<<", " << ", ">>", " >> ", "<", " <", ">", "> ").Replace(string(content))
}

func (s *svg) do(operator string, v []string) {
	switch operator {
	case "q":
		s.paint = append(s.paint, *s.now())
		s.now().groups = 0
	case "Q":
		s.out = append(s.out, strings.Repeat("</g>", s.now().groups)...)
		s.paint = s.paint[:len(s.paint)-1]
	case "cm":
		s.out = fmt.Appendf(s.out, `<g transform="matrix(%s)">`, strings.Join(v, " "))
		s.now().groups++
	case "w":
		s.now().width = v[0]
	case "J":
		s.now().cap = map[string]string{"1": "round", "2": "square"}[v[0]]
	case "rg":
		s.now().fill = webColour(v)
	case "RG":
		s.now().stroke = webColour(v)
	case "Tr":
		s.now().hollow = v[0] == "1"
	case "m", "l", "c":
		s.path = append(append(s.path, strings.ToUpper(operator)...), strings.Join(v, " ")...)
	case "h":
		s.path = append(s.path, 'Z')
	case "re":
		s.path = fmt.Appendf(s.path, "M%s %sh%sv%sh-%sZ", v[0], v[1], v[2], v[3], v[2])
	case "f", "f*", "S", "B":
		s.draw(operator)
	case "Tm":
		s.text.x, s.text.y = number(v[4]), number(v[5])
	case "Tf":
		s.text.size = number(v[1])
		s.text.font = s.fontNamed(v[0][1:])
	case "TJ":
		s.show(v)
	case "Do":
		s.image(v[0])
	}
}

// draw paints the path.
func (s *svg) draw(operator string) {
	p := s.now()
	s.out = fmt.Appendf(s.out, `<path d="%s"`, s.path)
	s.path = s.path[:0]
	if operator == "S" {
		s.out = append(s.out, ` fill="none"`...)
	} else {
		s.out = fmt.Appendf(s.out, ` fill="%s"`, p.fill)
	}
	if operator == "f*" {
		s.out = append(s.out, ` fill-rule="evenodd"`...)
	}
	if operator == "S" || operator == "B" {
		s.out = fmt.Appendf(s.out, ` stroke="%s" stroke-width="%s"`, p.stroke, p.width)
		if p.cap != "" {
			s.out = fmt.Appendf(s.out, ` stroke-linecap="%s"`, p.cap)
		}
	}
	s.out = append(s.out, "/>"...)
}

func (s *svg) fontNamed(resource string) *docFont {
	for _, f := range s.fonts.order {
		if f.resource == resource {
			return f
		}
	}
	return nil
}

// show draws the letters of an array: strings of codes of four digits, and corrections.
func (s *svg) show(array []string) {
	t := &s.text
	if t.font == nil {
		return
	}
	for _, part := range array {
		if part == "[" || part == "]" {
			continue
		}
		if part[0] != '<' {
			t.x -= number(part) * t.size / 1000
			continue
		}
		for codes := strings.Trim(part, "<>"); len(codes) >= 4; codes = codes[4:] {
			code, _ := strconv.ParseUint(codes[:4], 16, 16) // show has written it
			s.letter(int(code))
		}
	}
}

// letter draws the glyph of a code and moves on by its width.
func (s *svg) letter(code int) {
	t, f := &s.text, s.text.font
	glyph := f.used[code-1].glyph
	name := f.resource + "-" + strconv.Itoa(int(glyph))
	drawn, known := s.glyphs[name]
	if !known {
		var path []byte
		for _, part := range f.subset.Parts(glyph) {
			path = f.face.AppendPath(path, part.Glyph, part.DX, part.DY)
		}
		if drawn = len(path) > 0; drawn {
			s.defs = fmt.Appendf(s.defs, `<path id="%s" d="%s"/>`, name, path)
		}
		s.glyphs[name] = drawn
	}
	if drawn {
		s.out = fmt.Appendf(s.out, `<use href="#%s" transform="translate(%.2f %.2f)scale(%.5f)" `, name, t.x, t.y, t.size/float64(f.face.UnitsPerEm))
		if p := s.now(); p.hollow {
			s.out = fmt.Appendf(s.out, `fill="none" stroke="%s" stroke-width="%.1f"/>`, p.stroke, number(p.width)*float64(f.face.UnitsPerEm)/t.size)
		} else {
			s.out = fmt.Appendf(s.out, `fill="%s"/>`, p.fill)
		}
	}
	t.x += float64(f.width(glyph)) * t.size / 1000
}

// image draws a picture into the square that the state has made of its place.
func (s *svg) image(resource string) {
	for i, p := range s.pictures {
		if "/"+pictureName(i+1) == resource {
			s.out = fmt.Appendf(s.out, `<image width="1" height="1" preserveAspectRatio="none" transform="matrix(1 0 0 -1 0 1)" href="data:image/png;base64,%s"/>`,
				base64.StdEncoding.EncodeToString(p.file))
		}
	}
}

// number reads what the document's own writers have written.
func number(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// webColour writes a colour of three parts from 0 to 1.
func webColour(v []string) string {
	b := []byte{'#'}
	for _, part := range v {
		b = fmt.Appendf(b, "%02X", int(number(part)*255+0.5))
	}
	return string(b)
}
