package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"masar/internal/event"
)

// What an event names further has a key that is known, and every such key is
// in use.
func TestEventDetails(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var used []string
	for _, name := range files {
		if !strings.HasSuffix(name, "_test.go") {
			used = append(used, detailKeys(t, name, nil)...)
		}
	}
	slices.Sort(used)
	if used = slices.Compact(used); !slices.Equal(used, event.Details) {
		t.Errorf("events name\n%q, want\n%q", used, event.Details)
	}
}

// detailKeys returns the keys of the details of events in a file.
func detailKeys(t *testing.T, name string, source any) (keys []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 || !isEvent(call.Fun) {
			return true
		}
		switch key := call.Args[0].(type) {
		case *ast.BasicLit:
			word, err := strconv.Unquote(key.Value)
			if err != nil {
				t.Fatal(err)
			}
			keys = append(keys, word)
		case *ast.BinaryExpr: // parts of a design, each after "design-"
		case *ast.Ident:
			if key.Name != "followUps" { // a constant
				t.Errorf("%s: the key of a detail is %s, which this test does not know", name, key.Name)
			}
			keys = append(keys, "follow-ups")
		}
		return true
	})
	return keys
}

// isEvent reports whether fun is the method With or Changing of an event: of one just made,
// or of a variable or a parameter that is one.
func isEvent(fun ast.Expr) bool {
	method, ok := fun.(*ast.SelectorExpr)
	return ok && (method.Sel.Name == "With" || method.Sel.Name == "Changing") && makesEvent(method.X)
}

func makesEvent(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.CallExpr:
		made, ok := x.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		of, ok := made.X.(*ast.Ident)
		return ok && of.Name == "event" && made.Sel.Name == "Of" || isEvent(x.Fun)
	case *ast.Ident:
		return x.Obj != nil && declaresEvent(x.Obj.Decl, x.Name)
	}
	return false
}

func declaresEvent(decl any, name string) bool {
	switch d := decl.(type) {
	case *ast.AssignStmt:
		for i, left := range d.Lhs {
			if of, ok := left.(*ast.Ident); ok && of.Name == name && i < len(d.Rhs) {
				return makesEvent(d.Rhs[i])
			}
		}
	case *ast.Field:
		of, ok := d.Type.(*ast.SelectorExpr)
		return ok && of.Sel.Name == "Event"
	}
	return false
}

// Details are found however the event came to be, and other things' are not.
func TestDetailKeys(t *testing.T) {
	const source = `package p
func f(e event.Event, g fault.Fault) {
	made := event.Of(v, o, i, a).With("one", x).With("two", y)
	made = made.With("three", z).Changing("five", x, y).With("six", x)
	e = e.With("four", z)
	g.With("max", 1)
	ErrLong.With("min", 1)
}`
	got := detailKeys(t, "p.go", source)
	slices.Sort(got)
	if want := []string{"five", "four", "one", "six", "three", "two"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
