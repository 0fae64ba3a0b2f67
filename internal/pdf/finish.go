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

// pageObject and contentObject are the numbers of a page, counted from 0, and of its content.
func pageObject(page int) int    { return firstPageObject + 2*page }
func contentObject(page int) int { return pageObject(page) + 1 }

// extras are what a file may hold besides its pages.
type extras struct {
	attachments []Attachment
	signer      *Signer // or nil
}

// finish turns what has been drawn into a whole file, for which it uses the room of out.
func (d *document) finish(out []byte, m metadata, x extras) ([]byte, error) {
	d.ballast()
	o, err := d.parsed()
	if err != nil {
		return nil, err
	}
	if err := d.below.addTo(o); err != nil {
		return nil, err
	}
	pages, err := d.compressPages(o)
	if err != nil {
		return nil, err
	}
	if err := d.addResources(o); err != nil {
		return nil, err
	}
	if err := d.describe(o, pages, m, x); err != nil {
		return nil, err
	}
	file := o.appendTo(out[:0])
	if x.signer != nil {
		return file, x.signer.fill(file)
	}
	return file, nil
}

// describe adds what stands beside the pages: structure, metadata, attachments and the
// signature's field, and names them in the catalog.
func (d *document) describe(o *objects, pages []int, m metadata, x extras) error {
	root, annotations := d.tags.write(o, pages, m.lang)
	outlined := d.tags.outline(o, pages)
	catalog := fmt.Appendf(nil, "<</Type/Catalog/Pages 1 0 R/MarkInfo <</Marked true>>/StructTreeRoot %s/ViewerPreferences <</DisplayDocTitle true>>", ref(root))
	described, err := m.write(o)
	if err != nil {
		return err
	}
	attached, err := attach(o, x.attachments, m.created)
	if err != nil {
		return err
	}
	var signed []byte
	if x.signer != nil { // after all else, so that its hole is the last
		var field int
		signed, field = x.signer.addField(o, pages[0], m)
		annotations[pages[0]] = append(annotations[pages[0]], field)
	}
	o.bodies[o.catalog] = slices.Concat(catalog, outlined, described, attached, signed, []byte(">>"))
	for i, p := range pages {
		if err := addPageEntries(o, p, i, annotations[p]); err != nil {
			return err
		}
	}
	return nil
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

// compressPages compresses the content of each page, and puts the layer under it.
func (d *document) compressPages(o *objects) (pages []int, err error) {
	for i := range d.pdf.PageCount() {
		page, content := pageObject(i), contentObject(i)
		data, err := streamData(o.bodies[content])
		if err != nil {
			return nil, err
		}
		if o.bodies[content], err = deflated("", data, quickly); err != nil {
			return nil, err
		}
		if d.below != nil {
			layered := fmt.Sprintf("/Contents [%s %s]", ref(d.below.content(o, i)), ref(content))
			if err := o.replace(page, "/Contents "+ref(content), layered); err != nil {
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
func (d *document) addResources(o *objects) error {
	fonts, err := d.fonts.embed(o, quickly)
	if err != nil {
		return err
	}
	if below := d.below; below != nil {
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
