package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/fault"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

var table = Table{Name: "التقرير", RTL: true, Columns: []Column{{"الاسم", 30}, {"النسبة", 8}, {"الموعد", 12}}}

// rows are what nobody should be able to put into a colleague's spreadsheet.
var rows = [][]any{
	{"=HYPERLINK(\"https://evil.example\")", -5, time.Date(2026, 11, 22, 23, 30, 0, 0, time.FixedZone("", 4*60*60))},
	{"+968", 0, time.Time{}},
	{"-1", nil, nil},
	{"@SUM(A1)", nil, nil},
	{"\t=1", nil, nil},
	{"＝1+1", nil, nil},
	{"سلمى، \"أم\nناصر\"", 100, nil},
	{"بدر - الغافري", 1, nil},
}

func write(t *testing.T, begin func(io.Writer) (Writer, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := begin(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSV(t *testing.T) {
	want := "\uFEFF" + strings.ReplaceAll(`الاسم,النسبة,الموعد
"'=HYPERLINK(""https://evil.example"")",-5,2026-11-22
'+968,0,
-1,,
'@SUM(A1),,
"`+"\t"+`'=1",,
'＝1+1,,
"سلمى، ""أم
ناصر""",100,
بدر - الغافري,1,
`, "\n", "\r\n")
	if got := string(write(t, table.CSV)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	w, err := table.CSV(io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Row(1.5); err == nil {
		t.Error("a float went in without a form")
	}
}

// What was written is read back as it was, the apostrophes gone again.
func TestReadBack(t *testing.T) {
	lines, err := Read(write(t, table.CSV), UTF8)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := lines[1], (Line{2, []string{`=HYPERLINK("https://evil.example")`, "-5", "2026-11-22"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("first row: %v, want %v", got, want)
	}
	if got, want := lines[8], (Line{10, []string{"بدر - الغافري", "1", ""}}); !reflect.DeepEqual(got, want) {
		t.Errorf("row after one of two lines: %v, want %v", got, want)
	}
}

// Whatever a spreadsheet splits lines at, with quotes or without, no cell of a
// text begins a formula; and what is none is as it was.
func TestHarmless(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"جيد;=1+1", "جيد;'=1+1"},
		{"جيد\t=1+1", "جيد\t'=1+1"},
		{"جيد|@SUM(A1)", "جيد|'@SUM(A1)"},
		{"نعم,+1", "نعم,'+1"},
		{"سطر\n=1", "سطر\n'=1"},
		{"سطر\r\n -cmd", "سطر\r\n '-cmd"},
		{"; \u200F\"=1", "; \u200F\"'=1"},
		{"a;＝1;＋1;－1;＠x", "a;'＝1;'＋1;'－1;'＠x"},
		{"=1;=2", "'=1;'=2"},
		{"\u00A0=1", "\u00A0'=1"},
		{"-5", "-5"}, {"-3.5", "-3.5"}, {"-2,5", "-2,5"}, {"5;-3", "5;-3"},
		{"-5+1", "'-5+1"}, {"- بند", "'- بند"}, {"+968", "'+968"},
		{"بدر - الغافري", "بدر - الغافري"}, {"a=b", "a=b"}, {"salma@north.example", "salma@north.example"}, {"2026-11-22", "2026-11-22"},
		{"نعم؛ لا، ربما", "نعم؛ لا، ربما"}, {"a; b, c", "a; b, c"}, {"'tis", "'tis"}, {"", ""},
	} {
		got := harmless(c.in)
		if got != c.want {
			t.Errorf("%q is written as %q, want %q", c.in, got, c.want)
		}
		if again := harmless(got); again != got {
			t.Errorf("%q is written as %q the second time", c.in, again)
		}
		var b bytes.Buffer
		w, err := Table{Columns: []Column{{Title: c.in}, {Title: "x"}}}.CSV(&b)
		if err != nil || w.Row(c.in, "y") != nil || w.Close() != nil {
			t.Fatal(err)
		}
		for _, cell := range splits(t, b.String()) {
			rest := strings.TrimLeftFunc(cell, unseen)
			if strings.IndexAny(rest, starters) == 0 && !negative.MatchString(rest) {
				t.Errorf("%q: a spreadsheet finds the cell %q", c.in, cell)
			}
		}
	}
}

// negative is how a cell of a negative number begins, whatever stands in the
// next.
var negative = regexp.MustCompile(`^-[0-9]+([.,][0-9]+)?("?[,;|\t\r\n]|"?$)`)

// splits returns the cells that spreadsheets of any country find in a file, and
// programs that know no quotation marks.
func splits(t *testing.T, file string) (cells []string) {
	t.Helper()
	file = strings.TrimPrefix(file, bom)
	for _, sep := range ",;\t|" {
		r := csv.NewReader(strings.NewReader(file))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = sep, true, -1
		lines, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, slices.Concat(lines...)...)
		cells = append(cells, strings.FieldsFunc(file, func(r rune) bool { return r == sep || r == '\n' || r == '\r' })...)
	}
	return cells
}

func TestXLSX(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, table.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	view, err := f.GetSheetView(table.Name, 0)
	if err != nil || view.RightToLeft == nil || !*view.RightToLeft {
		t.Errorf("the sheet does not run from the right: %+v, %v", view, err)
	}
	got, err := f.GetRows(table.Name)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(rows)+1 || got[0][2] != "الموعد" {
		t.Fatalf("%d rows, header %v", len(got), got[0])
	}
	for i, r := range rows {
		if got[i+1][0] != r[0] {
			t.Errorf("row %d: %q, want %q as it is", i+1, got[i+1][0], r[0])
		}
		if formula, _ := f.GetCellFormula(table.Name, "A"+string(rune('2'+i))); formula != "" {
			t.Errorf("row %d is a formula: %s", i+1, formula)
		}
	}
	if got[1][1] != "-5" || got[1][2] != "2026-11-22" {
		t.Errorf("number and day: %v", got[1])
	}
	if kind, _ := f.GetCellType(table.Name, "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a number is of type %v", kind)
	}
	if width, _ := f.GetColWidth(table.Name, "A"); width != 30 {
		t.Errorf("width %v, want 30", width)
	}
}

func TestRead(t *testing.T) {
	const arabic = "الاسم;الرقم\r\nسلمى;1\r\n\r\n ; \r\n\"بدر\nسيف\";2\r\n"
	want := []Line{{1, []string{"الاسم", "الرقم"}}, {2, []string{"سلمى", "1"}}, {5, []string{"بدر\nسيف", "2"}}}
	old, err := charmap.Windows1256.NewEncoder().String(arabic)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(arabic)
	if err != nil {
		t.Fatal(err)
	}
	widest := map[utf32.Endianness]string{}
	for _, end := range []utf32.Endianness{utf32.LittleEndian, utf32.BigEndian} {
		if widest[end], err = utf32.UTF32(end, utf32.UseBOM).NewEncoder().String(arabic); err != nil {
			t.Fatal(err)
		}
	}
	nul, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String("الاسم\nسا\x00لم\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ body, encoding string }{
		"UTF-8":                     {arabic, UTF8},
		"with a mark":               {"\uFEFF" + arabic, UTF8},
		"tabs":                      {strings.ReplaceAll(arabic, ";", "\t"), UTF8},
		"commas":                    {strings.ReplaceAll(arabic, ";", ","), UTF8},
		"bars":                      {strings.ReplaceAll(arabic, ";", "|"), UTF8},
		"UTF-16":                    {wide, UTF8},
		"UTF-32":                    {widest[utf32.LittleEndian], UTF8},
		"UTF-32, the other way":     {widest[utf32.BigEndian], UTF8},
		"lines that end in CR":      {strings.ReplaceAll(arabic, "\r\n", "\r"), UTF8},
		"lines of two kinds":        {strings.Replace(arabic, "\r\n", "\r", 2), UTF8},
		"Windows-1256":              {old, Windows1256},
		"UTF-8, said to be another": {arabic, Windows1256},
	} {
		if got, err := Read([]byte(c.body), c.encoding); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v; want %v", name, got, err, want)
		}
	}
	if got, err := Read([]byte("\"a;b\",c,d"), UTF8); err != nil || len(got[0].Cells) != 3 {
		t.Errorf("separators within quotes count: %v, %v", got, err)
	}
	for _, say := range []string{"sep=;", "SEP=;", `"sep=;"`, "sep=;;", "\uFEFFsep=;"} {
		got, err := Read([]byte(say+"\r\nالاسم;الرقم, أو غيره, أو لا\r\nسلمى;1\r\n"), UTF8)
		if err != nil || len(got) != 2 || got[0].Number != 2 || len(got[0].Cells) != 2 || got[1].Number != 3 {
			t.Errorf("%q: %v, %v; want two cells on the second line", say, got, err)
		}
	}
	if got, err := Read([]byte("sep=,\na,b\n\"c"), UTF8); !errors.Is(err, ErrQuote) || fault.All(err)[0].Args["line"] != 3 {
		t.Errorf("a quotation mark left open on the third line: %v, %v", got, err)
	}
	if got, err := Read([]byte("september,sep=\n1,2\n"), UTF8); err != nil || got[0].Cells[1] != "sep=" {
		t.Errorf("a header that only looks like one: %v, %v", got, err)
	}
	row := "سلمى,1\n"
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"not UTF-8":     {old, ErrEncoding},
		"empty":         {" \r\n", ErrEmpty},
		"mark alone":    {"\uFEFF", ErrEmpty},
		"workbook":      {"PK\x03\x04…", ErrWorkbook},
		"bytes":         {"a\x00b", ErrBinary},
		"NUL in UTF-16": {nul, ErrBinary},
		"open quote":    {"a,b\n\"c,d\n", ErrQuote},
		"row too many":  {"n,s\n" + strings.Repeat(row, MaxRows+1), ErrMany},
		"200,000 rows":  {"n,s\n" + strings.Repeat(row, 200_000), ErrMany},
		"as many as go": {"n,s\n" + strings.Repeat(row, MaxRows), nil},
	} {
		if _, err := Read([]byte(c.body), UTF8); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Lists as people sent them are read, but for the one with a NUL in a name.
func TestSentLists(t *testing.T) {
	for name, want := range map[string][]string{
		"cr-only.csv":   {"K502", "سعيد الرحبي", "Said Rahbi", "k502@example.om"},
		"sep-line.csv":  {"K501", "سعيد الرحبي", "Said Rahbi", "k501@example.om"},
		"utf32.csv":     {"K504", "سعيد", "Said", "k504@example.om"},
		"utf16-nul.csv": nil,
	} {
		body, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		lines, err := Read(body, UTF8)
		if want == nil {
			if !errors.Is(err, ErrBinary) {
				t.Errorf("%s: %v, %v; want it refused", name, lines, err)
			}
			continue
		}
		if err != nil || len(lines) != 2 || !reflect.DeepEqual(lines[1].Cells, want) {
			t.Errorf("%s: %v, %v; want %v", name, lines, err, want)
		}
	}
}
