package pdf

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// A paper is a certificate on its way to print: one page or, where each language has its
// own, two, each of which is the whole certificate in one language.
type paper struct {
	t     Template
	c     Certificate
	pages []*plan
}

func newPaper(e *Engine, t Template, c Certificate) *paper {
	p := &paper{t: e.cleanTemplate(t), c: e.clean(c)}
	for _, lang := range pageLanguages(c.Lang) {
		c := p.c
		c.Lang = lang
		p.pages = append(p.pages, newPlan(e, p.t, c))
	}
	return p
}

// pageLanguages says in what each page of a certificate is written.
func pageLanguages(lang string) []string {
	if lang == each {
		return []string{arabic, english}
	}
	return []string{lang}
}

// draw draws on every page, and goes on from each to the next by turn.
func (p *paper) draw(d *document, draw func(*plan, *document) error, turn func()) error {
	for i, page := range p.pages {
		if i > 0 {
			turn()
		}
		if err := draw(page, d); err != nil {
			return err
		}
	}
	return nil
}

// sections are the pages of a paper whose languages are apart.
func (p *paper) sections() []section {
	if len(p.pages) == 1 {
		return nil
	}
	return []section{{arabic, p.t.Ar.Title}, {english, p.t.En.Title}}
}

// key tells apart what the static part depends on: the template, the words that are the
// same for a whole course, and which of the others are there at all.
func (p *paper) key() layerKey {
	c := p.c
	for _, s := range []*string{
		&c.NameAr, &c.NameEn, &c.HolderAr, &c.HolderEn, &c.CivilNumber, &c.HoursAr, &c.HoursEn, &c.DatesAr, &c.DatesEn, &c.Serial, &c.Code, &c.VerifyURL,
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

// metadata says what the certificate is.
func (p *paper) metadata() metadata {
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
