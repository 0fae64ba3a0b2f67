package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"masar/internal/truetype"
)

// embed adds the set's fonts to a file, and returns their entries for the page's
// resources.
func (s *fontSet) embed(o *objects, level int) (entries string, err error) {
	for i, f := range s.order {
		if len(f.used) == 0 {
			continue
		}
		n, err := f.embed(o, fmt.Sprintf("MASR%c%c", s.prefix[0], 'A'+i), level)
		if err != nil {
			return "", fmt.Errorf("font %s: %w", f.face.Name, err)
		}
		entries += " /" + f.resource + " " + ref(n)
	}
	return entries, nil
}

// embed adds a composite font with its descendant, descriptor, program and the table
// back to Unicode. The tag marks its name as that of a subset.
func (f *docFont) embed(o *objects, tag string, level int) (number int, err error) {
	name := tag + "+" + f.face.Name
	glyphs, toGlyph := f.numbering()
	program := f.subset.Program(glyphs)
	file, err := deflated("/Length1 "+strconv.Itoa(len(program)), program, level)
	if err != nil {
		return 0, err
	}
	unicode, err := deflated("", f.toUnicode(), level)
	if err != nil {
		return 0, err
	}
	toGID := "/Identity"
	if toGlyph != nil {
		m, err := deflated("", toGlyph, level)
		if err != nil {
			return 0, err
		}
		toGID = ref(o.add(m))
	}
	descriptor := o.addf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox [%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %s>>",
		name, f.face.Box[0], f.face.Box[1], f.face.Box[2], f.face.Box[3],
		f.face.Ascent, f.face.Descent, f.face.CapHeight, f.face.StemWidth, ref(o.add(file)))
	descendant := o.addf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/DW %d/W [1 [%s]]/CIDToGIDMap %s>>",
		name, ref(descriptor), f.width(0), f.widths(), toGID)
	return o.addf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts [%s]/ToUnicode %s>>",
		name, ref(descendant), ref(o.add(unicode))), nil
}

// numbering gives the glyphs of the subset in order, and the map from codes to them; the
// map is nil when every code is the number of its glyph. Two codes share a glyph when it
// stands for two characters.
func (f *docFont) numbering() (glyphs []truetype.GlyphID, toGlyph []byte) {
	glyphs = append(glyphs, 0)
	number := map[truetype.GlyphID]int{0: 0}
	toGlyph = make([]byte, 2, 2*len(f.used)+2)
	same := true
	for i, u := range f.used {
		n, ok := number[u.glyph]
		if !ok {
			n = len(glyphs)
			number[u.glyph] = n
			glyphs = append(glyphs, u.glyph)
		}
		toGlyph = append(toGlyph, byte(n>>8), byte(n))
		same = same && n == i+1
	}
	if same {
		return glyphs, nil
	}
	return glyphs, toGlyph
}

func (f *docFont) widths() []byte {
	var b []byte
	for _, u := range f.used {
		b = append(strconv.AppendInt(b, int64(f.width(u.glyph)), 10), ' ')
	}
	return b
}

// mostInBlock is how many codes one block of a character map may hold.
const mostInBlock = 100

// toUnicode is the character map by which readers turn codes back to text.
func (f *docFont) toUnicode() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	type entry struct {
		code int
		text string
	}
	var entries []entry
	for i, u := range f.used {
		for _, text := range u.texts() {
			entries = append(entries, entry{i + 1, text})
		}
	}
	for block := range slices.Chunk(entries, mostInBlock) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(block))
		for _, e := range block {
			b = append(appendHex4(append(b, '<'), uint16(e.code)), "> <"...)
			b = append(appendUTF16(b, e.text), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"...)
}
