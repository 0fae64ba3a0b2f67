package courseware

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"masar/internal/catalog"
)

// Counts are what a course holds.
type Counts struct {
	Modules, Sessions, Minutes int // sessions without breaks; minutes with them
	Lessons, Exercises, Items  int
	Words                      map[string]int            // of lessons and instructions, by language
	Bank                       map[string]map[string]int // questions by block and Bloom level
}

// Stats counts what c holds.
func Stats(c catalog.Course) Counts {
	n := Counts{
		Modules: len(c.Modules), Sessions: len(c.Sessions()), Lessons: len(c.Lessons),
		Exercises: len(c.Exercises), Items: len(c.Bank),
		Words: map[string]int{}, Bank: map[string]map[string]int{},
	}
	for _, m := range c.Modules {
		n.Minutes += m.Minutes
	}
	for _, l := range c.Lessons {
		n.Words["ar"] += Words(l.Body.Ar)
		n.Words["en"] += Words(l.Body.En)
	}
	for _, e := range c.Exercises {
		n.Words["ar"] += Words(e.Instructions.Ar)
		n.Words["en"] += Words(e.Instructions.En)
	}
	for _, it := range c.Bank {
		if n.Bank[it.Block] == nil {
			n.Bank[it.Block] = map[string]int{}
		}
		n.Bank[it.Block][it.Bloom]++
	}
	return n
}

// writeStats writes what c holds as text for a terminal.
func writeStats(w io.Writer, c catalog.Course) error {
	n := Stats(c)
	fmt.Fprintf(w, "%s %s\n", c.ID, c.Version)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "modules\t%d\t\nsessions\t%d\t\nminutes\t%d\t\nlessons\t%d\t\n", n.Modules, n.Sessions, n.Minutes, n.Lessons)
	fmt.Fprintf(t, "words, Arabic\t%d\t\nwords, English\t%d\t\n", n.Words["ar"], n.Words["en"])
	fmt.Fprintf(t, "exercises\t%d\t\nquestions\t%d\t\n", n.Exercises, n.Items)
	if err := t.Flush(); err != nil {
		return err
	}
	if len(n.Bank) == 0 {
		return nil
	}
	fmt.Fprint(t, "block\t")
	for _, b := range catalog.Bloom {
		fmt.Fprintf(t, "%s\t", b)
	}
	fmt.Fprintln(t)
	for _, block := range slices.Sorted(maps.Keys(n.Bank)) {
		fmt.Fprintf(t, "%s\t", block)
		for _, b := range catalog.Bloom {
			fmt.Fprintf(t, "%d\t", n.Bank[block][b])
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}
