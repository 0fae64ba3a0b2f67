package upload

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

// parcel makes an office document whose main part has the name and the type, which
// is given by name, or by the ending alone.
func parcel(t *testing.T, part, media string, byName bool) []byte {
	t.Helper()
	kind := `<Override PartName="/` + part + `" ContentType="` + media + `"/>`
	if !byName {
		kind = `<Default Extension="xml" ContentType="` + media + `"/>`
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` + kind + `</Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/` + part + `"/></Relationships>`,
		part:                  "<x/>",
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	word  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	slide = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
	macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
)

// What an office document is, it says itself, however its parts are called.
func TestOffice(t *testing.T) {
	online, err := os.ReadFile("testdata/other-main-part.docx")
	if err != nil {
		t.Fatal(err)
	}
	marked, err := os.ReadFile("testdata/byte-order-mark.pdf")
	if err != nil {
		t.Fatal(err)
	}
	bare := func() []byte { // a zip that has the usual part and says nothing of it
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		_, err := z.Create("word/document.xml")
		if err := errors.Join(err, z.Close()); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}()
	for _, c := range []struct {
		what, name string
		body       []byte
		want       error
	}{
		{"of a program in the browser", "a.docx", online, nil}, {"usual", "a.docx", parcel(t, "word/document.xml", word, true), nil}, {"with its type by the ending", "a.docx", parcel(t, "word/document.xml", word, false), nil},
		{"a sheet", "a.xlsx", parcel(t, "xl/workbook2.xml", excel, true), nil}, {"slides", "a.pptx", parcel(t, "ppt/deck.xml", slide, true), nil},
		{"a sheet called a text", "a.docx", parcel(t, "word/document.xml", excel, true), ErrLying}, {"a text called a sheet", "a.xlsx", online, ErrLying},
		{"with macros", "a.docx", parcel(t, "word/document.xml", macro, true), ErrLying}, {"that says nothing", "a.docx", bare, ErrLying}, {"of no zip", "a.docx", []byte("PK"), ErrLying},
		{"behind a mark", "a.pdf", marked, nil}, {"behind lines", "a.pdf", []byte("\r\n%PDF-1.4"), nil}, {"behind text", "a.pdf", []byte("<script>%PDF-1.4"), ErrLying}, {"of a mark alone", "a.pdf", []byte("\xEF\xBB\xBF"), ErrLying},
	} {
		if _, err := Look(c.name, c.body); !errors.Is(err, c.want) {
			t.Errorf("%s %s: %v, want %v", c.name, c.what, err, c.want)
		}
	}
}

func TestLook(t *testing.T) {
	pdf := []byte("%PDF-1.7\n")
	for _, c := range []struct {
		name   string
		body   []byte
		accept []string
		want   error
		as     string
	}{
		{"خطة الفريق.pdf", pdf, nil, nil, "خطة الفريق.pdf"},
		{"PLAN.PDF", pdf, nil, nil, "PLAN.pdf"},
		{`C:\docs\plan.pdf`, pdf, nil, nil, "plan.pdf"},
		{"../../etc/plan.pdf", pdf, nil, nil, "plan.pdf"},
		{"a\u202efdp.pdf", pdf, nil, nil, "afdp.pdf"},
		{strings.Repeat("ا", 300) + ".pdf", pdf, nil, nil, strings.Repeat("ا", 120) + ".pdf"},
		{".pdf", pdf, nil, nil, "file.pdf"},
		{"photo.jpeg", []byte("\xff\xd8\xff\xe0"), []string{"jpg"}, nil, "photo.jpeg"},
		{"plan.docx", parcel(t, "word/document.xml", word, true), nil, nil, "plan.docx"},
		{"plan.csv", []byte("أ,ب\n"), nil, nil, "plan.csv"},
		{"plan.pdf", nil, nil, ErrEmpty, ""},
		{"plan.pdf", append(pdf, make([]byte, MaxSize)...), nil, ErrLarge, ""},
		{"plan.pdf", append(pdf, make([]byte, MaxSize-len(pdf))...), nil, nil, "plan.pdf"},
		{"plan.exe", []byte("MZ"), nil, ErrType, ""},
		{"plan.svg", []byte("<svg/>"), nil, ErrType, ""},
		{"plan.html", []byte("<script>"), nil, ErrType, ""},
		{"plan", pdf, nil, ErrType, ""},
		{"plan.pdf", pdf, []string{"png"}, ErrType, ""},
		{"plan.pdf", []byte("<script>alert(1)</script>"), nil, ErrLying, ""},
		{"plan.png", pdf, nil, ErrLying, ""},
		{"plan.docx", parcel(t, "xl/workbook.xml", excel, true), nil, ErrLying, ""},
		{"plan.csv", []byte{0xC7, 0xE1, 0xDA}, nil, ErrLying, ""},
	} {
		f, err := Look(c.name, c.body, c.accept...)
		if !errors.Is(err, c.want) || f.Name != c.as {
			t.Errorf("Look(%.40q, %d bytes, %v) = %q, %v; want %q, %v", c.name, len(c.body), c.accept, f.Name, err, c.as, c.want)
		}
	}
}
