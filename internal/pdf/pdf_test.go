package pdf

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"masar/assets/fonts"
)

var out = flag.String("out", "", "directory to write sample documents to")

func newEngine(t testing.TB) *Engine {
	t.Helper()
	e, err := New(Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold, OtherRegular: fonts.GentiumRegular, OtherBold: fonts.GentiumBold})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// house is the template that comes with the program, as its file has it.
func house(t testing.TB) (tmpl Template) {
	t.Helper()
	b, err := os.ReadFile("../certificate/templates/completion-1.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &tmpl); err != nil {
		t.Fatal(err)
	}
	tmpl.Ar.QR, tmpl.En.QR = "رمز استجابة سريعة للتحقق من صحة الشهادة", "QR code to verify this certificate"
	return tmpl
}

// sample is a certificate with everything on it, in both languages.
func sample() Certificate {
	return Certificate{
		IssuerAr: "أكاديمية مسار للتدريب", IssuerEn: "Masar Training Academy",
		NameAr: "عبد الرحمن بن سالم بن خميس المنذري", NameEn: "Abdulrahman Salim Khamis Al Mandhari",
		HolderAr: "دائرة التخطيط والإحصاء", HolderEn: "Department of Planning and Statistics",
		TitleAr: "إعداد الأدلة الإرشادية للمشاركة المجتمعية (Participation)", TitleEn: "Preparing Guidelines for Public Participation",
		HoursAr: "١٠ ساعات تدريبية", HoursEn: "10 training hours",
		DatesAr: "من ١٥ إلى ١٦ مارس ٢٠٢٦ م – الموافق ٢٦ رمضان ١٤٤٧ هـ", DatesEn: "15–16 March 2026 – 26 Ramadan 1447 AH",
		GuidelineAr: "استنادًا إلى دليل المشاركة، الإصدار ١٫٢", GuidelineEn: "Based on the Participation Guideline, version 1.2",
		Serial: "MSR-2026-00123-7", VerifyURL: "https://masar.example.org/verify/7Q2M9KX40123ABCD",
		Code: "7Q2M-9KX4-0123-ABCD", CodeAr: "رمز التحقق", CodeEn: "Verification code", Layout: Layout,
		NoteAr: "برنامج تدريبي مستقل، ولا تمثّل هذه الشهادة جهة حكومية.", NoteEn: "An independent training programme; this certificate does not represent a government body.",
		Signatories: []Signatory{
			{NameAr: "د. لؤي بن سالم الراشدي", NameEn: "Dr. Luay Salim Al Rashdi", RoleAr: "مدير البرنامج", RoleEn: "Programme Director"},
			{NameAr: "ثريا بنت خلفان البلوشية", NameEn: "Thuraya Khalfan Al Balushi", RoleAr: "المدربة", RoleEn: "Trainer"},
		},
		IssuedAt: time.Date(2026, 3, 16, 14, 30, 0, 0, time.FixedZone("+04", 4*3600)),
		Lang:     both,
	}
}

// write writes a certificate and returns the file, kept as name when samples are wanted.
func write(t testing.TB, e *Engine, name string, c Certificate) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.Certificate(&b, house(t), c); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	keep(t, name, b.Bytes())
	return b.Bytes()
}

func keep(t testing.TB, name string, file []byte) {
	t.Helper()
	if *out == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*out, name+".pdf"), file, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSamples(t *testing.T) {
	e := newEngine(t)
	c := sample()
	write(t, e, "both", c)
	c.Lang = arabic
	write(t, e, "ar", c)
	c.Lang = english
	write(t, e, "en", c)
	c.Lang, c.Signatories = both, c.Signatories[:1]
	c.GuidelineAr, c.GuidelineEn, c.NameAr = "", "", ""
	write(t, e, "one-signatory", c)
}
