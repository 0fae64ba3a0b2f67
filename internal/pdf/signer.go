package pdf

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"time"
)

// A Signer signs documents: its key, which may live in a file, a token or a service, and
// the key's certificate followed by those that lead to its root.
type Signer struct {
	Key    crypto.Signer
	Chain  []*x509.Certificate
	Name   string    // who signs, as readers show it
	Reason string    // why, as readers show it
	At     time.Time // when, as readers show it: while the key's certificate is valid
}

// valid says what is wrong with a signer.
func (s Signer) valid() error {
	if s.Key == nil || len(s.Chain) == 0 {
		return errors.New("a signer needs a key and its certificate")
	}
	own, ok := s.Key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !own.Equal(s.Chain[0].PublicKey) {
		return errors.New("the signer's first certificate is not that of its key")
	}
	_, err := s.algorithm()
	return err
}

func (s Signer) algorithm() (pkix.AlgorithmIdentifier, error) { return algorithmOf(s.Key.Public()) }

func algorithmOf(key crypto.PublicKey) (pkix.AlgorithmIdentifier, error) {
	switch key.(type) {
	case *ecdsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: oidECDSAWithSHA256}, nil
	case *rsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: oidRSA, Parameters: asn1.NullRawValue}, nil
	}
	return pkix.AlgorithmIdentifier{}, fmt.Errorf("documents are signed with ECDSA or RSA keys, not %T", key)
}

// sign signs the digest of data. ECDSA keys in memory sign without chance (RFC 6979) and
// RSA signs without it anyway, so that signing the same document again gives the same file.
func (s Signer) sign(data []byte) ([]byte, pkix.AlgorithmIdentifier, error) {
	algorithm, err := s.algorithm()
	if err != nil {
		return nil, algorithm, err
	}
	var chance io.Reader = rand.Reader
	if _, inMemory := s.Key.(*ecdsa.PrivateKey); inMemory {
		chance = nil
	}
	digest := sha256.Sum256(data)
	signature, err := s.Key.Sign(chance, digest[:], crypto.SHA256)
	if err != nil {
		return nil, algorithm, fmt.Errorf("sign: %w", err)
	}
	return signature, algorithm, nil
}
