package upload

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func office(t *testing.T, part string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.Create(part); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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
		{"plan.docx", office(t, "word/document.xml"), nil, nil, "plan.docx"},
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
		{"plan.docx", office(t, "xl/workbook.xml"), nil, ErrLying, ""},
		{"plan.csv", []byte{0xC7, 0xE1, 0xDA}, nil, ErrLying, ""},
	} {
		f, err := Look(c.name, c.body, c.accept...)
		if !errors.Is(err, c.want) || f.Name != c.as {
			t.Errorf("Look(%.40q, %d bytes, %v) = %q, %v; want %q, %v", c.name, len(c.body), c.accept, f.Name, err, c.as, c.want)
		}
	}
}
