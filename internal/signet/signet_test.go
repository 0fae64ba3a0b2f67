package signet_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/signet"
)

var noon = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func key(n byte) signet.IssuerKey { return signet.New([32]byte{n}, noon) }

func claim() signet.Claim {
	return signet.Claim{Code: "0123456789ABCDEF", Course: "basics", Issued: "2026-11-22", Expires: "2028-11-22", Initials: "SH"}
}

func signed(t *testing.T, c signet.Claim, k signet.IssuerKey) string {
	t.Helper()
	text, err := c.Sign(k.ID, k.Signer())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestClaim(t *testing.T) {
	keys := []signet.IssuerKey{key(1), key(2)}
	for _, c := range []signet.Claim{
		claim(),
		{Code: "0123456789ABCDEF", Course: "a-b-c", Issued: "2026-11-22", Initials: "سه"},
		{Code: "0123456789ABCDEF", Course: "basics", Issued: "2026-11-22"},
	} {
		text := signed(t, c, key(2))
		if strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_%") != "" {
			t.Errorf("%q is not plain in an address", text)
		}
		if again := signed(t, c, key(2)); again != text {
			t.Error("signed twice, two claims")
		}
		if got, err := masartest.ReadClaim(c.Code, text, keys); err != nil || got != c {
			t.Errorf("Check = %+v, %v; want %+v", got, err, c)
		}
	}
}

// No bit of a claim can be another without its being noticed.
func TestClaimWithAFlippedBit(t *testing.T) {
	c, keys := claim(), []signet.IssuerKey{key(1)}
	text := signed(t, c, key(1))
	for i := range text {
		for bit := range 8 {
			b := []byte(text)
			b[i] ^= 1 << bit
			if got, err := masartest.ReadClaim(c.Code, string(b), keys); err == nil {
				t.Fatalf("byte %d, bit %d: %q passes as %+v", i, bit, b, got)
			}
		}
	}
	if _, err := masartest.ReadClaim("0123456789ABCDEG", text, keys); !errors.Is(err, masartest.ErrClaimSignature) {
		t.Errorf("with another code: %v", err)
	}
}

func TestClaimOfWhichKey(t *testing.T) {
	c := claim()
	text := signed(t, c, key(1))
	if _, err := masartest.ReadClaim(c.Code, text, []signet.IssuerKey{key(2)}); !errors.Is(err, masartest.ErrClaimKey) {
		t.Errorf("of an unknown key: %v", err)
	}
	other := strings.Replace(text, key(1).ID, key(2).ID, 1)
	if _, err := masartest.ReadClaim(c.Code, other, []signet.IssuerKey{key(1), key(2)}); !errors.Is(err, masartest.ErrClaimSignature) {
		t.Errorf("under another key's id: %v", err)
	}
	retired := key(1)
	retired.RetiredAt = noon.AddDate(0, 0, 30)
	if _, err := masartest.ReadClaim(c.Code, text, []signet.IssuerKey{retired}); err != nil {
		t.Errorf("of a key retired later: %v", err)
	}
	c.Issued = "2027-01-01"
	if _, err := masartest.ReadClaim(c.Code, signed(t, c, key(1)), []signet.IssuerKey{retired}); !errors.Is(err, masartest.ErrClaimRetired) {
		t.Errorf("of a key retired before: %v", err)
	}
	for _, text := range []string{"", "1", "2" + text[1:], text + ".", text + "A", "1......", strings.Repeat(".", 6)} {
		if _, err := masartest.ReadClaim(c.Code, text, []signet.IssuerKey{key(1)}); err == nil {
			t.Errorf("%q passes", text)
		}
	}
}

func TestParse(t *testing.T) {
	private := ed25519.NewKeyFromSeed(key(1).Seed)
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	s, err := signet.Parse(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	if err != nil {
		t.Fatal(err)
	}
	k, err := signet.Of(s, noon)
	if err != nil || k.ID != key(1).ID || k.Signer() != nil {
		t.Errorf("Of = %+v, %v", k, err)
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err = x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range [][]byte{nil, []byte("nonsense"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte{1}})} {
		if _, err := signet.Parse(file); err == nil {
			t.Errorf("%q passes for a key", file)
		}
	}
	if _, err := signet.Of(other, noon); err == nil {
		t.Error("a key of another kind passes for the issuer's")
	}
}
