package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// certificates measures certificates: one at a time, by how they are signed,
// beside fpdf alone on the same words; and many at once, on each database. The
// number of those is its argument.
func certificates(args []string, out io.Writer) error {
	many := "10000"
	if len(args) > 0 {
		many = args[0]
	}
	if _, err := strconv.Atoi(many); err != nil {
		return fmt.Errorf("how many certificates: %w", err)
	}
	address := os.Getenv(postgres)
	os.Unsetenv(postgres)
	paper, processor, err := benchmarks("-bench=BenchmarkCertificate|BenchmarkDelivery", "-benchtime=1s", "-p=1", "./internal/pdf", "./internal/letter")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "make bench-certificates N=%s; %d processors, %s %s/%s, %s\n\n", many, runtime.NumCPU(), processor, runtime.GOOS, runtime.GOARCH, runtime.Version())
	tell(out, "certificate", paper, "per-cpu-s", "cpu-ms/op", "kB/op", "B/op")
	bulk := func(database string) error {
		rows, _, err := benchmarks("-bench=BenchmarkBulk", "-benchtime=1x", "./internal/web", "-args", "-certificates="+many)
		if err != nil {
			return err
		}
		fmt.Fprintln(out)
		tell(out, many+" on "+database, rows, "certificates/s", "queries/certificate", "first-byte-ms", "MB/s", "MB", "peak-RSS-MB")
		return nil
	}
	if err := bulk("SQLite"); err != nil || address == "" {
		return err
	}
	os.Setenv(postgres, address)
	return bulk("PostgreSQL")
}

// A figures row is a benchmark and what it measured, by unit.
type figures struct {
	name string
	of   map[string]float64
}

// benchmarks runs benchmarks and returns what they measured, and the processor.
func benchmarks(args ...string) (rows []figures, processor string, err error) {
	cmd := exec.Command("go", append([]string{"test", "-run=^$", "-timeout=60m"}, args...)...)
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err != nil {
		return nil, "", fmt.Errorf("%s\n%w", said, err)
	}
	rows, processor = measured(string(said))
	return rows, processor, nil
}

// named is a line of a measurement, by its name without its package's word for
// all of them and the number of processors.
var named = regexp.MustCompile(`^Benchmark\w+/(\S+?)(-\d+)?\s+\d+\s+(.*)$`)

// measured reads what go test says.
func measured(said string) (rows []figures, processor string) {
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		if cpu, ok := strings.CutPrefix(line, "cpu: "); ok {
			processor = strings.TrimSpace(cpu)
		}
		m := named.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		f := figures{m[1], map[string]float64{}}
		words := strings.Fields(m[3])
		for i := 0; i+1 < len(words); i += 2 {
			if x, err := strconv.ParseFloat(words[i], 64); err == nil {
				f.of[words[i+1]] = x
			}
		}
		rows = append(rows, f)
	}
	return rows, processor
}

// tell writes the rows as a table in Markdown, with a dash for what one did
// not measure.
func tell(out io.Writer, head string, rows []figures, units ...string) {
	fmt.Fprintf(out, "| %s | %s |\n|---|%s\n", head, strings.Join(units, " | "), strings.Repeat("--:|", len(units)))
	for _, r := range rows {
		cells := []string{r.name}
		for _, u := range units {
			cell := "–"
			if x, ok := r.of[u]; ok {
				cell = strconv.FormatFloat(x, 'f', decimals(x), 64)
			}
			cells = append(cells, cell)
		}
		fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | "))
	}
}

// decimals returns how many decimals a figure is worth.
func decimals(x float64) int {
	switch {
	case x >= 100:
		return 0
	case x >= 10:
		return 1
	}
	return 2
}
