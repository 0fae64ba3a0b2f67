package pdf

import (
	"fmt"
	"io"
	"time"

	"masar/internal/bidi"
)

// writeList writes a list.
func (e *Engine) writeList(out io.Writer, l list, created time.Time, x extras) error {
	e.cleanList(&l)
	at := e.desks.Get().(*desk)
	defer e.desks.Put(at)
	w := &listWriter{document: newDocument(at.shaper, false, newFontSet("G", nil)), list: l, e: e, colours: lists}
	m := metadata{author: l.issuer, lang: arabic, titleAr: l.title, keywords: l.check.serial, created: created}
	w.base = bidi.RightToLeft
	if l.lang == english {
		w.base = bidi.LeftToRight
		m.lang, m.titleAr, m.titleEn = english, "", l.title
	}
	if err := w.draw(); err != nil {
		return fmt.Errorf("%s: %w", l.title, err)
	}
	file, err := w.finish(at.file, m, x)
	if err != nil {
		return fmt.Errorf("%s: %w", l.title, err)
	}
	at.file = file
	_, err = out.Write(file)
	return err
}

// cleanList makes every text of a list fit to print.
func (e *Engine) cleanList(l *list) {
	all := func(texts []string) []string {
		out := make([]string, len(texts))
		for i, s := range texts {
			out[i] = clean(s, e.has)
		}
		return out
	}
	l.issuer, l.title, l.lines = clean(l.issuer, e.has), clean(l.title, e.has), all(l.lines)
	l.check.serial = clean(l.check.serial, e.has)
	for i := range l.columns {
		l.columns[i].head = clean(l.columns[i].head, e.has)
	}
	for i := range l.rows {
		l.rows[i] = all(l.rows[i])
	}
}
