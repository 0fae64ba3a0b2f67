package pdf

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func newSigner(t testing.TB, key crypto.Signer) Signer {
	t.Helper()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(20260316), Subject: pkix.Name{CommonName: "Masar Training Academy"},
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return Signer{Key: key, Chain: []*x509.Certificate{leaf}, Name: "أكاديمية مسار للتدريب", Reason: "إصدار شهادة"}
}

func ecKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func rsaKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// signed is c to be signed by s.
func signed(s Signer, c Certificate) Certificate {
	c.Signer = &s
	return c
}

// token is a key that only signs, as one in hardware does.
type token struct{ crypto.Signer }

func TestSignatureIsValidAndBreaksWhenTampered(t *testing.T) {
	for name, key := range map[string]crypto.Signer{"ec": ecKey(t), "rsa": rsaKey(t), "token": token{ecKey(t)}} {
		file := write(t, newEngine(t), "signed-"+name, signed(newSigner(t, key), sample()))
		said := run(t, "pdfsig", "-nocert", saved(t, file))
		for _, want := range []string{"ETSI.CAdES.detached", "Total document signed", "Signature is Valid", "Masar Training Academy"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: pdfsig does not say %q:\n%s", name, want, said)
			}
		}
		tampered := bytes.Replace(file, []byte("<dc:format>application/pdf"), []byte("<dc:format>application/pdg"), 1)
		if said = run(t, "pdfsig", "-nocert", saved(t, tampered)); !strings.Contains(said, "Digest Mismatch") {
			t.Errorf("%s: of a changed file pdfsig says\n%s", name, said)
		}
		if said = run(t, "qpdf", "--check", saved(t, file)); !strings.Contains(said, "No syntax or stream encoding errors") {
			t.Errorf("%s: qpdf says\n%s", name, said)
		}
	}
}

func TestSignedTwiceIsTheSame(t *testing.T) {
	e, c := newEngine(t), signed(newSigner(t, ecKey(t)), sample())
	if !bytes.Equal(write(t, e, "signed", c), write(t, e, "signed", c)) {
		t.Error("the same certificate signed twice differs")
	}
}

// TestNameThatLooksLikeTheHole puts the text that marks the hole where the metadata keeps
// it in the clear.
func TestNameThatLooksLikeTheHole(t *testing.T) {
	c := sample()
	c.Serial = byteRange + "/Contents <0000>"
	file := write(t, newEngine(t), "hole", signed(newSigner(t, ecKey(t)), c))
	if said := run(t, "pdfsig", "-nocert", saved(t, file)); !strings.Contains(said, "Signature is Valid") {
		t.Errorf("pdfsig says\n%s", said)
	}
}

func TestSignerMustFitItsKey(t *testing.T) {
	s := newSigner(t, ecKey(t))
	for name, bad := range map[string]Signer{
		"no key":         {Chain: s.Chain},
		"no certificate": {Key: s.Key},
		"another's key":  {Key: ecKey(t), Chain: s.Chain},
	} {
		if err := newEngine(t).Certificate(&bytes.Buffer{}, house(t), signed(bad, sample())); err == nil {
			t.Errorf("%s: the signer was taken", name)
		}
	}
}

func TestAttachmentsComeOut(t *testing.T) {
	c := sample()
	c.Attach = []Attachment{
		{Name: "credential.json", MIME: "application/ld+json", Body: []byte(`{"type":"OpenBadgeCredential"}`)},
		{Name: "برنامج (1).txt", MIME: "text/plain", Body: []byte("اليوم الأول")},
	}
	file := saved(t, write(t, newEngine(t), "attached", c))
	listed := run(t, "pdfdetach", "-list", file)
	for _, a := range c.Attach {
		if !strings.Contains(listed, a.Name) {
			t.Errorf("%s is not listed:\n%s", a.Name, listed)
		}
	}
	detached := filepath.Join(t.TempDir(), "detached")
	run(t, "pdfdetach", "-save", "1", "-o", detached, file)
	if got, err := os.ReadFile(detached); err != nil || !bytes.Equal(got, c.Attach[0].Body) {
		t.Errorf("the credential reads %q, %v", got, err)
	}
}

func TestStructureIsTagged(t *testing.T) {
	c := sample()
	got := run(t, "pdfinfo", "-struct", saved(t, write(t, newEngine(t), "tagged", c)))
	for _, want := range []string{"Document", "H1", "H2", "P", "Figure", "Link"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in the structure:\n%s", want, got)
		}
	}
	figure := "رمز استجابة سريعة للتحقق من صحة الشهادة"
	if file := write(t, newEngine(t), "tagged", c); !bytes.Contains(file, []byte("/Alt "+textString(figure))) {
		t.Error("the code has no words for those who cannot see it")
	} else if bytes.Contains(file, []byte("/ActualText")) {
		t.Error("ActualText makes readers reverse Arabic")
	}
}
