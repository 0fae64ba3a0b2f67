package i18n

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"masar/internal/catalog"
	"masar/internal/numeral"

	"golang.org/x/text/feature/plural"
)

const (
	arabic = iota
	english
)

// forms are the texts of one language by plural form; a message that does not
// count has only plural.Other.
type forms [plural.Many + 1]string

// A message is one entry of the catalogue.
type message struct {
	text   [2]forms // by language
	counts bool     // has plural forms, chosen by {n}
}

// say returns m without parameters.
func (t *T) say(m *message) string { return t.written(m.text[t.which][plural.Other]) }

// fill returns m with its parameters, given as name, value, name, value …
func (t *T) fill(m *message, pairs ...string) string {
	return fill(t.written(m.text[t.which][plural.Other]), t.apart(pairs))
}

// count returns m for n things. A language may word none of them on its own
// even where its grammar does not ask for it.
func (t *T) count(m *message, n int, pairs ...string) string {
	all := &m.text[t.which]
	text := all[t.form(n)]
	if n == 0 && all[plural.Zero] != "" {
		text = all[plural.Zero]
	}
	return fill(t.written(text), append(t.apart(pairs), "n", t.Num(n)))
}

// people write these parameters in whichever language they like.
var people = map[string]bool{"why": true, "place": true}

// apart returns pairs with what people wrote in the other script isolated, so that
// neither the sentence nor a stop at either end is drawn into the other's direction.
func (t *T) apart(pairs []string) []string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if people[pairs[i]] && !strings.HasPrefix(pairs[i+1], isolateFirst) && t.foreign(pairs[i+1]) {
			pairs = slices.Clone(pairs)
			pairs[i+1] = t.Isolate(pairs[i+1])
		}
	}
	return pairs
}

// foreign reports whether s has a letter of the script that t does not write.
func (t *T) foreign(s string) bool {
	script := unicode.Arabic
	if t.RTL() {
		script = unicode.Latin
	}
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(script, r) && unicode.IsLetter(r) }) >= 0
}

// written returns the words of a message with the digits preferred; values that
// are put into them have theirs already.
func (t *T) written(text string) string {
	if !t.prefs.ArabicDigits || !strings.ContainsAny(text, "0123456789") {
		return text
	}
	return numeral.Prose(text, true)
}

// fill puts the values in place of {name}. What a value contains is not looked
// at again.
func fill(text string, pairs []string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		i := 0
		for i < len(pairs) && pairs[i] != name {
			i += 2
		}
		if i < len(pairs) {
			b.WriteString(pairs[i+1])
		} else {
			b.WriteString("{" + name + "}")
		}
		text = after
	}
}

// find returns the message of key, such as "quiz.saved-at". A key without a
// noun is one of the general faults: "not-found" is "fault.not-found".
func find(key string) (*message, bool) {
	noun, name, found := strings.Cut(key, ".")
	if !found {
		noun, name = "fault", key
	}
	m, ok := nouns[noun][name]
	return m, ok
}

// Has reports whether there is a message of that key.
func Has(key string) bool {
	_, ok := find(key)
	return ok
}

// Msg returns the message of key with args, for keys that are only known while
// running: faults, notices, mails. Numbers and times are written as the
// language writes them, bilingual text in the language; a message that counts
// looks at n or, where none is given, at the minutes to wait. A key without a message is returned as it is.
func (t *T) Msg(key string, args map[string]any) string {
	m, ok := find(key)
	if !ok {
		return key
	}
	pairs := make([]string, 0, 2*len(args)+2)
	for name, value := range args {
		pairs = append(pairs, name, t.value(value))
	}
	if m.counts {
		n, given := args["n"]
		if !given {
			n = args["minutes"]
		}
		return t.count(m, number(n), pairs...)
	}
	return t.fill(m, pairs...)
}

// Both returns a message in both languages, for what has no one reader.
func Both(key string, args map[string]any) catalog.Text {
	return catalog.Text{Ar: New("ar", Prefs{}).Msg(key, args), En: New("en", Prefs{}).Msg(key, args)}
}

// value writes v for a sentence in t's language.
func (t *T) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case catalog.Text:
		return t.Text(v)
	case interface{ In(lang string) string }:
		return v.In(t.Lang)
	case time.Time:
		return t.Date(v)
	case interface{ Moment() time.Time }:
		return t.DateTime(v.Moment())
	case time.Duration:
		return t.Duration(v)
	case float32, float64:
		return t.Decimal(reflect.ValueOf(v).Float())
	}
	if r := reflect.ValueOf(v); r.CanInt() || r.CanUint() {
		return t.Num(number(v))
	}
	return fmt.Sprint(v)
}

// number returns v as an integer, or 0 when it is none.
func number(v any) int {
	switch r := reflect.ValueOf(v); {
	case !r.IsValid():
		return 0
	case r.CanInt():
		return int(r.Int())
	case r.CanUint():
		return int(r.Uint())
	}
	return 0
}
