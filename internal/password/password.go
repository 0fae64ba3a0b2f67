// Package password says which passwords are too easy to guess. Length is what
// counts (NIST SP 800-63B), and no mixture of kinds is asked for; but what
// guessing programs try first is refused: common passwords and words, names
// that go with the person or the site, rows of keys, sequences and repetitions,
// in Latin and in Arabic.
package password

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"masar/internal/fault"
	"masar/internal/people"
)

// Min and Max bound the characters of a password.
const (
	Min = 12
	Max = 200
)

// What may be wrong with a password.
var (
	ErrLength  = fault.New(fault.Invalid, "sign-in.password-short").On("password").With("min", Min).With("max", Max)
	ErrBlank   = fault.New(fault.Invalid, "sign-in.password-blank").On("password")
	ErrOwn     = fault.New(fault.Invalid, "sign-in.password-own").On("password")
	ErrSite    = fault.New(fault.Invalid, "sign-in.password-site").On("password")
	ErrCommon  = fault.New(fault.Invalid, "sign-in.password-common").On("password")
	ErrPattern = fault.New(fault.Invalid, "sign-in.password-pattern").On("password")
)

// A Context is what a guesser would know: words of the person who is to have
// the password, and those of the site and its agencies.
type Context struct{ own, site map[string]bool }

// siteWords go with the site wherever it stands.
var siteWords = []string{"masar", "مسار", "منصة مسار", "masar platform"}

// ContextOf returns what is known of a person and of the agencies they answer to.
func ContextOf(p people.Person, agencies ...people.Agency) Context {
	c := Context{own: map[string]bool{}, site: map[string]bool{}}
	add(c.own, p.SignIn, p.Email, p.NameAr, p.NameEn, p.StaffNo)
	add(c.site, siteWords...)
	for _, a := range agencies {
		add(c.site, a.NameAr, a.NameEn)
	}
	return c
}

// add adds each text as a whole and each of its words that has three letters or
// digits at least.
func add(to map[string]bool, texts ...string) {
	for _, text := range texts {
		parts := strings.FieldsFunc(people.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, part := range append(parts, fold(text), strings.Join(parts, "")) {
			if utf8.RuneCountInString(part) >= shortest {
				to[part] = true
			}
		}
	}
}

// Check returns what is wrong with a password in its context, or nil.
func Check(password string, c Context) *fault.Fault {
	if n := utf8.RuneCountInString(password); n < Min || n > Max || !utf8.ValidString(password) {
		return ErrLength
	}
	text := fold(password)
	if text == "" {
		return ErrBlank
	}
	cost, found := newReading(text, c).cheapest()
	switch {
	case cost >= enough:
		return nil
	case found[own]:
		return ErrOwn
	case found[site]:
		return ErrSite
	case found[word]:
		return ErrCommon
	}
	return ErrPattern
}

// fold returns s as it is compared: case, forms of Arabic letters and digits
// made one, and without what people put between words.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("-_.", r) {
			return -1
		}
		return r
	}, people.Fold(s))
}
