package letter_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/pdf"
	"masar/internal/signet"
)

var signedAt = regexp.MustCompile(`/M \(D:(\d{14})([+-]\d\d)'(\d\d)'\)`)

// A document is signed at the instant of its issue, or as soon as its key's
// certificate was valid: also by a key that took another's place since. It is the
// same time each time.
func TestSignedWhileTheCertificateIsValid(t *testing.T) {
	issued := time.Date(2026, 11, 24, 5, 30, 7, 900, time.UTC)
	for name, c := range map[string]struct{ made, want time.Time }{
		"a key made a year before":   {issued.AddDate(-1, 0, 0), issued.Truncate(time.Second)},
		"a key made at that instant": {issued, issued.Truncate(time.Second)},
		"a key made right after":     {issued.Add(2 * time.Second), issued.Add(2 * time.Second).Truncate(time.Second)},
		"a key made a year later":    {issued.AddDate(1, 0, 0), issued.AddDate(1, 0, 0).Truncate(time.Second)},
	} {
		d := delivery(t)
		d.Certificate.IssuedAt = issued
		stamp, err := signet.NewStamp([32]byte{5}, "masar.example", c.made)
		if err != nil {
			t.Fatal(err)
		}
		d.Stamp = stamp
		file := deliver(t, d)
		m := signedAt.FindSubmatch(file)
		if m == nil {
			t.Fatalf("%s: the file does not say when it was signed", name)
		}
		got, err := time.Parse("20060102150405-0700", string(m[1])+string(m[2])+string(m[3]))
		if err != nil || !got.Equal(c.want) {
			t.Errorf("%s: signed at %v, %v; want %v", name, got, err, c.want)
		}
		s, err := pdf.CheckSignature(file)
		if err != nil || got.Before(s.Certificate.NotBefore) || got.After(s.Certificate.NotAfter) {
			t.Errorf("%s: signed at %v by a certificate of %v to %v: %v", name, got, s.Certificate.NotBefore, s.Certificate.NotAfter, err)
		}
		if !bytes.Equal(file, deliver(t, d)) {
			t.Errorf("%s: delivered twice, two different files", name)
		}
	}
}

// A certificate that another program saved again still says its serial number.
func TestSerialOfWhatWasSavedAgain(t *testing.T) {
	d := delivery(t)
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, deliver(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][]string{
		{"qpdf", "--object-streams=generate", "--compress-streams=y", in, "out"}, {"qpdf", "--linearize", in, "out"}, {"qpdf", "--qdf", in, "out"},
		{"gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOutputFile=out", in},
	} {
		tool, err := exec.LookPath(c[0])
		if err != nil {
			t.Logf("%s is not installed", c[0])
			continue
		}
		t.Run(strings.Join(c[:2], " "), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out.pdf")
			args := append([]string{}, c[1:]...)
			for i := range args {
				args[i] = strings.Replace(args[i], "out", out, 1)
			}
			if said, err := exec.CommandContext(t.Context(), tool, args...).CombinedOutput(); err != nil {
				t.Skipf("%v: %s", err, said)
			}
			file, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := pdf.CheckSignature(file); err == nil {
				t.Error("it is taken as it was delivered")
			}
			if got := pdf.Serials(file); len(got) == 0 || got[0] != d.Record.Serial {
				t.Errorf("it says to be %q, want %q", got, d.Record.Serial)
			}
		})
	}
}
