package pdf

import (
	"fmt"
	"io"
	"time"
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
	Blank  int // empty rows below at most, for those who are not on the list: they begin no page

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
	l := list{lang: s.Lang, issuer: s.Issuer, title: s.Title, lines: s.Lines, rowHeight: 27, spare: s.Blank, page: s.Page}
	l.columns = signInColumns(s)
	for _, a := range s.People {
		row := []string{a.Number, a.Name}
		if s.UnitHead != "" {
			row = append(row, a.Unit)
		}
		l.rows = append(l.rows, row)
	}
	return e.writeList(w, l, s.PrintedAt, extras{})
}

// signInColumns shares the width: what names and units leave is for signatures.
func signInColumns(s SignInSheet) []column {
	const number, name, unit = 0.07, 0.36, 0.22
	columns := []column{{head: s.NumberHead, share: number}, {head: s.NameHead, share: name, align: left}}
	rest := 1 - number - name
	if s.UnitHead != "" {
		columns = append(columns, column{head: s.UnitHead, share: unit, align: left})
		rest -= unit
	}
	for _, h := range s.SignHeads {
		columns = append(columns, column{head: h, share: rest / float64(len(s.SignHeads))})
	}
	return columns
}
