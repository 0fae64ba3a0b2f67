package signet

import (
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// A Claim is what a certificate's QR code says of it, signed, so that it can be
// verified without asking the issuer. It cannot say whether the certificate was
// withdrawn since.
//
// The code carries it as the fragment of the address of the certificate's page,
// which browsers keep to themselves:
//
//	https://learn.example.om/verify/0123456789ABCDEF#1.0aB-xY_z.basics.20261122.20281122.SH.signature
//
// with the form's number, the key's id, the course's id, the days of issue and
// expiry ("0" for none), the holder's initials (percent-encoded) and 64 bytes of
// signature in base64url. Signed is the text "masar claim", a line feed, the
// certificate's code, a line feed and the fragment up to the signature.
type Claim struct {
	Code     string // of the certificate
	Course   string // its id
	Issued   string // YYYY-MM-DD
	Expires  string // YYYY-MM-DD, or "" for never
	Initials string // of the holder
}

// What may be wrong with a claim.
var (
	ErrForm      = errors.New("not a claim")
	ErrKey       = errors.New("no key of this issuer has that id")
	ErrRetired   = errors.New("the key was retired before the day of issue")
	ErrSignature = errors.New("the signature is not that of the claim")
)

const form = "1"

// Sign returns c as a fragment, signed by the key with the given id.
func (c Claim) Sign(id string, s crypto.Signer) (string, error) {
	text := strings.Join([]string{form, id, c.Course, short(c.Issued), short(c.Expires), url.PathEscape(c.Initials)}, ".")
	if strings.Count(text, ".") != 5 || len(c.Issued) != len(time.DateOnly) {
		return "", fmt.Errorf("claim of %q: %w", text, ErrForm)
	}
	signature, err := s.Sign(nil, c.signed(text), crypto.Hash(0))
	if err != nil {
		return "", fmt.Errorf("sign a claim: %w", err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

func (c Claim) signed(text string) []byte { return []byte("masar claim\n" + c.Code + "\n" + text) }

// Check returns the claim in the fragment of the address of the certificate
// with the given code, if one of the keys signed it.
func Check(code, fragment string, keys []IssuerKey) (c Claim, err error) {
	parts := strings.Split(fragment, ".")
	if len(parts) != 7 || parts[0] != form {
		return c, ErrForm
	}
	signature, err := base64.RawURLEncoding.Strict().DecodeString(parts[6])
	if err != nil || len(signature) != ed25519.SignatureSize {
		return c, ErrForm
	}
	k, ok := Find(keys, parts[1])
	if !ok || len(k.Public) != ed25519.PublicKeySize {
		return c, ErrKey
	}
	c = Claim{Code: code, Course: parts[2], Issued: long(parts[3]), Expires: long(parts[4])}
	if c.Initials, err = url.PathUnescape(parts[5]); err != nil {
		return c, ErrForm
	}
	if !ed25519.Verify(k.Public, c.signed(fragment[:strings.LastIndexByte(fragment, '.')]), signature) {
		return c, ErrSignature
	}
	if !k.Current() && c.Issued > k.RetiredAt.AddDate(0, 0, 1).Format(time.DateOnly) { // a day on, wherever it was
		return c, ErrRetired
	}
	return c, nil
}

// short returns a day as 8 digits, and "" as "0".
func short(day string) string {
	if day == "" {
		return "0"
	}
	return strings.ReplaceAll(day, "-", "")
}

// long returns 8 digits as a day, and anything else as "".
func long(digits string) string {
	if len(digits) != 8 {
		return ""
	}
	return digits[:4] + "-" + digits[4:6] + "-" + digits[6:]
}
