package signet

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// A Stamp is a key that signs documents, of a kind that readers of PDF know
// (ECDSA or RSA), and its X.509 certificate. A stamp that was retired signs
// nothing more; what it signed stays genuine.
type Stamp struct {
	ID        string `bun:",pk"` // SHA-256 of its certificate, in hex
	Chain     []byte // DER certificates one after another, its own first
	Seed      []byte // 32 bytes from which its key grows; nil when the private half is kept elsewhere
	MadeAt    time.Time
	RetiredAt time.Time `bun:",nullzero"` // zero: current

	Outside crypto.Signer `bun:"-"` // the private half that is kept elsewhere
}

// NewStamp returns the stamp of ECDSA P-256 that grows from a random seed, with
// a certificate that it signs itself: readers show the name, and vouch for no
// more than that nothing was changed.
func NewStamp(seed [32]byte, name string, at time.Time) (Stamp, error) {
	key, err := grow(seed[:])
	if err != nil {
		return Stamp{}, err
	}
	number := sha256.Sum256(append([]byte("masar stamp\n"), seed[:]...))
	own := &x509.Certificate{
		SerialNumber:       new(big.Int).SetBytes(number[:16]),
		Subject:            pkix.Name{CommonName: name, Organization: []string{"Masar"}},
		NotBefore:          at.UTC().Truncate(time.Second),
		NotAfter:           time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), // no well-defined end: RFC 5280, 4.1.2.5
		KeyUsage:           x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		UnknownExtKeyUsage: []asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 36}}, // documentSigning: RFC 9336
	}
	chain, err := x509.CreateCertificate(nil, own, own, key.Public(), key)
	if err != nil {
		return Stamp{}, fmt.Errorf("certificate of a stamp: %w", err)
	}
	return Stamp{ID: stampID(chain), Chain: chain, Seed: seed[:], MadeAt: at}, nil
}

// grow returns the key that grows from a seed: the first of the digests of the
// seed and a count that is a private key of P-256.
func grow(seed []byte) (*ecdsa.PrivateKey, error) {
	for n := range byte(8) { // one in 2³² is none
		sum := sha256.Sum256(append([]byte{n}, seed...))
		if key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), sum[:]); err == nil {
			return key, nil
		}
	}
	return nil, errors.New("no key grows from the seed")
}

// StampOf returns the stamp of a key whose private half is kept elsewhere, with
// the certificates that lead from its own to its root. A card or a service gives
// such a key by the same interface as a file does.
func StampOf(key crypto.Signer, chain []*x509.Certificate) (Stamp, error) {
	if len(chain) == 0 {
		return Stamp{}, errors.New("the key for documents has no certificate")
	}
	switch key.Public().(type) {
	case *ecdsa.PublicKey, *rsa.PublicKey:
	default:
		return Stamp{}, errors.New("documents are signed with a key of ECDSA or RSA")
	}
	if own := key.Public().(interface{ Equal(crypto.PublicKey) bool }); !own.Equal(chain[0].PublicKey) {
		return Stamp{}, errors.New("the first certificate is not that of the key")
	}
	s := Stamp{ID: stampID(chain[0].Raw), Outside: key}
	for _, c := range chain {
		s.Chain = append(s.Chain, c.Raw...)
	}
	return s, nil
}

// stampID returns the id of the stamp with the given certificate.
func stampID(own []byte) string {
	sum := sha256.Sum256(own)
	return hex.EncodeToString(sum[:])
}

// IsOf reports whether the stamp's own certificate is c.
func (s Stamp) IsOf(c *x509.Certificate) bool { return s.ID == stampID(c.Raw) }

// SignsAt returns when the stamp with the certificate signs what is of the given time: then, or as soon
// as its certificate is valid. What was signed by a key before it is signed by the
// one that took its place as of when it did. So the same document and stamp always
// have the same time, and it is one at which the certificate was valid.
func SignsAt(own *x509.Certificate, at time.Time) time.Time {
	if at = at.Truncate(time.Second); at.Before(own.NotBefore) {
		return own.NotBefore
	}
	return at
}

// Current reports whether the stamp signs what is delivered now.
func (s Stamp) Current() bool { return s.RetiredAt.IsZero() }

// Signer returns the private half of the stamp's key, and its certificates.
func (s Stamp) Signer() (crypto.Signer, []*x509.Certificate, error) {
	chain, err := x509.ParseCertificates(s.Chain)
	if err != nil {
		return nil, nil, fmt.Errorf("stamp %s: %w", s.ID, err)
	}
	if s.Outside != nil {
		return s.Outside, chain, nil
	}
	key, err := grow(s.Seed)
	return key, chain, err
}

// ParseStamp reads a private key in PKCS #8 and its certificates, all in PEM,
// as a stamp kept outside the database.
func ParseStamp(file []byte) (Stamp, error) {
	var key crypto.Signer
	var chain []*x509.Certificate
	for block, rest := pem.Decode(file); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return Stamp{}, err
			}
			key, _ = private.(crypto.Signer)
		case "CERTIFICATE":
			c, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return Stamp{}, err
			}
			chain = append(chain, c)
		}
	}
	if key == nil {
		return Stamp{}, errors.New("want a PEM block of PRIVATE KEY, and its CERTIFICATE")
	}
	return StampOf(key, chain)
}
