package main

import (
	"strings"
	"testing"
)

const said = `goos: linux
cpu: Some Processor
BenchmarkLearner/home-2         	     120	   9000000 ns/op	         8.25 p50-ms	        12.5 p99-ms	  210000 B/op	    1800 allocs/op
BenchmarkHR/report/all          	       3	 400000000 ns/op	       390 p50-ms	       420 p99-ms	 5100000 B/op	   90000 allocs/op
BenchmarkOther-2                	     120	   9000000 ns/op
PASS
`

const printed = `| what | database | median | p99 | allocations | memory |
|---|---|--:|--:|--:|--:|
| Learner/home | SQLite | 8.25 ms | 12.50 ms | 1800 | 210 kB |
| HR/report/all | SQLite | 390.00 ms | 420.00 ms | 90000 | 5100 kB |
`

func TestTable(t *testing.T) {
	var tb table
	rest, err := tb.read(strings.NewReader(said), "SQLite")
	if err != nil || !strings.Contains(rest, "BenchmarkOther") || tb.cpu != "Some Processor" {
		t.Fatalf("rest %q, processor %q, %v", rest, tb.cpu, err)
	}
	var out strings.Builder
	tb.print(&out)
	if out.String() != printed {
		t.Errorf("got\n%s\nwant\n%s", &out, printed)
	}
}
