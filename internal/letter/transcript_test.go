package letter_test

import (
	"bytes"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/pdf"
)

// A training record is signed, names itself by its code, and is the same each
// time.
func TestTranscriptIsSigned(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	d := delivery(t)
	tr := certificate.Transcript{Code: "0123456789ABCDEF", Contents: certificate.Contents{
		NameAr: "سلمى بنت خلفان", Agency: catalog.Text{Ar: "هيئة الشمال"}, Lang: "ar", On: "2026-11-24",
		Lines: []certificate.Attested{{Serial: "MSR-2026-000042-7", Kind: certificate.Attendance, Title: catalog.Text{Ar: "المشاركة الرقمية"}, Hours: 10, IssuedOn: "2026-11-24"}},
	}}
	var files [2]bytes.Buffer
	for i := range files {
		if err := p.Transcript(&files[i], tr, "https://masar.example", d.Stamp); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("printed twice, two different files")
	}
	s, err := pdf.CheckSignature(files[0].Bytes())
	if err != nil || !d.Stamp.IsOf(s.Certificate) || strings.ReplaceAll(s.Serial, "-", "") != tr.Code {
		t.Errorf("signed by %v as %q: %v", s.Certificate, s.Serial, err)
	}
	tr.Contents.On = "someday"
	if err := p.Transcript(new(bytes.Buffer), tr, "", d.Stamp); err == nil {
		t.Error("a record of no day was printed")
	}
}
