package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
)

// A layer is the static part of a certificate's pages, drawn once for a template: a
// compressed stream for each, and the fonts and pictures they use, numbered from base on.
type layer struct {
	contents [][]byte
	digest   [sha256.Size]byte // of contents and objects
	objects  [][]byte
	base     int
	fonts    string // entries for the resources
	pictures string
	fontSet  *fontSet
	tags     tags
	letters  []letters
}

// keep makes a layer of what has been drawn.
func (d *document) keep() (*layer, error) {
	o, err := d.parsed()
	if err != nil {
		return nil, err
	}
	l := &layer{base: len(o.bodies), fontSet: d.fonts, tags: d.tags, letters: d.letters}
	for i := range d.letters {
		data, err := streamData(o.bodies[contentObject(i)])
		if err != nil {
			return nil, err
		}
		content, err := deflated("", data, thoroughly)
		if err != nil {
			return nil, err
		}
		l.contents = append(l.contents, content)
	}
	if l.fonts, err = d.fonts.embed(o, thoroughly); err != nil {
		return nil, err
	}
	if l.pictures, err = d.embedPictures(o); err != nil {
		return nil, err
	}
	l.objects = o.bodies[l.base:]
	l.digest = sha256.Sum256(bytes.Join(append(slices.Clip(l.objects), l.contents...), nil))
	return l, nil
}

// over begins a document that is drawn over a layer.
func (l *layer) over(d *document) {
	d.below = l
	d.tags.roots = append(d.tags.roots, l.tags.roots...)
	l.under(d)
}

// under counts what the layer has on a page of d that has just begun.
func (l *layer) under(d *document) {
	i := d.page()
	d.letters[i], d.tags.marks[i] = l.letters[i], l.tags.marks[i]
}

// addTo puts the layer's objects into a file, where their numbers must still be free; its
// contents come last.
func (l *layer) addTo(o *objects) error {
	if l == nil {
		return nil
	}
	if len(o.bodies) != l.base {
		return fmt.Errorf("a template for %d objects does not fit %d", l.base, len(o.bodies))
	}
	o.bodies = append(o.bodies, l.objects...)
	o.bodies = append(o.bodies, l.contents...)
	o.kept = kept{from: l.base, to: len(o.bodies), digest: l.digest}
	return nil
}

// content is the number of the layer's content for a page, in a file that it has been
// added to.
func (l *layer) content(o *objects, page int) int { return o.kept.to - len(l.contents) + page }
