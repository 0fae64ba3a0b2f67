package people

import (
	"slices"
	"strings"
	"testing"

	"masar/internal/fault"
	"masar/internal/typed"
)

func TestCheckName(t *testing.T) {
	for _, test := range []struct {
		name, ar, en string
		want         []*fault.Fault
	}{
		{"both languages", "سلمى بنت خلفان", "Salma", nil},
		{"one language", "نورة", "Salma", nil},
		{"none", "", "", []*fault.Fault{ErrName}},
		{"only spaces", "  ", "\t\u00a0", []*fault.Fault{ErrName}},
		{"200 characters", strings.Repeat("س", 200), "", nil},
		{"201 characters", strings.Repeat("س", 201), "", []*fault.Fault{ErrLong}},
		{"tashkeel, shadda and tatweel", "مُحَمَّد بن عليّ الهاشمـي", "", nil},
		{"abbreviations", "د. خديجة أ. الهنائية", "Dr. Khadija A. Al-Hinai", nil},
		{"hyphens and apostrophes", "آل-سعيد", "Nu'man Al‑Sa‘di O’Brien ʿAlī", nil},
		{"accents, composed and apart", "نورة", "José Nguye\u0302\u0303n Ph\u1EA1m", nil},
		{"letters of Persian and Urdu", "ژاله گلپایگانی", "", nil},
		{"a joiner within a name", "علی\u200cرضا", "", nil},
		{"an isolate, as our own pages put around names", "نورة", "\u2068Salma\u2069", nil},
		{"marks of direction, as lists put around names", "\u200Fسلمى\u200F", "\u200ESalma", nil},
		{"only joiners", "\u200d\u200d", "", []*fault.Fault{ErrName}},

		{"a control of direction", "سلمى \u202Eبنت", "", []*fault.Fault{ErrText}},
		{"a bell", "نورة", "Sal\u0007ma", []*fault.Fault{ErrText}},
		{"a NUL", "سا\u0000لم", "", []*fault.Fault{ErrText}},
		{"an emoji beside letters", "سلمى 🙂", "", []*fault.Fault{ErrSigns}},
		{"an emoji of several parts", "سلمى 👩\u200d🏫", "", []*fault.Fault{ErrSigns}},
		{"only emoji", "نورة", "🙂🙂", []*fault.Fault{ErrLetters}},
		{"markup", "نورة", "<b>Salma</b>", []*fault.Fault{ErrSigns}},
		{"markup around Arabic", "<سلمى>", "", []*fault.Fault{ErrSigns}},
		{"an entity", "نورة", "Salma &amp; Co", []*fault.Fault{ErrSigns}},
		{"a digit", "سلمى 2", "Salma 2", []*fault.Fault{ErrSigns, ErrSigns}},
		{"an Arabic digit", "سلمى ٢", "", []*fault.Fault{ErrSigns}},
		{"digits alone", "1234", "", []*fault.Fault{ErrLetters}},
		{"a comma", "الهنائية، سلمى", "Al Hinai, Salma", []*fault.Fault{ErrSigns, ErrSigns}},
		{"a full stop of its own", "سلمى . بنت", ". Salma", []*fault.Fault{ErrSigns, ErrSigns}},
		{"an ellipsis", "نورة", "Salma..", []*fault.Fault{ErrSigns}},
		{"a mark on nothing", "\u064Fسلمى", "", []*fault.Fault{ErrSigns}},
		{"three marks on a letter", "نورة", "q\u0301\u0302\u0303", nil},
		{"four marks on a letter", "نورة", "q\u0301\u0302\u0303\u0304", []*fault.Fault{ErrSigns}},
		{"a selector of variants", "سلمى\uFE0F", "", []*fault.Fault{ErrText}},
		{"an underscore", "نورة", "salma_hinai", []*fault.Fault{ErrSigns}},
		{"a joiner between Latin letters", "نورة", "Sal\u200dma", []*fault.Fault{ErrText}},
		{"markup and another script", "<b>سلمى</b>", "", []*fault.Fault{ErrSigns}},
		{"both scripts in one", "سلمى Salma", "Salma سلمى", []*fault.Fault{ErrNotArabic, ErrNotLatin}},
		{"each in the other's field", "Salma", "سلمى", []*fault.Fault{typed.ErrSwapped, typed.ErrSwapped}},
		{"Arabic in the English field alone", "", "سلمى", []*fault.Fault{typed.ErrSwapped, typed.ErrSwapped}},
		{"English alone", "", "Salma", []*fault.Fault{ErrName}},
		{"English alone, and wrong", "", "Salma 2", []*fault.Fault{ErrName, ErrSigns}},
		{"Latin in both", "Salma", "Salma", []*fault.Fault{ErrNotArabic}},
		{"Arabic in both", "سلمى", "سلمى", []*fault.Fault{ErrNotLatin}},
		{"Cyrillic that looks Latin", "نورة", "Sаlma", []*fault.Fault{ErrNotLatin}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := checkNameAfter(Person{}, TidyName(test.ar), TidyName(test.en))
			if !slices.EqualFunc(got, test.want, func(a, b *fault.Fault) bool { return a.Is(b) }) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// The message repeats what has to go, each character once, and no more than a
// line of it.
func TestNameSigns(t *testing.T) {
	for name, want := range map[string]string{
		"<b>Salma</b>":        "< > /",
		"Salma 100%":          "1 0 %",
		"Salma\u20DD":         "◌\u20DD",
		"12345678901234 Noor": "1 2 3 4 5 6 7 8 9 0",
		"!\"#$%&()*+, Noor":   "! \" # $ % & ( ) * + …",
	} {
		if f := CheckSpelling("name_en", name, Latin); f == nil || f.Args["signs"] != want || f.Field != "name_en" {
			t.Errorf("%q: %v, want %q", name, f, want)
		}
	}
}

// What was taken before there was a rule may stay; what is changed has to keep
// to it.
func TestNameKept(t *testing.T) {
	was := Person{NameAr: "سلمى 2", NameEn: "Salma", SignIn: "salma"}
	for name, c := range map[string]struct {
		ar, en string
		want   []*fault.Fault
	}{
		"neither is changed": {"سلمى 2", "Salma", nil},
		"the other is":       {"سلمى 2", "Salma Al Hinai", nil},
		"it is, to a fault":  {"سلمى 3", "Salma", []*fault.Fault{ErrSigns}},
		"both are removed":   {"", "", []*fault.Fault{ErrName}},
		"Arabic is removed":  {"", "Salma", []*fault.Fault{ErrName}},
	} {
		p := was
		p.NameAr, p.NameEn = c.ar, c.en
		if got := p.Tidy().CheckAfter(was); !slices.EqualFunc(got, c.want, func(a, b *fault.Fault) bool { return a.Is(b) }) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"سلمى بنت خلفان", "سلمى  بنت\u00a0خلفان ", true},
		{"سلمى", "سَلْمَى", true},
		{"سلمى", "سلمـــى", true},
		{"سلمى", "\u200Fسلمى\u200F", true},
		{"عبد الله", "عبدالله", true},
		{"Salma Al Hinai", "SALMA AL HINAI", true},
		{"أحمد", "احمد", false},
		{"فاطمة", "فاطمه", false},
		{"يحيى", "يحيي", false},
		{"Jose", "José", false},
		{"Al Hinai", "Al-Hinai", false},
		{"", "سلمى", false},
	} {
		if got := SameName(c.a, c.b); got != c.same || SameName(c.b, c.a) != got {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func TestScriptOf(t *testing.T) {
	for name, want := range map[string]Script{"سلمى": Arabic, "  د. سلمى": Arabic, "Salma": Latin, "": Latin, "🙂 سلمى": Arabic, "Салма": Latin, "Salma سلمى": Arabic} {
		if got := ScriptOf(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
