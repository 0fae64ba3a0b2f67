package main

import (
	"strings"
	"testing"
)

const saidOfCertificates = `goos: linux
cpu: Some Processor
BenchmarkCertificate/cold-2         	     100	  11500000 ns/op	        11.50 cpu-ms/op	        54.90 kB/op	        87.00 per-cpu-s	 3770000 B/op	   12000 allocs/op
BenchmarkDelivery/cached-delivered-2   	     500	   3000000 ns/op	         2.900 cpu-ms/op	        67.10 kB/op	       344.8 per-cpu-s	  1000000 B/op	   9000 allocs/op
PASS
ok  	masar/internal/pdf	2.0s
`

const toldOfCertificates = `| certificate | per-cpu-s | cpu-ms/op | MB/s |
|---|--:|--:|--:|
| cold | 87.0 | 11.5 | – |
| cached-delivered | 345 | 2.90 | – |
`

func TestCertificates(t *testing.T) {
	rows, processor := measured(saidOfCertificates)
	if processor != "Some Processor" || len(rows) != 2 {
		t.Fatalf("%q, %+v", processor, rows)
	}
	var out strings.Builder
	tell(&out, "certificate", rows, "per-cpu-s", "cpu-ms/op", "MB/s")
	if out.String() != toldOfCertificates {
		t.Errorf("got\n%s\nwant\n%s", &out, toldOfCertificates)
	}
	if err := certificates([]string{"many"}, &out); err == nil {
		t.Error("many is no number")
	}
}
