package signet

import (
	"crypto"
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

// ErrForm is returned for what is not a claim.
var ErrForm = errors.New("not a claim")

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

// short returns a day as 8 digits, and "" as "0".
func short(day string) string {
	if day == "" {
		return "0"
	}
	return strings.ReplaceAll(day, "-", "")
}
