package openbadge

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ListBits is how many certificates one status list tells of: the least that
// the standard allows, so that asking for a list does not tell for whom.
const ListBits = 131072

// Place returns the list, from 1, and the bit that tell of the nth certificate.
func Place(n int64) (list, at int64) { return n/ListBits + 1, n % ListBits }

const statusPath = "/credentials/status/"

// listURL returns the address of a status list of a kind.
func listURL(site, kind string, list int64) string {
	return fmt.Sprintf("%s%s%s%d", site, statusPath, kind, list)
}

// statusURL is the address of a status list by the issuer as i is known: it has
// to be the credential's own issuer who tells of it.
func (i Issuer) statusURL(kind string, list int64) string {
	address := listURL(i.Site, kind, list)
	if strings.HasPrefix(i.DID, "did:key:") {
		address += "?did=key"
	}
	return address
}

// Entry says where the withdrawal of the nth credential of a kind is told.
func (i Issuer) Entry(s Status) Document {
	list, at := Place(s.Number)
	address := i.statusURL(s.List, list)
	return Document{
		"id": address + "#" + strconv.FormatInt(at, 10), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
		"statusListIndex": strconv.FormatInt(at, 10), "statusListCredential": address,
	}
}

// ListOf returns the credential that tells which of a list of a kind are
// withdrawn, by their numbers, as of the given time; not signed yet.
func (i Issuer) ListOf(kind string, list int64, withdrawn []int64, at time.Time) (Document, error) {
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
	address := i.statusURL(kind, list)
	return Document{
		"@context": []any{contextVC}, "id": address, "type": []any{"VerifiableCredential", "BitstringStatusListCredential"},
		"issuer": i.DID, "validFrom": instant(at),
		"credentialSubject": Document{
			"id": address + "#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
			"encodedList": "u" + base64.RawURLEncoding.EncodeToString(b.Bytes()),
		},
	}, nil
}

// Kinds of status list: of certificates by their numbers, and of what programs
// had signed, by the numbers of its records.
const (
	ListCertificates = ""
	ListIssued       = "issued/"
)

// ErrStatus is returned for a status that cannot be checked here.
var ErrStatus = errors.New("the credential has a status that cannot be checked")

// A Status is where a credential's withdrawal is told: the kind of list, and the
// credential's number.
type Status struct {
	List   string
	Number int64
}

// Statuses returns where the site tells of the credential's withdrawal, all of
// it, or ErrStatus if any entry is not one of the site's own.
func Statuses(d Document, site string) (all []Status, err error) {
	entries := listOf(d["credentialStatus"])
	if len(entries) == 0 && d["credentialStatus"] != nil || len(entries) > mostStatuses {
		return nil, ErrStatus
	}
	for n, e := range entries {
		entry, _ := e.(map[string]any)
		s, wrong := statusOf(entry, site)
		if wrong != "" {
			return nil, fmt.Errorf("%w: entry %d %s", ErrStatus, n+1, wrong)
		}
		all = append(all, s)
	}
	return all, nil
}

// WithStatus returns what a credential says of its status with one entry more.
func WithStatus(others any, own Document) any {
	if others == nil {
		return own
	}
	return append(slices.Clone(listOf(others)), own)
}

// TellsStatus reports whether a credential is a status list, or names one of the
// site's, which is for the issuer itself to do.
func TellsStatus(d Document, site string) bool {
	for _, e := range listOf(d["credentialStatus"]) {
		entry, _ := e.(map[string]any)
		if address, _ := entry["statusListCredential"].(string); strings.HasPrefix(address, site) {
			return true
		}
	}
	lists := listOf(d["type"])
	for _, s := range Subjects(d) {
		lists = append(lists, listOf(s["type"])...)
	}
	return slices.ContainsFunc(lists, func(t any) bool { word, _ := t.(string); return strings.Contains(word, "StatusList") })
}

const mostStatuses = 8 // of one credential

// statusOf returns what an entry names, or what is wrong with it.
func statusOf(entry Document, site string) (s Status, wrong string) {
	types := listOf(entry["type"])
	if len(types) != 1 || types[0] != "BitstringStatusListEntry" {
		return s, "is not of the type BitstringStatusListEntry"
	}
	if entry["statusPurpose"] != "revocation" {
		return s, "is not for the purpose of revocation"
	}
	if size, given := entry["statusSize"]; given && size != float64(1) && size != 1 {
		return s, "has more than one bit"
	}
	address, _ := entry["statusListCredential"].(string)
	rest, ours := strings.CutPrefix(strings.TrimSuffix(address, "?did=key"), site+statusPath)
	if !ours {
		return s, "names a list that is not this issuer's"
	}
	if rest, ours = strings.CutPrefix(rest, ListIssued); ours {
		s.List = ListIssued
	}
	list, ok := natural(rest, 1<<31)
	if !ok || list < 1 {
		return s, "names a list that is not there"
	}
	index, _ := entry["statusListIndex"].(string)
	at, ok := natural(index, ListBits)
	if !ok {
		return s, "has an index that is not a number, written as a string, of its list"
	}
	s.Number = (list-1)*ListBits + at
	return s, ""
}

// natural reads a number below a limit, written as numbers are and in no other
// way.
func natural(text string, below int64) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= 0 && n < below && strconv.FormatInt(n, 10) == text
}

// OutOfTime says why a credential does not hold at the given time, or "".
func OutOfTime(d Document, now time.Time) string {
	for _, term := range []string{"validFrom", "issuanceDate"} {
		if from, err := instantOf(d, term); err != nil || now.Before(from) {
			return "the credential is not valid yet"
		}
	}
	for _, term := range []string{"validUntil", "expirationDate"} {
		if until, err := instantOf(d, term); err != nil || !until.IsZero() && !now.Before(until) {
			return "the credential has expired"
		}
	}
	for _, p := range listOf(d["proof"]) {
		proof, _ := p.(map[string]any)
		if until, err := instantOf(proof, "expires"); err != nil || !until.IsZero() && !now.Before(until) {
			return "the proof of the credential has expired"
		}
	}
	return ""
}

// instantOf reads a time; one that is not there is zero.
func instantOf(d Document, term string) (time.Time, error) {
	if _, given := d[term]; !given {
		return time.Time{}, nil
	}
	text, _ := d[term].(string)
	return time.Parse(time.RFC3339, text)
}
