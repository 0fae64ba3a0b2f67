package openbadge

import (
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// JWT returns d as a JSON Web Token (RFC 7519) of EdDSA, its claims the
// credential itself with the registered names beside it.
func (i Issuer) JWT(d Document) (string, error) {
	if _, err := canonical(d); err != nil {
		return "", err
	}
	claims := maps.Clone(d)
	claims["iss"], claims["jti"] = i.DID, d["id"]
	for name, term := range map[string]string{"nbf": "validFrom", "exp": "validUntil"} {
		if text, ok := d[term].(string); ok {
			at, err := time.Parse(time.RFC3339, text)
			if err != nil {
				return "", fmt.Errorf("%s: %w", term, err)
			}
			claims[name] = at.Unix()
		}
	}
	header, err := part(Document{"alg": "EdDSA", "typ": "vc+jwt", "kid": i.Method})
	if err != nil {
		return "", err
	}
	body, err := part(claims)
	if err != nil {
		return "", err
	}
	signature, err := i.Signer.Sign(nil, []byte(header+"."+body), crypto.Hash(0))
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return header + "." + body + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

func part(d Document) (string, error) {
	b, err := json.Marshal(d)
	return base64.RawURLEncoding.EncodeToString(b), err
}

// VerifyJWT checks a token and returns the credential in it.
func VerifyJWT(token string, keys Resolver) (Document, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, ErrProof
	}
	var raw [3][]byte
	for i, p := range parts {
		var err error
		if raw[i], err = base64.RawURLEncoding.Strict().DecodeString(p); err != nil {
			return nil, ErrProof
		}
	}
	var header struct{ Alg, Kid string }
	var claims Document
	if json.Unmarshal(raw[0], &header) != nil || json.Unmarshal(raw[1], &claims) != nil || header.Alg != "EdDSA" {
		return nil, ErrProof
	}
	if claims["iss"] != IssuerOf(claims) {
		return nil, ErrIssuer
	}
	key, err := keyOf(claims, header.Kid, keys)
	if err != nil {
		return nil, err
	}
	if !ed25519.Verify(key, []byte(parts[0]+"."+parts[1]), raw[2]) {
		return nil, ErrForged
	}
	for _, registered := range []string{"iss", "jti", "nbf", "exp"} {
		delete(claims, registered)
	}
	_, err = canonical(claims)
	return claims, err
}
