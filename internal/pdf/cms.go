package pdf

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"slices"
)

// Object identifiers of RFC 5652 (CMS), RFC 5035 (the signing certificate) and of the
// algorithms.
var (
	oidData               = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCertificate = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSHA256             = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidECDSAWithSHA256    = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	oidRSA                = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
)

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue
}

type signedData struct {
	Version      int
	Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
	Content      struct{ Type asn1.ObjectIdentifier }
	Certificates asn1.RawValue
	Signers      []signerInfo `asn1:"set"`
}

type signerInfo struct {
	Version    int
	Signer     issuerAndSerial
	Digest     pkix.AlgorithmIdentifier
	Attributes asn1.RawValue
	Algorithm  pkix.AlgorithmIdentifier
	Signature  []byte
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values asn1.RawValue
}

// signingCertificate is ESS SigningCertificateV2 with SHA-256, its default.
type signingCertificate struct{ Certificates []essCertID }

type essCertID struct {
	Hash   []byte
	Issuer struct {
		Names  []asn1.RawValue
		Serial *big.Int
	}
}

// cms makes a detached signature of a SHA-256 digest with the attributes of CAdES-B,
// which is the PAdES baseline: no signing time, which stands in the document.
func cms(digest []byte, s Signer) ([]byte, error) {
	attributes, err := signedAttributes(digest, s.Chain[0])
	if err != nil {
		return nil, err
	}
	signature, algorithm, err := s.sign(attributes)
	if err != nil {
		return nil, err
	}
	return encodeCMS(attributes, s.Chain, algorithm, signature)
}

// encodeCMS writes a signature of attributes together with its certificates.
func encodeCMS(attributes []byte, chain []*x509.Certificate, algorithm pkix.AlgorithmIdentifier, signature []byte) ([]byte, error) {
	attributes = slices.Clone(attributes)
	attributes[0] = 0xA0 // signed as a SET, kept as [0]
	var certificates []byte
	for _, c := range chain {
		certificates = append(certificates, c.Raw...)
	}
	sha := pkix.AlgorithmIdentifier{Algorithm: oidSHA256}
	data := signedData{
		Version:      1,
		Digests:      []pkix.AlgorithmIdentifier{sha},
		Certificates: asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: certificates},
		Signers: []signerInfo{{
			Version:    1,
			Signer:     issuerAndSerial{asn1.RawValue{FullBytes: chain[0].RawIssuer}, chain[0].SerialNumber},
			Digest:     sha,
			Attributes: asn1.RawValue{FullBytes: attributes},
			Algorithm:  algorithm,
			Signature:  signature,
		}},
	}
	data.Content.Type = oidData
	inner, err := asn1.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("signed data: %w", err)
	}
	return asn1.Marshal(contentInfo{oidSignedData, asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: inner}})
}

// signedAttributes are what is signed: the type and digest of the content, and which
// certificate signs, as a DER SET OF.
func signedAttributes(digest []byte, leaf *x509.Certificate) ([]byte, error) {
	hash := sha256.Sum256(leaf.Raw)
	id := essCertID{Hash: hash[:]}
	id.Issuer.Names = []asn1.RawValue{{Class: asn1.ClassContextSpecific, Tag: 4, IsCompound: true, Bytes: leaf.RawIssuer}}
	id.Issuer.Serial = leaf.SerialNumber
	var all [][]byte
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{oidContentType, oidData},
		{oidMessageDigest, digest},
		{oidSigningCertificate, signingCertificate{[]essCertID{id}}},
	} {
		value, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, fmt.Errorf("attribute %v: %w", a.oid, err)
		}
		b, err := asn1.Marshal(attribute{a.oid, set(value)})
		if err != nil {
			return nil, fmt.Errorf("attribute %v: %w", a.oid, err)
		}
		all = append(all, b)
	}
	slices.SortFunc(all, bytes.Compare) // the order of a SET OF
	return asn1.Marshal(set(slices.Concat(all...)))
}

func set(content []byte) asn1.RawValue {
	return asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: content}
}
