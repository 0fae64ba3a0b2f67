package letter_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/openbadge"
	"masar/internal/pdf"
	"masar/internal/signet"
)

// delivery is what a holder gets, with keys that are the same in every run.
func delivery(t testing.TB) certificate.Delivery {
	t.Helper()
	at := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	stamp, err := signet.NewStamp([32]byte{3}, "masar.example", at)
	if err != nil {
		t.Fatal(err)
	}
	k := signet.New([32]byte{7}, at)
	r := record()
	return certificate.Delivery{
		Paper: paper(r), Certificate: certificate.Certificate{Number: 42, Code: r.Code, Serial: r.Serial, Kind: r.Kind, Record: r, IssuedAt: at},
		Seal: signet.Seal{Key: k, Signer: k.Signer()}, Stamp: stamp,
	}
}

func deliver(t testing.TB, d certificate.Delivery) []byte {
	t.Helper()
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Deliver(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is delivered is signed by the stamp, so that every change shows, and
// the same each time.
func TestDeliveryIsSigned(t *testing.T) {
	d := delivery(t)
	file := deliver(t, d)
	if !bytes.Equal(file, deliver(t, d)) {
		t.Error("delivered twice, two different files")
	}
	s, err := pdf.CheckSignature(file)
	if err != nil || !d.Stamp.IsOf(s.Certificate) || s.Serial != d.Record.Serial {
		t.Errorf("signed by %v, serial %q: %v", s.Certificate, s.Serial, err)
	}
	file[len(file)/2] ^= 1
	if _, err := pdf.CheckSignature(file); err == nil {
		t.Error("a changed file is taken as it is")
	}
}

// Other people's tools find the file sound, its signature valid, and in it the
// credential, which verifies.
func TestDeliveryCarriesTheCredential(t *testing.T) {
	for _, tool := range []string{"qpdf", "pdfsig", "pdfdetach"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	for _, languages := range certificate.PaperLanguages {
		d := delivery(t)
		d.Design.Languages = languages
		t.Run(languages, func(t *testing.T) { carriesTheCredential(t, d) })
	}
}

func carriesTheCredential(t *testing.T, d certificate.Delivery) {
	name := filepath.Join(t.TempDir(), "certificate.pdf")
	if err := os.WriteFile(name, deliver(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	said := func(args ...string) string {
		t.Helper()
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	if out := said("qpdf", "--check", name); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf says\n%s", out)
	}
	if out := said("pdfsig", "-nocert", name); !strings.Contains(out, "Signature is Valid") || !strings.Contains(out, "Total document signed") {
		t.Errorf("pdfsig says\n%s", out)
	}
	said("pdfdetach", "-saveall", "-o", filepath.Dir(name), name)
	body, err := os.ReadFile(filepath.Join(filepath.Dir(name), "credential.json"))
	if err != nil {
		t.Fatal(err)
	}
	var credential openbadge.Document
	if err := json.Unmarshal(body, &credential); err != nil {
		t.Fatal(err)
	}
	keys := openbadge.Resolve("https://masar.example", []signet.IssuerKey{d.Seal.Key})
	if err := openbadge.Verify(credential, keys); err != nil || credential["id"] != "https://masar.example/verify/"+d.Record.Code {
		t.Errorf("credential %v: %v", credential["id"], err)
	}
	if err := openbadge.Verify(credential, func(string) ed25519.PublicKey { return make([]byte, ed25519.PublicKeySize) }); err == nil {
		t.Error("the credential verifies by another key")
	}
}
