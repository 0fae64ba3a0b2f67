package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// The templates of certificates open under the area out of which somebody came, and
// stay there from page to page.
func TestAreaOfTemplates(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "admin")
	from := func(page, to, want, other string) {
		t.Helper()
		r := httptest.NewRequest("GET", to, nil)
		if page != "" {
			r.Header.Set("Referer", home.Scheme+"://"+home.Host+page)
		}
		b.send(r).sees(200)
		_, nav, _ := strings.Cut(b.body, `class="nav`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		if !strings.Contains(nav, `href="`+want+`"`) || strings.Contains(nav, `href="`+other+`"`) {
			t.Errorf("%s after %q shows the menu %s", to, page, nav)
		}
	}
	const teaching, hr = "/teaching/reviews", "/hr/people"
	from("/teaching", "/templates", teaching, hr)
	from("/templates", "/templates/north/completion", teaching, hr)
	from("", "/templates", teaching, hr)
	from("/hr/certificates?agency=north", "/templates", hr, teaching)
	from("/templates", "/templates/north/completion", hr, teaching)
	from("/teaching/runs/new?course=x", "/templates", teaching, hr)
	only := s.english(t, "hr-n")
	b = only
	from("/teaching", "/templates", hr, teaching) // who is no trainer has one
}
