package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
)

// A layer is a page's static part, drawn once for a template: a compressed stream, and
// the fonts and pictures it uses, numbered from base on.
type layer struct {
	content  []byte
	digest   [sha256.Size]byte // of content and objects
	objects  [][]byte
	base     int
	fonts    string // entries for the resources
	pictures string
	fontSet  *fontSet
	tags     tags
	letters  letters
}

// keep makes a layer of what has been drawn on the only page.
func (d *document) keep() (*layer, error) {
	o, err := d.parsed()
	if err != nil {
		return nil, err
	}
	l := &layer{base: len(o.bodies), fontSet: d.fonts, tags: d.tags, letters: d.letters}
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
	l.digest = sha256.Sum256(bytes.Join(append(slices.Clip(l.objects), l.content), nil))
	return l, nil
}

// over begins a document that is drawn over a layer.
func (l *layer) over(d *document) {
	d.letters = l.letters
	d.tags.marks[0] = l.tags.marks[0]
	d.tags.roots = append(d.tags.roots, l.tags.roots...)
}

// addTo puts the layer's objects into a file, where their numbers must still be free; its
// content comes last.
func (l *layer) addTo(o *objects) error {
	if l == nil {
		return nil
	}
	if len(o.bodies) != l.base {
		return fmt.Errorf("a template for %d objects does not fit %d", l.base, len(o.bodies))
	}
	o.bodies = append(o.bodies, l.objects...)
	o.bodies = append(o.bodies, l.content)
	o.kept = kept{from: l.base, to: len(o.bodies), digest: l.digest}
	return nil
}
