package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"masar/internal/i18n"
)

// states are words of the catalogue that say how something stands. No button may
// read as one: whoever presses it does something.
var states = regexp.MustCompile(`^(غادر|عاد|نعم،|كل من|كما |Has |Is |Are |Yes, |As the |Everyone |New )`)

// Buttons of the pages of staff say what pressing them does, in both languages.
func TestButtonsAreDeeds(t *testing.T) {
	for _, state := range []string{"غادر العمل", "عاد إلى العمل", "Has left", "Is back", "Yes, they have left", "As the course says"} {
		if !states.MatchString(state) {
			t.Errorf("%q is not known for a state", state)
		}
	}
	button := regexp.MustCompile(`@(?:ui\.)?(?:Button|draftForm|gateButton)\([^\n]*t\.([A-Z]\w+)\(`)
	said := 0
	for _, page := range []string{"person", "role", "gate", "draft", "workshop", "attendance", "review", "token", "template", "agency", "assignment", "import", "job", "issued", "batch"} {
		at, err := filepath.Glob(filepath.Join("*", page+".templ"))
		if err != nil || len(at) != 1 {
			t.Fatalf("%s is at %v: %v", page, at, err)
		}
		source, err := os.ReadFile(at[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range button.FindAllSubmatch(source, -1) {
			key := keyOf(string(m[1]))
			if !i18n.Has(key) {
				t.Errorf("%s: no words %s", page, key)
				continue
			}
			said++
			for _, lang := range i18n.Languages {
				if words := i18n.New(lang, i18n.Prefs{}).Msg(key, map[string]any{"n": 3}); states.MatchString(words) {
					t.Errorf("%s: the button %q reads as a state", page, words)
				}
			}
		}
	}
	if said < 25 {
		t.Errorf("%d buttons looked at: this test looks in the wrong place", said)
	}
}

// keyOf returns the key of the message that a method of i18n.T says: RoleLeave is
// role.leave.
func keyOf(method string) string {
	dashed := regexp.MustCompile(`[A-Z]`).ReplaceAllStringFunc(method, func(s string) string { return "-" + string(s[0]+'a'-'A') })[1:]
	for i, r := range dashed {
		if key := dashed[:i] + "." + dashed[min(i+1, len(dashed)):]; r == '-' && i18n.Has(key) {
			return key
		}
	}
	return dashed
}
