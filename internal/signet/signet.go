// Package signet holds the issuer's keys, and the short claims about
// certificates that they sign.
//
// A key is an Ed25519 pair, and its id is a digest of its public half, so that
// nobody can give a key another's id. The current key signs what is issued now;
// a retired key still verifies what it signed, and signs nothing more.
//
// What protects a private key: one that the house made itself lies in the
// database as it is, without a seal of its own. Whoever may read the database
// or its backups can therefore sign as the issuer. To keep the key apart from
// the database, give the program one in a file (see Parse); the database then
// has only its public half.
package signet

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"time"
)

// An IssuerKey is one of the issuer's keys.
type IssuerKey struct {
	ID        string `bun:",pk"` // see ID
	Public    []byte // 32 bytes, RFC 8032
	Seed      []byte // 32 bytes, RFC 8032; nil when the private half is kept elsewhere
	MadeAt    time.Time
	RetiredAt time.Time `bun:",nullzero"` // zero: current
}

// A Seal is a key with its private half.
type Seal struct {
	Key    IssuerKey
	Signer crypto.Signer
}

// ID returns the id of a public key: the first 48 bits of its SHA-256, as 8
// characters of base64url.
func ID(public []byte) string {
	sum := sha256.Sum256(public)
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

// New returns the key that grows from a random seed.
func New(seed [ed25519.SeedSize]byte, at time.Time) IssuerKey {
	public := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	return IssuerKey{ID: ID(public), Public: public, Seed: seed[:], MadeAt: at}
}

// Of returns the key of a signer whose private half is kept elsewhere.
func Of(s crypto.Signer, at time.Time) (IssuerKey, error) {
	public, ok := s.Public().(ed25519.PublicKey)
	if !ok {
		return IssuerKey{}, errors.New("the issuer's key is not of Ed25519")
	}
	return IssuerKey{ID: ID(public), Public: public, MadeAt: at}, nil
}

// Signer returns the private half of a key that has one, or nil.
func (k IssuerKey) Signer() crypto.Signer {
	if len(k.Seed) != ed25519.SeedSize {
		return nil
	}
	return ed25519.NewKeyFromSeed(k.Seed)
}

// Current reports whether the key signs what is issued now.
func (k IssuerKey) Current() bool { return k.RetiredAt.IsZero() }

// Parse reads a private key of Ed25519 in PKCS #8 and PEM, as "openssl genpkey
// -algorithm ed25519" writes it.
func Parse(file []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(file)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, errors.New("want a PEM block of PRIVATE KEY, as openssl genpkey -algorithm ed25519 writes it")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the key is not of Ed25519")
	}
	return private, nil
}
