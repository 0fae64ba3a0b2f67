package sheet

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// A file of separators is refused before it is taken apart, and whatever is read
// takes memory in proportion to its bytes.
func TestBounds(t *testing.T) {
	row := func(cells int) string { return strings.Repeat("a,", cells-1) + "a\n" }
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"as wide as may be":          {row(MaxColumns), nil},
		"a column too many":          {row(MaxColumns + 1), ErrWide},
		"5 MB of commas":             {strings.Repeat(",", 5<<20), ErrWide},
		"5 MB of semicolons":         {strings.Repeat(";", 5<<20), ErrWide},
		"5 MB of tabs":               {"a" + strings.Repeat("\t", 5<<20), ErrWide},
		"a wide row below":           {"n,s\n" + row(MaxColumns+1), ErrWide},
		"separators across lines":    {"n,s\n" + strings.Repeat("\",\n\",", 100_000), ErrMany},
		"many rows of many columns":  {strings.Repeat(row(MaxColumns), maxCells/MaxColumns+1), ErrMany},
		"as many cells as there may": {strings.Repeat(row(MaxColumns), maxCells/MaxColumns), nil},
	} {
		if _, err := Read([]byte(c.body), UTF8); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	commas := []byte(strings.Repeat(",", 5<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = Read(commas, UTF8)
	runtime.ReadMemStats(&after)
	if made := (after.TotalAlloc - before.TotalAlloc) >> 20; made > 16 {
		t.Errorf("5 MB of commas take %d MB", made)
	}
}
