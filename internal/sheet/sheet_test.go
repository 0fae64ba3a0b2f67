package sheet

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
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
'-1,,
'@SUM(A1),,
'`+"\t"+`=1,,
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
	for name, c := range map[string]struct{ body, encoding string }{
		"UTF-8":                     {arabic, UTF8},
		"with a mark":               {"\uFEFF" + arabic, UTF8},
		"tabs":                      {strings.ReplaceAll(arabic, ";", "\t"), UTF8},
		"commas":                    {strings.ReplaceAll(arabic, ";", ","), UTF8},
		"UTF-16":                    {wide, UTF8},
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
