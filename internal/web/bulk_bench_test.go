package web_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/jobs"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

var certificates = flag.Int("certificates", 10_000, "how many certificates BenchmarkBulk issues and archives")

// BenchmarkBulk issues many certificates as the worker does, from the press of
// the button to the end of the batch, prepares an archive of them, and
// downloads that. Each is done once: run it with -benchtime=1x. Nobody has an
// address, so that no mail is in what is measured.
func BenchmarkBulk(b *testing.B) {
	s := newSite(b)
	s.Publish(b, masartest.Course())
	s.Cohort(b, "north", *certificates)
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		b.Fatal(err)
	}
	s.App.Printer, s.App.Now = printer, func() time.Time { return masartest.Noon }
	if _, err := masartest.DBOf(s.App).W.NewRaw("UPDATE people SET email = ''").Exec(b.Context()); err != nil {
		b.Fatal(err)
	}
	plain := *masartest.DBOf(s.App) // whose queries are not counted
	var queries atomic.Int64
	*s.App.App = *s.App.App.On(masartest.DBOf(s.App).Watch(func(string) { queries.Add(1) }))
	s.employ(b)
	hr := s.Viewer(b, "hr-n")
	var batch certificate.Batch
	b.Run("issue", func(b *testing.B) {
		before, began := queries.Load(), time.Now()
		if batch, err = s.App.IssueWaiting(b.Context(), hr, certificate.Filter{}); err != nil {
			b.Fatal(err)
		}
		ends(b, &plain, batch.ID)
		perSecond(b, began)
		b.ReportMetric(float64(queries.Load()-before)/float64(*certificates), "queries/certificate")
	})
	b.Run("archive", func(b *testing.B) {
		before, began := queries.Load(), time.Now()
		if batch, err = s.App.StartArchive(b.Context(), hr, certificate.Filter{}); err != nil {
			b.Fatal(err)
		}
		ends(b, &plain, batch.ID)
		perSecond(b, began)
		b.ReportMetric(float64(queries.Load()-before)/float64(*certificates), "queries/certificate")
	})
	c := s.newClient(b, "hr-n")
	b.Run("download", func(b *testing.B) {
		began := time.Now()
		res, err := c.http.Get(c.url + "/hr/certificates/batches/" + batch.ID + "/certificates.zip")
		if err != nil {
			b.Fatal(err)
		}
		defer res.Body.Close()
		first := make([]byte, 1)
		if _, err := io.ReadFull(res.Body, first); err != nil {
			b.Fatal(res.StatusCode, err)
		}
		b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "first-byte-ms")
		total, peak := int64(1), resident()
		for {
			n, err := io.CopyN(io.Discard, res.Body, 1<<20)
			total, peak = total+n, max(peak, resident())
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		if total != res.ContentLength {
			b.Fatalf("%d bytes of %d", total, res.ContentLength)
		}
		perSecond(b, began)
		b.ReportMetric(float64(total)/1e6/time.Since(began).Seconds(), "MB/s")
		b.ReportMetric(float64(total)/1e6, "MB")
		b.ReportMetric(peak, "peak-RSS-MB")
	})
}

// employ starts a worker with a queue in this process, as the program does.
func (s *site) employ(b *testing.B) {
	b.Helper()
	queue, stop, err := jobs.Open("")
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	relay := jobs.NewRelay(queue, log)
	relay.App, s.App.Wake = s.App, relay.Wake
	worker := &jobs.Worker{App: s.App, Queue: queue, Log: log}
	if err := worker.Start(); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { relay.Run(ctx); close(done) }()
	b.Cleanup(func() { cancel(); <-done; worker.Stop(); stop() })
}

// ends waits until all of a batch is done.
func ends(b *testing.B, db *store.DB, id string) {
	b.Helper()
	for tick := time.Tick(20 * time.Millisecond); ; <-tick {
		batch, err := db.Batch(b.Context(), people.Within("north"), id)
		if err != nil {
			b.Fatal(err)
		}
		if batch.Ended() {
			if batch.Done != *certificates {
				b.Fatalf("%+v", batch)
			}
			return
		}
	}
}

func perSecond(b *testing.B, began time.Time) {
	b.ReportMetric(float64(*certificates)/time.Since(began).Seconds(), "certificates/s")
}

// resident returns how much memory the process holds, in MB: that of the
// worker, the site, the database and the one who downloads. Zero where the
// system does not say.
func resident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	var kB float64
	if _, err := fmt.Sscanf(after, "%f", &kB); err != nil {
		return 0
	}
	return kB / 1000
}
