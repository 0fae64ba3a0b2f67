// Package people says who someone is, which agency they answer to, and how far
// they may see.
package people

import (
	"cmp"
	"regexp"
	"strings"
	"time"
	"unicode"

	"masar/internal/fault"
	"masar/internal/typed"
)

// A Person learns, teaches or administers. Of what an agency knows about its
// people, it holds only what training needs: never a whole civil number.
type Person struct {
	ID           string `bun:",pk"`
	AgencyID     string
	Department   string
	DepartmentEn string // "" where nobody has said it; the same for everybody in it
	NameAr       string // as it is to stand on a certificate; of some from before it had to be there, ""
	NameEn       string // may be empty
	StaffNo      string // the agency's own number as typed.Kept returns it, "" if it has none
	StaffKey     string // what StaffNo is compared by; unique within the agency
	StaffTwin    string // "", or p's id if somebody had that number before it had to be unique
	Email        string
	EmailKey     string    // what Email is compared by: one address, one person
	EmailTwin    string    // as StaffTwin
	CivilTail    string    `json:"-"` // the last three digits of their civil number, or ""; see CivilTail
	SignIn       string    // what they sign in with; unique, as FoldSignIn returns it
	Lang         string    // "ar" or "en"
	Digits       string    // "latn" or "arab"
	Theme        string    // "light", "dark" or "" for the device's own
	Search       string    // normalised names, staff number and e-mail; see Fold
	SortAr       string    // what Arabic lists go by; see SortKey
	SortEn       string    // and English ones
	FoldedBy     int       // the FoldVersion of Search and the keys
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
	ErrName     = fault.New(fault.Invalid, "people.name-missing").On("name_ar")
	ErrLong     = fault.New(fault.Invalid, "people.name-long").On("name_ar")
	ErrEmail    = fault.New(fault.Invalid, "people.email-bad").On("email")
	ErrStaffNo  = fault.New(fault.Invalid, "people.staff-no-bad").On("staff_no")
	ErrSignIn   = fault.New(fault.Invalid, "people.sign-in-bad").On("sign_in")
	ErrNoSignIn = fault.New(fault.Invalid, "people.sign-in-none").On("sign_in")
	ErrSignInNo = fault.New(fault.Invalid, "people.sign-in-staff-no").On("sign_in")
	ErrText     = fault.New(fault.Invalid, "people.text-bad")
	ErrLetters  = fault.New(fault.Invalid, "people.name-letters")
	ErrSigns    = fault.New(fault.Invalid, "people.name-signs")

	ErrNotArabic = fault.New(fault.Invalid, "people.name-not-arabic")
	ErrNotLatin  = fault.New(fault.Invalid, "people.name-not-latin")
)

var (
	staffNo = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,31}$`)
	signIn  = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{2,99}$`)
)

// MaxName is how many characters a name may have.
const MaxName = 200

// Tidy returns p with every value as it is kept, and with what people are
// searched and compared by filled in.
func (p Person) Tidy() Person {
	p.NameAr, p.NameEn, p.Department = TidyName(p.NameAr), TidyName(p.NameEn), typed.Tidy(p.Department)
	if p.DepartmentEn = typed.Tidy(p.DepartmentEn); p.Department == "" {
		p.Department, p.DepartmentEn = p.DepartmentEn, ""
	}
	p.StaffNo = typed.Kept(p.StaffNo)
	p.Email, _ = ParseEmail(p.Email)
	p.SignIn = FoldSignIn(p.SignIn)
	if p.CivilTail = strings.TrimSpace(p.CivilTail); CivilTail(p.CivilTail) != "" {
		p.CivilTail = CivilTail(p.CivilTail)
	}
	if p.SignIn == "" {
		p.SignIn = cmp.Or(p.Email, FoldSignIn(p.StaffNo))
	}
	if p.Lang != "en" {
		p.Lang = "ar"
	}
	if p.Digits != "arab" {
		p.Digits = "latn"
	}
	return p.Folded()
}

// Folded returns p with what people are searched and compared by as of now. A
// number or an address that is another than before is nobody's twin.
func (p Person) Folded() Person {
	staff, email := typed.Identifier(p.StaffNo), DeliverTo(p.Email)
	if staff != p.StaffKey {
		p.StaffKey, p.StaffTwin = staff, ""
	}
	if email != p.EmailKey {
		p.EmailKey, p.EmailTwin = email, ""
	}
	p.Search = Fold(strings.Join([]string{p.NameAr, p.NameEn, p.StaffNo, p.Email}, " "))
	p.SortAr, p.SortEn = SortKey(p.Name("ar")), SortKey(p.Name("en"))
	p.FoldedBy = FoldVersion
	return p
}

// Called returns what a word that somebody typed is compared with: it may be a
// staff number, an e-mail address or a sign-in name. None of them is "".
func Called(word string) (p Person) {
	p = Person{StaffNo: word, SignIn: FoldSignIn(word)}
	p.Email, _ = ParseEmail(word)
	return p.Folded()
}

// IsCalled reports whether a word means p, as Called reads it.
func (p Person) IsCalled(word string) bool {
	n := Called(word)
	return n.StaffKey != "" && (n.StaffKey == p.StaffKey || n.EmailKey == p.EmailKey || n.SignIn == p.SignIn)
}

// Check returns everything that is wrong with p, which has been tidied.
func (p Person) Check() []*fault.Fault { return p.CheckAfter(Person{}) }

// CheckAfter is Check of what takes the place of was.
func (p Person) CheckAfter(was Person) (faults []*fault.Fault) {
	faults = checkNameAfter(was, p.NameAr, p.NameEn)
	if len([]rune(p.Department)) > MaxName {
		faults = append(faults, ErrLong.With("max", MaxName).On("department"))
	}
	if len([]rune(p.DepartmentEn)) > MaxName {
		faults = append(faults, ErrLong.With("max", MaxName).On("department_en"))
	}
	if p.Email != "" && !isAddress(p.Email) {
		faults = append(faults, ErrEmail)
	}
	if p.StaffNo != "" && (p.StaffNo != typed.Kept(p.StaffNo) || !staffNo.MatchString(typed.Identifier(p.StaffNo))) {
		faults = append(faults, ErrStaffNo)
	}
	if p.CivilTail != CivilTail(p.CivilTail) {
		faults = append(faults, ErrCivilTail)
	}
	if f := p.checkSignIn(); f != nil {
		faults = append(faults, f)
	}
	faults = append(faults, p.checkDepartment()...)
	if typed.Hidden(p.Department) {
		faults = append(faults, ErrText.On("department"))
	}
	if typed.Hidden(p.DepartmentEn) {
		faults = append(faults, ErrText.On("department_en"))
	}
	return faults
}

// checkDepartment returns what is wrong with the languages of p's department. It
// goes by its first name, which may be in either.
func (p Person) checkDepartment() (faults []*fault.Fault) {
	for _, f := range (typed.Pair{ArField: "department", Ar: p.Department, EnField: "department_en", En: p.DepartmentEn}).Check() {
		if !f.Is(typed.ErrArabic) {
			faults = append(faults, f)
		}
	}
	return faults
}

// checkSignIn returns what is wrong with what p signs in with. Where that is the
// e-mail address or the staff number, what is wrong with those is said of them.
func (p Person) checkSignIn() *fault.Fault {
	switch {
	case isSignIn(p.SignIn):
		return nil
	case p.SignIn == "":
		return ErrNoSignIn
	case p.SignIn == p.Email:
		return nil
	case p.SignIn == FoldSignIn(p.StaffNo):
		if !staffNo.MatchString(typed.Identifier(p.StaffNo)) {
			return nil
		}
		return ErrSignInNo
	}
	return ErrSignIn
}

// isAddress reports whether s is an e-mail address as it is kept, and nothing
// besides.
func isAddress(s string) bool {
	address, ok := ParseEmail(s)
	return ok && address == s
}

// isSignIn reports whether s can be signed in with: a name of Latin letters and
// digits, or an e-mail address.
func isSignIn(s string) bool { return signIn.MatchString(s) || isAddress(s) }
