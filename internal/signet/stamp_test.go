package signet_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"masar/internal/signet"
)

var stampedAt = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

func newStamp(t *testing.T, seed byte) signet.Stamp {
	t.Helper()
	s, err := signet.NewStamp([32]byte{seed}, "learn.example.om", stampedAt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The same seed grows the same stamp, and another seed another.
func TestNewStamp(t *testing.T) {
	s, again, other := newStamp(t, 1), newStamp(t, 1), newStamp(t, 2)
	if s.ID != again.ID || !bytes.Equal(s.Chain, again.Chain) || s.ID == other.ID {
		t.Errorf("stamps %s, %s and %s", s.ID, again.ID, other.ID)
	}
	key, chain, err := s.Signer()
	if err != nil || len(chain) != 1 {
		t.Fatal(chain, err)
	}
	own := chain[0]
	if !key.Public().(*ecdsa.PublicKey).Equal(own.PublicKey) || own.Subject.CommonName != "learn.example.om" || !own.NotBefore.Equal(stampedAt) {
		t.Errorf("certificate of %v from %v", own.Subject, own.NotBefore)
	}
	if err := own.CheckSignature(own.SignatureAlgorithm, own.RawTBSCertificate, own.Signature); err != nil {
		t.Error(err)
	}
	if !s.IsOf(own) || other.IsOf(own) {
		t.Error("a certificate is taken for that of another stamp")
	}
}

// A key that only signs, as one on a card does, stamps as well.
func TestStampKeptElsewhere(t *testing.T) {
	file := func(key crypto.Signer, chain []byte) []byte {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		out := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
		if chain != nil {
			out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: chain})...)
		}
		return out
	}
	inside := newStamp(t, 1)
	key, _, err := inside.Signer()
	if err != nil {
		t.Fatal(err)
	}
	s, err := signet.ParseStamp(file(key, inside.Chain))
	if err != nil || s.ID != inside.ID || s.Seed != nil {
		t.Fatalf("stamp %s, %v", s.ID, err)
	}
	if again, chain, err := s.Signer(); err != nil || again == nil || len(chain) != 1 {
		t.Errorf("signer %v, %d certificates, %v", again, len(chain), err)
	}
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for want, bad := range map[string][]byte{
		"PEM block":             []byte("hello"),
		"no certificate":        file(key, nil),
		"not that of the key":   file(stranger, inside.Chain),
		"key of ECDSA or RSA":   file(edwards, inside.Chain),
		"x509: malformed":       file(key, []byte("junk")),
		"asn1: structure error": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("junk")}),
	} {
		if _, err := signet.ParseStamp(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
