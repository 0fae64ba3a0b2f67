package web_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
)

// What is typed to find a person stands in no address, whatever is pressed
// afterwards, and an address cannot search.
func TestSearchStandsInNoAddress(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	for i := range 30 {
		p := people.Person{
			ID: fmt.Sprint("p", i), AgencyID: "north", Department: "التخطيط", NameAr: fmt.Sprintf("ندى الوهيبية %02d", i), SignIn: fmt.Sprint("nada", i), StaffNo: fmt.Sprint("N-", i), CreatedAt: masartest.Noon,
		}.Tidy()
		if err := masartest.Direct(s.App).AddPerson(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if _, err := s.App.Enrol(t.Context(), s.Viewer(t, p.ID), "basics"); err != nil {
			t.Fatal(err)
		}
	}
	addresses := regexp.MustCompile(`(?:href|action|formaction)="([^"]*)"`)
	for who, paths := range map[string][]string{"hr-n": {"/hr", "/hr/people"}, "admin": {"/admin/people"}} {
		b := s.as(t, who)
		for _, path := range paths {
			b.get(path+"?q="+url.QueryEscape("طارق")).sees(200, "ندى الوهيبية")
			b.post(path, "q", "", "agency", "north").sees(303)
			if got := b.header.Get("Location"); got != path+"?agency=north" {
				t.Errorf("%s: without a search it leads to %s", path, got)
			}
			b.post(path+"?sort=name", "q", " ندى ", "agency", "north").sees(200, "ندى الوهيبية 24", "formaction=").misses("ندى الوهيبية 25", "طارق")
			next := ""
			for _, m := range addresses.FindAllStringSubmatch(b.body, -1) {
				address, err := url.QueryUnescape(m[1])
				if err != nil || strings.Contains(address, "ندى") {
					t.Errorf("%s: the address %q, %v", path, address, err)
				}
				if strings.Contains(address, "page=2") {
					next = strings.ReplaceAll(address, "&amp;", "&")
				}
			}
			b.post(next, "q", "ندى").sees(200, "ندى الوهيبية 25").misses("ندى الوهيبية 24")
		}
	}
	b := s.as(t, "hr-n").get("/hr")
	b.post("/hr?sort=name&way=down", "q", "ندى").sees(200, "ندى الوهيبية 29", `aria-sort="descending"`).misses("ندى الوهيبية 04")
	b.post("/hr/reminders", "q", "ندى", "course", "basics").sees(303)
	if got := b.header.Get("Location"); got != "/hr?course=basics" {
		t.Errorf("after reminding it leads to %s", got)
	}
	if strings.Contains(s.log.String(), "ندى") {
		t.Error("the log names whom one searched for")
	}
}
