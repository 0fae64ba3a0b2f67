package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"masar/internal/fault"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// MaxRows is how many rows a file may have below its header.
const MaxRows = 50_000

var (
	ErrEmpty    = fault.New(fault.Invalid, "sheet.empty").On("file")
	ErrWorkbook = fault.New(fault.Invalid, "sheet.workbook").On("file")
	ErrBinary   = fault.New(fault.Invalid, "sheet.binary").On("file")
	ErrEncoding = fault.New(fault.Invalid, "sheet.encoding").On("encoding")
	ErrQuote    = fault.New(fault.Invalid, "sheet.quote").On("file")
	ErrMany     = fault.New(fault.TooLarge, "sheet.many").On("file")
)

// Encodings of text that are read.
const (
	UTF8        = "utf-8"
	Windows1256 = "windows-1256" // Arabic, as older programs save it
)

// A Line is one row of a file. Number counts the lines of text, of which a row
// may take several.
type Line struct {
	Number int
	Cells  []string // without the space around them
}

// Read reads a CSV file in the named encoding: its rows without the empty
// ones, the header first. Cells are separated by commas, semicolons or tabs,
// whichever the header has most of. Text that is not UTF-8 is ErrEncoding, so
// that its owner may say what it is; UTF-16 says so by itself.
func Read(body []byte, encoding string) ([]Line, error) {
	text, err := decode(body, encoding)
	if err != nil {
		return nil, err
	}
	comma := separator(text)
	if tooWide(text, comma) {
		return nil, ErrWide.With("max", MaxColumns)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	var lines []Line
	held := 0 // cells
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, ErrQuote.With("line", bad.Line)
		}
		if err != nil {
			return nil, err
		}
		number, _ := r.FieldPos(0)
		if l, ok := line(number, cells); ok {
			lines = append(lines, l)
			held += len(cells)
		}
		if len(lines) > MaxRows+1 || len(cells) > MaxColumns || held > maxCells {
			return nil, ErrMany.With("max", MaxRows)
		}
	}
	if len(lines) == 0 {
		return nil, ErrEmpty
	}
	return lines, nil
}

func line(number int, cells []string) (l Line, ok bool) {
	l = Line{number, make([]string, len(cells))}
	for i, c := range cells {
		l.Cells[i] = plain(strings.TrimSpace(c))
		ok = ok || l.Cells[i] != ""
	}
	return l, ok
}

func decode(body []byte, encoding string) (string, error) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return "", ErrEmpty
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.HasPrefix(body, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return "", ErrWorkbook
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}), bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(body)
		return string(text), err
	case bytes.IndexByte(body, 0) >= 0:
		return "", ErrBinary
	case utf8.Valid(body): // whatever was said: no Arabic in Windows-1256 is valid UTF-8 by chance
		return strings.TrimPrefix(string(body), bom), nil
	case encoding == Windows1256:
		text, err := charmap.Windows1256.NewDecoder().Bytes(body)
		return string(text), err
	}
	return "", ErrEncoding
}

// separator returns what separates the cells of the first line.
func separator(text string) rune {
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		n, quoted := 0, false
		for _, r := range text {
			if r == '"' {
				quoted = !quoted
			}
			if r == '\n' && !quoted {
				break
			}
			if r == c && !quoted {
				n++
			}
		}
		if n > most {
			best, most = c, n
		}
	}
	return best
}
