package typed

import (
	"slices"
	"testing"

	"masar/internal/fault"
)

func TestPair(t *testing.T) {
	swapped := []*fault.Fault{ErrSwapped, ErrSwapped}
	for name, c := range map[string]struct {
		ar, en string
		want   []*fault.Fault
	}{
		"each in its own":             {"هيئة البيئة", "Environment Authority", nil},
		"nothing":                     {"", "", nil},
		"Arabic alone":                {"هيئة البيئة", "", nil},
		"English alone":               {"", "Environment", nil},
		"swapped":                     {"Environment", "هيئة البيئة", swapped},
		"Arabic in the wrong field":   {"", "هيئة البيئة", swapped},
		"swapped, digits beside":      {"Hall 3", "قاعة ٣", swapped},
		"digits and Arabic":           {"3", "قاعة ٣", swapped},
		"English in both":             {"Environment", "Environment", []*fault.Fault{ErrArabic}},
		"Arabic in both":              {"هيئة البيئة", "هيئة البيئة", []*fault.Fault{ErrLatin}},
		"a word of the other in each": {"برنامج Excel", "Hall of مسقط", nil},
		"digits are no language":      {"3", "B 12", nil},
		"digits in both":              {"12", "12", nil},
		"another script":              {"環境", "Среда", []*fault.Fault{ErrArabic, ErrLatin}},
		"accents are Latin":           {"زياد", "Zīyād Ñ", nil},
		"a tatweel is no letter":      {"ـــ", "A", []*fault.Fault{ErrArabic}},
		"Persian is Arabic script":    {"گلستان", "Golestan", nil},
	} {
		p := Pair{"name_ar", c.ar, "name_en", c.en}
		got := p.Check()
		if !slices.EqualFunc(got, c.want, func(a, b *fault.Fault) bool { return a.Is(b) }) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		ar, en := p.Righted()
		if p.Swapped() && (ar != c.en || en != c.ar) || !p.Swapped() && (ar != c.ar || en != c.en) {
			t.Errorf("%s: put right as %q, %q", name, ar, en)
		}
		if again, en := (Pair{Ar: ar, En: en}).Righted(); again != ar {
			t.Errorf("%s: put right twice, they are %q, %q", name, again, en)
		}
	}
	if got := (Pair{"name_ar", "Environment", "name_en", "بيئة"}).Check(); got[0].Field != "name_ar" || got[1].Field != "name_en" {
		t.Errorf("said of %s and %s", got[0].Field, got[1].Field)
	}
}

func TestLatin(t *testing.T) {
	for s, want := range map[string]bool{"Salma Al-Hinai": true, "Ægir O’Brien 3": true, "": true, "Salma سلمى": false, "Сalma": false} {
		if Latin(s) != want {
			t.Errorf("%q is Latin: %t", s, !want)
		}
	}
}

// An identifier is kept in one form however it is typed, and compared by one.
func TestKept(t *testing.T) {
	for given, want := range map[string]string{
		"٩٠٠١٨": "90018", "90018": "90018", "۹۰۰۱۸": "90018", " \u200F٩٠٠18\u202C ": "90018", "９００１８": "90018",
		"T١١٠٩": "T1109", "K‑12": "K-12", "K–12": "K-12", "A−7": "A-7", "م/٤٥": "م/45", "مـ٤٥": "م45", "": "", "\u2066\u2069": "",
	} {
		if got := Kept(given); got != want {
			t.Errorf("%q is kept as %q, want %q", given, got, want)
		}
		if Kept(want) != want || Identifier(given) != Identifier(want) {
			t.Errorf("%q: kept twice or compared otherwise: %q, %q", given, Kept(want), Identifier(given))
		}
	}
}
