package kit_test

import (
	"testing"

	"masar/internal/web"
	"masar/internal/web/kit"
)

// Every form of the site has a budget, and so has every search and export; what
// is named as one is a route, and it is known what each takes.
func TestEveryFormHasABudget(t *testing.T) {
	known := map[string]bool{}
	for _, r := range web.Routes(new(kit.Site)) {
		known[r.Verb()+" "+r.Path] = true
		for _, signedIn := range []bool{true, false} {
			if r.Verb() == "POST" && !kit.HasBudget(r.Verb(), r.Path, signedIn) {
				t.Errorf("%s may be sent without end", r.Path)
			}
		}
		if !kit.Takes(r.Method) {
			t.Errorf("%s: nothing is known of what %q takes", r.Path, r.Method)
		}
	}
	for name := range kit.Searches {
		if !known[name] {
			t.Errorf("%s is no route", name)
		}
	}
	if kit.HasBudget("GET", "/verify/:code", false) {
		t.Error("a right code is not always answered")
	}
}

// Files of as many rows as there are have a time of their own, and nothing else has.
func TestSpans(t *testing.T) {
	exports := map[string]bool{
		"GET /teaching/surveys/:course/:survey/results.csv": true, "GET /teaching/courses/:id/export.zip": true,
		"GET /hr/report.csv": true, "POST /hr/report.csv": true, "GET /hr/report.xlsx": true, "POST /hr/report.xlsx": true,
		"GET /hr/surveys/:course/:survey/results.csv": true, "GET /hr/certificates/batches/:id/certificates.zip": true,
		"GET /hr/import/:id/problems.csv": true,
	}
	for _, r := range web.Routes(new(kit.Site)) {
		name := r.Verb() + " " + r.Path
		if own := kit.Span(r.Method) != kit.Span(""); own != exports[name] {
			t.Errorf("%s has %v", name, kit.Span(r.Method))
		}
		delete(exports, name)
	}
	if len(exports) > 0 {
		t.Errorf("no such routes: %v", exports)
	}
}
