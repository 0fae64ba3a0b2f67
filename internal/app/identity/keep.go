package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// A KeepKey is what a browser keeps a person's unsent writing under: a label
// that names nobody, and the key of 32 bytes that seals it. Whoever else signs
// in on the same browser has another of each.
type KeepKey struct{ Owner, Key string } // in base64, without padding

// KeepKey returns the person's key. It is the same for ever: what was kept
// before a sign-in ran out is read after the next.
func (a Identity) KeepKey(ctx context.Context, person string) (k KeepKey, err error) {
	secret, err := a.Secret(ctx, "keep", func() string {
		var b [32]byte
		a.Random(b[:])
		return hex.EncodeToString(b[:])
	})
	if err != nil {
		return k, err
	}
	derive := func(use string) []byte {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(use + ":" + person))
		return mac.Sum(nil)
	}
	k.Owner = base64.RawURLEncoding.EncodeToString(derive("owner")[:12])
	k.Key = base64.RawURLEncoding.EncodeToString(derive("key"))
	return k, nil
}
