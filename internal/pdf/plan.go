package pdf

import (
	"strings"

	"masar/internal/bidi"
)

// A plan is a page of a certificate laid out: what is drawn, in reading order.
type plan struct {
	e     *Engine
	t     Template
	c     Certificate
	items []item
}

// An item of a plan. What does not differ from person to person is static, and drawn
// once for all of them.
type item struct {
	static bool
	draw   func(d *document, order int) error
}

// newPlan lays out a page of c, which has been cleaned. Where things stand depends on
// which fields are filled, never on what they say.
func newPlan(e *Engine, t Template, c Certificate) *plan {
	p := &plan{e: e, t: t, c: c}
	p.layLogos()
	p.layText()
	p.laySignatories()
	p.layVerification()
	p.layNote()
	return p
}

func (p *plan) add(static bool, draw func(d *document, order int) error) {
	p.items = append(p.items, item{static, draw})
}

func (p *plan) drawStatic(d *document) error {
	d.background(p.t)
	if err := p.drawItems(d, true); err != nil {
		return err
	}
	if p.c.Specimen != "" {
		d.across(p.e.bold, p.c.Specimen)
	}
	return nil
}

func (p *plan) drawDynamic(d *document) error { return p.drawItems(d, false) }

func (p *plan) drawWhole(d *document) error {
	if err := p.drawStatic(d); err != nil {
		return err
	}
	return p.drawDynamic(d)
}

func (p *plan) drawItems(d *document, static bool) error {
	for order, it := range p.items {
		if it.static != static {
			continue
		}
		if err := it.draw(d, order); err != nil {
			return err
		}
	}
	return nil
}

// A line is a text in one of the document's languages.
type line struct {
	text string
	base bidi.Base
	// lesser marks the second language of a bilingual document.
	lesser bool
}

// choose gives the lines of a text in the document's languages, first the greater. Where
// fallback is set, a text missing in the wanted language is taken from the other.
func (p *plan) choose(ar, en string, fallback bool) []line {
	inArabic, inEnglish := line{text: ar, base: bidi.RightToLeft}, line{text: en, base: bidi.LeftToRight}
	switch {
	case p.c.Lang == both && ar != "" && en != "":
		inEnglish.lesser = true
		return []line{inArabic, inEnglish}
	case ar != "" && (p.c.Lang != english || fallback && en == ""):
		return []line{inArabic}
	case en != "" && (p.c.Lang != arabic || fallback):
		return []line{inEnglish}
	}
	return nil
}

// join puts parts of one line together.
func join(parts ...string) string {
	var filled []string
	for _, s := range parts {
		if s != "" {
			filled = append(filled, s)
		}
	}
	return strings.Join(filled, " · ")
}
