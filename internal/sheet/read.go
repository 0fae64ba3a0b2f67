package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"masar/internal/fault"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
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
// ones, the header first. Cells are separated by commas, semicolons, tabs or
// bars: as a first line sep=; says, or else whichever the header has most of.
// Text that is not UTF-8 is ErrEncoding, so that its owner may say what it is;
// UTF-16 and UTF-32 say so by themselves.
func Read(body []byte, charset string) ([]Line, error) {
	text, err := decode(body, charset)
	if err != nil {
		return nil, err
	}
	comma, text, skipped := separator(oneEnding(text))
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
			return nil, ErrQuote.With("line", bad.Line+skipped)
		}
		if err != nil {
			return nil, err
		}
		number, _ := r.FieldPos(0)
		if l, ok := line(number+skipped, cells); ok {
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

func decode(body []byte, charset string) (string, error) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return "", ErrEmpty
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.HasPrefix(body, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return "", ErrWorkbook
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(body, []byte{0, 0, 0xFE, 0xFF}):
		return wide(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), body)
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}), bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		return wide(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), body)
	case bytes.IndexByte(body, 0) >= 0:
		return "", ErrBinary
	case utf8.Valid(body): // whatever was said: no Arabic in Windows-1256 is valid UTF-8 by chance
		return strings.TrimPrefix(string(body), bom), nil
	case charset == Windows1256:
		text, err := charmap.Windows1256.NewDecoder().Bytes(body)
		return string(text), err
	}
	return "", ErrEncoding
}

// wide decodes UTF-16 or UTF-32, in which a text has no NUL either.
func wide(e encoding.Encoding, body []byte) (string, error) {
	text, err := e.NewDecoder().Bytes(body)
	if err == nil && bytes.IndexByte(text, 0) >= 0 {
		err = ErrBinary
	}
	return strings.TrimPrefix(string(text), bom), err
}

// oneEnding returns text whose lines all end in LF. Some end in CR alone, as a
// Mac's Excel saves them.
func oneEnding(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// separators are what may stand between cells.
const separators = ",;\t|"

// sepLine is the line that names the separator, as some programs quote it.
var sepLine = regexp.MustCompile(`(?i)^\s*"?sep=([,;\t|])"?[\s,;|]*$`)

// separator returns what separates the cells of a text, and the text without
// the line that says so, with how many lines that took. Excel writes sep=; as
// the first line; without it, the header shows.
func separator(text string) (comma rune, rest string, skipped int) {
	first, rest, _ := strings.Cut(text, "\n")
	if said := sepLine.FindStringSubmatch(first); said != nil {
		return rune(said[1][0]), rest, 1
	}
	return common(text), text, 0
}

// common returns the separator that the first line of a text has most of.
func common(text string) rune {
	best, most := ',', 0
	for _, c := range separators {
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
