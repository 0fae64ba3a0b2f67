// Package certificate says what a certificate attests, for how long, and how
// it is corrected, renewed and withdrawn.
//
// What is kept is the Record; the document is printed from it whenever it is
// asked for, and its unsigned bytes are a pure function of the Paper: the
// record, its template, which never changes, and the address of the site. Their digest is kept, and
// an audit prints every paper again and compares; see Audit.
//
// A Design says how papers look. It may ask for the last three digits of the
// holder's civil number, which are then in the record and on the paper, and
// nowhere else: not where it is verified, nor in its credential, badge or claim.
//
// What is delivered has two things more: the credential attached, and a
// signature over all of it. Those bytes are not kept, nor their digest. A key in
// memory signs the same bytes to the same signature again, but one that is
// elsewhere (a card, a service) may answer otherwise each time, and a rotated
// one always does. The signature itself says that a file is ours, however it
// was laid out in its time, for as long as the public half of its key is kept:
// which is ever.
package certificate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"

	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/typed"
)

// Kinds of certificate.
const (
	Completion = "completion"
	Attendance = "attendance"
)

// A Status is how a certificate stands.
type Status string

const (
	Valid      Status = "valid"
	Expired    Status = "expired"
	Superseded Status = "superseded"
	Revoked    Status = "revoked"
)

// A Certificate attests that a person completed a course. What it attests is
// its Record, which never changes; a mistake in it is put right by another
// certificate that supersedes it.
type Certificate struct {
	ID           string `bun:",pk"`
	Number       int64  // its place in the chain, from 1
	Serial       string // printed; see Serial
	Code         string // what one types to verify it; says nothing about its holder
	EnrolmentID  string
	PersonID     string
	AgencyID     string
	CourseID     string
	Kind         string
	Record       Record `bun:"type:jsonb"`
	Hash         string // of the record and the hash before it; see Chain
	PaperHash    string // of the document as first printed, unsigned: SHA-256, in hex
	Site         string // address of the site that it was issued under, or "" where that was not written down
	IssuedAt     time.Time
	ExpiresAt    time.Time `bun:",nullzero"` // zero: never
	SupersededBy string    // the certificate that took its place, or ""
	RevokedBy    string
	RevokedAt    time.Time `bun:",nullzero"`
	RevokedWhy   string
}

// A Record is what a certificate attests, word for word.
type Record struct {
	Serial           string       `json:"serial"`
	Code             string       `json:"code"`
	Kind             string       `json:"kind"`
	NameAr           string       `json:"name_ar,omitempty"`
	NameEn           string       `json:"name_en,omitempty"`
	CivilTail        string       `json:"civil_tail,omitempty"` // the last digits of the civil number, where the template asks for them
	Agency           catalog.Text `json:"agency"`
	CourseID         string       `json:"course"`
	Version          string       `json:"version"`
	Title            catalog.Text `json:"title"`
	Hours            float64      `json:"hours"`
	Guideline        catalog.Text `json:"guideline,omitzero"`
	GuidelineVersion string       `json:"guideline_version,omitempty"`
	From             string       `json:"from,omitempty"` // first day attended, YYYY-MM-DD
	To               string       `json:"to,omitempty"`   // last day attended
	IssuedOn         string       `json:"issued"`         // day, at the place of issue
	ExpiresOn        string       `json:"expires,omitempty"`
	HijriOffset      int          `json:"hijri_offset,omitempty"`
	Template         string       `json:"template"`                // by which it is printed; see Template.Name
	TemplateHash     string       `json:"template_hash,omitempty"` // digest of its design
	Press            Press        `json:"press,omitzero"`          // on which it was printed first
	Supersedes       string       `json:"supersedes,omitempty"`    // the serial number of the one whose place it takes
	PersonID         string       `json:"person"`
	EnrolmentID      string       `json:"enrolment"`
	Claim            string       `json:"claim,omitempty"` // what its QR code says, signed; see package signet
}

var (
	ErrRevoked = fault.New(fault.Conflict, "certificate.revoked-already")
	ErrWhy     = fault.New(fault.Invalid, "certificate.why-missing").On("why")
	ErrName    = fault.New(fault.Invalid, "certificate.name-missing")
)

// MaxWhy is how many characters the reason for a revocation may have.
const MaxWhy = 500

// Status returns the standing of c at the given time. Revocation outlasts
// everything: a withdrawn certificate never reads as merely out of date.
func (c Certificate) Status(now time.Time) Status {
	switch {
	case !c.RevokedAt.IsZero():
		return Revoked
	case c.SupersededBy != "":
		return Superseded
	case !c.ExpiresAt.IsZero() && !now.Before(c.ExpiresAt):
		return Expired
	}
	return Valid
}

// Withdrawn reports whether c no longer stands: it was revoked, or superseded
// by another.
func (c Certificate) Withdrawn() bool { return !c.RevokedAt.IsZero() || c.SupersededBy != "" }

// Revoke withdraws c, signed with the mark.
func (c Certificate) Revoke(m people.Mark) (Certificate, error) {
	m.Why = strings.Join(strings.Fields(m.Why), " ")
	if !c.RevokedAt.IsZero() {
		return c, ErrRevoked
	}
	if m.Why == "" || len([]rune(m.Why)) > MaxWhy {
		return c, ErrWhy.With("max", MaxWhy)
	}
	c.RevokedBy, c.RevokedAt, c.RevokedWhy = m.By, m.At, m.Why
	return c, nil
}

// Chain returns the hash that ties r to the certificate before it: SHA-256, in
// hex, over that one's hash and the canonical JSON of r.
func Chain(before string, r Record) string {
	b, err := json.Marshal(r) // fields in the order of the struct, no maps: canonical
	if err != nil {
		panic(err) // a Record holds nothing that JSON cannot
	}
	sum := sha256.Sum256(append([]byte(before+"\n"), b...))
	return hex.EncodeToString(sum[:])
}

// Serial returns the serial number of the nth certificate, issued in the given
// year: "MSR-2026-000042-5". Its last digit checks the others by the Luhn
// algorithm (ISO/IEC 7812-1, annex B).
func Serial(year int, n int64) string {
	digits := fmt.Sprintf("%04d%06d", year, n)
	return fmt.Sprintf("MSR-%04d-%06d-%d", year, n, luhn(digits))
}

// SerialFits reports whether s has the form of a serial number and the right
// check digit.
func SerialFits(s string) bool {
	parts := strings.Split(strings.ToUpper(strings.TrimSpace(s)), "-")
	if len(parts) != 4 || parts[0] != "MSR" || len(parts[1]) != 4 || len(parts[2]) < 6 || len(parts[3]) != 1 {
		return false
	}
	for _, r := range parts[1] + parts[2] + parts[3] {
		if r < '0' || r > '9' {
			return false
		}
	}
	return int(parts[3][0]-'0') == luhn(parts[1]+parts[2])
}

func luhn(digits string) int {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return (10 - sum%10) % 10
}

// alphabet is Crockford's base 32: nothing in it is mistaken for another.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Code returns a verification code of 16 characters made from 10 random bytes.
func Code(random [10]byte) string {
	var b strings.Builder
	acc, bits := 0, 0
	for _, x := range random {
		acc, bits = acc<<8|int(x), bits+8
		for bits >= 5 {
			bits -= 5
			b.WriteByte(alphabet[acc>>bits&31])
		}
		acc &= 1<<bits - 1
	}
	return b.String()
}

// TidyCode returns a code as it is kept, from what somebody typed or copied, be
// it the address of its page: spaces, hyphens, marks of direction and what ends a
// sentence do not count, Arabic-Indic digits are as good as Latin ones, and letters mistaken for digits are put right. It
// returns "" for what cannot be a code.
func TidyCode(s string) string {
	if _, code, ok := strings.Cut(s, "/verify/"); ok {
		s = code
		if end := strings.IndexAny(s, "?#"); end >= 0 {
			s = s[:end]
		}
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.In(r, unicode.Pd, unicode.Cf), r == '−':
			return -1
		case r == 'O':
			return '0'
		case r == 'I', r == 'L':
			return '1'
		}
		return r
	}, strings.ToUpper(typed.Identifier(s)))
	s = strings.TrimRight(s, ".,;:!?/،؛؟") // copied along from the end of a sentence
	if len(s) != 16 || strings.Trim(s, alphabet) != "" {
		return ""
	}
	return s
}
