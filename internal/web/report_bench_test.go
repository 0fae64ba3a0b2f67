package web_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/store"
)

// newCrowdSite returns a site with 100,000 enrolments in 65 agencies, and a
// browser of the HR officer over all of them and of one agency.
func newCrowdSite(b *testing.B) map[string]*browser {
	b.Helper()
	s := newSite(b)
	masartest.Crowd(b, s.App.Store, 65, 100_000)
	hash, err := s.App.Passwords.Hash(masartest.Password)
	if err != nil {
		b.Fatal(err)
	}
	hr := map[string]*browser{}
	for name, id := range map[string]string{"all": "hr-0", "agency": "hr-7"} {
		if err := s.App.Store.SaveAccount(b.Context(), store.Account{PersonID: id, Password: hash, SetAt: masartest.Noon}); err != nil {
			b.Fatal(err)
		}
		hr[name] = s.as(b, id)
	}
	return hr
}

// benchPages opens each path as each officer, and reports the median and the
// 99th percentile in milliseconds.
func benchPages(b *testing.B, paths map[string]string) {
	hr := newCrowdSite(b)
	for who, officer := range hr {
		for name, path := range paths {
			b.Run(who+"/"+name, func(b *testing.B) {
				var took []time.Duration
				b.ReportAllocs()
				for b.Loop() {
					start := time.Now()
					if officer.get(path).status != http.StatusOK {
						b.Fatalf("status %d", officer.status)
					}
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[(len(took)-1)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(took[(len(took)-1)*99/100].Microseconds())/1000, "p99-ms")
			})
		}
	}
}

func BenchmarkHRPage(b *testing.B) {
	benchPages(b, map[string]string{"first": "/hr", "late": "/hr?state=late", "search": "/hr?q=%D9%81%D8%A7%D8%B7%D9%85%D8%A9", "by-name": "/hr?sort=name"})
}

func BenchmarkExport(b *testing.B) {
	benchPages(b, map[string]string{"csv": "/hr/report.csv", "xlsx": "/hr/report.xlsx"})
}

func BenchmarkPeopleSearch(b *testing.B) {
	benchPages(b, map[string]string{"all": "/hr/people", "name": "/hr/people?q=%D9%81%D8%A7%D8%B7%D9%85%D9%87+%D8%A7%D9%84%D9%87%D9%86%D8%A7%D8%A6%D9%8A%D8%A9", "number": "/hr/people?q=OM-2041"})
}
