package sheet

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

type xlsxWriter struct {
	to   io.Writer
	file *excelize.File
	rows *excelize.StreamWriter
	next int // row, from 1
	date int // style of a day
}

func newXLSX(w io.Writer, t Table) (_ *xlsxWriter, err error) {
	x := &xlsxWriter{to: w, file: excelize.NewFile(), next: 1}
	defer func() {
		if err != nil {
			x.file.Close()
		}
	}()
	if err = x.file.SetSheetName("Sheet1", t.Name); err != nil {
		return nil, err
	}
	if err = x.file.SetSheetView(t.Name, 0, &excelize.ViewOptions{RightToLeft: &t.RTL}); err != nil {
		return nil, err
	}
	if x.rows, err = x.file.NewStreamWriter(t.Name); err != nil {
		return nil, err
	}
	return x, x.begin(t)
}

// begin sets the widths and the header, which stays in sight.
func (x *xlsxWriter) begin(t Table) error {
	for i, c := range t.Columns {
		if err := x.rows.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := x.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	var err error
	if x.date, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	bold, err := x.file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E9EFED"}},
	})
	if err != nil {
		return err
	}
	titles := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = excelize.Cell{StyleID: bold, Value: c.Title}
	}
	return x.set(titles)
}

// Row writes one row. Text goes in as text, which is never a formula.
func (x *xlsxWriter) Row(cells ...any) error {
	row := make([]any, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case nil, string, int:
			row[i] = v
		case time.Time:
			if d, ok := day(v); ok {
				// A sheet knows no zones: the day as it is where v is.
				row[i] = excelize.Cell{StyleID: x.date, Value: time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)}
			}
		default:
			return fmt.Errorf("sheet: a cell of type %T", v)
		}
	}
	return x.set(row)
}

func (x *xlsxWriter) set(row []any) error {
	at, err := excelize.CoordinatesToCellName(1, x.next)
	if err != nil {
		return err
	}
	x.next++
	return x.rows.SetRow(at, row)
}

// Close writes the workbook out.
func (x *xlsxWriter) Close() error {
	defer x.file.Close()
	if err := x.rows.Flush(); err != nil {
		return err
	}
	_, err := x.file.WriteTo(x.to)
	return err
}
