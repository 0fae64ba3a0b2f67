package main

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// A table is all that was measured.
type table struct {
	cpu  string
	rows []row
}

// A row is one measurement: milliseconds, bytes and allocations for each time.
type row struct {
	name, database   string
	median, p99      float64
	bytes, allocated float64
}

// benchmark is the name that go test gives a measurement, without the number
// of processors.
var benchmark = regexp.MustCompile(`^Benchmark(\w+/\S+?)(-\d+)?\s`)

// parse reads a line of go test -bench, if it is a measurement of ours.
func parse(line string) (r row, ok bool) {
	m := benchmark.FindStringSubmatch(line)
	if m == nil {
		return r, false
	}
	r.name = m[1]
	found := 0
	words := strings.Fields(line)
	for i := 1; i < len(words); i++ {
		to := map[string]*float64{"p50-ms": &r.median, "p99-ms": &r.p99, "B/op": &r.bytes, "allocs/op": &r.allocated}[words[i]]
		if to == nil {
			continue
		}
		x, err := strconv.ParseFloat(words[i-1], 64)
		if err != nil {
			return r, false
		}
		*to = x
		found++
	}
	return r, found == 4
}

// print writes the table in Markdown.
func (t *table) print(out io.Writer) {
	fmt.Fprintln(out, "| what | database | median | p99 | allocations | memory |")
	fmt.Fprintln(out, "|---|---|--:|--:|--:|--:|")
	for _, r := range t.rows {
		fmt.Fprintf(out, "| %s | %s | %.2f ms | %.2f ms | %.0f | %.0f kB |\n", r.name, r.database, r.median, r.p99, r.allocated, r.bytes/1000)
	}
}
