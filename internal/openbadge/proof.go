package openbadge

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// What may be wrong with a credential.
var (
	ErrProof  = errors.New("the credential has no proof of the kind that is made here")
	ErrIssuer = errors.New("the credential's key is not its issuer's, or not known")
	ErrForged = errors.New("the signature is not that of the credential")
	ErrChain  = errors.New("a proof names a proof before it that is not there")
)

const (
	suite      = "eddsa-rdfc-2022"
	mostProofs = 4 // of one document
)

// Purposes of proofs.
const (
	Assertion      = "assertionMethod" // of credentials
	Authentication = "authentication"  // of presentations
)

// Sign returns d with a Data Integrity proof made at the given time. The same
// document, key and time always give the same proof.
func (i Issuer) Sign(d Document, at time.Time) (Document, error) {
	proof := Document{
		"type": "DataIntegrityProof", "cryptosuite": suite, "created": instant(at),
		"verificationMethod": i.Method, "proofPurpose": Assertion,
	}
	digest, err := digests(d, proof, nil)
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
// and of the document's (Data Integrity EdDSA Cryptosuites 1.0, 3.2). The
// document has the proofs before this one in it, where there are any (Verifiable
// Credential Data Integrity 1.0, 4.5).
func digests(d, proof Document, before []any) ([]byte, error) {
	options := maps.Clone(proof)
	delete(options, "proofValue")
	options["@context"] = d["@context"]
	bare := maps.Clone(d)
	delete(bare, "proof")
	if len(before) > 0 {
		bare["proof"] = before
	}
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

// Verify checks the proofs of d, one or a set or chain of them: that the key of
// one of them is its issuer's, and that the keys signed just this.
func Verify(d Document, keys Resolver) error { return verifyFor(d, Assertion, IssuerOf(d), keys) }

// verifyFor checks the proofs of d, made for a purpose. One of them has to be by
// the given DID, unless that is "".
func verifyFor(d Document, purpose, by string, keys Resolver) error {
	if err := Bounded(d); err != nil {
		return err
	}
	proofs := listOf(d["proof"])
	if len(proofs) == 0 || len(proofs) > mostProofs {
		return ErrProof
	}
	if by != "" && !slices.ContainsFunc(proofs, func(p any) bool { return didOf(p) == by }) {
		if !slices.ContainsFunc(proofs, func(p any) bool { return didOf(p) != "" }) {
			return ErrProof
		}
		return ErrIssuer
	}
	for _, p := range proofs {
		proof, ok := p.(map[string]any)
		if !ok {
			return ErrProof
		}
		if err := verifyProof(d, proof, proofs, purpose, keys); err != nil {
			return err
		}
	}
	return nil
}

// didOf returns the DID of whose key a proof is said to be, or "".
func didOf(proof any) string {
	p, _ := proof.(map[string]any)
	method, _ := p["verificationMethod"].(string)
	did, _, _ := strings.Cut(method, "#")
	return did
}

// verifyProof checks one of the proofs of d.
func verifyProof(d, proof Document, all []any, purpose string, keys Resolver) error {
	if proof["type"] != "DataIntegrityProof" || proof["cryptosuite"] != suite || proof["proofPurpose"] != purpose {
		return ErrProof
	}
	for _, term := range []string{"created", "expires"} {
		if _, err := instantOf(proof, term); err != nil {
			return fmt.Errorf("%w: %s is not a time", ErrProof, term)
		}
	}
	value, _ := proof["proofValue"].(string)
	signature, ok := unbase58(strings.TrimPrefix(value, "z"))
	if !ok || !strings.HasPrefix(value, "z") || len(signature) != ed25519.SignatureSize {
		return ErrProof
	}
	before, err := previous(proof, all)
	if err != nil {
		return err
	}
	method, _ := proof["verificationMethod"].(string)
	key := keys(method)
	if len(key) != ed25519.PublicKeySize {
		return ErrIssuer
	}
	digest, err := digests(d, proof, before)
	if err != nil {
		return err
	}
	if !ed25519.Verify(key, digest, signature) {
		return ErrForged
	}
	return nil
}

// previous returns the proofs that a proof names as those before it.
func previous(proof Document, all []any) (before []any, err error) {
	for _, id := range listOf(proof["previousProof"]) {
		at := slices.IndexFunc(all, func(p any) bool {
			other, _ := p.(map[string]any)
			name, named := other["id"].(string)
			return named && name == id
		})
		if at < 0 {
			return nil, ErrChain
		}
		before = append(before, all[at])
	}
	return before, nil
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
func IssuerOf(d Document) string { return idOf(d["issuer"]) }

// idOf returns the id of what is an id or an object that has one, or "".
func idOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		id, _ := v["id"].(string)
		return id
	}
	return ""
}
