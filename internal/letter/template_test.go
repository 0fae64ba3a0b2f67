package letter_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/letter"
)

// agencyPaper is a paper by an agency's design: two logos, two signatories who
// have signed, and the employer.
func agencyPaper(t *testing.T, languages string) certificate.Paper {
	t.Helper()
	r := record()
	r.NameAr, r.NameEn = "عبد الرحمن بن سالم بن خميس المنذري", "Abdulrahman Salim Khamis Al Mandhari"
	r.Agency = catalog.Text{Ar: "هيئة الشمال", En: "Northern Authority"}
	p := paper(r)
	p.Pictures = map[string][]byte{}
	picture := func(w, h int) string {
		m := image.NewNRGBA(image.Rect(0, 0, w, h))
		for x := range w {
			m.SetNRGBA(x, x*h/w, color.NRGBA{R: 20, G: 30, B: 90, A: 255})
		}
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		body, hash, err := certificate.ReadPicture(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		p.Pictures[hash] = body
		return hash
	}
	d := &p.Design
	d.Languages, d.Employer, d.LogoRight, d.LogoLeft = languages, true, picture(90, 90), picture(200, 60)
	d.Ar.Title, d.En.Title = "شهادة تقدير", "Certificate of Merit"
	d.Signatories = []certificate.Signatory{
		{Name: catalog.Text{Ar: "لؤي بن سالم الراشدي", En: "Luay Salim Al Rashdi"}, Role: catalog.Text{Ar: "المدير العام", En: "Director General"}, Signature: picture(300, 60)},
		{Name: catalog.Text{Ar: "ثريا بنت خلفان البلوشية", En: "Thuraya Khalfan Al Balushi"}, Role: catalog.Text{Ar: "مديرة البرنامج", En: "Programme Director"}, Signature: picture(280, 70)},
	}
	if faults := d.Tidy().Check(p.Pictures); faults != nil {
		t.Fatal(faults)
	}
	return p
}

func printed(t *testing.T, p *letter.Printer, paper certificate.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Certificate(&b, paper); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lines returns what pdftotext reads from a file, by line, without the marks of
// direction that it adds.
func lines(t *testing.T, file []byte) map[string]bool {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	name := filepath.Join(t.TempDir(), "certificate.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Map(func(r rune) rune {
		if r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E {
			return -1
		}
		return r
	}, string(out))
	all := map[string]bool{}
	for line := range strings.Lines(text) {
		all[strings.TrimSpace(line)] = true
	}
	return all
}

// What a design says is on the paper, in its languages and no other.
func TestDesignIsPrinted(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	ar := []string{"شهادة تقدير", "هيئة الشمال", "لؤي بن سالم الراشدي", "المدير العام", "ثريا بنت خلفان البلوشية", "مديرة البرنامج", "عبد الرحمن بن سالم بن خميس المنذري"}
	en := []string{"Northern Authority", "Luay Salim Al Rashdi", "Director General", "Thuraya Khalfan Al Balushi", "Programme Director", "Abdulrahman Salim Khamis Al Mandhari"}
	for languages, want := range map[string][2]bool{certificate.Both: {true, true}, certificate.Each: {true, true}, certificate.Arabic: {true, false}, certificate.English: {false, true}} {
		got := lines(t, printed(t, p, agencyPaper(t, languages)))
		for i, words := range [][]string{ar, en} {
			for _, w := range words {
				if got[w] != want[i] {
					t.Errorf("in %s: %q is read: %v", languages, w, got[w])
				}
			}
		}
	}
	if got := lines(t, printed(t, p, paper(record()))); got["هيئة الشمال"] {
		t.Error("the employer is printed unasked")
	}
}

// The same paper by the same design gives the same bytes, in any order and
// whoever prints; another design, or another picture in it, others.
func TestDesignIsPrintedTheSame(t *testing.T) {
	one, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	other, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	before := printed(t, one, agencyPaper(t, certificate.Both))
	edited := agencyPaper(t, certificate.Both)
	edited.Design.Ar.Title = "شهادة أخرى"
	swapped := agencyPaper(t, certificate.Both)
	swapped.Design.LogoLeft = swapped.Design.LogoRight
	for name, p := range map[string]certificate.Paper{"edited": edited, "another logo": swapped} {
		if bytes.Equal(printed(t, one, p), before) {
			t.Errorf("%s, it is printed the same", name)
		}
	}
	if !bytes.Equal(printed(t, one, agencyPaper(t, certificate.Both)), before) || !bytes.Equal(printed(t, other, agencyPaper(t, certificate.Both)), before) {
		t.Error("printed again after another design, it is another file")
	}
}

// Whatever a holder is called, their certificate by an agency's design is
// printed, and read back as what can be printed of it.
func TestHostileNames(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.TrimSpace(strings.Repeat("سالم بن خميس ", 23))
	for name, c := range map[string]struct{ ar, want string }{
		"300 characters": {long, strings.TrimSpace(strings.Repeat("سالم بن خميس ", 11)) + " سالم"}, // and a second line
		"emoji":          {"سالم 🎓 الراشدي", "سالم الراشدي"},
		"bidi controls":  {"\u202Eسالم\u202C \u2067الراشدي\u2069", "سالم الراشدي"},
		"a joiner":       {"سالم\u200D الراشدي", "سالم\u200D الراشدي"},
		"mixed scripts":  {"سالم Smith الراشدي (II)", "سالم Smith الراشدي (II)"},
		"only spaces":    {" \u00A0\t ", ""},
		"markup":         {`<b>سالم</b>`, `<b>سالم</b>`},
	} {
		for _, languages := range certificate.PaperLanguages {
			paper := agencyPaper(t, languages)
			paper.Record.NameAr, paper.Record.NameEn = c.ar, ""
			got := lines(t, printed(t, p, paper))
			if !got[c.want] && !got[strings.ReplaceAll(c.want, "\u200D", "")] {
				t.Errorf("%s in %s: %q is not read back", name, languages, c.want)
			}
			if !got["MSR-2026-000042-7"] {
				t.Errorf("%s in %s: the serial number is not read back", name, languages)
			}
		}
	}
}

// Of certificates of either kind, and of specimens, each language has its page,
// which is read as that of the certificate in this language alone.
func TestLanguagesApart(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range certificate.Kinds {
		for _, specimen := range []bool{false, true} {
			in := func(languages string) certificate.Paper {
				r := record()
				r.Kind = kind
				one := paper(r)
				one.Specimen, one.Design.Languages = specimen, languages
				return one
			}
			apart := lines(t, printed(t, p, in(certificate.Each)))
			alone := lines(t, printed(t, p, in(certificate.Arabic)))
			maps.Copy(alone, lines(t, printed(t, p, in(certificate.English))))
			if !maps.Equal(apart, alone) || !apart[in(certificate.Arabic).Design.Ar.Title] {
				t.Errorf("%s, specimen %v: %v is read, want %v", kind, specimen, slices.Sorted(maps.Keys(apart)), slices.Sorted(maps.Keys(alone)))
			}
		}
	}
}
