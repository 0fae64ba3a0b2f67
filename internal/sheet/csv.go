package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"
)

type csvWriter struct{ w *csv.Writer }

// newCSV begins with a byte order mark: without it Excel takes UTF-8 for the
// code page of its machine.
func newCSV(w io.Writer, t Table) (*csvWriter, error) {
	if _, err := io.WriteString(w, bom); err != nil {
		return nil, err
	}
	c := &csvWriter{csv.NewWriter(w)}
	c.w.UseCRLF = true
	var titles []string
	for _, col := range t.Columns {
		titles = append(titles, harmless(col.Title))
	}
	return c, c.w.Write(titles)
}

const bom = "\uFEFF"

// Row writes one row.
func (c *csvWriter) Row(cells ...any) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case nil:
		case string:
			row[i] = harmless(v)
		case int:
			row[i] = strconv.Itoa(v)
		case time.Time:
			if d, ok := day(v); ok {
				row[i] = d.Format(time.DateOnly)
			}
		default:
			return fmt.Errorf("sheet: a cell of type %T", v)
		}
	}
	return c.w.Write(row)
}

// Close writes what is left.
func (c *csvWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}
