// Package people says who someone is, which agency they answer to, and how far
// they may see.
package people

import (
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"

	"masar/internal/fault"
)

// A Person learns, teaches or administers. Of what an agency knows about its
// people, it holds only what training needs: never a whole civil number.
type Person struct {
	ID           string `bun:",pk"`
	AgencyID     string
	Department   string
	DepartmentEn string // "" where nobody has said it; the same for everybody in it
	NameAr       string // as it is to stand on a certificate
	NameEn       string // may be empty
	StaffNo      string // the agency's own number; unique within it, "" if it has none
	Email        string
	CivilTail    string    `json:"-"` // the last three digits of their civil number, or ""; see CivilTail
	SignIn       string    // what they sign in with; unique, lower case
	Lang         string    // "ar" or "en"
	Digits       string    // "latn" or "arab"
	Theme        string    // "light", "dark" or "" for the device's own
	Search       string    // normalised names, staff number and e-mail; see Fold
	LeftAt       time.Time `bun:",nullzero"` // zero while employed
	CreatedAt    time.Time

	NameApprovedAt time.Time `bun:",nullzero"` // when they approved the spelling of their name; zero: not yet

	Revision int // counts changes; two people may edit
}

// Name returns p's name in lang, or in the other language if it has none.
func (p Person) Name(lang string) string {
	if lang == "en" && p.NameEn != "" || p.NameAr == "" {
		return p.NameEn
	}
	return p.NameAr
}

// DepartmentIn returns p's department in lang or, failing that, as it is called
// first.
func (p Person) DepartmentIn(lang string) string {
	if lang == "en" && p.DepartmentEn != "" {
		return p.DepartmentEn
	}
	return p.Department
}

// Initials returns one or two letters that stand for p in lang.
func (p Person) Initials(lang string) string {
	words := strings.Fields(p.Name(lang))
	if len(words) == 0 {
		return ""
	}
	first := []rune(words[0])[0]
	last := []rune(strings.TrimPrefix(strings.TrimPrefix(words[len(words)-1], "ال"), "Al-"))
	switch {
	case len(words) == 1 || len(last) == 0:
		return strings.ToUpper(string(first))
	case unicode.Is(unicode.Arabic, first):
		return string(first) + " " + string(last[0]) // apart, or they would join
	}
	return strings.ToUpper(string(first) + string(last[0]))
}

// Employed reports whether p works for their agency still.
func (p Person) Employed() bool { return p.LeftAt.IsZero() }

var (
	ErrName    = fault.New(fault.Invalid, "people.name-missing").On("name_ar")
	ErrLong    = fault.New(fault.Invalid, "people.name-long").On("name_ar")
	ErrEmail   = fault.New(fault.Invalid, "people.email-bad").On("email")
	ErrStaffNo = fault.New(fault.Invalid, "people.staff-no-bad").On("staff_no")
	ErrSignIn  = fault.New(fault.Invalid, "people.sign-in-bad").On("sign_in")
	ErrText    = fault.New(fault.Invalid, "people.text-bad")
	ErrLetters = fault.New(fault.Invalid, "people.name-letters")
)

var (
	staffNo = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,31}$`)
	signIn  = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{2,99}$`)
)

// MaxName is how many characters a name may have.
const MaxName = 200

// Tidy returns p with spaces folded, sign-in and e-mail in lower case, and
// what people search by filled in.
func (p Person) Tidy() Person {
	p.NameAr, p.NameEn, p.Department = FoldSpaces(p.NameAr), FoldSpaces(p.NameEn), FoldSpaces(p.Department)
	if p.DepartmentEn = FoldSpaces(p.DepartmentEn); p.Department == "" {
		p.Department, p.DepartmentEn = p.DepartmentEn, ""
	}
	p.StaffNo = strings.TrimSpace(p.StaffNo)
	p.Email, p.SignIn = strings.ToLower(strings.TrimSpace(p.Email)), strings.ToLower(strings.TrimSpace(p.SignIn))
	if p.CivilTail = strings.TrimSpace(p.CivilTail); CivilTail(p.CivilTail) != "" {
		p.CivilTail = CivilTail(p.CivilTail)
	}
	if p.SignIn == "" {
		p.SignIn = p.Email
	}
	if p.Lang != "en" {
		p.Lang = "ar"
	}
	if p.Digits != "arab" {
		p.Digits = "latn"
	}
	p.Search = Fold(strings.Join([]string{p.NameAr, p.NameEn, p.StaffNo, p.Email}, " "))
	return p
}

// Check returns everything that is wrong with p, which has been tidied.
func (p Person) Check() (faults []*fault.Fault) {
	faults = CheckName(p.NameAr, p.NameEn)
	if len([]rune(p.Department)) > MaxName {
		faults = append(faults, ErrLong.With("max", MaxName).On("department"))
	}
	if len([]rune(p.DepartmentEn)) > MaxName {
		faults = append(faults, ErrLong.With("max", MaxName).On("department_en"))
	}
	if p.Email != "" && !isAddress(p.Email) {
		faults = append(faults, ErrEmail)
	}
	if p.StaffNo != "" && !staffNo.MatchString(p.StaffNo) {
		faults = append(faults, ErrStaffNo)
	}
	if p.CivilTail != CivilTail(p.CivilTail) {
		faults = append(faults, ErrCivilTail)
	}
	if !signIn.MatchString(p.SignIn) {
		faults = append(faults, ErrSignIn)
	}
	if hasControl(p.Department) {
		faults = append(faults, ErrText.On("department"))
	}
	if hasControl(p.DepartmentEn) {
		faults = append(faults, ErrText.On("department_en"))
	}
	return faults
}

// maxAddress is how many bytes an address may have (RFC 3696, erratum 1690).
const maxAddress = 254

// isAddress reports whether s is an e-mail address and nothing besides.
func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= maxAddress && !hasControl(s)
}

// hasControl reports whether s has a character that no name has: a control, or
// a bidirectional override that would rearrange what stands around it.
func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == 0xFFFD || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	})
}
