package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/go-pdf/fpdf"

	"masar/assets/fonts"
)

// BenchmarkCertificate writes certificates in both languages, each with a name, serial
// number and address of its own. Cold ones are each of a course of their own, so that
// nothing is drawn twice; cached ones are all of one course. fpdf is what fpdf alone
// does with the same words: unjoined letters on a bare page, no tags, no signature.
func BenchmarkCertificate(b *testing.B) {
	tmpl, ec, rsa := house(b), newSigner(b, ecKey(b)), newSigner(b, rsaKey(b))
	for _, of := range []struct {
		name   string
		signer *Signer
		cold   bool
	}{
		{"cold", nil, true}, {"cold-signed-ec", &ec, true}, {"cold-signed-rsa", &rsa, true},
		{"cached", nil, false}, {"cached-signed-ec", &ec, false}, {"cached-signed-rsa", &rsa, false},
	} {
		b.Run(of.name, func(b *testing.B) {
			e := newEngine(b)
			measure(b, func(out *bytes.Buffer, i int) error {
				c := numbered(i, of.cold)
				c.Signer = of.signer
				return e.Certificate(out, tmpl, c)
			})
		})
	}
	b.Run("fpdf", func(b *testing.B) {
		measure(b, func(out *bytes.Buffer, i int) error { return withFpdf(out, numbered(i, false), tmpl) })
	})
}

// numbered is the i-th certificate, of a course of its own if it is to be cold.
func numbered(i int, cold bool) Certificate {
	given := []string{"سالم", "ميمونة", "عبد الله", "هيثم", "زوينة", "خلفان", "ثريا", "مسلّم", "لؤي", "عائشة", "الوليد"}
	family := []string{"المنذري", "الرواحية", "الآلوسي", "المعشني", "الكندية", "البلوشي", "الحارثي"}
	c := sample()
	c.NameAr = fmt.Sprintf("%s بن %s بن %s %s", given[i%11], given[i/11%11], given[i/121%11], family[i/1331%7])
	c.NameEn = fmt.Sprintf("Abdulrahman %c. Al Mandhari", 'A'+i%26)
	c.Serial = fmt.Sprintf("MSR-2026-%05d-%d", i, i%10)
	c.VerifyURL = fmt.Sprintf("https://masar.example.org/verify/7Q%05X", i)
	if cold {
		c.TitleEn = fmt.Sprintf("Preparing Guidelines %d", i)
	}
	c.Attach = []Attachment{{Name: "credential.json", MIME: "application/ld+json", Body: []byte(strings.Repeat(`{"type":["VerifiableCredential","OpenBadgeCredential"]}`, 30))}}
	return c
}

// measure reports the processor's time, since others may share the machine, and bytes.
func measure(b *testing.B, write func(*bytes.Buffer, int) error) {
	b.ReportAllocs()
	var out bytes.Buffer
	if err := write(&out, 0); err != nil { // what is drawn or read once is not counted
		b.Fatal(err)
	}
	b.ResetTimer()
	size, before := 0, cpu(b)
	for i := 1; b.Loop(); i++ {
		out.Reset()
		if err := write(&out, i); err != nil {
			b.Fatal(err)
		}
		size += out.Len()
	}
	perOp := (cpu(b) - before) / float64(b.N)
	b.ReportMetric(perOp, "cpu-ms/op")
	b.ReportMetric(1000/perOp, "per-cpu-s")
	b.ReportMetric(float64(size)/float64(b.N)/1000, "kB/op")
}

// cpu is the processor time the process has used, in milliseconds.
func cpu(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

// withFpdf sets the words of a certificate with fpdf's own fonts.
func withFpdf(out *bytes.Buffer, c Certificate, t Template) error {
	p := fpdf.New("L", "pt", "A4", "")
	p.AddUTF8FontFromBytes("Amiri", "", fonts.AmiriRegular)
	p.AddUTF8FontFromBytes("Amiri", "B", fonts.AmiriBold)
	p.AddPage()
	for i, ln := range written(c, t) {
		p.SetFont("Amiri", []string{"", "B"}[i%2], 14)
		p.Text(60, 50+17*float64(i), ln)
	}
	return p.Output(out)
}
