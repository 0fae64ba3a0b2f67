package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The map of package internal names every package that is drawn, and no other.
func TestMapNamesEveryPackage(t *testing.T) {
	listed := chart(t)
	var named []string
	for _, line := range listed["Packages"] {
		named = append(named, words(line)...)
	}
	for _, line := range listed["Wings"] {
		wing := words(line)[0]
		for _, side := range words("app web") {
			if _, drawn := plan[side+"/"+wing]; drawn {
				named = append(named, side+"/"+wing)
			}
		}
		if _, drawn := plan["web/"+wing]; !drawn {
			t.Errorf("the map names the wing %s, which the site does not have", wing)
		}
	}
	slices.Sort(named)
	if drawn := slices.Sorted(maps.Keys(plan)); !slices.Equal(named, drawn) {
		t.Errorf("the map names\n%q\nand drawn are\n%q", named, drawn)
	}
}

// Every step of a journey of the map is a function of the file that it names.
func TestMapLeadsSomewhere(t *testing.T) {
	steps := chart(t)["Four journeys"]
	for _, line := range steps {
		step := append(words(line), "")
		if !slices.Contains(functions(t, step[0]), step[1]) {
			t.Errorf("the map leads to %s of %s, which is not there", step[1], step[0])
		}
	}
	if len(steps) < 30 {
		t.Errorf("%d steps were looked at, want those of four journeys", len(steps))
	}
	for _, name := range words("Load Courier.Load load") {
		if got := slices.Contains(functions(t, "courseware/courseware.go"), name); got != (name == "Load") {
			t.Errorf("courseware has %s: %v", name, got)
		}
	}
}

// chart returns the indented lines of the map by the heading they stand under.
func chart(t *testing.T) map[string][]string {
	t.Helper()
	lines, heading := map[string][]string{}, ""
	for line := range strings.Lines(parsed(t, "doc.go").Doc.Text()) {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			heading = strings.TrimSpace(title)
		}
		if strings.HasPrefix(line, "\t") {
			lines[heading] = append(lines[heading], line)
		}
	}
	return lines
}

// functions returns the functions of a file, methods with the types they are of.
func functions(t *testing.T, path string) (names []string) {
	t.Helper()
	for _, d := range parsed(t, path).Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil {
			of := f.Recv.List[0].Type
			if star, ok := of.(*ast.StarExpr); ok {
				of = star.X
			}
			name = root(of) + "." + name
		}
		names = append(names, name)
	}
	return names
}

// parsed returns a file under internal.
func parsed(t *testing.T, path string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(path)), nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
