package web

import (
	"slices"
	"strings"
	"testing"

	"masar/assets"
	"masar/internal/access"
	"masar/internal/people"
)

// public is all of the site that is open to everyone. Whatever is added here
// is read by anyone in the world.
var public = []string{
	"GET /a/:hash/*", "GET /healthz", "GET /readyz", "GET /metrics", "POST /preferences", "GET /sign-in", "POST /sign-in",
	"GET /help", "GET /privacy", "GET /accessibility", "GET /glossary", "GET /verify", "GET /verify/:code", "GET /verify/file", "POST /verify/file",
	"GET /verify/offline", "GET /verify/offline/worker.js", "GET /verify/offline/app.webmanifest", "GET /.well-known/masar-issuer.json", "GET /.well-known/did.json", "GET /credentials/status/:list",
	"GET /credentials/status/issued/:list",
}

func TestPublicRoutes(t *testing.T) {
	var got []string
	for _, r := range new(Server).routes() {
		if r.may == access.Public {
			got = append(got, r.verb()+" "+r.path)
		}
	}
	slices.Sort(got)
	want := slices.Sorted(slices.Values(public))
	if !slices.Equal(got, want) {
		t.Errorf("open to everyone:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Every route has a permission that somebody has, and the administrator has
// them all; no route is there twice.
func TestEveryRouteHasAPermission(t *testing.T) {
	policy, err := access.Load(assets.Policy)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range new(Server).routes() {
		name := r.verb() + " " + r.path
		if r.do == nil || seen[name] {
			t.Errorf("%s does nothing, or is there twice", name)
		}
		seen[name] = true
		if _, ok := intakes[r.method]; !ok {
			t.Errorf("%s: nothing is known of what %q takes", name, r.method)
		}
		if r.may != access.Public && r.may != access.Member && !policy.Has(people.Admin, r.may) {
			t.Errorf("%s: nobody has the permission %q", name, r.may)
		}
		if strings.HasPrefix(r.path, "/admin") && (policy.Has(people.HR, r.may) || policy.Has(people.Trainer, r.may) || policy.Has(people.Learner, r.may)) {
			t.Errorf("%s is not for administrators alone", name)
		}
	}
}
