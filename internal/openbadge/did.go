package openbadge

import (
	"crypto/ed25519"
	"math/big"
	"net/url"
	"slices"
	"strings"

	"masar/internal/signet"
)

// WebDID returns the name of the site's issuer under did:web.
func WebDID(site string) string {
	u, err := url.Parse(site)
	if err != nil {
		return ""
	}
	return "did:web:" + strings.ReplaceAll(u.Host, ":", "%3A")
}

// Multikey returns a public key of Ed25519 in multibase.
func Multikey(public []byte) string { return "z" + base58(append([]byte{0xED, 0x01}, public...)) }

// KeyDID returns the name of a key by itself.
func KeyDID(public []byte) string { return "did:key:" + Multikey(public) }

// DIDDocument returns what did:web publishes: every key that the issuer has
// signed with.
func DIDDocument(site string, keys []signet.IssuerKey) Document {
	did := WebDID(site)
	methods, names, aka := []any{}, []any{}, []any{}
	for _, k := range keys {
		id := did + "#" + k.ID
		methods = append(methods, Document{"id": id, "type": "Multikey", "controller": did, "publicKeyMultibase": Multikey(k.Public)})
		names, aka = append(names, id), append(aka, KeyDID(k.Public))
	}
	return Document{
		"@context": []any{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"},
		"id":       did, "alsoKnownAs": aka, "verificationMethod": methods, "assertionMethod": names,
	}
}

// Resolve returns a resolver of the issuer's own keys, by either name.
func Resolve(site string, keys []signet.IssuerKey) Resolver {
	return func(method string) ed25519.PublicKey {
		for _, k := range keys {
			did := KeyDID(k.Public)
			if method == WebDID(site)+"#"+k.ID || method == did+"#"+Multikey(k.Public) {
				return k.Public
			}
		}
		return nil
	}
}

// IsIssuer reports whether the DID is the site's issuer, by either name.
func IsIssuer(site string, keys []signet.IssuerKey, did string) bool {
	return did == WebDID(site) || slices.ContainsFunc(keys, func(k signet.IssuerKey) bool { return did == KeyDID(k.Public) })
}

// NoKey is a resolver that knows none.
func NoKey(string) ed25519.PublicKey { return nil }

// ResolveAny returns a resolver of the issuer's own keys, and of every other that
// is known by itself (did:key).
func ResolveAny(own Resolver) Resolver {
	return func(method string) ed25519.PublicKey {
		if key := own(method); key != nil {
			return key
		}
		did, name, ok := strings.Cut(method, "#")
		key, is := strings.CutPrefix(did, "did:key:z")
		if !ok || !is || "z"+key != name {
			return nil
		}
		raw, ok := unbase58(key)
		if !ok || len(raw) != 2+ed25519.PublicKeySize || raw[0] != 0xED || raw[1] != 0x01 {
			return nil
		}
		return raw[2:]
	}
}

// bitcoin is the alphabet of base58btc.
const bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

func base58(b []byte) string {
	n, base, digit := new(big.Int).SetBytes(b), big.NewInt(58), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		out = append(out, bitcoin[digit.Int64()])
	}
	for _, x := range b {
		if x != 0 {
			break
		}
		out = append(out, bitcoin[0])
	}
	slices.Reverse(out)
	return string(out)
}

func unbase58(s string) ([]byte, bool) {
	if len(s) > 200 {
		return nil, false
	}
	n, base := new(big.Int), big.NewInt(58)
	for _, c := range s {
		d := strings.IndexRune(bitcoin, c)
		if d < 0 {
			return nil, false
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(d)))
	}
	zeros := len(s) - len(strings.TrimLeft(s, bitcoin[:1]))
	return append(make([]byte, zeros), n.Bytes()...), true
}
