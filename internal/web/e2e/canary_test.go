package e2e

import (
	"slices"
	"strings"
	"testing"
)

// TestCanary makes sure that what must be found is found: pale words, in Arabic
// too, a field without a label, and a table wider than the window.
func TestCanary(t *testing.T) {
	once(t)
	s := newSite(t)
	for _, lang := range []string{"ar", "en"} {
		tb := s.newTab(t, lang)
		tb.open("/sign-in")
		if found := tb.violations(); len(found) > 0 {
			t.Fatalf("the page is not well to begin with: %v", found)
		}
		words := map[string]string{"ar": "نصّ باهت لا يكاد يُقرأ", "en": "Pale words that can hardly be read"}[lang]
		read[bool](tb, `(() => {
			const p = document.createElement('p');
			p.textContent = `+quoted(words)+`;
			p.style.setProperty('color', '#c8d0ce');
			document.querySelector('main').append(p);
			return true;
		})()`)
		if found := tb.violations(); !slices.ContainsFunc(found, func(v violation) bool { return v.ID == "color-contrast" }) {
			t.Errorf("pale words in %s are not found: %v", lang, found)
		}
		read[bool](tb, `(() => {
			const wide = document.createElement('div');
			wide.style.setProperty('width', '3000px');
			wide.style.setProperty('height', '1px');
			document.querySelector('main').append(wide, document.createElement('input'));
			return true;
		})()`)
		if found := tb.violations(); !slices.ContainsFunc(found, func(v violation) bool { return v.ID == "label" }) {
			t.Errorf("a field without a label is not found: %v", found)
		}
		if read[string](tb, wider) == "" {
			t.Error("what sticks out of the window is not found")
		}
		read[bool](tb, `(() => { const s = document.createElement('style'); s.textContent = 'p { color: red }'; document.head.append(s); return true })()`)
		tb.hears("Content Security Policy")
		read[bool](tb, "(() => { console.error('what goes wrong in a script'); return true })()")
		tb.hears("what goes wrong in a script")
	}
}

// hears fails the test unless the console says the words.
func (tb *tab) hears(words string) {
	tb.Helper()
	tb.settle()
	if said := tb.complaints(); !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, words) }) {
		tb.Errorf("the console says %q, but not %q", said, words)
	}
}
