// Package sheet writes tables for spreadsheets, as CSV and as XLSX, and reads
// the CSV that people send. Rows are written as they come, so that a table of
// any length takes little memory.
package sheet

import (
	"io"
	"time"
)

// A Column is one column of a table.
type Column struct {
	Title string
	Width float64 // in characters, for XLSX
}

// A Writer writes a table row by row. A cell is a string, an int, a day as
// time.Time, whose own zone counts, or nil for nothing; the zero time is
// nothing too.
type Writer interface {
	Row(cells ...any) error
	Close() error // ends the table; without it nothing is whole
}

// Types of file, for the header Content-Type.
const (
	TypeCSV  = "text/csv; charset=utf-8"
	TypeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// A Table is what is known of a table before its rows.
type Table struct {
	Name    string // of the sheet
	RTL     bool   // the first column stands on the right
	Columns []Column
}

// CSV returns a writer of t as CSV (RFC 4180) in UTF-8.
func (t Table) CSV(w io.Writer) (Writer, error) { return newCSV(w, t) }

// XLSX returns a writer of t as an Office Open XML workbook.
func (t Table) XLSX(w io.Writer) (Writer, error) { return newXLSX(w, t) }

// day returns v as a day, if it is one.
func day(v any) (time.Time, bool) {
	d, ok := v.(time.Time)
	return d, ok && !d.IsZero()
}
