package openbadge

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
)

// What may be wrong with a credential.
var (
	ErrProof  = errors.New("the credential has no proof of the kind that is made here")
	ErrIssuer = errors.New("the credential's key is not its issuer's, or not known")
	ErrForged = errors.New("the signature is not that of the credential")
)

const suite = "eddsa-rdfc-2022"

// Sign returns d with a Data Integrity proof made at the given time. The same
// document, key and time always give the same proof.
func (i Issuer) Sign(d Document, at time.Time) (Document, error) {
	proof := Document{
		"type": "DataIntegrityProof", "cryptosuite": suite, "created": instant(at),
		"verificationMethod": i.Method, "proofPurpose": "assertionMethod",
	}
	digest, err := digests(d, proof)
	if err != nil {
		return nil, err
	}
	signature, err := i.Signer.Sign(nil, digest, crypto.Hash(0))
	if err != nil {
		return nil, fmt.Errorf("sign a credential: %w", err)
	}
	proof["proofValue"] = "z" + base58(signature)
	out := maps.Clone(d)
	out["proof"] = proof
	return out, nil
}

// digests returns what the proof signs: the digests of its own canonical form
// and of the document's (Data Integrity EdDSA Cryptosuites 1.0, 3.2).
func digests(d, proof Document) ([]byte, error) {
	options := maps.Clone(proof)
	delete(options, "proofValue")
	options["@context"] = d["@context"]
	bare := maps.Clone(d)
	delete(bare, "proof")
	var all []byte
	for _, part := range []Document{options, bare} {
		text, err := canonical(part)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256([]byte(text))
		all = append(all, sum[:]...)
	}
	return all, nil
}

// A Resolver returns the key behind a DID URL, or nil.
type Resolver func(method string) ed25519.PublicKey

// Verify checks the proof of d: that its key is its issuer's, and that the key
// signed just this.
func Verify(d Document, keys Resolver) error {
	proof, ok := d["proof"].(map[string]any)
	if !ok || proof["type"] != "DataIntegrityProof" || proof["cryptosuite"] != suite || proof["proofPurpose"] != "assertionMethod" {
		return ErrProof
	}
	value, _ := proof["proofValue"].(string)
	signature, ok := unbase58(strings.TrimPrefix(value, "z"))
	if !ok || !strings.HasPrefix(value, "z") || len(signature) != ed25519.SignatureSize {
		return ErrProof
	}
	method, _ := proof["verificationMethod"].(string)
	key, err := keyOf(d, method, keys)
	if err != nil {
		return err
	}
	digest, err := digests(d, proof)
	if err != nil {
		return err
	}
	if !ed25519.Verify(key, digest, signature) {
		return ErrForged
	}
	return nil
}

// keyOf returns the key of the method if it is the issuer's.
func keyOf(d Document, method string, keys Resolver) (ed25519.PublicKey, error) {
	did, _, _ := strings.Cut(method, "#")
	if did == "" || did != IssuerOf(d) {
		return nil, ErrIssuer
	}
	key := keys(method)
	if len(key) != ed25519.PublicKeySize {
		return nil, ErrIssuer
	}
	return key, nil
}

// IssuerOf returns the DID of a credential's issuer, or "".
func IssuerOf(d Document) string {
	switch i := d["issuer"].(type) {
	case string:
		return i
	case map[string]any:
		id, _ := i["id"].(string)
		return id
	}
	return ""
}
