package openbadge

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ListBits is how many certificates one status list tells of: the least that
// the standard allows, so that asking for a list does not tell for whom.
const ListBits = 131072

// Place returns the list, from 1, and the bit that tell of the nth certificate.
func Place(n int64) (list, at int64) { return n/ListBits + 1, n % ListBits }

// StatusURL returns the address of a status list.
func StatusURL(site string, list int64) string {
	return fmt.Sprintf("%s/credentials/status/%d", site, list)
}

// statusURL is the address of a status list by the issuer as i is known: it has
// to be the credential's own issuer who tells of it.
func (i Issuer) statusURL(list int64) string {
	address := StatusURL(i.Site, list)
	if strings.HasPrefix(i.DID, "did:key:") {
		address += "?did=key"
	}
	return address
}

// StatusList returns the credential that tells which certificates of a list are
// withdrawn, by their numbers, as of the given time; not signed yet.
func (i Issuer) StatusList(list int64, withdrawn []int64, at time.Time) (Document, error) {
	bits := make([]byte, ListBits/8)
	for _, n := range withdrawn {
		if l, b := Place(n); l == list {
			bits[b/8] |= 0x80 >> (b % 8) // the first bit is the leftmost
		}
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(bits); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	address := i.statusURL(list)
	return Document{
		"@context": []any{contextVC}, "id": address, "type": []any{"VerifiableCredential", "BitstringStatusListCredential"},
		"issuer": i.DID, "validFrom": instant(at),
		"credentialSubject": Document{
			"id": address + "#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
			"encodedList": "u" + base64.RawURLEncoding.EncodeToString(b.Bytes()),
		},
	}, nil
}

// NumberOf returns the number of the certificate of the site's that a
// credential names for its status; ok is false for a credential without one.
func NumberOf(d Document, site string) (n int64, ok bool) {
	entry, _ := d["credentialStatus"].(map[string]any)
	address, _ := entry["statusListCredential"].(string)
	index, _ := entry["statusListIndex"].(string)
	address = strings.TrimSuffix(address, "?did=key")
	list, err := strconv.ParseInt(strings.TrimPrefix(address, site+"/credentials/status/"), 10, 32)
	at, err2 := strconv.ParseInt(index, 10, 32)
	if err != nil || err2 != nil || list < 1 || at < 0 || at >= ListBits {
		return 0, false
	}
	return (list-1)*ListBits + at, true
}

// OutOfTime says why a credential does not hold at the given time, or "".
func OutOfTime(d Document, now time.Time) string {
	if from, err := instantOf(d, "validFrom"); err != nil || now.Before(from) {
		return "the credential is not valid yet"
	}
	if until, err := instantOf(d, "validUntil"); err != nil || !until.IsZero() && !now.Before(until) {
		return "the credential has expired"
	}
	return ""
}

// instantOf reads a time of the credential; one that is not there is zero.
func instantOf(d Document, term string) (time.Time, error) {
	if d[term] == nil {
		return time.Time{}, nil
	}
	text, _ := d[term].(string)
	return time.Parse(time.RFC3339, text)
}
