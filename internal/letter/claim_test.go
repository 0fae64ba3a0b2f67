package letter_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/signet"
)

// The code on the paper carries the signed claim and is still large enough to
// be read from a scan of 100 dots an inch; what is printed beside it is the
// address alone.
func TestCodeCarriesTheClaim(t *testing.T) {
	for _, tool := range []string{"pdftoppm", "pdftotext", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	k := signet.New([32]byte{7}, time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	for _, c := range []struct{ site, course, initials string }{
		{"https://masar.example", "basics", "SH"},
		{"https://learning.training-secretariat.example", "participation-guideline", "سه"},
	} {
		r := record()
		claim := signet.Claim{Code: r.Code, Course: c.course, Issued: r.IssuedOn, Expires: "2028-11-24", Initials: c.initials}
		var err error
		if r.Claim, err = claim.Sign(k.ID, k.Signer()); err != nil {
			t.Fatal(err)
		}
		text := scan(t, p, r, c.site)
		code, read, _ := strings.Cut(strings.TrimPrefix(text, c.site+"/verify/"), "#")
		if got, err := masartest.ReadClaim(code, read, []signet.IssuerKey{k}); err != nil || got != claim {
			t.Errorf("read back %q (%d bytes): %+v, %v", text, len(text), got, err)
		}
	}
}

// scan prints the record and reads its code from a picture of the page.
func scan(t *testing.T, p *letter.Printer, r certificate.Record, site string) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Certificate(&b, paperAt(r, site)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "certificate")
	if err := os.WriteFile(file+".pdf", b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "100", "-gray", "-png", "-singlefile", file+".pdf", file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	words, err := exec.Command("pdftotext", file+".pdf", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(words), "#") {
		t.Errorf("the claim is printed in letters: %s", words)
	}
	text, err := exec.Command("zbarimg", "-q", "--raw", file+".png").Output()
	if err != nil {
		t.Fatalf("the code of %d bytes is not read: %v", len(site)+len(r.Claim), err)
	}
	return strings.TrimSpace(string(text))
}
