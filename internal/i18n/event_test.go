package i18n

import (
	"testing"

	"masar/internal/event"
)

// Every kind of event, sort of thing and key of a detail has words of its own in
// both languages.
func TestEventWords(t *testing.T) {
	for _, lang := range Languages {
		tr := New(lang, Prefs{})
		kinds, sorts := map[string]event.Kind{}, map[string]event.Sort{}
		for k := event.Other; k < event.Kinds; k++ {
			word := tr.Happened(k)
			if twin, there := kinds[word]; there || word == "" {
				t.Errorf("%s: %s %s and %s %s are both %q", lang, k.Verb(), k.Object(), twin.Verb(), twin.Object(), word)
			}
			kinds[word] = k
		}
		for s := event.Thing; s < event.Sorts; s++ {
			word := tr.SortOf(s)
			if twin, there := sorts[word]; there || word == "" {
				t.Errorf("%s: %s and %s are both %q", lang, s.Word(), twin.Word(), word)
			}
			sorts[word] = s
		}
		for _, k := range event.Keys() {
			if word := tr.EventKey(k.Name()); word == "" || word == k.Name() {
				t.Errorf("%s: %s has no words", lang, k.Name())
			}
		}
		if tr.EventKey("colour") != "colour" {
			t.Error("a key of nobody has words")
		}
	}
	for said, k := range map[string]event.Kind{
		"إزالة مسودة": event.Stored("withdrawn", "draft"), "سحب دور": event.RoleWithdrawn, "إلغاء رمز برنامج": event.TokenRevoked,
	} {
		if got := New("ar", Prefs{}).Happened(k); got != said {
			t.Errorf("%s %s is %q, want %q", k.Verb(), k.Object(), got, said)
		}
	}
}
