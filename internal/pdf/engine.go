package pdf

import (
	"fmt"
	"io"
	"sync"

	"masar/internal/shape"
)

// Fonts are TrueType files for text and for what stands out, and others for the characters
// that these lack, or nil.
type Fonts struct {
	Regular, Bold           []byte
	OtherRegular, OtherBold []byte
}

// Layout is the number of the way in which certificates are laid out and drawn. Whatever
// makes the same certificate another file raises it; what was issued on layout 2 or later
// is still drawn by its own.
const Layout = 3

// codeLayout is the first on which the verification code has a line of its own.
const codeLayout = 3

// An Engine writes documents. What it writes depends on its input alone, to the byte.
// Goroutines may share it.
type Engine struct {
	regular, bold *shape.Face
	desks         sync.Pool
	layers        layerCache
}

// A desk is what one goroutine needs to write a document, kept for the next one.
type desk struct {
	shaper *shape.Shaper
	file   []byte // room for the finished file
}

// New reads the fonts, which takes some milliseconds; an Engine is made once.
func New(f Fonts) (*Engine, error) {
	e := &Engine{desks: sync.Pool{New: func() any { return &desk{shaper: shape.NewShaper()} }}}
	var err error
	if e.regular, err = face("Amiri-Regular", f.Regular, "GentiumPlus-Regular", f.OtherRegular); err != nil {
		return nil, err
	}
	if e.bold, err = face("Amiri-Bold", f.Bold, "GentiumPlus-Bold", f.OtherBold); err != nil {
		return nil, err
	}
	return e, nil
}

// face reads a font, and another for what it lacks unless there is none.
func face(name string, font []byte, otherName string, other []byte) (*shape.Face, error) {
	first, err := shape.Parse(name, font)
	if err != nil || other == nil {
		return first, err
	}
	second, err := shape.Parse(otherName, other)
	if err != nil {
		return nil, err
	}
	return first.Or(second), nil
}

// Certificate writes c by a template.
func (e *Engine) Certificate(w io.Writer, t Template, c Certificate) error {
	d := e.desks.Get().(*desk)
	defer e.desks.Put(d)
	file, err := e.certificate(d, t, c)
	if err != nil {
		return fmt.Errorf("certificate %s: %w", c.Serial, err)
	}
	d.file = file
	_, err = w.Write(file)
	return err
}

func (e *Engine) certificate(at *desk, t Template, c Certificate) ([]byte, error) {
	if c.Signer != nil {
		if err := c.Signer.valid(); err != nil {
			return nil, err
		}
	}
	p := newPaper(e, t, c)
	below, err := e.layers.get(p.key(), func() (*layer, error) {
		d := newDocument(at.shaper, true, newFontSet("S", nil))
		if err := p.draw(d, (*plan).drawStatic, d.begin); err != nil {
			return nil, err
		}
		return d.keep()
	})
	if err != nil {
		return nil, err
	}
	d := newDocument(at.shaper, true, newFontSet("G", below.fontSet))
	below.over(d)
	d.tags.sections = p.sections()
	if err := p.draw(d, (*plan).drawDynamic, d.turn); err != nil {
		return nil, err
	}
	return d.finish(at.file, p.metadata(), extras{attachments: c.Attach, signer: c.Signer})
}
