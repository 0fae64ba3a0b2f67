// Command benchsum measures how fast Masar is, on SQLite and, where
// MASAR_TEST_POSTGRES says where one is, on PostgreSQL, and prints it as a table
// in Markdown, with the machine and the command.
//
// Without arguments it measures the clock's work as well. Arguments go to go test:
// -bench=Learner measures only that. The argument
// "certificates" measures certificates instead, 10,000 of them or as many as
// the next one says; "bodies" measures the memory that hostile requests take.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

const postgres = "MASAR_TEST_POSTGRES"

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "certificates" {
		return certificates(args[1:], out)
	}
	if len(args) > 0 && args[0] == "bodies" {
		return bodies(out)
	}
	address := os.Getenv(postgres)
	os.Unsetenv(postgres)
	var t table
	if err := t.measure("SQLite", args); err != nil {
		return err
	}
	if address != "" {
		os.Setenv(postgres, address)
		if err := t.measure("PostgreSQL", args); err != nil {
			return err
		}
	}
	if len(t.rows) == 0 {
		return errors.New("nothing was measured")
	}
	fmt.Fprintf(out, "%s; %d processors, %s %s/%s, %s\n\n", strings.Join(append([]string{"make bench"}, args...), " "),
		runtime.NumCPU(), t.cpu, runtime.GOOS, runtime.GOARCH, runtime.Version())
	t.print(out)
	if len(args) > 0 {
		return nil
	}
	return clock(out, address)
}

// clock measures the hourly look for what is due, on each database: with so many
// enrolments overdue, and once more when all have been told.
func clock(out io.Writer, address string) error {
	look := func(database string) error {
		rows, _, err := benchmarks("-bench=BenchmarkSweep", "-benchtime=1x", "./internal/app")
		if err != nil {
			return err
		}
		fmt.Fprintln(out)
		tell(out, "the clock, "+database, rows, "queries", "statements", "longest-hold-ms", "longest-hold-cpu-ms", "median-hold-ms", "held-s")
		return nil
	}
	os.Unsetenv(postgres)
	if err := look("SQLite"); err != nil || address == "" {
		return err
	}
	os.Setenv(postgres, address)
	return look("PostgreSQL")
}

// measure runs the benchmarks once.
func (t *table) measure(database string, args []string) error {
	cmd := exec.Command("go", append([]string{"test", "-run=^$", "-bench=Learner|HR", "-timeout=30m", "./internal/web"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	said, err := t.read(out, database)
	if gone := cmd.Wait(); gone != nil {
		return fmt.Errorf("%s\n%w", said, gone)
	}
	return err
}

// read reads what go test says of one database, and returns what is not a
// measurement.
func (t *table) read(in io.Reader, database string) (said string, err error) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if cpu, ok := strings.CutPrefix(lines.Text(), "cpu: "); ok {
			t.cpu = cpu
		} else if r, ok := parse(lines.Text()); ok {
			r.database = database
			t.rows = append(t.rows, r)
			fmt.Fprintln(os.Stderr, database, r.name)
		} else {
			said += lines.Text() + "\n"
		}
	}
	return said, lines.Err()
}
