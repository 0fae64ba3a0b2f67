// Package i18n holds every word people see, in Arabic and English, and writes
// numbers, dates and sizes the way each language does.
//
// The words are in assets/locales, one file a noun with both languages side by
// side. The generator in internal/i18n/gen turns each message into a method, so
// that a missing message or a wrong parameter does not compile:
//
//	saved-at: {ar: "حُفظت الإجابة في {at}", en: "Answer saved at {at}"}   # quiz.yaml
//
//	t.QuizSavedAt(t.Time(at))
//
// Where the key is only known while running, as with faults, [T.Msg] finds the
// message. After changing a locale run "make generate".
package i18n

//go:generate go run ./gen

import (
	"context"
	"time"
	_ "time/tzdata" // the binary needs no file beside it

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Prefs are the choices of an installation or a person about how things are
// written. The zero value writes Latin digits and tells Muscat's time.
type Prefs struct {
	ArabicDigits bool           // ٠١٢ instead of 012, in Arabic only
	HijriOffset  int            // days added to the computed Hijri date, as the moon was seen
	Zone         *time.Location // nil means Asia/Muscat
}

// T speaks one language. It never changes and may be used from anywhere at once.
type T struct {
	Lang string // "ar" or "en"
	Dir  string // "rtl" or "ltr"

	prefs Prefs
	which int // index into message.text
	tag   language.Tag
}

// Languages are the languages spoken, the default first.
var Languages = []string{"ar", "en"}

var muscat = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Muscat")
	if err != nil {
		panic(err) // time/tzdata is part of the program
	}
	return zone
}()

// New returns the T of lang; any language but English is Arabic.
func New(lang string, p Prefs) *T {
	if p.Zone == nil {
		p.Zone = muscat
	}
	if lang == "en" {
		p.ArabicDigits = false
		return &T{Lang: "en", Dir: "ltr", prefs: p, which: english, tag: language.English}
	}
	return &T{Lang: "ar", Dir: "rtl", prefs: p, which: arabic, tag: language.Arabic}
}

type contextKey struct{}

// With returns a context whose pages speak as t.
func With(ctx context.Context, t *T) context.Context {
	return context.WithValue(ctx, contextKey{}, t)
}

var fallback = New("ar", Prefs{})

// From returns the T of ctx, or Arabic.
func From(ctx context.Context) *T {
	if t, ok := ctx.Value(contextKey{}).(*T); ok {
		return t
	}
	return fallback
}

// RTL reports whether t's language runs from right to left.
func (t *T) RTL() bool { return t.Dir == "rtl" }

// Other returns the other language: the one a switch leads to.
func (t *T) Other() string {
	if t.Lang == "en" {
		return "ar"
	}
	return "en"
}

// Pick returns the string of t's language or, when that is empty, the other.
func (t *T) Pick(ar, en string) string {
	if t.Lang == "en" && en != "" || ar == "" {
		return en
	}
	return ar
}

// form returns the plural form that counts n.
func (t *T) form(n int) plural.Form {
	if n < 0 {
		n = -n
	}
	return plural.Cardinal.MatchPlural(t.tag, n, 0, 0, 0, 0)
}
