package pdf

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"masar/internal/bidi"
)

// A plan is a certificate laid out: what is drawn, in reading order.
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

// newPlan lays out c. Where things stand depends on which fields are filled, never on
// what they say.
func newPlan(e *Engine, t Template, c Certificate) *plan {
	p := &plan{e: e, t: e.cleanTemplate(t), c: e.clean(c)}
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

// key tells apart what the static part depends on: the template, the words that are the
// same for a whole course, and which of the others are there at all.
func (p *plan) key() layerKey {
	c := p.c
	for _, s := range []*string{
		&c.NameAr, &c.NameEn, &c.HolderAr, &c.HolderEn, &c.HoursAr, &c.HoursEn, &c.DatesAr, &c.DatesEn, &c.Serial, &c.VerifyURL,
	} {
		if *s != "" {
			*s = "x"
		}
	}
	c.IssuedAt, c.Attach, c.Signer = time.Time{}, nil, nil
	c.Signatories = slices.Clone(c.Signatories)
	for i := range c.Signatories {
		c.Signatories[i].Signature = digest(c.Signatories[i].Signature)
	}
	t := p.t
	t.Logos = Logos{Right: digest(t.Logos.Right), Left: digest(t.Logos.Left)}
	static := struct {
		Template    Template
		Certificate Certificate
	}{t, c}
	b, err := json.Marshal(static)
	if err != nil {
		panic(fmt.Sprintf("a certificate of strings cannot be written: %v", err))
	}
	return sha256.Sum256(b)
}

// digest stands for a picture in a key.
func digest(picture []byte) []byte {
	if len(picture) == 0 {
		return nil
	}
	sum := sha256.Sum256(picture)
	return sum[:]
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

// metadata says what the certificate is.
func (p *plan) metadata() metadata {
	m := metadata{
		author: p.c.IssuerAr, subject: p.c.TitleAr, keywords: p.c.Serial, lang: arabic, created: p.c.IssuedAt,
		titleAr: join(p.t.Ar.Title, p.c.NameAr), titleEn: join(p.t.En.Title, p.c.NameEn),
	}
	switch p.c.Lang {
	case english:
		m.lang, m.titleAr = english, ""
		m.author, m.subject = p.c.IssuerEn, p.c.TitleEn
	case arabic:
		m.titleEn = ""
	}
	return m
}
