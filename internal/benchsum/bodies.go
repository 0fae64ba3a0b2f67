package main

import (
	"fmt"
	"io"
	"runtime"
)

// bodies measures what 200 hostile bodies at once take of the site's memory.
func bodies(out io.Writer) error {
	rows, processor, err := benchmarks("-bench=BenchmarkBodies", "-benchtime=1x", "./internal/web")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "make bench-bodies; %d processors, %s %s/%s, %s\n\n", runtime.NumCPU(), processor, runtime.GOOS, runtime.GOARCH, runtime.Version())
	tell(out, "200 at once", rows, "peak-MB", "left-MB")
	return nil
}
