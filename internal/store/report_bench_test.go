package store_test

import (
	"slices"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
)

// timed runs f as often as the benchmark asks and reports its median and 99th
// percentile, in milliseconds.
func timed(b *testing.B, f func()) {
	b.Helper()
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		f()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	ms := func(q int) float64 { return float64(took[(len(took)-1)*q/100].Microseconds()) / 1000 }
	b.ReportMetric(ms(50), "p50-ms")
	b.ReportMetric(ms(99), "p99-ms")
}

var at = store.ReportAt{Now: masartest.Noon, Zone: masartest.Zone}

func BenchmarkReportQueries(b *testing.B) {
	db := masartest.DB(b)
	masartest.Crowd(b, db, 65, 100_000)
	hr, err := db.Person(b.Context(), people.Everywhere("a benchmark"), "hr-0")
	if err != nil {
		b.Fatal(err)
	}
	all, err := db.Viewer(b.Context(), hr, "")
	if err != nil {
		b.Fatal(err)
	}
	for _, who := range []struct {
		name  string
		scope people.Scope
	}{{"top", all.Scope(people.HR)}, {"agency", people.Within("a7")}} {
		for name, f := range map[string]func() error{
			"totals": func() error { _, err := db.ReportTotals(b.Context(), who.scope, report.Filter{}, at); return err },
			"bars":   func() error { _, err := db.ReportBars(b.Context(), who.scope, report.Filter{}, at); return err },
			"weeks":  func() error { _, err := db.ReportWeeks(b.Context(), who.scope, report.Filter{}, at); return err },
			"count":  func() error { _, err := db.ReportCount(b.Context(), who.scope, report.Filter{}, at); return err },
			"count-search": func() error {
				_, err := db.ReportCount(b.Context(), who.scope, report.Filter{Search: "فاطمه الهنائية"}, at)
				return err
			},
			"list-search": func() error {
				_, err := db.Report(b.Context(), who.scope, report.Filter{Search: "فاطمه الهنائية"}, at, 0, 25)
				return err
			},
			"list": func() error { _, err := db.Report(b.Context(), who.scope, report.Filter{}, at, 0, 25); return err },
			"list-late": func() error {
				_, err := db.Report(b.Context(), who.scope, report.Filter{State: report.Late}, at, 0, 25)
				return err
			},
			"list-name": func() error {
				_, err := db.Report(b.Context(), who.scope, report.Filter{Sort: report.ByName}, at, 0, 25)
				return err
			},
			"list-deep":   func() error { _, err := db.Report(b.Context(), who.scope, report.Filter{}, at, 1000, 25); return err },
			"departments": func() error { _, err := db.Departments(b.Context(), who.scope); return err },
			"people":      func() error { _, _, err := db.People(b.Context(), who.scope, store.PeopleFilter{}, 0, 25); return err },
			"people-search": func() error {
				_, _, err := db.People(b.Context(), who.scope, store.PeopleFilter{Search: "فاطمه الهنائية"}, 0, 25)
				return err
			},
			"export": func() error {
				ids, err := db.Report(b.Context(), who.scope, report.Filter{}, at, 0, 0)
				for part := range slices.Chunk(ids, 1000) {
					if err == nil {
						_, err = db.ReportRows(b.Context(), who.scope, part, at)
					}
				}
				return err
			},
		} {
			b.Run(who.name+"/"+name, func(b *testing.B) {
				timed(b, func() {
					if err := f(); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	}
}
