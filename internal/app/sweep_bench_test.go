package app_test

import (
	"fmt"
	"testing"

	"masar/internal/app/core"
	"masar/internal/letter"
	"masar/internal/masartest"
)

// BenchmarkSweep measures the hourly look for what is due, with all of so many
// enrolments overdue and everybody having an address, and looking again an hour
// later: statements and, of these, queries, and how long a transaction kept others
// from writing at most, by the clock on the wall and in processor time, to which
// others on the machine add nothing. Each is done once: run it with -benchtime=1x.
func BenchmarkSweep(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		h := dueCohort(b, n)
		change(b, h, "UPDATE people SET email = id || '@north.example'")
		h.App.Letters = letter.Writer{Zone: masartest.Zone}
		m := watched(h.App)
		for _, name := range []string{"due", "again"} {
			b.Run(fmt.Sprintf("%s-%d", name, n), func(b *testing.B) {
				m.reset()
				tick(b, h, core.Remind, name)
				for number(b, h, "SELECT count(*) FROM outbox WHERE kind = ? AND done_at IS NULL", core.Remind) > 0 {
					if err := h.App.Perform(b.Context(), core.Remind+":"+name); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(m.statements), "statements")
				b.ReportMetric(float64(m.queries), "queries")
				b.ReportMetric(float64(m.longest.Microseconds())/1000, "longest-hold-ms")
				b.ReportMetric(float64(m.dearest.Microseconds())/1000, "longest-hold-cpu-ms")
				b.ReportMetric(m.medianHold(), "median-hold-ms")
				b.ReportMetric(float64(m.held.Milliseconds())/1000, "held-s")
			})
		}
	}
}
