package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"masar/internal/bidi"
	"masar/internal/shape"
)

// run runs a program that tests lean on, or skips the test where it is not installed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, &stdout, &stderr)
	}
	return stdout.String()
}

// saved puts a file on disk for a program to read.
func saved(t *testing.T, file []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// extracted is the text of a file as pdftotext reads it, line by line, without the marks
// of direction that it adds.
func extracted(t *testing.T, file []byte) map[string]bool {
	t.Helper()
	lines := map[string]bool{}
	for _, ln := range strings.Split(run(t, "pdftotext", "-enc", "UTF-8", saved(t, file), "-"), "\n") {
		lines[plain(ln)] = true
	}
	return lines
}

func plain(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.Map(func(r rune) rune {
		if bidi.Control(r) || r == '\f' {
			return -1
		}
		return r
	}, s)))
}

// written lists what a certificate must be read back as.
func written(c Certificate, t Template) []string {
	lines := []string{
		c.IssuerAr, strings.ToUpper(c.IssuerEn), t.Ar.Title, strings.ToUpper(t.En.Title), t.Ar.Awarded, t.En.Awarded,
		c.NameAr, c.NameEn, c.HolderAr, c.HolderEn, t.Ar.Achieved, t.En.Achieved, c.TitleAr, c.TitleEn,
		c.HoursAr + " · " + c.DatesAr, c.HoursEn + " · " + c.DatesEn, c.GuidelineAr, c.GuidelineEn,
		t.Ar.Verify, t.En.Verify, c.Serial, c.Code, strings.TrimPrefix(c.VerifyURL, "https://"), c.NoteAr, c.NoteEn,
	}
	for _, s := range c.Signatories {
		lines = append(lines, s.NameAr, s.NameEn, s.RoleAr, s.RoleEn)
	}
	return lines
}

// TestCertificateReadsBack asks pdftotext for every line of certificates of people with
// long names, and must get each exactly.
func TestCertificateReadsBack(t *testing.T) {
	e := newEngine(t)
	tmpl := house(t)
	for _, name := range [][2]string{
		{"عبد الرحمن بن سالم بن خميس المنذري", "Abdulrahman Salim Khamis Al Mandhari"},
		{"فاطمة الزهراء بنت عبد الله بن لؤي الآلوسية", "Fatma Al Zahra Abdullah Luay Al Alusi"},
		{"مُحَمَّد بن عليّ بن سُلَيْمان الحارثي", "Mohammed Ali Sulaiman Al Harthi"},
	} {
		c := sample()
		c.NameAr, c.NameEn = name[0], name[1]
		got := extracted(t, write(t, e, "read-back", c))
		for _, want := range written(c, tmpl) {
			if !got[plain(want)] {
				t.Errorf("%s: line %q is not read back", c.NameEn, want)
			}
		}
	}
}

// TestOneLanguageReadsBack is the same for certificates in one language.
func TestOneLanguageReadsBack(t *testing.T) {
	e, c := newEngine(t), sample()
	for lang, lines := range map[string][]string{
		arabic:  {c.IssuerAr, c.NameAr, c.HolderAr, c.TitleAr, c.HoursAr + " · " + c.DatesAr, c.GuidelineAr, c.NoteAr, c.Serial, c.CodeAr, c.Code},
		english: {c.IssuerEn, c.NameEn, c.HolderEn, c.TitleEn, c.HoursEn + " · " + c.DatesEn, c.GuidelineEn, c.NoteEn, c.Serial, c.CodeEn, c.Code},
	} {
		c.Lang = lang
		file := write(t, e, "one-language", c)
		got := extracted(t, file)
		for _, want := range lines {
			if !got[plain(want)] {
				t.Errorf("%s: line %q is not read back", lang, want)
			}
		}
		if raw := run(t, "pdftotext", saved(t, file), "-"); lang == english && strings.ContainsRune(raw, rightToLeft) {
			t.Errorf("an English page is read as right to left:\n%s", raw)
		}
	}
}

// TestCorpusReadsBack sets each line of the corpus on a line of its own, and must get 99
// of a hundred back exactly.
func TestCorpusReadsBack(t *testing.T) {
	b, err := os.ReadFile("../shape/testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	e := newEngine(t)
	corpus := strings.Split(strings.TrimSpace(string(b)), "\n")
	got := extracted(t, page(t, e, corpus))
	printable, missed := 0, 0
	for _, ln := range corpus {
		if len(e.Unprintable(ln)) > 0 || strings.TrimFunc(ln, unicode.IsSpace) == "" {
			continue
		}
		if printable++; !got[plain(clean(ln, e.has))] {
			missed++
			t.Logf("not read back: %q", ln)
		}
	}
	if printable < 300 || missed*100 > printable {
		t.Errorf("%d of %d lines are not read back", missed, printable)
	}
}

// page sets lines as they are on A4 pages.
func page(t *testing.T, e *Engine, lines []string) []byte {
	t.Helper()
	d := newDocument(shape.NewShaper(), false, newFontSet("G", nil))
	for i, ln := range lines {
		row := i % 36
		if i > 0 && row == 0 {
			d.turn()
		}
		s := style{face: e.regular, size: 13, colour: "#000000", base: bidi.RightToLeft, most: 500}
		d.text(d.tags.add(&element{kind: "P", order: i}), d.width-40, 50+21*float64(row), right, s, clean(ln, e.has))
	}
	file, err := d.finish(nil, metadata{titleAr: "نصوص", lang: arabic}, extras{})
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "corpus", file)
	return file
}

func TestFileIsSound(t *testing.T) {
	e := newEngine(t)
	for _, lang := range []string{arabic, english, both} {
		c := sample()
		c.Lang = lang
		if got := run(t, "qpdf", "--check", saved(t, write(t, e, "sound", c))); !strings.Contains(got, "No syntax or stream encoding errors") {
			t.Errorf("%s: qpdf says\n%s", lang, got)
		}
	}
}

func TestCodeIsReadBack(t *testing.T) {
	c := sample()
	name := saved(t, write(t, newEngine(t), "code", c))
	picture := strings.TrimSuffix(name, ".pdf")
	run(t, "pdftoppm", "-r", "100", "-png", "-singlefile", name, picture)
	if got := strings.TrimSpace(run(t, "zbarimg", "-q", "--raw", picture+".png")); got != c.VerifyURL {
		t.Errorf("the code says %q, want %q", got, c.VerifyURL)
	}
}

func TestMetadataIsReadBack(t *testing.T) {
	c := sample()
	got := run(t, "pdfinfo", "-isodates", saved(t, write(t, newEngine(t), "metadata", c)))
	for _, want := range []string{"شهادة إتمام · " + c.NameAr, c.IssuerAr, c.TitleAr, c.Serial, "Tagged:          yes", "Page size:       841.89 x 595.28 pts (A4)", "2026-03-16T"} {
		if !strings.Contains(got, want) {
			t.Errorf("pdfinfo has no %q:\n%s", want, got)
		}
	}
}
