package letter_test

import (
	"bytes"
	"fmt"
	"syscall"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/signet"
)

// BenchmarkDelivery makes what holders get: the credential made and signed,
// attached to the paper, and all of it signed. Cold ones are each of a course
// of their own, cached ones all of one.
func BenchmarkDelivery(b *testing.B) {
	at := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	key := signet.New([32]byte{7}, at)
	stamp, err := signet.NewStamp([32]byte{8}, "masar.example", at)
	if err != nil {
		b.Fatal(err)
	}
	template, err := certificate.Builtin(certificate.Completion, 1)
	if err != nil {
		b.Fatal(err)
	}
	for _, of := range []struct {
		name string
		cold bool
	}{{"cold-delivered", true}, {"cached-delivered", false}} {
		b.Run(of.name, func(b *testing.B) {
			p, err := letter.NewPrinter(zone)
			if err != nil {
				b.Fatal(err)
			}
			var out bytes.Buffer
			deliver := func(i int) {
				r := record()
				r.Serial, r.Code = certificate.Serial(2026, int64(i)), fmt.Sprintf("%016d", i)
				if of.cold {
					r.Title.En = fmt.Sprint("Preparing Guidelines ", i)
				}
				c := certificate.Certificate{Number: int64(i), Code: r.Code, Serial: r.Serial, Kind: r.Kind, Record: r, IssuedAt: at}
				out.Reset()
				paper := certificate.Paper{Record: r, Site: "https://masar.example", Design: template.Design}
				if err := p.Deliver(&out, certificate.Delivery{Paper: paper, Certificate: c, Seal: signet.Seal{Key: key, Signer: key.Signer()}, Stamp: stamp}); err != nil {
					b.Fatal(err)
				}
			}
			deliver(0) // what is drawn or read once is not counted
			b.ReportAllocs()
			b.ResetTimer()
			size, before := 0, cpu(b)
			for i := 1; b.Loop(); i++ {
				deliver(i)
				size += out.Len()
			}
			each := (cpu(b) - before) / float64(b.N)
			b.ReportMetric(each, "cpu-ms/op")
			b.ReportMetric(1000/each, "per-cpu-s")
			b.ReportMetric(float64(size)/float64(b.N)/1000, "kB/op")
		})
	}
}

// cpu is the processor time the process has used, in milliseconds.
func cpu(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}
