package pdf

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// A writtenLine is one of testdata/readers/lines.txt, and where it has been printed: its
// page, from 0, and the height of its baseline.
type writtenLine struct {
	Class string  `json:"-"`
	Text  string  `json:"text"`
	Page  int     `json:"page"`
	Y     float64 `json:"y"`
}

func writtenLines(t *testing.T) (all []writtenLine) {
	t.Helper()
	b, err := os.ReadFile("testdata/readers/lines.txt")
	if err != nil {
		t.Fatal(err)
	}
	class := ""
	for ln := range strings.Lines(string(b)) {
		ln = strings.TrimSuffix(ln, "\n")
		if head, ok := strings.CutPrefix(ln, "# "); ok {
			class = head
			continue
		}
		all = append(all, writtenLine{Class: class, Text: ln})
	}
	if len(all) < 300 {
		t.Fatalf("there are %d lines", len(all))
	}
	return all
}

// printLines prints each line on a row of its own, and notes where.
func printLines(t *testing.T, e *Engine, lines []writtenLine) []byte {
	t.Helper()
	const rows = 30
	d := newDocument(shape.NewShaper(), false, newFontSet("G", nil))
	for i := range lines {
		row := i % rows
		if i > 0 && row == 0 {
			d.turn()
		}
		top := 50 + 25*float64(row)
		lines[i].Page, lines[i].Y = i/rows, d.height-top
		s := style{face: e.regular, size: 13, colour: "#000000", base: bidi.RightToLeft, most: 500}
		d.text(d.tags.add(&element{kind: "P", order: i}), d.width-40, top, right, s, clean(lines[i].Text, e.has))
	}
	file, err := d.finish(nil, metadata{titleAr: "نصوص", lang: arabic}, extras{})
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "readers", file)
	return file
}

// browsed is what the readers of browsers make of a file; see testdata/readers/read.mjs.
type browsed struct {
	PDFium map[string]struct { // by build
		Found []bool   // of each query
		Text  []string // of each page
	}
	PDFJS []string // of each page
}

func browse(t *testing.T, file []byte, queries []writtenLine) (r browsed) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	dir := filepath.Join("testdata", "readers")
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Skip("the readers are not installed: npm ci --ignore-scripts --omit=optional in internal/pdf/testdata/readers")
	}
	in, err := json.Marshal(map[string]any{"file": saved(t, file), "queries": queries})
	if err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	cmd := exec.Command(node, filepath.Join(dir, "read.mjs"))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &said)
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v\n%.500s", err, &out)
	}
	return r
}

// phrases are the neighbouring words of lines, two and two.
func phrases(lines []writtenLine) (all []writtenLine) {
	for _, ln := range lines {
		words := strings.Fields(ln.Text)
		for i := 1; i < len(words); i++ {
			ln.Text = words[i-1] + " " + words[i]
			all = append(all, ln)
		}
	}
	return all
}

// TestReaders has the readers of browsers and poppler look for every line and every two words
// of the corpus. What they do not find is in the log.
func TestReaders(t *testing.T) {
	e, lines := newEngine(t), writtenLines(t)
	file := printLines(t, e, lines)
	pairs := phrases(lines)
	r := browse(t, file, slices.Concat(lines, pairs))
	atLeast := func(what string, found func(i int) bool, of []writtenLine, percent int) {
		t.Helper()
		n := 0
		for i, ln := range of {
			if found(i) {
				n++
			} else {
				t.Logf("%s: not %q", what, ln.Text)
			}
		}
		t.Logf("%s: %d of %d", what, n, len(of))
		if n*100 < percent*len(of) || len(of) == 0 {
			t.Errorf("%s: %d of %d, want %d%%", what, n, len(of), percent)
		}
	}
	for _, build := range []string{"upstream", "fork"} {
		of := r.PDFium[build]
		atLeast("PDFium, "+build+", finds lines", func(i int) bool { return of.Found[i] }, lines, 99)
		atLeast("PDFium, "+build+", finds two words", func(i int) bool { return of.Found[len(lines)+i] }, pairs, 100)
		names := 0
		for i, ln := range lines {
			if ln.Class == "names" || ln.Class == "titles" {
				names++
				if !of.Found[i] {
					t.Errorf("PDFium, %s, does not find the name %q", build, ln.Text)
				}
			}
		}
		if names < 50 {
			t.Errorf("there are %d names", names)
		}
		read := linesOf(of.Text)
		atLeast("PDFium, "+build+", reads", func(i int) bool { return read[plain(lines[i].Text)] }, lines, 99)
	}
	js := linesOf(r.PDFJS)
	atLeast("pdf.js reads", func(i int) bool { return js[plain(lines[i].Text)] }, lines, 85)
	poppler := extracted(t, file)
	atLeast("pdftotext reads", func(i int) bool { return poppler[plain(lines[i].Text)] }, lines, 98)
}

func linesOf(pages []string) map[string]bool {
	all := map[string]bool{}
	for _, p := range pages {
		for _, ln := range strings.Split(strings.ReplaceAll(p, "\r", ""), "\n") {
			all[plain(ln)] = true
		}
	}
	return all
}

// TestFinderDoesNotFindWhatIsNotThere guards the finder itself: it must find a text on its
// own line and on no other, and no text that has not been printed.
func TestFinderDoesNotFindWhatIsNotThere(t *testing.T) {
	lines := []writtenLine{{Text: "دورة Excel بنسبة 90%"}, {Text: "سالم بن خميس"}}
	file := printLines(t, newEngine(t), lines)
	elsewhere, absent := lines[0], lines[0]
	elsewhere.Y, absent.Text = lines[1].Y, "بنسبة 09%"
	r := browse(t, file, []writtenLine{lines[0], lines[1], elsewhere, absent})
	for build, of := range r.PDFium {
		if !slices.Equal(of.Found, []bool{true, true, false, false}) {
			t.Errorf("%s: found %v", build, of.Found)
		}
	}
}

// TestCertificateIsFound has PDFium look for what people look for on a certificate.
func TestCertificateIsFound(t *testing.T) {
	c := sample()
	c.Lang = arabic
	c.TitleAr, c.DatesAr = "نظام ISO 9001 (المستوى 2)", "صدرت في 30 نوفمبر 2026"
	c.CivilAr, c.CivilNumber = "الرقم المدني", "•••123"
	file := write(t, newEngine(t), "found", c)
	r := browse(t, file, []writtenLine{})
	for build, of := range r.PDFium {
		text := strings.Join(of.Text, "\n")
		for _, want := range []string{c.NameAr, c.TitleAr, c.HoursAr + " · " + c.DatesAr, c.Serial, "الرقم المدني: •••123", c.Signatories[0].NameAr, c.NoteAr} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in the text", build, want)
			}
		}
	}
}
