package letter

import (
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/i18n"
)

// What a course is based on is named with its version where it has one, and
// without the word where it has none.
func TestBasis(t *testing.T) {
	r := certificate.Record{Guideline: catalog.Text{Ar: "المبادرة", En: "The initiative"}}
	for lang, word := range map[string]string{"ar": "إصدار", "en": "version"} {
		words := i18n.New(lang, i18n.Prefs{})
		if got := basis(words, r); strings.Contains(got, word) || !strings.HasSuffix(got, r.Guideline.In(lang)) {
			t.Errorf("without a version: %q", got)
		}
		with := r
		with.GuidelineVersion = "2024-02"
		if got := basis(words, with); !strings.Contains(got, word) {
			t.Errorf("with one: %q", got)
		}
	}
}
