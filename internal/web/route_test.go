package web_test

import (
	"slices"
	"strings"
	"testing"

	"masar/assets"
	"masar/internal/access"
	"masar/internal/people"
	"masar/internal/web"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
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
	for _, r := range web.Routes(new(kit.Site)) {
		if r.May == access.Public {
			got = append(got, r.Verb()+" "+r.Path)
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
	for _, r := range web.Routes(new(kit.Site)) {
		name := r.Verb() + " " + r.Path
		if r.Do == nil || seen[name] {
			t.Errorf("%s does nothing, or is there twice", name)
		}
		seen[name] = true
		if r.May != access.Public && r.May != access.Member && !policy.Has(people.Admin, r.May) {
			t.Errorf("%s: nobody has the permission %q", name, r.May)
		}
		if strings.HasPrefix(r.Path, "/admin") && (policy.Has(people.HR, r.May) || policy.Has(people.Trainer, r.May) || policy.Has(people.Learner, r.May)) {
			t.Errorf("%s is not for administrators alone", name)
		}
	}
}

// keepable returns the routes whose forms may be kept for their writers and take
// more than a few lines. Others may do with words that fit any form.
func keepable() (routes []string) {
	for _, r := range web.Routes(new(kit.Site)) {
		if (r.Method == "POST page" || r.Method == "POST upload") && r.May != access.Public {
			routes = append(routes, r.Path)
		}
	}
	return routes
}

// handlerWith returns the site with every form of a page answered by do, and the
// paths of those forms.
func handlerWith(s *kit.Site, do fiber.Handler) (f *fiber.App, paths []string) {
	routes := web.Routes(s)
	for i, r := range routes {
		if r.Verb() == fiber.MethodPost && r.Method != "POST json" {
			routes[i].Do = do
			paths = append(paths, r.Path)
		}
	}
	return s.Handler(routes), paths
}
