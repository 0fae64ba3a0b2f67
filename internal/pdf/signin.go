package pdf

import (
	"fmt"
	"io"
	"time"

	"masar/internal/bidi"
	"masar/internal/qr"
	"masar/internal/shape"
)

// A SignInSheet is printed before a session, for those who come to sign. Its words are
// already chosen, all in one language.
type SignInSheet struct {
	Lang          string // "ar" or "en"
	Issuer, Title string
	Lines         []string // course, run, session, date, place, trainer: one line each

	NumberHead, NameHead, UnitHead string   // of the columns; without UnitHead there is no such column
	SignHeads                      []string // of the columns to sign in, such as arrival and departure

	People []Attendee
	Blank  int // empty rows below, for those who are not on the list

	Page      func(number, total int) string // words at the foot of each page, or nil
	PrintedAt time.Time
}

// An Attendee is a row of a sign-in sheet.
type Attendee struct{ Number, Name, Unit string }

// Limits of a sheet.
const (
	mostSignHeads = 4
	mostAttendees = 5000
)

// SignInSheet writes a sign-in sheet.
func (e *Engine) SignInSheet(w io.Writer, s SignInSheet) error {
	if len(s.People)+s.Blank > mostAttendees || len(s.SignHeads) > mostSignHeads {
		return fmt.Errorf("a sign-in sheet of %d people and %d columns to sign is too large", len(s.People)+s.Blank, len(s.SignHeads))
	}
	l := list{lang: s.Lang, issuer: s.Issuer, title: s.Title, lines: s.Lines, rowHeight: 27, page: s.Page}
	l.columns = signInColumns(s)
	for _, a := range s.People {
		row := []string{a.Number, a.Name}
		if s.UnitHead != "" {
			row = append(row, a.Unit)
		}
		l.rows = append(l.rows, row)
	}
	for range s.Blank {
		l.rows = append(l.rows, nil)
	}
	return e.writeList(w, l, s.PrintedAt)
}

// signInColumns shares the width: what names and units leave is for signatures.
func signInColumns(s SignInSheet) []column {
	const number, name, unit = 0.07, 0.36, 0.22
	columns := []column{{s.NumberHead, number, centre}, {s.NameHead, name, left}}
	rest := 1 - number - name
	if s.UnitHead != "" {
		columns = append(columns, column{s.UnitHead, unit, left})
		rest -= unit
	}
	for _, h := range s.SignHeads {
		columns = append(columns, column{h, rest / float64(len(s.SignHeads)), centre})
	}
	return columns
}

// writeList writes a list in the default colours.
func (e *Engine) writeList(out io.Writer, l list, created time.Time) error {
	t, err := DefaultTemplate("completion")
	if err != nil {
		return err
	}
	e.cleanList(&l)
	s := e.shapers.Get().(*shape.Shaper)
	defer e.shapers.Put(s)
	w := &listWriter{document: newDocument(s, false, newFontSet("G", nil)), list: l, e: e, colours: t.Colours}
	m := metadata{author: l.issuer, lang: arabic, titleAr: l.title, created: created}
	w.base = bidi.RightToLeft
	if l.lang == english {
		w.base = bidi.LeftToRight
		m.lang, m.titleAr, m.titleEn = english, "", l.title
	}
	if err := w.draw(); err != nil {
		return fmt.Errorf("%s: %w", l.title, err)
	}
	file, err := w.finish(nil, m, extras{})
	if err != nil {
		return fmt.Errorf("%s: %w", l.title, err)
	}
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
	for i := range l.columns {
		l.columns[i].head = clean(l.columns[i].head, e.has)
	}
	for i := range l.rows {
		l.rows[i] = all(l.rows[i])
	}
}

// drawCode draws the code at the side where reading ends.
func (w *listWriter) drawCode() error {
	code, err := qr.Encode(w.code)
	if err != nil {
		return err
	}
	x, bottom := w.x(w.width-listSide), w.document.height-52-codeSide
	if w.base == bidi.LeftToRight {
		x -= codeSide
	}
	f := w.next("Figure")
	f.lang, f.alt, f.box = w.lang, w.codeAlt, rectangle{x, bottom, x + codeSide, bottom + codeSide}
	w.content(f, codePath(code, x, bottom, codeSide))
	return nil
}
