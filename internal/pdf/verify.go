package pdf

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// What may be wrong with a file that someone brings to be checked.
var (
	ErrUnsigned = errors.New("the file has no signature of the kind that documents get here")
	ErrAltered  = errors.New("the file was changed after it was signed")
)

// A Signature is that of a file which has not been changed since. Whether its signer is
// one of ours is for the caller to say, from the certificate.
type Signature struct {
	Certificate *x509.Certificate
	Chain       []*x509.Certificate // all that came with it, its own first
	Serial      string              // serial number of the document, as its metadata has it
}

// CheckSignature reads the signature of a file and checks that it covers the whole of it,
// and that not a byte of it was changed. It errs with ErrUnsigned or ErrAltered; whatever
// else a file may be (damaged, encrypted, no PDF at all) is unsigned.
func CheckSignature(file []byte) (Signature, error) {
	gap, err := findHole(file)
	if err != nil {
		return Signature{}, err
	}
	signed, err := parseSignature(file[gap.start:gap.end])
	if err != nil {
		return Signature{}, err
	}
	h := sha256.New()
	h.Write(file[:gap.start])
	h.Write(file[gap.end:])
	if err := signed.check(h.Sum(nil)); err != nil {
		return Signature{}, err
	}
	return Signature{Certificate: signed.chain[0], Chain: signed.chain, Serial: serialOf(file)}, nil
}

// A hole is where the signature stands in a file, with the < and > about it.
type hole struct{ start, end int }

var rangeOf = regexp.MustCompile(`/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\]/Contents $`)

// findHole finds the last signature, and that it signs all else.
func findHole(file []byte) (hole, error) {
	at := bytes.LastIndex(file, []byte("/ByteRange [0 "))
	if at < 0 || len(file)-at < len(byteRange)+len("/Contents ") {
		return hole{}, ErrUnsigned
	}
	m := rangeOf.FindSubmatch(file[at : at+len(byteRange)+len("/Contents ")])
	if m == nil {
		return hole{}, ErrUnsigned
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(string(m[i+1])) // ten digits
	}
	start := at + len(byteRange) + len("/Contents ")
	if n[0] != start || n[1] <= start || n[1] > len(file) || n[1]+n[2] != len(file) {
		return hole{}, ErrAltered
	}
	return hole{start, n[1]}, nil
}

// A parsedSignature is a CMS signature taken apart.
type parsedSignature struct {
	der       []byte // with the zeros after it
	signature []byte
	chain     []*x509.Certificate
}

// parseSignature reads what stands in a hole.
func parseSignature(inHole []byte) (p parsedSignature, err error) {
	if len(inHole) < 2 || inHole[0] != '<' || inHole[len(inHole)-1] != '>' {
		return p, ErrAltered
	}
	p.der = make([]byte, hex.DecodedLen(len(inHole)-2))
	if _, err := hex.Decode(p.der, inHole[1:len(inHole)-1]); err != nil {
		return p, ErrAltered
	}
	var info contentInfo
	if _, err := asn1.Unmarshal(p.der, &info); err != nil || !info.Type.Equal(oidSignedData) {
		return p, ErrUnsigned
	}
	var data signedData
	if _, err := asn1.Unmarshal(info.Content.Bytes, &data); err != nil || len(data.Signers) != 1 {
		return p, ErrUnsigned
	}
	p.signature = data.Signers[0].Signature
	if p.chain, err = x509.ParseCertificates(data.Certificates.Bytes); err != nil || len(p.chain) == 0 {
		return p, ErrUnsigned
	}
	return p, nil
}

// check makes all but the signature itself anew, from the digest of the file, and finds
// the signature good only if nothing differs: another file or certificate makes other
// attributes, which it does not sign.
func (p parsedSignature) check(digest []byte) error {
	attributes, err := signedAttributes(digest, p.chain[0])
	if err != nil {
		return fmt.Errorf("attributes: %w", err)
	}
	algorithm, err := algorithmOf(p.chain[0].PublicKey)
	if err != nil {
		return ErrUnsigned
	}
	anew, err := encodeCMS(attributes, p.chain, algorithm, p.signature)
	if err != nil {
		return fmt.Errorf("signature: %w", err)
	}
	rest, same := bytes.CutPrefix(p.der, anew)
	if !same || bytes.Count(rest, []byte{0}) != len(rest) {
		return ErrAltered
	}
	named := x509.ECDSAWithSHA256
	if algorithm.Algorithm.Equal(oidRSA) {
		named = x509.SHA256WithRSA
	}
	if p.chain[0].CheckSignature(named, attributes, p.signature) != nil {
		return ErrAltered
	}
	return nil
}

var keywords = regexp.MustCompile(`/Keywords <FEFF((?:[0-9A-F]{4})*)>`)

// serialOf reads the keywords of a file that we wrote.
func serialOf(file []byte) string {
	m := keywords.FindSubmatch(file)
	if m == nil {
		return ""
	}
	units := make([]uint16, 0, len(m[1])/4)
	for d := m[1]; len(d) > 0; d = d[4:] {
		v, _ := strconv.ParseUint(string(d[:4]), 16, 16) // hexadecimal digits
		units = append(units, uint16(v))
	}
	return string(utf16.Decode(units))
}
