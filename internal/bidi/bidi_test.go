package bidi

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestUnicodeConformance runs every case of Unicode's BidiCharacterTest.txt.
func TestUnicodeConformance(t *testing.T) {
	f, err := os.Open("testdata/BidiCharacterTest.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	cases, bad := 0, 0
	for sc := bufio.NewScanner(z); sc.Scan(); {
		row := sc.Text()
		if row == "" || row[0] == '#' {
			continue
		}
		cases++
		if why := checkRow(t, row); why != "" {
			if bad++; bad <= 10 {
				t.Errorf("%s: %s", row, why)
			}
		}
	}
	if bad > 0 || cases != 91707 {
		t.Errorf("%d of %d cases fail, want 0 of 91707", bad, cases)
	}
}

// checkRow says what is wrong with our answer to a row "text;base;paragraph;levels;order".
func checkRow(t *testing.T, row string) string {
	col := strings.Split(row, ";")
	var text []rune
	for _, h := range strings.Fields(col[0]) {
		v, err := strconv.ParseInt(h, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, rune(v))
	}
	levels, paragraph := Levels(text, map[string]Base{"0": LeftToRight, "1": RightToLeft, "2": Auto}[col[1]])
	if got := fmt.Sprint(paragraph); got != col[2] {
		return "paragraph level " + got
	}
	var runs []Run
	for i, want := range strings.Fields(col[3]) {
		if want == "x" {
			continue
		}
		if got := fmt.Sprint(levels[i]); got != want {
			return fmt.Sprintf("levels %v", levels)
		}
		runs = append(runs, Run{i, i + 1, levels[i]})
	}
	var order []string
	for _, r := range Reorder(runs) {
		order = append(order, strconv.Itoa(r.Start))
	}
	if !slices.Equal(order, strings.Fields(col[4])) {
		return fmt.Sprintf("order %v", order)
	}
	return ""
}

func TestReorderKeepsNumbersReadable(t *testing.T) {
	// "عام 2026 م": the year stays in the middle and reads from the left.
	text := []rune("عام 2026 م")
	levels, _ := Levels(text, RightToLeft)
	if want := []Level{1, 1, 1, 1, 2, 2, 2, 2, 1, 1}; !slices.Equal(levels, want) {
		t.Errorf("levels %v, want %v", levels, want)
	}
	got := Reorder([]Run{{0, 4, 1}, {4, 8, 2}, {8, 10, 1}})
	if want := []Run{{8, 10, 1}, {4, 8, 2}, {0, 4, 1}}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestEmptyLine(t *testing.T) {
	if levels, p := Levels(nil, Auto); len(levels) != 0 || p != 0 {
		t.Errorf("Levels(nil) = %v, %d", levels, p)
	}
}

func TestMirror(t *testing.T) {
	for r, want := range map[rune]rune{'(': ')', ']': '[', 'ا': 'ا', '.': '.'} {
		if got := Mirror(r); got != want {
			t.Errorf("Mirror(%q) = %q, want %q", r, got, want)
		}
	}
}
