package pdf

import (
	"bytes"
	"fmt"
	"slices"
)

// Numbers of the objects that fpdf writes first.
const (
	resourcesObject = 2
	firstPageObject = 3 // then its content, then the next page
)

// A layer is a page's static part, drawn once for a template: a compressed stream, and
// the fonts and pictures it uses, numbered from base on.
type layer struct {
	content  []byte
	objects  [][]byte
	base     int
	fonts    string // entries for the resources
	pictures string
	fontSet  *fontSet
	tags     tags
	lean     int
}

// extras are what a file may hold besides its pages.
type extras struct {
	attachments []Attachment
	signer      *Signer // or nil
}

// finish turns what has been drawn into a whole file. The layer is that of the template
// below the first page, or nil.
func (d *document) finish(below *layer, m metadata, x extras) ([]byte, error) {
	d.ballast()
	o, err := d.parsed()
	if err != nil {
		return nil, err
	}
	if err := below.addTo(o); err != nil {
		return nil, err
	}
	pages, err := d.compressPages(o, below)
	if err != nil {
		return nil, err
	}
	if err := d.addResources(o, below); err != nil {
		return nil, err
	}
	root, annotations := d.tags.write(o, pages, m.lang)
	catalog := fmt.Appendf(nil, "<</Type/Catalog/Pages 1 0 R/MarkInfo <</Marked true>>/StructTreeRoot %s/ViewerPreferences <</DisplayDocTitle true>>", ref(root))
	described, err := m.write(o)
	if err != nil {
		return nil, err
	}
	attached, err := attach(o, x.attachments, m.created)
	if err != nil {
		return nil, err
	}
	var signed []byte
	if x.signer != nil { // after all else, so that its hole is the last
		var field int
		signed, field = x.signer.addField(o, pages[0], m)
		annotations[pages[0]] = append(annotations[pages[0]], field)
	}
	o.bodies[o.catalog] = slices.Concat(catalog, described, attached, signed, []byte(">>"))
	for i, p := range pages {
		if err := addPageEntries(o, p, i, annotations[p]); err != nil {
			return nil, err
		}
	}
	file := o.bytes()
	if x.signer != nil {
		return file, x.signer.fill(file)
	}
	return file, nil
}

// parsed has fpdf write its file, and takes it apart.
func (d *document) parsed() (*objects, error) {
	var out bytes.Buffer
	out.Grow(16 << 10)
	if err := d.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write pages: %w", err)
	}
	return parse(out.Bytes())
}

// addTo puts the layer's objects into a file, where their numbers must still be free.
func (l *layer) addTo(o *objects) error {
	if l == nil {
		return nil
	}
	if len(o.bodies) != l.base {
		return fmt.Errorf("a template for %d objects does not fit %d", l.base, len(o.bodies))
	}
	o.bodies = append(o.bodies, l.objects...)
	return nil
}

// compressPages compresses the content of each page, and puts the layer under the first.
func (d *document) compressPages(o *objects, below *layer) (pages []int, err error) {
	for i := range d.pdf.PageCount() {
		page := firstPageObject + 2*i
		content := page + 1
		data, err := streamData(o.bodies[content])
		if err != nil {
			return nil, err
		}
		if o.bodies[content], err = deflated("", data, quickly); err != nil {
			return nil, err
		}
		if below != nil && i == 0 {
			both := fmt.Sprintf("/Contents [%s %s]", ref(o.add(below.content)), ref(content))
			if err := o.replace(page, "/Contents "+ref(content), both); err != nil {
				return nil, err
			}
		}
		pages = append(pages, page)
	}
	return pages, nil
}

// streamData is what a stream of fpdf's holds.
func streamData(body []byte) ([]byte, error) {
	_, data, found := bytes.Cut(body, []byte(">>\nstream\n"))
	data, ends := bytes.CutSuffix(data, []byte("\nendstream"))
	if !found || !ends {
		return nil, errForeign
	}
	return data, nil
}

// addResources embeds the fonts, and names them and the pictures in the resources.
func (d *document) addResources(o *objects, below *layer) error {
	fonts, err := d.fonts.embed(o, quickly)
	if err != nil {
		return err
	}
	if below != nil {
		fonts += below.fonts
		if below.pictures != "" {
			if err := o.replace(resourcesObject, "/XObject <<", "/XObject <<"+below.pictures); err != nil {
				return err
			}
		}
	}
	return o.replace(resourcesObject, "/Font <<", "/Font <<"+fonts)
}

// addPageEntries makes a page part of the structure tree and gives it its annotations.
func addPageEntries(o *objects, page, index int, annotations []int) error {
	entries := fmt.Appendf(nil, "/Type /Page\n/StructParents %d/Tabs/S", index)
	if len(annotations) > 0 {
		entries = append(entries, "/Annots ["...)
		for _, a := range annotations {
			entries = append(append(entries, ref(a)...), ' ')
		}
		entries = append(entries, ']')
	}
	return o.replace(page, "/Type /Page", string(entries))
}

// keep makes a layer of what has been drawn on the only page.
func (d *document) keep() (*layer, error) {
	o, err := d.parsed()
	if err != nil {
		return nil, err
	}
	l := &layer{base: len(o.bodies), fontSet: d.fonts, tags: d.tags, lean: d.lean}
	data, err := streamData(o.bodies[firstPageObject+1])
	if err != nil {
		return nil, err
	}
	if l.content, err = deflated("", data, thoroughly); err != nil {
		return nil, err
	}
	if l.fonts, err = d.fonts.embed(o, thoroughly); err != nil {
		return nil, err
	}
	if l.pictures, err = d.embedPictures(o); err != nil {
		return nil, err
	}
	l.objects = o.bodies[l.base:]
	return l, nil
}

// over begins a document that is drawn over a layer.
func (l *layer) over(d *document) {
	d.lean = l.lean
	d.tags.marks[0] = l.tags.marks[0]
	for _, e := range l.tags.roots {
		d.tags.roots = append(d.tags.roots, e)
	}
}
