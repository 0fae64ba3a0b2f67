package masartest

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"masar/internal/signet"
)

// What may be wrong with a claim, beside its form.
var (
	ErrClaimKey       = errors.New("no key of this issuer has that id")
	ErrClaimRetired   = errors.New("the key was retired before the day of issue")
	ErrClaimSignature = errors.New("the signature is not that of the claim")
)

// ReadClaim returns the claim in the fragment of the address of the certificate
// with the given code, if one of the keys signed it. In the program the script of
// the offline page does so.
func ReadClaim(code, fragment string, keys []signet.IssuerKey) (c signet.Claim, err error) {
	parts := strings.Split(fragment, ".")
	if len(parts) != 7 || parts[0] != "1" {
		return c, signet.ErrForm
	}
	signature, err := base64.RawURLEncoding.Strict().DecodeString(parts[6])
	if err != nil || len(signature) != ed25519.SignatureSize {
		return c, signet.ErrForm
	}
	at := slices.IndexFunc(keys, func(k signet.IssuerKey) bool { return k.ID == parts[1] })
	if at < 0 || len(keys[at].Public) != ed25519.PublicKeySize {
		return c, ErrClaimKey
	}
	c = signet.Claim{Code: code, Course: parts[2], Issued: claimDay(parts[3]), Expires: claimDay(parts[4])}
	if c.Initials, err = url.PathUnescape(parts[5]); err != nil {
		return c, signet.ErrForm
	}
	signed := "masar claim\n" + code + "\n" + fragment[:strings.LastIndexByte(fragment, '.')]
	if !ed25519.Verify(keys[at].Public, []byte(signed), signature) {
		return c, ErrClaimSignature
	}
	if k := keys[at]; !k.Current() && c.Issued > k.RetiredAt.AddDate(0, 0, 1).Format(time.DateOnly) { // a day on, wherever it was
		return c, ErrClaimRetired
	}
	return c, nil
}

// claimDay returns 8 digits as a day, and anything else as "".
func claimDay(digits string) string {
	if len(digits) != 8 {
		return ""
	}
	return digits[:4] + "-" + digits[4:6] + "-" + digits[6:]
}
